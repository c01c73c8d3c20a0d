import pytest
from looking import findings, rules

FOUND = [
    ("FHE201", "Osallistuja {finnish-id} vastasi."),
    ("FHE201", "Kontakta {swedish-id} i morgon."),
    ("FHE201", "fødselsnummer 15021951940"),
    ("FHE201", "CPR-nr. 211062-5629"),
    ("FHE201", "Her SSN is 536-90-4399."),
    ("FHE202", "Pay to {iban-number}."),
    ("FHE202", "IBAN FI21 1234 5600 0007 85"),
    ("FHE202", "IBAN GB82 WEST 1234 5698 7654 32"),
    ("FHE203", "Number {card-number} is on file."),
]


@pytest.mark.parametrize(("rule", "text"), FOUND, ids=[t for _, t in FOUND])
def test_found_in_text(rule, text):
    assert rule in rules(text, "notes.txt")


@pytest.mark.parametrize(
    "text",
    [
        "131052-3080", "131352-308T", "order 1234567890", "isbn 9783161484100", "phone 040-1234567", "1700000000000",
        "version 20240501-1234", "FI00 1234 5600 0007 85", "4000123400001234", "span 123-45-6789", "a0b1c2d3-131052-308T",
        "0.4929432183912345", "http://x/131052-308T", "2023-01-01 12:00:00",
    ],
)  # fmt: skip
def test_look_alikes_are_silent(text):
    assert [r for r in rules(text, "notes.txt") if r.startswith("FHE2")] == []


def test_numbers_in_code_need_a_word():
    assert rules("x = 4{digits15}  # {card-number}") == []
    assert "FHE203" in rules("card_number = '{card-number}'")


def test_a_file_full_of_numbers_has_no_cards():
    text = "\n".join(f"{{card-number}} {n}" for n in range(60))
    assert rules(text, "data/big.txt") == []


def test_the_value_is_marked_as_sensitive():
    (found,) = findings("Participant {finnish-id}", "notes.txt")
    assert found.sensitive == ((12, 23),)
