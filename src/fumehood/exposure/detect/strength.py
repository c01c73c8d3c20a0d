"""Whether a value fits its name: a password may be a word, a key must look like noise."""

import re

from fumehood.core.finding import Confidence
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.detect.names import Kind, Name
from fumehood.exposure.detect.values import Value
from fumehood.exposure.filters.dummy import is_dummy, is_marked, is_sequence
from fumehood.exposure.filters.encoded_text import is_encoded_text
from fumehood.exposure.filters.innocent import UUID, UUIDS, is_alphabet, is_innocent
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.prose import is_prose
from fumehood.exposure.filters.reference import is_code, is_constant, is_name
from fumehood.exposure.filters.vendor import has_vendor_prefix
from fumehood.exposure.randomness import wordiness
from fumehood.exposure.view import View

_HEX = pattern(r"^(?:0x)?[0-9a-f]{16,}$|^(?:0x)?[0-9A-F]{16,}$")
_KEY_CHARS = pattern(r"^[A-Za-z0-9_\-+/=.~:!@#$%^&*()\[\]{}|<>?,;'`\"\\ ]+$")
_TOKEN_CHARS = pattern(r"^[A-Za-z0-9_\-+/=.~%|]+$")
_SELECTOR = pattern(r"^[#.][A-Za-z][\w-]*(?:$|[ .:>\[])|^\w+\[\w+[=\]]|^(?://|\w+:)\w")
_SECRET_KEY = pattern(r"^sk[-_](?=[a-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8,}$")
APP_PASSWORD = pattern(
    r"^(?:(?!that|with|this|have|from|your|must|more|only|will|when|they|been|some|what|then|than|them)[a-z]{4}(?: |$)){4}(?<! )$"
)
"""Four groups of four letters, as Google makes them for programs."""
_FINGERPRINT = pattern(r"^(?:[0-9A-F]{40}|(?:0x)?[0-9A-Fa-f]{16})$")
_YOURS = pattern(  # in front of a word for a password: a place to fill in, in whatever language
    r"(?i)your|my|change|<|insert|enter|example|j_|(?:votre|vos|ton|mon|tu|su|mi|seu|sua|tua|tuo|la|il|le|jouw|uw|mijn|twoje|moje|"
    r"dein|deine|ihr|mein|din|ditt|dit|mitt|oma|oman|sinun|minun|vaihda|aseta|vul)[-_. ]"
)
_GRANTS = frozenset(
    {"api", "auth", "access", "refresh", "bearer", "secret", "authtoken", "apikey", "accesstoken", "oauth"}
)
_QUERY = pattern(r"[?&][\w.-]{1,60}=$")
_PARTS = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHOUTED = pattern(r"(?:^|\n)(?:export )?[A-Z][A-Z0-9_]{2,40}=$")
_SIGNS = frozenset("!#$%&()*+,-./:;<=>?@[]^_{|}~`\"'\\")
_STRING_BEFORE = pattern(r"[\"'`#]|//|/\*|^\s*\*")


def password(view: View, name: Name, value: Value, raw: str) -> Confidence | None:
    """How likely `raw` is a real password, or None when it is none."""
    if is_sign_noise(raw) or (APP_PASSWORD.match(raw) and wordiness(raw.replace(" ", "")) < 0.3):
        return Confidence.HIGH
    if len(raw) < 4 or len(raw) > 200 or value.joined or is_template(raw) or is_prose(raw):
        return None
    if is_dummy(raw) or (is_innocent(raw) and not _pin(raw, name)):
        return None
    if not value.quote and not _bare_password(view, value, raw):
        return None
    if is_constant(raw) and ("_" in raw or not value.quote):
        return None
    if is_stand_in(raw):
        return _weak(view, value, raw)
    if is_marked(raw):
        return Confidence.MEDIUM if _is_setting(view, value) and is_strong(raw) else Confidence.LOW
    if (
        (raw.isalpha() and _echoes(name, raw))
        or (_SELECTOR.match(raw) and not _is_setting(view, value) and looks_random(raw) < 2)
        or view.zone is Zone.TRANSLATIONS
    ):
        return Confidence.LOW
    if (
        not name.strong
        and not value.quote
        and view.text[value.start - 1] == " "
        and not _is_setting(view, value)
    ):
        return Confidence.LOW  # `PASS: 5-digit code`, a line of a log
    if (
        not name.strong
        and not is_strong(raw)
        and not (len(raw) >= 12 and looks_random(raw) > 1)
        and not (raw.isalpha() and raw[0].isupper() and not raw.istitle())
    ):
        return Confidence.LOW
    return Confidence.HIGH if is_strong(raw) and len(raw) >= 10 else Confidence.MEDIUM


