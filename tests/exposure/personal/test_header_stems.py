"""Headers by their stems, with values that must look the part; and columns that tell what they hold without a header."""

import pytest
from looking import findings

NAMES = ("Aino Korhonen", "Eetu Laine", "Helmi Niemi", "Oona Rinne")
FOUND = [
    ("FHE213", "hoveddiagnose", ("F32.1", "J45", "E11.9", "I10")),
    ("FHE213", "läkemedel", ("metformin", "sertralin", "ibuprofen", "warfarin")),
    ("FHE213", "x1", ("F32.1", "J45.0", "E11.9", "I10")),
    ("FHE213", "trossamfund", ("Luthersk", "Katolsk", "Ingen", "Muslim")),
    ("FHE212", "Probanden-ID", ("S-01", "S-02", "S-03", "S-04")),
    ("FHE206", "pårørende", NAMES),
    ("FHE206", "q7", NAMES),
    ("FHE206", "huoltaja", NAMES * 1 + NAMES[:1] * 30),
    ("FHE207", "fødselsdag", ("03.02.1961", "17.11.1988", "30.06.1975", "01.12.1990")),
    ("FHE205", "tlf pårørende", ("41234567", "90817263", "95551234", "22334455")),
    ("FHE206", "Efternamn barn", ("Lindqvist", "Åkerblom", "Sandell", "Norrgård")),
    ("FHE201", "Reisepassnummer", ("C01X0006H", "C3JTL1972", "F5K22T911", "L9P410884")),
    ("FHE215", "brukernavn", ("kari.n", "ola77", "per_h", "anneb")),
    ("FHE215", "regnr", ("ABC 123", "XYZ 98K", "KLM 456", "PRS 771")),
    ("FHE215", "node", ("00:1b:44:11:3a:b7", "00:1b:44:11:3a:b8", "9c:35:5b:5f:4c:d7", "9c:35:5b:5f:4c:d8")),
]  # fmt: skip
SILENT = [
    ("diagnostics_count", ("1", "2", "3", "4")),
    ("patient capital", ("100.50", "2000.10", "3.75", "9.20")),
    ("author", NAMES),
    ("city", ("Georgia", "Sofia", "Helena", "Victoria")),
    ("x2", ("A1", "B2", "C3", "D4")),
    ("medium", ("oil", "ink", "chalk", "tempera")),
    ("fnr", ("0.1932", "0.2211", "0.1875", "0.2044")),
    ("cpr", ("0", "1", "1", "0")),
    ("mem_address", ("0x7ffe12ab", "0x7ffe9c01", "0x7ffe4410", "0x7ffe00ff")),
    ("phone", ("0.51234", "0.40812", "0.33871", "0.29004")),
    ("insurance", ("0", "1", "1", "0")),
    ("condition", ("control", "treated", "waiting", "control")),
    ("handy", ("yes", "no", "yes", "no")),
]


def columns(header, values):
    text = f"n,{header}\n" + "".join(f"{i},{v}\n" for i, v in enumerate(values))
    return [f.rule for f in findings(text, "data/t.csv") if f.confidence.value != "low"]


@pytest.mark.parametrize(("rule", "header", "values"), FOUND)
def test_found(rule, header, values):
    assert columns(header, values) == [rule]


@pytest.mark.parametrize(("header", "values"), SILENT)
def test_silent(header, values):
    assert columns(header, values) == []


NOTES = {
    "FHE206": "Called Mrs {n} about the visit",
    "FHE204": "Please write to {n}@uni.fi about it",
    "FHE205": "Call back on +358 40 123 45{i}{i} soon",
}


@pytest.mark.parametrize(("rule", "note"), NOTES.items())
def test_notes_that_name_people(rule, note):
    names = ("Aino Korhonen", "Eetu Laine", "Helmi Niemi", "Oona Rinne")
    notes = [note.format(n=n if rule == "FHE206" else n.split()[0].lower(), i=i) for i, n in enumerate(names)]
    assert rule in columns("remarks", ["nothing to say here", *notes])


def test_notes_that_name_nobody():
    notes = (
        "it rained all day",
        "the sensor was moved to a roof",
        "no data from the north field",
        "battery changed at noon",
    )
    assert columns("remarks", notes) == []
    written = [f"Dr. {n} wrote this one" for n in NAMES]
    assert columns("source", written) == []
