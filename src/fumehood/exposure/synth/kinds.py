"""What a column holds: numbers, dates, categories, identifiers, people; by its header and by its values."""

import re
from collections import Counter
from datetime import datetime
from itertools import islice

from msgspec import Struct

from fumehood.exposure.personal.columns import agrees, strong_kind
from fumehood.exposure.personal.headers import kind_of
from fumehood.exposure.synth.spelling import Spelling, exponent_of, spelling_of
from fumehood.exposure.synth.table import MISSING

RARE = 5
"""A value seen less often than this is nobody's secret-keeper: it is not repeated (a usual threshold of statistical offices)."""
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_ID_HEADER = re.compile(
    r"(?i)(?:^|[_\W])(?:id|uuid|guid|nr|key|code|tunniste|tunnus|kennung|identifiant)$|[a-z]I[dD]$|^id[_\W]"
)
_DATES = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d.%m.%Y",
    "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d-%m-%Y", "%Y/%m/%d",
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y",
    "%H:%M", "%H:%M:%S", "%Y-%m", "%m/%Y", "%b %Y", "%B %Y", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%I:%M %p",
)  # fmt: skip
_OFFSET = re.compile(r"(?<=:\d\d)(?:\.\d+)?[+-]\d\d:?\d\d$")
_SERIAL = 20  # rows from which on numbers without a gap are row numbers
_UNLIKELY = 10  # repeats that would be expected among as many numbers drawn from that range
_INVENTED = {
    "national id": "identifier", "name": "name", "e-mail address": "email", "telephone number": "identifier", "address": "address",
    "bank account": "identifier", "payment card": "identifier", "IP address": "identifier", "participant": "identifier",
    "surname": "name", "account or device": "identifier",
}  # fmt: skip


class Kind(Struct, frozen=True, kw_only=True):
    """What a column is.

    `name` is one of missing, number, date, category, identifier, serial (row numbers), name, email, address, text.
    `decimals` are the least and the most that its numbers have, `spelling` is how they are written, `form` is the form
    of a date, `offset` what stands behind each date for its time zone.
    """

    name: str
    decimals: tuple[int, int] = (0, 0)
    spelling: Spelling = Spelling()
    form: str = ""
    offset: str = ""


def kind(header: str, values: list[str], *, decimal_comma: bool) -> Kind:
    """The kind of a column; `decimal_comma` when the file's separator leaves the comma to the numbers."""
    filled = [v for v in values if v not in MISSING]
    if not filled:
        return Kind(name="missing")
    personal = _personal(header, filled)
    if personal:
        return Kind(name=personal)
    counts = Counter(filled)
    if date := _date(counts):
        return date
    number = _number(header, list(counts), decimal_comma=decimal_comma)
    if number is not None:
        if number.decimals == (0, 0) and len(counts) == len(values) >= RARE:
            return _unrepeated(header, number, values)
        return number
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


def _unrepeated(header: str, number: Kind, values: list[str]) -> Kind:
    """Row numbers, keys, or numbers that differ as they are many: nobody draws that often without repeating one."""
    whole = [int(number.spelling.plain(v)) for v in values]
    width = max(whole) - min(whole) + 1
    if width == len(whole) >= _SERIAL:
        return Kind(name="serial")
    key = _ID_HEADER.search(header) or len(whole) ** 2 / 2 > _UNLIKELY * width
    return Kind(name="identifier") if key else number


def _date(counts: Counter[str]) -> Kind | None:
    values = list(counts)
    sample = values[:60]
    if not all(any(c.isdigit() for c in v) and 4 <= len(v) <= 40 and not v.isdigit() for v in sample):
        return None
    offset = ""
    if all(_OFFSET.search(v) for v in sample):
        ends = Counter(m[0] if (m := _OFFSET.search(v)) else "" for v in values)
        offset = ends.most_common(1)[0][0]
        values = [_OFFSET.sub("", v) for v in values]
    form = next((f for f in _DATES if _all_parse(values[:60], f) and _all_parse(values, f)), "")
    return Kind(name="date", form=form, offset=offset) if form else None


def clock(kind: Kind, value: str) -> str:
    """A date without its time zone: what the form of its kind reads."""
    return _OFFSET.sub("", value) if kind.offset else value


def _all_parse(values: list[str], form: str) -> bool:
    try:
        for value in values:
            datetime.strptime(value, form)  # noqa: DTZ007 - only its form and year are asked
    except ValueError:
        return False
    return True


def _number(header: str, values: list[str], *, decimal_comma: bool) -> Kind | None:
    spelling: Spelling | None = Spelling()
    if not all(_NUMBER.fullmatch(v.strip()) for v in values):
        spelling = None if _ID_HEADER.search(header) else spelling_of(values, decimal_comma=decimal_comma)
    if spelling is None:
        return None
    plain = [spelling.plain(v).lstrip("+-") for v in values]
    if any(len(v) > 1 and v[0] == "0" and v[1].isdigit() for v in plain) or any(
        v.isdigit() and len(v) > 15 for v in plain
    ):
        return None  # postcodes and codes with leading zeros are names, not numbers
    if exponent := exponent_of(values):
        places = [len(v.lower().partition("e")[0].partition(".")[2]) for v in plain]
        return Kind(name="number", decimals=(min(places), max(places)), spelling=Spelling(exponent=exponent))
    places = [_places(v) for v in plain]
    return Kind(name="number", decimals=(min(places), min(17, max(places))), spelling=spelling)


def _places(value: str) -> int:
    mantissa, _, exponent = value.lower().partition("e")
    return max(0, len(mantissa.partition(".")[2]) - int(exponent or 0))
