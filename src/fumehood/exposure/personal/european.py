"""Check digits of further European identity numbers. As in `checksums`: characters without separators in, a verdict out."""

from fumehood.exposure.personal.checksums import possible_date, weighted


def _digits(text: str, size: int) -> bool:
    return len(text) == size and text.isascii() and text.isdigit()


def austrian(digits: str) -> bool:
    """Sozialversicherungsnummer, 10 digits: the fourth checks the others (Dachverband der Sozialversicherungsträger)."""
    if not _digits(digits, 10) or digits[0] == "0" or not 1 <= int(digits[6:8]) <= 15:
        return False
    rest = weighted(digits[:3] + digits[4:], (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
    return rest == int(digits[3])


def bulgarian(digits: str) -> bool:
    """EGN, 10 digits; months from 2000 on are 40 higher, before 1900 20 (ordinance of the GRAO)."""
    if not _digits(digits, 10):
        return False
    month = int(digits[2:4])
    month -= 40 if month > 40 else 20 if month > 20 else 0
    if not possible_date(int(digits[4:6]), month):
        return False
    return weighted(digits, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(digits[9])


def croatian(digits: str) -> bool:
    """OIB, 11 digits (ISO 7064, MOD 11,10)."""
    if not _digits(digits, 11):
        return False
    product = 10
    for c in digits[:10]:
        product = ((int(c) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def greek(digits: str) -> bool:
    """AMKA, 11 digits: a date, four digits, and Luhn's digit (IDIKA)."""
    from fumehood.exposure.personal.checksums import luhn

    return _digits(digits, 11) and possible_date(int(digits[:2]), int(digits[2:4])) and luhn(digits)


def hungarian(digits: str) -> bool:
    """TAJ, 9 digits (act XX of 1996)."""
    return _digits(digits, 9) and weighted(digits[:8], (3, 7) * 4) % 10 == int(digits[8])


def irish(text: str) -> bool:
    """PPS number: 7 digits, a letter that checks, often one more (Department of Social Protection)."""
    if len(text) not in {8, 9} or not _digits(text[:7], 7) or not text[7:].isalpha():
        return False
    extra = ord(text[8]) - 64 if len(text) == 9 and text[8] != "W" else 0
    total = weighted(text[:7], (8, 7, 6, 5, 4, 3, 2)) + 9 * extra
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == text[7]


def latvian(digits: str) -> bool:
    """Personas kods, 11 digits: with a date and a check digit, or from 2017 on with 32 in front and neither (PMLP)."""
    if not _digits(digits, 11):
        return False
    if digits.startswith("32"):
        return True
    if not possible_date(int(digits[:2]), int(digits[2:4])):
        return False
    return (1101 - weighted(digits[:10], (1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11 % 10 == int(digits[10])


def portuguese(digits: str) -> bool:
    """NIF, 9 digits (Autoridade Tributária)."""
    if not _digits(digits, 9) or digits[0] == "0":
        return False
    rest = weighted(digits[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest < 2 else 11 - rest) == int(digits[8])


def romanian(digits: str) -> bool:
    """CNP, 13 digits (act 105/1996)."""
    if not _digits(digits, 13) or digits[0] == "0" or not possible_date(int(digits[5:7]), int(digits[3:5])):
        return False
    rest = weighted(digits[:12], (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if rest == 10 else rest) == int(digits[12])


def slovenian(digits: str) -> bool:
    """EMŠO, 13 digits, also JMBG of the states of former Yugoslavia (act on the central population register)."""
    if not _digits(digits, 13) or not possible_date(int(digits[:2]), int(digits[2:4])):
        return False
    rest = weighted(digits[:12], (7, 6, 5, 4, 3, 2) * 2) % 11
    return rest != 1 and (0 if rest == 0 else 11 - rest) == int(digits[12])


def british_insurance(text: str) -> bool:
    """National Insurance number: two letters of those in use, 6 digits, A to D. No check digit (HMRC)."""
    return (
        len(text) == 9
        and text[:2].isalpha()
        and _digits(text[2:8], 6)
        and text[8] in "ABCD"
        and not set(text[:1]) & set("DFIQUV")
        and text[1] not in "DFIOQUV"
        and text[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    )
