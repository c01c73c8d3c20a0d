"""The verdict on a telephone number: by the `phonenumbers` library where it is installed, else by length and form.

Numbers that regulators keep for films and examples are nobody's (Ofcom, NANPA, ARCEP, BNetzA, PTS, ACMA).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from fumehood.core.patterns import pattern

_FICTION = pattern(
    r"(?:\+|00)?1?[2-9]\d\d55501\d\d$|(?:\+|00)?1555\d{7}$|555\d{7}$|(?:(?:\+|00)44|0)(?:7700900\d{3}|2079460\d{3}|1632960\d{3}|1(?:13|14|15|16|17|18|21|31|41|51|61)4960\d{3}|2890180\d{3}|2920180\d{3}|1914980\d{3}|8081570\d{3}|3069990\d{3})$|"
    r"(?:(?:\+|00)33|0)(?:199|261|353|465|536|639)(?:00|91|01|71|49|98)\d{4}$|(?:(?:\+|00)49|0)(?:3023125|6990009|4066969|2214710|8999998|17139200|176040690)\d{2,3}$|"
    r"(?:(?:\+|00)46|0)(?:313900[67]\d\d|406280[4]\d\d|846500[4]\d\d|9803192\d\d|7017406\d\d)$|(?:(?:\+|00)61|0)(?:491570\d{3}|[2378]5550\d{4}|[2378]7010\d{4})$"
)
_PAIRS = ("0011223344", "0102030405", "1122334455", "0123456789")
_ROW = "01234567890123456789 98765432109876543210"


def is_callable(number: str, regions: Sequence[str], *, exactly: bool = False) -> bool | None:
    """Whether somebody can be called by the number; None when only its form is known to be right.

    `number` begins with `+` or `00` and a country's code, or is national in one of the regions (ISO 3166).
    With `exactly` it must be in a range that is in use, which changes from month to month; else its length decides,
    since a wrong silence costs more than a wrong word behind `phone`.
    """
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    bare = digits.lstrip("+")
    if (
        _FICTION.match(digits.replace("(0)", ""))
        or len(set(bare[3:])) < 3
        or bare[-9:] in _ROW
        or bare in _PAIRS
    ):
        return False
    library = _library()
    if library is None:
        return None
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        return _is_known(digits, None, exactly)
    return any(_is_known(digits, region, exactly) for region in regions) if regions else None


@lru_cache(maxsize=2048)
def _is_known(digits: str, region: str | None, exactly: bool) -> bool:
    library = _library()
    ask = library.is_valid_number if exactly else library.is_possible_number
    try:
        return bool(ask(library.parse(digits, region)))
    except library.NumberParseException:
        return False


@cache
def _library() -> Any:
    """The library, or None. It takes 25 ms to load, so it is asked for a candidate only."""
    try:
        import phonenumbers
    except ImportError:
        return None
    return phonenumbers
