"""What the values of a column say: whether they agree with a header, and what they are without one."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from fumehood.core.patterns import pattern
from fumehood.exposure.personal import checksums as check
from fumehood.exposure.personal.accounts import iban, payment_card
from fumehood.exposure.personal.given_names import ALSO_WORDS, given_names
from fumehood.exposure.words import words

_LOOKED_AT = 400
_EMAIL = pattern(r"[^@\s,;]{1,64}@[\w.-]{1,200}\.[A-Za-z]{2,15}")
_PHONE = pattern(r"\+?[\d ()./-]{6,22}(?: ?(?:x|ext)\.? ?\d{1,6})?")
_COUNTRY_PHONE = pattern(r"\+[1-9][\d ()./-]{7,18}")
_NAME = pattern(r"[^\W\d_][\w'’.-]{0,30}(?:,? [^\W\d_][\w'’.-]{0,30}){0,4}")
_FULL_NAME = pattern(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,25},?(?: (?:van|von|de|der|af|al|bin))?(?: [A-ZÀ-ÖØ-Þ][\w'’.-]{0,25}){1,3}"
)
_DATE = pattern(
    r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ](?:19|20)?\d{2}|(?:19|20)\d{6}"
)
_IP = pattern(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}")
_FLOAT = pattern(r"-?\d{1,3}[.,]\d{3,}")
_WORD = pattern(r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,20}")
_ADDRESS = pattern(
    r"(?=.*[^\W\d_])(?=.*\d)(?=.*[ ,])[\w .,'’/-]{6,120}|[^\W\d_][\w ]{4,60}(?:tie|katu|gatan|vägen|vej|gate|straße|strasse)"
)
_CODE = pattern(r"(?=.*\d)[A-Za-z0-9+./ -]{5,20}")
_ACCOUNT = pattern(r"[A-Z]{0,2}[\d -]{8,34}")
_DECIMAL = pattern(r"[-+]?\d{0,9}[.,]\d{1,12}(?:[eE][-+]?\d{1,3})?")
_ACCOUNT_NAME = pattern(
    r"@?(?=[^@]*[^\W\d_])\w[\w.@-]{2,39}|[A-ZÅÄÖÆØÜ]{0,3}[ -]?(?:[A-ZÅÄÖÆØÜ]{1,3}|\d{1,4})[ -]?(?:\d{1,5}|[A-Z]{1,3})[ -]?[A-Z]{0,3}|"
    r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|\d{14,20}|\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
)
_ADDRESS_OF_MEMORY = pattern(r"0x[0-9A-Fa-f]+$")
_DEVICE = pattern(r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}")
_SSN = pattern(r"\d{3}-\d{2}-\d{4}")


def _share(values: Sequence[str], test: Callable[[str], object]) -> float:
    seen = values[:_LOOKED_AT]
    return sum(bool(test(v)) for v in seen) / len(seen)


def _distinct(values: Sequence[str]) -> float:
    seen = values[:_LOOKED_AT]
    return len(set(seen)) / len(seen)


def _is_phone(value: str) -> bool:
    return (
        bool(_PHONE.fullmatch(value))
        and not _DECIMAL.fullmatch(value)
        and 6 <= sum(c.isdigit() for c in value) <= 15
    )


_RACES = words(
    "white black asian hispanic caucasian african latino latina latinx native american pacific mixed other unknown aian nhpi"
)


def _is_origin(value: str) -> bool:
    return not value.replace(".", "").isdigit()


def races(values: Sequence[str]) -> bool:
    """Whether the values of a column `race` are about people and not about running."""
    return _share(values, lambda v: bool(_RACES & set(re.findall(r"[a-z]+", v.lower())))) >= 0.5


def _is_code(value: str) -> bool:
    return (
        bool(_CODE.fullmatch(value))
        and sum(c.isdigit() for c in value) >= 5
        and not _DECIMAL.fullmatch(value)
    )


def _is_account(value: str) -> bool:
    """The name of an account (it has letters and no spaces), the plate of a vehicle, or the number of a device."""
    return bool(_ACCOUNT_NAME.fullmatch(value)) and not _ADDRESS_OF_MEMORY.match(value)


def _is_person(value: str) -> bool:
    return bool(_NAME.fullmatch(value)) and (value[0].isupper() or not value.isascii())


_TESTS: Mapping[str, tuple[Callable[[str], object], float, float]] = MappingProxyType(
    {
        "national id": (_is_code, 0.6, 0.5),
        "name": (_is_person, 0.6, 0.1),
        "surname": (_is_person, 0.7, 0.2),
        "account or device": (_is_account, 0.8, 0.3),
        "full name": (_FULL_NAME.fullmatch, 0.6, 0.3),
        "e-mail address": (_EMAIL.fullmatch, 0.4, 0.0),
        "telephone number": (_is_phone, 0.6, 0.3),
        "address": (_ADDRESS.fullmatch, 0.5, 0.2),
        "date of birth": (_DATE.fullmatch, 0.6, 0.1),
        "bank account": (_ACCOUNT.fullmatch, 0.6, 0.3),
        "payment card": (lambda v: 12 <= sum(c.isdigit() for c in v) <= 19, 0.6, 0.3),
        "IP address": (_IP.fullmatch, 0.6, 0.0),
        "coordinates": (_FLOAT.fullmatch, 0.6, 0.2),
        "health": (lambda v: v, 0.0, 0.0),
        "ethnicity, belief or orientation": (_is_origin, 0.6, 0.0),
        "participant": (lambda v: len(v) <= 40, 0.8, 0.0),
    }
)
"""For each kind: the test of a value, the share that must pass, the share that must be distinct."""


def agrees(kind: str, values: Sequence[str]) -> bool:
    """Whether the values can be what the header says. Dates of birth must spread over years."""
    test, share, distinct = _TESTS[kind]
    if _share(values, test) < share or (len(values) >= 10 and _distinct(values) < distinct):
        return False
    if kind == "e-mail address":
        return True
    return kind != "telephone number" or not all(v.isdigit() and len(v) <= 6 for v in values[:_LOOKED_AT])


_ICD = pattern(r"[A-TV-Z]\d{2}(?:\.?\d{1,2})?[A-Z]?")
_RECORD_CODE = pattern(r"[A-Za-z]{0,8}[-_ ]?\d{1,10}(?:[-/]\d{1,6})?|[A-Z]{1,3}\d{1,3}[A-Z]\d{1,6}")
_NUMBERS = pattern(r"-?[\d.,]+")


def looks_like(kind: str, values: Sequence[str]) -> bool:
    """Whether the values can be what a stem of the header hints at: stricter than `agrees`, as the hint is weaker."""
    if kind == "name":
        return name_share(values) >= 0.25 and agrees_in_form("full name", values)
    if kind == "participant":
        return _share(values, _RECORD_CODE.fullmatch) >= 0.9 and len(set(values[:_LOOKED_AT])) >= 3
    if kind == "health":
        return (
            _share(values, _NUMBERS.fullmatch) < 0.3
            and _share(values, lambda v: len(v) <= 60) > 0.8
            and _is_varied(values)
        )
    if kind == "ethnicity, belief or orientation":
        return _share(values, lambda v: bool(_NAME.fullmatch(v)) and len(v) <= 30) >= 0.8 and _is_varied(
            values
        )
    return agrees(kind, values)


def name_share(values: Sequence[str]) -> float:
    """The share of values with a given name in them, as `Given Family`, `Family, Given` or alone."""
    given = given_names()
    return _share(
        values, lambda v: any(w in given and w not in ALSO_WORDS for w in re.split(r"[ ,]+", v)[:3])
    )


def are_full_names(values: Sequence[str]) -> bool:
    """Whether most values are a given and a family name, whatever the header says."""
    return (
        _share(values, _FULL_NAME.fullmatch) >= 0.7
        and name_share(values) >= 0.35
        and len(set(values[:_LOOKED_AT])) >= 3
    )


def are_given_names(values: Sequence[str]) -> bool:
    """Whether most values are a given name alone."""
    return (
        _share(values, _WORD.fullmatch) >= 0.9
        and name_share(values) >= 0.6
        and len(set(values[:_LOOKED_AT])) >= 4
    )


def are_diagnoses(values: Sequence[str]) -> bool:
    """Whether the values are codes of diseases (ICD-10), some of them with a subdivision."""
    return (
        _share(values, _ICD.fullmatch) >= 0.9
        and _share(values, lambda v: "." in v) >= 0.2
        and len({v[0] for v in values[:_LOOKED_AT]}) >= 3
    )


def agrees_in_form(kind: str, values: Sequence[str]) -> bool:
    """As `agrees`, for tables that have many rows of one person."""
    test, share, _ = _TESTS[kind]
    return _share(values, test) >= share


def _is_varied(values: Sequence[str]) -> bool:
    return (
        len({v.lower() for v in values[:_LOOKED_AT]} - {"yes", "no", "true", "false", "0", "1", "y", "n"})
        >= 2
    )


def _digits(value: str) -> str:
    return re.sub(r"[ .+/-]", "", value)


_STRONG: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("national id", lambda v: check.finnish(v.upper()), 0.5),
    ("national id", lambda v: len(v) in {11, 13} and v[-5] in "-+" and check.swedish(_digits(v)[-10:]), 0.6),
    (
        "national id",
        lambda v: v.isdigit() and len(v) == 12 and v[:2] in {"19", "20"} and check.swedish(v[2:]),
        0.8,
    ),
    ("national id", lambda v: len(_digits(v)) == 11 and check.norwegian(_digits(v)), 0.6),
    ("national id", lambda v: len(v) == 11 and v[6] == "-" and check.danish_date(_digits(v)), 0.9),
    ("national id", lambda v: bool(_SSN.fullmatch(v)) and check.american(v.replace("-", "")), 0.8),
    ("national id", lambda v: len(v) == 11 and check.baltic(v), 0.8),
    ("national id", lambda v: len(v) == 11 and check.polish(v), 0.9),
    ("national id", lambda v: len(v) == 16 and check.italian(v.upper()), 0.6),
    ("national id", lambda v: len(v) == 9 and v[-1:].isalpha() and check.spanish(v.upper()), 0.7),
    ("national id", lambda v: len(v) == 13 and check.swiss(v), 0.7),
    ("bank account", lambda v: iban(v.replace(" ", "").upper()), 0.5),
    ("payment card", lambda v: payment_card(re.sub(r"[ -]", "", v)), 0.7),
    ("e-mail address", lambda v: bool(_EMAIL.fullmatch(v)), 0.6),
    ("account or device", lambda v: bool(_DEVICE.fullmatch(v)), 0.9),
    ("telephone number", lambda v: bool(_COUNTRY_PHONE.fullmatch(v)), 0.7),
)


def strong_kind(values: Sequence[str]) -> tuple[str, float]:
    """What the values are by their own form and check digits, with the share that is; `("", 0.0)` if nothing.

    A tenth of all ten-digit numbers passes a check digit, so the share must be far above chance.
    """
    first = values[0]
    if len(first) > 80 and len(values[-1]) > 80:
        return "", 0.0
    quick = values[:12]
    for kind, test, share in _STRONG:
        if any(len(v) >= 5 and test(v) for v in quick):
            found = _share(values, lambda v, test=test: len(v) >= 5 and test(v))  # type: ignore[misc]
            if found >= share:
                return kind, found
    return "", 0.0
