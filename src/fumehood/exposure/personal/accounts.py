"""Bank accounts (IBAN) and payment cards."""

from collections.abc import Mapping
from types import MappingProxyType

from fumehood.exposure.personal.checksums import luhn

IBAN_LENGTHS: Mapping[str, int] = MappingProxyType(
    {
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
        "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
        "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
        "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
        "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15,
        "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19,
        "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    }
)  # fmt: skip
"""Length of an IBAN by its country (SWIFT IBAN registry)."""

_TEST_CARDS = frozenset(
    {
        "4111111111111111", "4242424242424242", "4012888888881881", "4000000000000002", "5555555555554444",
        "5105105105105100", "378282246310005", "371449635398431", "6011111111111117", "6011000990139424",
        "3530111333300000", "30569309025904", "38520000023237", "2223003122003222", "4222222222222", "4000056655665556",
    }
)  # fmt: skip


def iban(text: str) -> bool:
    """Whether the text (no spaces, upper case) is an IBAN: length of its country and ISO 7064 MOD 97-10."""
    if (
        IBAN_LENGTHS.get(text[:2]) != len(text)
        or not text[2:4].isdigit()
        or not text.isalnum()
        or not text.isascii()
    ):
        return False
    moved = text[4:] + text[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def card_brand(digits: str) -> str:
    """The brand of a payment card by its first digits and length, or the empty string (ISO/IEC 7812)."""
    two, four, size = int(digits[:2]), int(digits[:4]), len(digits)
    if digits[0] == "4" and size in {13, 16, 19}:
        return "Visa"
    if size == 16 and (51 <= two <= 55 or 2221 <= four <= 2720):
        return "Mastercard"
    if size == 15 and two in {34, 37}:
        return "American Express"
    if size == 16 and (four == 6011 or two == 65 or 644 <= four // 10 <= 649):
        return "Discover"
    if size == 16 and 3528 <= four <= 3589:
        return "JCB"
    if size == 14 and (two in {36, 38, 39} or 300 <= four // 10 <= 305):
        return "Diners Club"
    return ""


def payment_card(digits: str) -> bool:
    """Whether the digits are a payment card number: brand, length and Luhn."""
    return (
        digits.isdigit()
        and len(digits) >= 13
        and bool(card_brand(digits))
        and luhn(digits)
        and len(set(digits)) > 2
    )


def is_test_card(digits: str) -> bool:
    """Whether payment services publish this number for tests."""
    return digits in _TEST_CARDS or digits.startswith(("400000", "424242", "555555555555"))
