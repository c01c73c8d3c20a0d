"""What a column holds: numbers, dates, categories, identifiers, people; by its header and by its values."""

import re
from collections import Counter
from datetime import datetime
from itertools import islice

from msgspec import Struct

from fumehood.exposure.personal.columns import agrees, strong_kind
from fumehood.exposure.personal.headers import kind_of
from fumehood.exposure.synth.table import MISSING

RARE = 5
"""A value seen less often than this is nobody's secret-keeper: it is not repeated (a usual threshold of statistical offices)."""
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_COMMA = re.compile(r"[-+]?\d+(?:,\d+)?")
_ID_HEADER = re.compile(
    r"(?i)(?:^|[_\W])(?:id|uuid|guid|nr|key|code|tunniste|tunnus|kennung|identifiant)$|[a-z]I[dD]$|^id[_\W]"
)
_DATES = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d.%m.%Y",
    "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d-%m-%Y", "%Y/%m/%d",
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y",
)  # fmt: skip
_INVENTED = {
    "national id": "identifier", "name": "name", "e-mail address": "email", "telephone number": "identifier", "address": "address",
    "bank account": "identifier", "payment card": "identifier", "IP address": "identifier", "participant": "identifier",
    "surname": "name", "account or device": "identifier",
}  # fmt: skip


class Kind(Struct, frozen=True, kw_only=True):
    """What a column is.

    `name` is one of missing, number, date, category, identifier, name, email, address, text. `decimals` are the least and
    the most that its numbers have, `comma` says that they are written with one, `form` is the form of a date.
    """

    name: str
    decimals: tuple[int, int] = (0, 0)
    comma: bool = False
    form: str = ""


def kind(header: str, values: list[str], *, decimal_comma: bool) -> Kind:
    """The kind of a column; `decimal_comma` when the file's separator leaves the comma to the numbers."""
    filled = [v for v in values if v not in MISSING]
    if not filled:
        return Kind(name="missing")
    personal = _personal(header, filled)
    if personal:
        return Kind(name=personal)
    counts = Counter(filled)
    if form := _date_form(counts):
        return Kind(name="date", form=form)
    number = _number(filled, decimal_comma=decimal_comma)
    if number is not None:
        serial = (
            number.decimals == (0, 0) and len(counts) == len(filled) >= RARE and _ID_HEADER.search(header)
        )
        return Kind(name="identifier") if serial else number
    kept = sum(n for n in counts.values() if n >= RARE)
    if kept * 2 >= len(filled) and not (_ID_HEADER.search(header) and len(counts) > 50):
        return Kind(name="category")
    words = sum(" " in v.strip() for v in islice(counts, 400)) / min(400, len(counts))
    if words < 0.5 or (_ID_HEADER.search(header) and words < 0.9):
        return Kind(name="identifier")
    return Kind(name="name" if agrees("full name", filled) else "text")


def _personal(header: str, filled: list[str]) -> str:
    promised = kind_of(header)
    if promised in _INVENTED and agrees(promised, filled):
        return _INVENTED[promised]
    strong, _ = strong_kind([v.strip() for v in filled[:400]] or filled)
    return _INVENTED.get(strong, "")


def _date_form(counts: Counter[str]) -> str:
    sample = list(islice(counts, 60))
    if not all(any(c.isdigit() for c in v) and 6 <= len(v) <= 40 and not v.isdigit() for v in sample):
        return ""
    return next((form for form in _DATES if _all_parse(sample, form) and _all_parse(list(counts), form)), "")


def _all_parse(values: list[str], form: str) -> bool:
    try:
        for value in values:
            datetime.strptime(value, form)  # noqa: DTZ007 - only its form and year are asked
    except ValueError:
        return False
    return True


def _number(filled: list[str], *, decimal_comma: bool) -> Kind | None:
    comma = decimal_comma and any("," in v for v in filled)
    form = _COMMA if comma else _NUMBER
    if not all(form.fullmatch(v.strip()) for v in filled):
        return None
    plain = [v.strip().lstrip("+-") for v in filled]
    if any(len(v) > 1 and v[0] == "0" and v[1].isdigit() for v in plain) or (
        not comma and any(v.isdigit() and len(v) > 15 for v in plain)
    ):
        return None  # postcodes and codes with leading zeros are names, not numbers
    places = [_places(v.replace(",", ".") if comma else v) for v in plain]
    return Kind(name="number", decimals=(min(places), min(17, max(places))), comma=comma)


def _places(value: str) -> int:
    mantissa, _, exponent = value.lower().partition("e")
    return max(0, len(mantissa.partition(".")[2]) - int(exponent or 0))
