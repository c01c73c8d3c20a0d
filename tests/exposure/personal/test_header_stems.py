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
]  # fmt: skip
SILENT = [
    ("diagnostics_count", ("1", "2", "3", "4")),
    ("patient capital", ("100.50", "2000.10", "3.75", "9.20")),
    ("author", NAMES),
    ("city", ("Georgia", "Sofia", "Helena", "Victoria")),
    ("x2", ("A1", "B2", "C3", "D4")),
    ("medium", ("oil", "ink", "chalk", "tempera")),
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
