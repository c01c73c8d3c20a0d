import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.packages import verdict
from fumehood.packages.verdict import VERDICTS, Judge


@pytest.fixture
def judge(indexes):
    return Judge(indexes)


def codes(answer):
    return [reason.code for reason in answer.reasons]


@pytest.mark.parametrize(
    "name", ["requests", "Requests", "Typing_Extensions", "ruamel.yaml", "NumPy", " flask "]
)
def test_a_ranked_name_is_known_in_any_spelling(judge, name):
    answer = judge.answer(name)
    assert (answer.verdict, codes(answer), answer.suggestions) == ("known", ["established"], ())
    assert answer.name == name


def test_the_facts_are_those_of_the_list(judge):
    assert judge.answer("numpy").facts == {
        "as_of": "2026-11-01",
        "listed": True,
        "month": "2026-10",
        "rank": 3,
    }
    assert judge.answer("lodash", "npm").facts == {
        "as_of": "2026-11-01",
        "listed": True,
        "downloads": 450_000_000,
    }
    assert judge.answer("no-such-name").facts == {"as_of": "2026-11-01", "listed": False}


def test_a_name_that_merely_exists_is_unverified_and_has_no_suggestion(judge):
    for name in ("tidy-heron", "mypy-boto3-emr"):
        answer = judge.answer(name)
        assert (answer.verdict, codes(answer), answer.suggestions) == ("unverified", ["nothing-vouches"], ())


def test_a_name_that_a_complete_list_lacks_is_absent(judge):
    answer = judge.answer("zzyzx-quux")
    assert (answer.verdict, codes(answer), answer.suggestions) == ("absent", ["not-on-index"], ())
    assert "2026-11-01" in answer.reasons[0].message


def test_an_absent_slip_leads_to_what_was_meant(judge):
    answer = judge.answer("colorrama")
    assert (answer.verdict, codes(answer), answer.suggestions[0]) == (
        "absent",
        ["not-on-index", "one-letter-off"],
        "colorama",
    )


def test_a_slip_that_exists_is_suspicious(judge):
    answer = judge.answer("reqeusts")
    assert (answer.verdict, codes(answer), answer.suggestions) == (
        "suspicious",
        ["one-letter-off"],
        ("requests",),
    )


def test_a_name_that_a_partial_list_lacks_is_unchecked_never_absent(judge):
    answer = judge.answer("zzyzx", "npm")
    assert (answer.verdict, codes(answer)) == ("unchecked", ["not-in-partial-list"])
    assert judge.answer("expresss", "npm").verdict == "suspicious"
    assert judge.answer("expresss", "npm").suggestions == ("express",)


def test_squat_shape_is_suspicious(judge):
    answer = judge.answer("starlette-telemetry-adapter")
    assert (answer.verdict, codes(answer), answer.suggestions) == (
        "suspicious",
        ["squat-shape"],
        ("starlette",),
    )


@pytest.mark.parametrize(
    ("module", "distribution"),
    [
        ("cv2", "opencv-python"),
        ("sklearn", "scikit-learn"),
        ("yaml", "pyyaml"),
        ("PIL", "pillow"),
        ("pil", "pillow"),
        ("bs4", "beautifulsoup4"),
    ],
)
def test_an_import_name_leads_to_its_distribution(judge, module, distribution):
    answer = judge.answer(module)
    assert answer.verdict == "absent"
    assert answer.suggestions[0] == distribution
    assert "import-name" in codes(answer)


def test_standard_library_modules_need_no_install(judge):
    for name, ecosystem in (("re", "pypi"), ("difflib", "pypi"), ("fs", "npm"), ("node:path", "npm")):
        answer = judge.answer(name, ecosystem)
        assert codes(answer)[0] == "standard-library"
        assert answer.suggestions == ()


def test_known_hallucinations_are_said_and_suspicious_once_registered(judge, monkeypatch):
    monkeypatch.setattr(
        "fumehood.packages.known_hallucinations.known_hallucinations",
        lambda: frozenset({"tidy-heron", "zzyzx-quux", "npm:heron"}),
    )
    assert codes(judge.answer("zzyzx-quux")) == ["not-on-index", "known-hallucination"]
    for name, ecosystem in (("tidy-heron", "pypi"), ("heron", "npm")):
        answer = judge.answer(name, ecosystem)
        assert (answer.verdict, codes(answer)) == ("suspicious", ["known-hallucination"])


def test_the_users_lists_come_first(indexes):
    judge = Judge(
        indexes,
        known=["Zzyzx_Quux"],
        malicious={"requests": "says who", "npm:lodash": ""},
        private=["corp-*", "@corp/*"],
    )
    assert judge.answer("zzyzx-quux").verdict == "known"
    assert (judge.answer("Requests").verdict, codes(judge.answer("requests"))) == (
        "malicious",
        ["listed-malicious"],
    )
    assert judge.answer("lodash", "npm").verdict == "malicious"
    assert judge.answer("lodash").verdict == "absent"
    assert (judge.answer("corp-billing").verdict, codes(judge.answer("Corp_Billing"))) == (
        "unverified",
        ["private-name"],
    )
    assert codes(judge.answer("@corp/ui", "npm")) == ["private-name"]


def test_a_private_name_that_is_public_too_is_said(indexes):
    assert codes(Judge(indexes, private=["tidy-*"]).answer("tidy-heron")) == ["private-name-taken"]


@pytest.mark.parametrize(
    ("name", "meant"), [("rеquests", "requests"), ("ｎｕｍｐｙ", "numpy"), ("num\u200bpy", "numpy")]
)
def test_foreign_letters_are_seen_through(judge, name, meant):
    answer = judge.answer(name)
    assert (answer.verdict, answer.suggestions, codes(answer)) == (
        "absent",
        (meant,),
        ["look-alike-letters", "invalid-name"],
    )


@pytest.mark.parametrize("name", ["", "-", "a b", "x" * 400, "\x1b[31m", "../etc"])
def test_impossible_names_are_absent(judge, name):
    assert (judge.answer(name).verdict, codes(judge.answer(name))) == ("absent", ["invalid-name"])


def test_other_ecosystems_are_unchecked(judge):
    assert codes(judge.answer("serde", "cargo")) == ["unknown-ecosystem"]


def test_an_old_list_is_said_where_it_matters(indexes):
    judge = Judge(indexes, today=date(2027, 3, 1))
    assert codes(judge.answer("zzyzx-quux")) == ["not-on-index", "stale-list"]
    assert codes(judge.answer("requests")) == ["established"]
    assert codes(Judge(indexes, today=date(2026, 12, 1)).answer("zzyzx-quux")) == ["not-on-index"]


def test_data_that_cannot_be_read_leaves_names_unchecked(monkeypatch):
    def broken(_):
        raise OSError("gone")

    monkeypatch.setattr("fumehood.packages.unpack.open_index", broken)
    answer = Judge().answer("requests")
    assert (answer.verdict, codes(answer)) == ("unchecked", ["index-unreadable"])


def test_a_judge_travels_to_a_worker_after_it_has_answered():
    judge = Judge(malicious={"evil": "x"})
    assert judge.answer("requests").verdict == "known"
    again = pickle.loads(pickle.dumps(judge))
    assert [again.answer(n).verdict for n in ("requests", "evil")] == ["known", "malicious"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["pypi", "npm", "other"]))
def test_every_name_gets_one_verdict_with_a_reason(name, ecosystem):
    answer = verdict.Judge().answer(name, ecosystem)
    assert answer.verdict in VERDICTS
    assert answer.reasons
    assert len(answer.suggestions) <= verdict.MOST_SUGGESTIONS
