"""Makes secret-like strings for examples and tests at run time, so that none stands in the repository.

`fill` replaces `{name}` in a text. A name is a character set with a length (`{hex32}`, `{alnum36}`), or one
of the special forms below; those have a hyphen, so that no field of a format string is taken for one. The
same text always gets the same values.
"""

import base64
import random
import re
import string
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from fumehood.core.patterns import pattern
from fumehood.exposure.confirm import crc32_suffix

_SETS: Mapping[str, str] = MappingProxyType(
    {
        "alnum": string.ascii_letters + string.digits,
        "lower": string.ascii_lowercase + string.digits,
        "upper": string.ascii_uppercase + string.digits,
        "letters": string.ascii_letters,
        "hex": "0123456789abcdef",
        "bighex": "0123456789ABCDEF",
        "digits": string.digits,
        "otp": string.ascii_uppercase + "234567",
        "lowotp": string.ascii_lowercase + "234567",
        "url": string.ascii_letters + string.digits + "-_",
        "sextet": string.ascii_letters + string.digits + "+/",
        "agekey": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
        "word": string.ascii_letters + string.digits + "_",
        "symbols": string.ascii_letters + string.digits + "!#%&()*+-./:;<=>?@[]^_{|}~",
    }
)
_FIELD = pattern(r"\{([a-z]+(?:-[a-z]+)*)(\d*)\}")


def _checksummed(rng: random.Random, size: int) -> str:
    body = _pick(rng, _SETS["alnum"], size or 30)
    return body + crc32_suffix(body)


def _uuid(rng: random.Random, _: int) -> str:
    h = _pick(rng, _SETS["hex"], 32)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def _pem(rng: random.Random, size: int) -> str:
    body = base64.b64encode(bytes([0x30, 0x82, 2, 0x5C]) + rng.randbytes(size or 320)).decode()
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    kind = "RSA PRIVATE KEY"
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])


def _jwt(rng: random.Random, _: int) -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    claims = f'{{"sub":"{_pick(rng, _SETS["digits"], 9)}","exp":1893456000}}'
    return f"{part(_JWT_HEADER)}.{part(claims)}.{_pick(rng, _SETS['url'], 43)}"


def _basic(rng: random.Random, _: int) -> str:
    return base64.b64encode(f"deploy:{_password(rng, 0)}".encode()).decode()


def _password(rng: random.Random, size: int) -> str:
    """A word, a number and a sign, as people choose them, from syllables so that it is nobody's."""
    word = "".join(
        rng.choice(("ka", "ri", "mo", "te", "lu", "sa", "vi", "no")) for _ in range(max(3, size // 4))
    )
    return f"{word.capitalize()}{rng.randrange(10, 99)}!{_pick(rng, _SETS['lower'], 2)}"


def _opaque(rng: random.Random, size: int) -> str:
    return base64.b64encode(rng.randbytes(size or 48)).decode()


def _bcrypt(rng: random.Random, _: int) -> str:
    return "$2y$10$" + _pick(rng, _SETS["alnum"] + "./", 53)


def _finnish_id(rng: random.Random, _: int) -> str:
    day = f"{rng.randrange(1, 29):02}{rng.randrange(1, 13):02}{rng.randrange(40, 99):02}"
    number = f"{rng.randrange(2, 900):03}"
    return f"{day}-{number}" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(day + number) % 31]


def _iban(rng: random.Random, _: int) -> str:
    account = _pick(rng, _SETS["digits"], 14)
    return f"FI{98 - int(account + '151800') % 97:02}{account}"


def luhn_digit(number: str) -> str:
    """The digit that makes `number` pass the Luhn check (ISO/IEC 7812-1)."""
    total = 0
    for i, c in enumerate(reversed(number)):
        total += int(c) if i % 2 else sum(divmod(2 * int(c), 10))
    return str(-total % 10)


def _card(rng: random.Random, _: int) -> str:
    body = "4" + _pick(rng, _SETS["digits"], 14)
    return body + luhn_digit(body)


def _swedish_id(rng: random.Random, _: int) -> str:
    body = f"{rng.randrange(40, 99):02}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{_pick(rng, _SETS['digits'], 3)}"
    return f"{body[:6]}-{body[6:]}{luhn_digit(body)}"


_JWT_HEADER = '{"alg":"HS256","typ":"JWT"}'
_SPECIAL: Mapping[str, Callable[[random.Random, int], str]] = MappingProxyType(
    {
        "with-checksum": _checksummed,
        "random-uuid": _uuid,
        "private-key": _pem,
        "json-web-token": _jwt,
        "basic-auth": _basic,
        "some-password": _password,
        "opaque-bytes": _opaque,
        "bcrypt-hash": _bcrypt,
        "finnish-id": _finnish_id,
        "swedish-id": _swedish_id,
        "iban-number": _iban,
        "card-number": _card,
    }
)


def _pick(rng: random.Random, letters: str, size: int) -> str:
    while True:
        out = "".join(rng.choice(letters) for _ in range(size))
        mixed = size < 6 or not (any(c.isdigit() for c in letters) and any(c.isalpha() for c in letters))
        if mixed or (any(c.isdigit() for c in out) and any(c.isalpha() for c in out)):
            return out


def generate(name: str, size: int = 0, seed: int = 0) -> str:
    """One value of the named kind, the same for the same arguments.

    Raises:
        KeyError: no generator has that name.
    """
    rng = random.Random(zlib.crc32(f"{name}/{size}/{seed}".encode()))  # noqa: S311 - examples, not secrets
    if name in _SPECIAL:
        return _SPECIAL[name](rng, size)
    return _pick(rng, _SETS[name], size)


def fill(text: str, seed: int = 0) -> str:
    """The text with every `{name}` that a generator knows replaced; other braces stay as they are."""
    count = seed * 1000

    def value(match: re.Match[str]) -> str:
        nonlocal count
        if match[1] not in _SPECIAL and not (match[1] in _SETS and match[2]):
            return match[0]
        count += 1
        return generate(match[1], int(match[2] or 0), count)

    return _FIELD.sub(value, text)
