from looking import findings, rules


def test_contacts_count_in_a_prompt_and_not_in_code():
    text = "Write to ann.lee@firma.fi or call +358 40 123 4567, she was born on 3.5.1980."
    assert {"FHE204", "FHE205", "FHE207"} <= set(rules(text, "<stdin>", prompt=True))
    assert rules(text, "src/setup.py") == []
    assert rules(text, "AUTHORS.txt") == []


def test_one_finding_a_kind_with_all_places():
    text = "a1@firma.fi, b2@firma.fi and c3@firma.fi"
    (found,) = findings(text, "<stdin>", prompt=True)
    assert found.evidence["count"] == "3"
    assert len(found.sensitive) == 3


def test_addresses_of_nobody_are_silent():
    assert rules("noreply@firma.fi user@example.com git@github.com me@test.org", "<stdin>", prompt=True) == []


def test_names_and_streets_in_a_prompt():
    text = "Patient Anna Virtanen lives at Kauppakatu 12 A 3, 33100 Tampere"
    assert {"FHE206", "FHE208"} <= set(rules(text, "<stdin>", prompt=True))