def _weak(view: View, value: Value, raw: str) -> Confidence | None:
    """`password123` is a stand-in in code and a real, weak password in the settings of a product."""
    if raw.istitle() and raw.isalpha():  # a label: `"password": "Passwort"`
        return None
    if _YOURS.match(raw):
        return None
    if _is_setting(view, value):
        return Confidence.MEDIUM
    if sum(c.isdigit() for c in raw) >= 2:
        return Confidence.MEDIUM if re.search(r"[A-Z]", raw) else Confidence.LOW
    return None


def _pin(raw: str, name: Name) -> bool:
    return raw.isdigit() and len(raw) >= 6 and name.strong


def _bare_password(view: View, value: Value, raw: str) -> bool:
    raw = raw.rstrip("*")
    if is_code(raw) or " " in raw:
        return False
    if view.is_code or view.language in {"json", "notebook"}:
        return (
            is_strong(raw)
            and not is_name(raw)
            and not re.search(r"[()\[\]{}.]", raw)
            and _in_text(view, value)
        )
    if value.whole_line and (view.language not in {"text", "markdown"} or _is_setting(view, value)):
        return not re.search(r"^\w+\.\w+$|\$", raw) or is_strong(raw)
    return (is_strong(raw) and not is_name(raw)) or (len(raw) >= 12 and looks_random(raw) > 1)


def _in_text(view: View, value: Value) -> bool:
    """Whether the value stands in a string or a comment, as far as its line tells."""
    start, _ = view.line_bounds(value.start, 300)
    return bool(_STRING_BEFORE.search(view.text[start : value.start])) or view.language in {"html", "rst"}


def _is_setting(view: View, value: Value) -> bool:
    """Whether this is a file of settings of a product, not of its tests, examples or documents."""
    if view.zone is not Zone.PRODUCT or not view.path:
        return False
    if view.language == "text":
        return value.whole_line and bool(_SHOUTED.search(view.text, max(0, value.start - 60), value.start))
    return view.language in {"env", "ini", "yaml", "json", "toml", "xml", "hcl", "shell", "php"} and bool(
        view.name
    )


def _echoes(name: Name, raw: str) -> bool:
    """Whether the value repeats the name's words."""
    low = raw.lower()
    return "".join(name.words).endswith(low)


def is_strong(raw: str) -> bool:
    """Letters with digits or signs, as passwords have and words have not."""
    letters = sum(c.isalpha() for c in raw)
    digits = sum(c.isdigit() for c in raw)
    signs = sum(not c.isalnum() and c not in "-_. " for c in raw)
    return letters >= 2 and (digits >= 2 or (digits >= 1 and letters >= 3) or signs >= 1)


