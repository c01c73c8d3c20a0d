"""European identity numbers: right check digits with a word beside them, wrong ones never."""

import itertools

import pytest
from looking import rules

from fumehood.exposure.personal import checksums, european

# A word, a form with `?` for the character that checks, the check, and how the number is written.
KINDS = [
    ("SVNR", "123?010180", european.austrian),
    ("EGN", "752316926?", european.bulgarian),
    ("OIB", "6943515153?", european.croatian),
    ("AMKA", "0101801234?", european.greek),
    ("TAJ", "12345678?", european.hungarian),
    ("PPSN", "1234567?", european.irish),
    ("PPSN", "1234567?A", european.irish),
    ("personas kods", "150382-1234?", european.latvian),
    ("NIF", "12345678?", european.portuguese),
    ("CNP", "180010112345?", european.romanian),
    ("EMŠO", "010198550013?", european.slovenian),
    ("DNI", "54321098?", checksums.spanish),
    ("codice fiscale", "RSSMRA85T10A562?", checksums.italian),
]  # fmt: skip
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def split(form, check):
    tried = [form.replace("?", sign) for sign in SIGNS]
    right = [t for t in tried if check(t.replace("-", ""))]
    shape = [
        t
        for t in tried
        if t not in right and t[form.index("?")].isdigit() == right[0][form.index("?")].isdigit()
    ]
    return right, shape


@pytest.mark.parametrize(
    ("word", "form", "check"), KINDS, ids=[f"{w}-{n}" for n, (w, _, _) in enumerate(KINDS)]
)
def test_right_ones_are_found_and_wrong_ones_are_not(word, form, check):
    right, wrong = split(form, check)
    assert right
    assert wrong
    assert rules(f"Her {word} is {right[0]} today.", "notes.txt") == ["FHE201"]
    assert not list(itertools.chain(*(rules(f"Her {word} is {w} today.", "notes.txt") for w in wrong)))


def test_without_a_word_they_are_ordinary_numbers():
    for _, form, check in KINDS[:-1]:
        right, _ = split(form, check)
        assert rules(f"Order {right[0]} was sent.", "notes.txt") == []


def test_the_british_number_has_no_check_digit_and_needs_its_word():
    assert rules("National Insurance number AB 12 34 56 C", "notes.txt") == ["FHE201"]
    assert rules("part AB 12 34 56 C", "notes.txt") == []
