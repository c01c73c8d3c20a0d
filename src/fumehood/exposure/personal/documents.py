"""Numbers of passports and driving licences, and the plates of vehicles, behind a word that says so."""

from collections.abc import Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

DOCUMENT_WORDS = (
    "passport", "passi", "passnum", "passnr", "pass nr", "pasnum", "pasnr", "reisepass", "passeport", "pasaporte", "driver", "driving lic", "ajokort", "körkort",
    "førerkort", "kørekort", "führerschein", "permis", "carnet", "identity card", "id card", "henkilökort", "personalausweis", "carte d",
)  # fmt: skip
PLATE_WORDS = (
    "plate", "plade", "registration", "rekisteri", "rekkari", "reg", "plaque", "registreringsn", "bilnum", "skilt", "kennzeichen", "immatricul", "matrícula",
    " car", "auto", "bil", "wagen", "voiture", "coche", "volvo", "van ",
)  # fmt: skip
_DOCUMENT = pattern(
    r"(?i)(?:passport|passi(?:n|ni|num\w{0,5})?|passnum\w*|passnr|pass nr|pasnum\w*|pasnr|reisepass\w*|passeport|pasaporte|driver['’]?s? licen[cs]e|driving licen[cs]e|ajokort\w*|körkort\w*|førerkort\w*|"
    r"kørekort\w*|führerschein\w*|permis(?: de conduire)?|carn[eé]t(?: de conducir)?|(?:identity|id) card|henkilökort\w*|personalausweis\w*|carte d['’]identité)"
    r"(?:[ :=#\"'.]{1,4}(?:no|nr|n°|nº|num|number|numero\w{0,3}|nummer|numéro|número|is|on|är|er|lautet|ist|est|es|mitt|mit|holder|of|id|expired|,|i|che|with)\b\.?){0,4}[ :=#\"'.(]{1,5}"
    r"(?-i:(?P<v>[A-Z0-9]{1,5}(?:[ -]?[A-Z0-9]{2,10}){0,4}))(?![\w-])"
)
_PLATE_WORD = pattern(
    r"(?i)(?:[^\W\d_]{0,12}(?:plate|plade\w{0,2}|registration|rekisteri\w{0,10}|rekkari\w{0,3}|reg\.?nr|reg\.?|plaque|registreringsn\w{0,8}|bilnummer\w{0,4}|skilt\w{0,8}|kennzeichen|immatricul\w{0,5}|matrícula)|"
    r"(?P<car>\b(?:car|van|auto(?:n|ni|nsa|lla)?|bil(?:en)?|wagen|voiture|coche|volvo)))\b[^\d\n`\\()\[]{0,28}?(?<![^\W_])"
    r"(?-i:(?P<v>(?:[A-ZÅÄÖ]{2,3}-\d{1,3}|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{3} ?\d{2}[A-Z0-9]|[A-Z]{2} ?\d{2} ?\d{3}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?|[A-Z]{2}-\d{3}-[A-Z]{2}|"
    r"\d{4} ?[BCDFGHJ-NPR-TV-Z]{3}|\d?[A-Z]{3}[ -]?\d{3,4})))(?![\w-])"
)
_LEAST = 6
_NO_PLATE = pattern(
    r"(?:ABC|AAA|XXX|XYZ)[ -]?(?:123|111|000|999)|(?:ISO|UTF|SHA|AES|RSA|CVE|RFC|IEC|USB|PEP|ADR|MD)[ -]?\d"
)


def numbers(view: View, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of the numbers of documents; `places` are those of `DOCUMENT_WORDS`."""
    for at in places:
        found = _DOCUMENT.match(view.text, at) if _begins(view.text, at) else None
        if found is None:
            continue
        value = found["v"]
        digits = [c for c in value if c.isdigit()]
        varied = len(digits) >= 4 and len(set(digits)) > 2 and "".join(digits) not in "01234567890"
        if varied and sum(c.isalnum() for c in value) >= _LEAST:
            yield found.span("v")


def plates(view: View, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of the plates of vehicles; `places` are those of `PLATE_WORDS`."""
    for at in places:
        start = at + (view.text[at] == " ")
        found = _PLATE_WORD.match(view.text, start)
        if found and not _NO_PLATE.match(found["v"]):
            yield found.span("v")


def _begins(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_./-")