def credential(view: View, name: Name, value: Value, raw: str) -> Confidence | None:
    """How likely `raw` is a real key, secret or token, or None when it is none."""
    size = len(raw)
    if is_sign_noise(raw):
        return Confidence.HIGH
    if is_mnemonic(name, raw):
        return Confidence.HIGH
    if _FINGERPRINT.match(raw) and {"gpg", "pgp", "signing", "fingerprint"} & set(name.words):
        return None
    if (
        size < (8 if name.kind is Kind.SECRET else 10)
        or size > 900
        or value.joined
        or is_template(raw)
        or is_dummy(raw)
        or is_innocent(raw)
    ):
        return None
    if is_stand_in(raw) or is_alphabet(raw) or is_prose(raw):
        return None
    if not value.quote and (is_code(raw) or is_name(raw) or " " in raw):
        return None
    if is_constant(raw) and ("_" in raw or wordiness(raw) > 0):
        return None
    if UUIDS.match(raw):
        return Confidence.LOW
    if UUID.match(raw):
        return Confidence.MEDIUM if _GRANTS & set(name.words) or name.kind is Kind.SECRET else Confidence.LOW
    if not _KEY_CHARS.match(raw) or (" " in raw and name.kind is not Kind.SECRET and size < 40):
        return None
    if name.strong and (value.quote or not view.is_code) and _SECRET_KEY.match(raw) and not is_marked(raw):
        return Confidence.MEDIUM  # it calls itself a secret key, whoever's it is
    if is_marked(raw) or is_sequence(raw) or is_encoded_text(raw) or has_vendor_prefix(raw):
        return Confidence.LOW
    random = looks_random(raw)
    if not random:
        return None if not name.strong or name.kind is Kind.KEY else Confidence.LOW
    if (
        not name.strong
        and not value.quote
        and view.text[value.start - 1] == " "
        and not _is_setting(view, value)
        and not (name.words[-1] == "token" and len(raw) >= 24 and random > 1 and not _HEX.match(raw))
    ):
        return Confidence.LOW
    if not name.strong:
        enough = 16 if name.words[-1] == "token" and value.quote else 20
        return (
            Confidence.MEDIUM
            if size >= enough and random > 1 and (_TOKEN_CHARS.match(raw) or (size >= 32 and " " not in raw))
            else Confidence.LOW
        )
    if not value.quote and view.is_code and not (random > 1 and size >= 16 and _in_text(view, value)):
        in_query = _QUERY.search(view.text, max(0, value.start - 64), value.start)
        return Confidence.MEDIUM if in_query and random > 1 else Confidence.LOW
    return Confidence.HIGH if random > 1 and size >= 16 else Confidence.MEDIUM


def is_mnemonic(name: Name, raw: str) -> bool:
    """Whether a value under such a name has the form of a wallet's recovery phrase (BIP 39), all words different."""
    if name.words[-1] not in {"mnemonic", "phrase", "seed"}:
        return False
    said = raw.split()
    return (
        len(said) in {12, 15, 18, 21, 24}
        and len(set(said)) >= len(said) - 1
        and all(w.isascii() and w.isalpha() and w.islower() and 3 <= len(w) <= 8 for w in said)
    )


def is_sign_noise(raw: str) -> bool:
    """A long value of letters of both cases, digits and many signs: what generators of secret keys make."""
    if len(raw) < 24 or len(raw) > 200 or raw.count(" ") > 4:
        return False
    signs = sum(c in _SIGNS for c in raw)
    kinds = len({c for c in raw if c in _SIGNS})
    return (
        kinds >= 5
        and signs * 8 >= len(raw)
        and any(c.isdigit() for c in raw)
        and any(c.islower() for c in raw)
        and len(set(raw)) * 2 >= min(len(raw), 64)
        and wordiness(raw) < -0.3
    )


def is_compound(raw: str) -> bool:
    """Whether the value is words joined by case, underscores or dots: `bootDiskKmsKey2`, `Jobs[-1].JobId`."""
    parts = _PARTS.findall(raw)
    letters = [p for p in parts if p.isalpha()]
    longest = max(map(len, letters), default=0)
    if (
        longest < 4
        or sum(len(p) > 2 for p in letters) * 2 < len(parts)
        or sum(map(len, letters)) * 4 < len(raw) * 3
    ):
        return False
    return sum(len(p) * wordiness(p.lower()) for p in letters) > 0.9 * sum(map(len, letters))


def looks_random(raw: str) -> int:
    """2 for noise, 1 for what may be noise, 0 for words, names and text."""
    if _HEX.match(raw):
        return 2 if len(set(raw)) >= 8 and not raw.isdigit() else 0
    odds = wordiness(raw)
    if odds < 1 and is_compound(raw):
        return 0
    digits = sum(c.isdigit() for c in raw)
    letters = sum(c.isalpha() for c in raw)
    if digits and letters and odds < 0.2 and (len(raw) >= 12 or digits >= 2):
        return 2
    if odds < -0.4 and len(raw) >= 12:
        return 2
    if digits >= 2 and letters >= 3 and odds < 0.9:
        return 1
    if odds < 0.1:
        return 1
    return 0
