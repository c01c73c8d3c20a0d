"""Check digits of identity numbers and accounts, and the dates in them.

Each function takes the characters of one number without separators and says whether it can be one. Sources:
the issuing authorities' public descriptions, named at each function.
"""

_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_PUBLISHED = frozenset(
    {"123456789", "078051120", "219099999", "111111111"}
)  # on cards in wallets and in examples
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def possible_date(day: int, month: int) -> bool:
    """Whether the day exists in the month in some year."""
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: payment cards, Swedish numbers and many others."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        n = int(c)
        total += n if i % 2 == 0 else (2 * n if n < 5 else 2 * n - 9)
    return total % 10 == 0


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    """The sum of the digits times the weights."""
    return sum(int(c) * w for c, w in zip(digits, weights, strict=False))


def finnish(text: str) -> bool:
    """Henkilötunnus, 11 characters with its century sign (Digital and Population Data Services Agency)."""
    if len(text) != 11 or text[6] not in "+-ABCDEFUVWXY" or not (text[:6] + text[7:10]).isdigit():
        return False
    if not possible_date(int(text[:2]), int(text[2:4])) or not 2 <= int(text[7:10]) <= 999:
        return False
    return _FINNISH[int(text[:6] + text[7:10]) % 31] == text[10]


def swedish(digits: str) -> bool:
    """Personnummer or samordningsnummer, the last 10 digits (Skatteverket, SKV 704)."""
    if len(digits) != 10 or not digits.isdigit():
        return False
    day = int(digits[4:6])
    return possible_date(day - 60 if day > 60 else day, int(digits[2:4])) and luhn(digits)


def norwegian(digits: str) -> bool:
    """Fødselsnummer, D-number and test numbers, 11 digits (Skatteetaten)."""
    if len(digits) != 11 or not digits.isdigit():
        return False
    day, month = int(digits[:2]), int(digits[2:4])
    month = next((month - shift for shift in (80, 65, 40) if month > shift), month)
    if not possible_date(day - 40 if day > 40 else day, month):
        return False
    first = weighted(digits[:9], (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (11 - first) % 11 == int(digits[9]) and (11 - second) % 11 == int(digits[10])


def danish_date(digits: str) -> bool:
    """Whether the first six of ten digits of a CPR number are a possible date."""
    return len(digits) == 10 and digits.isdigit() and possible_date(int(digits[:2]), int(digits[2:4]))


def danish(digits: str) -> bool:
    """CPR number with the check digit that numbers issued before 2007 have (CPR-kontoret)."""
    return danish_date(digits) and weighted(digits, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def icelandic(digits: str) -> bool:
    """Kennitala, 10 digits (Þjóðskrá)."""
    if len(digits) != 10 or not digits.isdigit() or digits[9] not in "089":
        return False
    return (
        possible_date(int(digits[:2]), int(digits[2:4]))
        and weighted(digits[:9], (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    )


def baltic(digits: str) -> bool:
    """Estonian isikukood and Lithuanian asmens kodas, 11 digits (EVS 585)."""
    if len(digits) != 11 or not digits.isdigit() or digits[0] not in "12345678":
        return False
    if not possible_date(int(digits[5:7]), int(digits[3:5])):
        return False
    check = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return check == int(digits[10])


def polish(digits: str) -> bool:
    """PESEL, 11 digits (Ministry of Digital Affairs)."""
    if len(digits) != 11 or not digits.isdigit():
        return False
    if not possible_date(int(digits[4:6]), int(digits[2:4]) % 20):
        return False
    return weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def german_tax(digits: str) -> bool:
    """Steuerliche Identifikationsnummer, 11 digits (ISO 7064, MOD 11,10; one digit occurs two or three times)."""
    if len(digits) != 11 or not digits.isdigit() or digits[0] == "0":
        return False
    counts = sorted(digits[:10].count(d) for d in set(digits[:10]))
    if counts[-1] not in {2, 3} or counts[-2:] == [2, 2]:
        return False
    product = 10
    for c in digits[:10]:
        total = (int(c) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def dutch(digits: str) -> bool:
    """Burgerservicenummer, 9 digits: the eleven test (RvIG)."""
    if len(digits) != 9 or not digits.isdigit() or not digits.strip("0"):
        return False
    return weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def belgian(digits: str) -> bool:
    """Rijksregisternummer, 11 digits: 97 minus the rest, with a 2 in front for those born from 2000."""
    if len(digits) != 11 or not digits.isdigit():
        return False
    month = int(digits[2:4]) % 20
    if month and not possible_date(max(1, int(digits[4:6])), month):
        return False
    return any(97 - int(first + digits[:9]) % 97 == int(digits[9:]) for first in ("", "2"))


def french(text: str) -> bool:
    """NIR, 15 characters with its key (INSEE); Corsica's letters count as 19 and 18."""
    plain = text.replace("2A", "19").replace("2B", "18")
    if len(plain) != 15 or not plain.isdigit() or plain[0] not in "123478":
        return False
    return 1 <= int(plain[3:5]) % 20 <= 12 and 97 - int(plain[:13]) % 97 == int(plain[13:])


def spanish(text: str) -> bool:
    """DNI and NIE, 9 characters (Ministry of the Interior)."""
    digits = text[:-1].translate(str.maketrans("XYZ", "012"))
    return len(text) == 9 and digits.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23] == text[-1]


def italian(text: str) -> bool:
    """Codice fiscale, 16 characters (decree of 23 December 1976)."""
    if len(text) != 16 or not text.isalnum():
        return False
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    total = 0
    for i, c in enumerate(text[:15]):
        n = int(c) if c.isdigit() else ord(c) - 65
        total += odd[n] if i % 2 == 0 else n
    return chr(65 + total % 26) == text[15]


def czech(digits: str) -> bool:
    """Rodné číslo of ten digits, also Slovak (act 133/2000)."""
    if len(digits) != 10 or not digits.isdigit():
        return False
    month = int(digits[2:4]) % 50
    if not possible_date(int(digits[4:6]), month - 20 if month > 20 else month):
        return False
    return int(digits[:9]) % 11 % 10 == int(digits[9])


def swiss(digits: str) -> bool:
    """AHV number, 13 digits that begin with 756 (EAN-13)."""
    if len(digits) != 13 or not digits.isdigit() or not digits.startswith("756"):
        return False
    return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 == 0


def british_health(digits: str) -> bool:
    """NHS number, 10 digits (NHS Data Dictionary)."""
    if len(digits) != 10 or not digits.isdigit():
        return False
    return (11 - weighted(digits[:9], (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11) % 11 == int(digits[9])


def american(digits: str) -> bool:
    """Whether nine digits can be a Social Security number (SSA): there is no check digit."""
    if (
        len(digits) != 9
        or not digits.isdigit()
        or digits in _PUBLISHED
        or len({*digits[:3]}) == len({*digits[3:5]}) == len({*digits[5:]}) == 1
    ):
        return False
    return (
        digits[:3] not in {"000", "666"} and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"
    )
