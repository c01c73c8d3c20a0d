"""Passports, driving licences and plates: behind a word for them, and nothing that looks alike."""

import pytest

from fumehood.exposure.redaction.spans import spans_in

FOUND = [
    ("FHE216", "Her passport number is 532108847 and valid.", "532108847"),
    ("FHE216", "Passinumero: PA7719203", "PA7719203"),
    ("FHE216", "Meine Reisepassnummer lautet C01X0006H.", "C01X0006H"),
    ("FHE216", "Mon numéro de passeport est 19CV44827.", "19CV44827"),
    ("FHE216", "Driver's licence: MORGA753116SM9IJ", "MORGA753116SM9IJ"),
    ("FHE217", "The car with the registration LK19 XTD stood there.", "LK19 XTD"),
    ("FHE217", "Auto KRX-482 oli pihalla.", "KRX-482"),
    ("FHE217", "Bilen hans, EK 48213, sto der.", "EK 48213"),
    ("FHE217", "Der Wagen mit dem Kennzeichen K-LM 4821 fuhr weg.", "K-LM 4821"),
    ("FHE217", "La voiture immatriculée FK-482-XB est là.", "FK-482-XB"),
]
SILENT = [
    "The passport number has nine digits.", "passport = require('passport')", "Driver version 535.104.05", "ABC-123 is the plate in films.",
    "Mark autofix for `RUF052` and `PERF401` as unsafe", "car = Car(year=1908)", "registration costs 20 EUR until 1 June", "the car park has 482 places",
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "value"), FOUND)
def test_it_is_found(rule, text, value):
    assert (rule, value) in [(r, text[a:b]) for a, b, r in spans_in(text, "prompt.txt", "text")]


@pytest.mark.parametrize("text", SILENT)
def test_what_looks_alike_is_silent(text):
    assert spans_in(text, "prompt.txt", "text") == []
