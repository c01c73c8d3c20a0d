"""The verdict on telephone numbers, with the library and without it."""

import pytest

from fumehood.exposure.personal import numbering
from fumehood.exposure.personal.languages import languages_of, regions_of
from fumehood.exposure.redaction.spans import spans_in


@pytest.fixture(params=["library", "own grammar"])
def either(request, monkeypatch):
    if request.param == "own grammar":
        monkeypatch.setattr(numbering, "_library", lambda: None)  # as if the extra were not installed
    return request.param


def phones(text, regions=()):
    return [text[a:b] for a, b, r in spans_in(text, "prompt.txt", "text", regions) if r == "FHE205"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call me on 07911 482 733 after six", "07911 482 733"),
        ("Reach her at (503) 884-2297.", "(503) 884-2297"),
        ("Soita minulle numeroon 040 733 1924, kiitos", "040 733 1924"),
        ("Ring meg på 912 48 337 i kveld", "912 48 337"),
        ("Bitte rufen Sie mich unter 0171 4482917 an.", "0171 4482917"),
        ("Appelez-moi au 06 48 27 91 33 après 18 h.", "06 48 27 91 33"),
        ("write to +34 644 18 29 03 today", "+34 644 18 29 03"),
    ],
)
def test_a_number_is_found_either_way(either, text, number):
    assert either
    assert phones(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "tel:+15555550123 is from the manual", "call +44 7700 900123 or 020 7946 0123", "Appelez le 01 99 00 12 34", "+358 -20 lines, +1 for this",
        "ISBN 978-0-13-468599-1, phone_regex = r'\\d{7}'", "scores: 40 733 192 48 27", "epoch 1714720929482", "Call count: 338 107 in total", "phone 00 11 22 33 44",
    ],
)  # fmt: skip
def test_fiction_and_other_numbers_are_silent(either, text):
    assert either
    assert phones(text) == []


def test_the_library_knows_lengths_that_the_grammar_does_not():
    assert numbering.is_callable("+358 40 123456789012", ()) is False
    assert numbering.is_callable("040 733 1924", ("FI",), exactly=True) is True
    assert numbering.is_callable("0171 4482917", ()) is None


def test_the_language_says_the_country():
    assert languages_of("Soita minulle ja jätä viesti") == ("fi",)
    assert regions_of("Bitte rufen Sie mich an")[0] == "DE"
    assert regions_of("") == ()
