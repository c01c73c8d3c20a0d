"""How a column spells its numbers: currency, unit, per cent, groups of thousands, decimal comma, exponent."""

import re
from collections.abc import Sequence

from msgspec import Struct

from fumehood.core.patterns import pattern

_MONEY = r"[€$£¥₹]|(?:EUR|USD|GBP|SEK|NOK|DKK|CHF|kr|Fr)\.?"
_DRESSED = pattern(
    rf"(?P<before>(?:{_MONEY})?[ \u00a0\u202f]?)(?P<digits>[-+]?\d[\d.,' \u00a0\u202f]{{0,30}}?)(?P<after>[ \u00a0\u202f]?[^\W\d_]{{1,5}}(?:/[^\W\d_]{{1,4}})?\d?|[ \u00a0\u202f]?[%‰°€$£¥₹][CF]?)?"
)
_PLAIN = ("", ".")
_SPELLINGS = (
    (",", "."),
    (".", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", ","),
    (" ", "."),
    ("\u00a0", "."),
    ("'", "."),
)
"""Thousands and decimal signs, in the order in which they are tried."""
_MANY = 30  # different values from which on a comma in a table separated by commas is one of decimals and not of a list
_EXPONENT = pattern(r"[-+]?\d(?:\.\d{1,17})?(?P<e>[eE])[-+]?\d{1,3}")


class Spelling(Struct, frozen=True):
    """What stands before and behind the digits, between thousands, and before decimals; `exponent` is `e`, `E` or empty."""

    before: str = ""
    after: str = ""
    thousands: str = ""
    decimal: str = "."
    exponent: str = ""

    def plain(self, value: str) -> str:
        """The number as a program writes it."""
        text = value.strip().removeprefix(self.before).removesuffix(self.after)
        text = text.replace(self.thousands, "") if self.thousands else text
        return text.replace(",", ".") if self.decimal == "," else text

    def dressed(self, value: str) -> str:
        """A number that a program wrote, as the column does."""
        if self.thousands or self.decimal != ".":
            whole, point, rest = value.partition(".")
            sign, digits = (whole[0], whole[1:]) if whole[:1] in {"-", "+"} else ("", whole)
            if self.thousands and len(digits) > 3:
                digits = f"{int(digits):,}".replace(",", self.thousands)
            value = sign + digits + (self.decimal + rest if point else "")
        return f"{self.before}{value}{self.after}"


def spelling_of(values: Sequence[str], *, decimal_comma: bool) -> Spelling | None:
    """How the different values of a column are spelt, or None when they are no numbers, or plain ones."""
    first = _DRESSED.fullmatch(values[0].strip())
    if first is None:
        return None
    before, after = first["before"], first["after"] or ""
    digits = []
    for value in values:
        text = value.strip()
        if not (text.startswith(before) and text.endswith(after)) or len(text) > 60:
            return None
        digits.append(text.removeprefix(before).removesuffix(after).lstrip("+-"))
    bare = not before and not after
    spellings = [*(() if bare else (_PLAIN,)), *_SPELLINGS]
    if decimal_comma:
        spellings.insert(0, ("", ","))
    elif len(values) > _MANY:
        spellings.append(("", ","))
    for thousands, decimal in spellings:
        fits = _form(thousands, decimal).fullmatch
        if all(fits(d) for d in digits):
            return Spelling(before, after, thousands, decimal)
    return None


def _form(thousands: str, decimal: str) -> re.Pattern[str]:
    rest = rf"(?:{re.escape(decimal)}\d{{1,17}})?"
    if not thousands:
        return re.compile(rf"(?:0|[1-9]\d{{0,15}}){rest}")
    return re.compile(rf"(?:0|[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}}){{0,5}}){rest}")


def exponent_of(values: Sequence[str]) -> str:
    """The letter in front of the exponents, when all values have one."""
    found = {m["e"] if (m := _EXPONENT.fullmatch(v.strip())) else "" for v in values}
    return found.pop() if len(found) == 1 else ""
