"""Whether a value fits its name: a password may be a word, a key must look like noise."""

import re

from fumehood.core.finding import Confidence
from fumehood.exposure.detect.names import Kind, Name
from fumehood.exposure.detect.values import Value
from fumehood.exposure.filters.dummy import is_dummy, is_marked, is_sequence
from fumehood.exposure.filters.innocent import UUID, is_alphabet, is_innocent
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.prose import is_prose
from fumehood.exposure.filters.reference import is_code, is_name
from fumehood.exposure.randomness import wordiness
from fumehood.exposure.view import View
from fumehood.exposure.zone import Zone

_HEX = re.compile(r"^(?:0x)?[0-9a-f]{16,}$|^(?:0x)?[0-9A-F]{16,}$")
_KEY_CHARS = re.compile(r"^[A-Za-z0-9_\-+/=.~:!@#$%^&*()\[\]{}|<>?,;'`\"\\ ]+$")
_TOKEN_CHARS = re.compile(r"^[A-Za-z0-9_\-+/=.~:%|]+$")
_SELECTOR = re.compile(r"^[#.][A-Za-z][\w-]*|^\w+\[\w+[=\]]|^(?://|\w+:)\w")
_STRING_BEFORE = re.compile(r"[\"'`#]|//|/\*|^\s*\*")


def password(view: View, name: Name, value: Value, raw: str) -> Confidence | None:
    """How likely `raw` is a real password, or None when it is none."""
    if len(raw) < 4 or len(raw) > 200 or value.joined or is_template(raw) or is_prose(raw):
        return None
    if is_dummy(raw) or (is_innocent(raw) and not _pin(raw, name)):
        return None
    if not value.quote and not _bare_password(view, value, raw):
        return None
    if is_stand_in(raw):
        weak = (
            view.zone is Zone.PRODUCT
            and _is_setting(view)
            and not raw.lower().startswith(("your", "my", "change", "<"))
        )
        return Confidence.MEDIUM if weak and view.path else None
    if is_marked(raw) or (raw.isalpha() and _echoes(name, raw)) or _SELECTOR.match(raw):
        return Confidence.LOW
    if not name.strong and not _is_strong(raw):
        return Confidence.LOW
    if view.zone is Zone.TRANSLATIONS:
        return Confidence.LOW
    return Confidence.HIGH if _is_strong(raw) and len(raw) >= 10 else Confidence.MEDIUM


def _pin(raw: str, name: Name) -> bool:
    return raw.isdigit() and len(raw) >= 6 and name.strong


def _bare_password(view: View, value: Value, raw: str) -> bool:
    if is_code(raw) or " " in raw:
        return False
    if view.is_code or view.language in {"json", "notebook"}:
        return (
            _is_strong(raw)
            and not is_name(raw)
            and not re.search(r"[()\[\]{}.]", raw)
            and _in_text(view, value)
        )
    if value.whole_line and view.language != "text":
        return not re.search(r"^\w+\.\w+$|\$", raw) or _is_strong(raw)
    return _is_strong(raw) and not is_name(raw)


def _in_text(view: View, value: Value) -> bool:
    """Whether the value stands in a string or a comment, as far as its line tells."""
    start, _ = view.line_bounds(value.start, 300)
    return bool(_STRING_BEFORE.search(view.text[start : value.start])) or view.language in {"html", "rst"}


def _is_setting(view: View) -> bool:
    return view.language in {"env", "ini", "yaml", "json", "toml", "xml", "hcl", "shell", "php"} and bool(
        view.name
    )


def _echoes(name: Name, raw: str) -> bool:
    """Whether the value repeats the name's words."""
    low = raw.lower()
    return any(low == w or low == "".join(name.words) for w in name.words)


def _is_strong(raw: str) -> bool:
    """Letters with digits or signs, as passwords have and words have not."""
    letters = sum(c.isalpha() for c in raw)
    digits = sum(c.isdigit() for c in raw)
    signs = sum(not c.isalnum() and c not in "-_. " for c in raw)
    return letters >= 2 and (digits >= 2 or (digits >= 1 and letters >= 3) or signs >= 1)


def credential(view: View, name: Name, value: Value, raw: str) -> Confidence | None:
    """How likely `raw` is a real key, secret or token, or None when it is none."""
    size = len(raw)
    if size < 8 or size > 900 or value.joined or is_template(raw) or is_dummy(raw) or is_innocent(raw):
        return None
    if is_stand_in(raw) or is_alphabet(raw) or is_prose(raw):
        return None
    if not value.quote and (is_code(raw) or is_name(raw) or " " in raw):
        return None
    if UUID.match(raw):
        return (
            Confidence.MEDIUM
            if (name.strong and name.kind is not Kind.KEY) or "api" in name.words
            else Confidence.LOW
        )
    if not _KEY_CHARS.match(raw) or (" " in raw and name.kind is not Kind.SECRET and size < 40):
        return None
    if is_marked(raw) or is_sequence(raw):
        return Confidence.LOW
    random = looks_random(raw)
    if not random:
        return None if not name.strong or name.kind is Kind.KEY else Confidence.LOW
    if not name.strong:
        return Confidence.MEDIUM if size >= 20 and _TOKEN_CHARS.match(raw) and random > 1 else Confidence.LOW
    if not value.quote and view.is_code and not (random > 1 and size >= 16 and _in_text(view, value)):
        return Confidence.LOW
    return Confidence.HIGH if random > 1 and size >= 16 else Confidence.MEDIUM


def looks_random(raw: str) -> int:
    """2 for noise, 1 for what may be noise, 0 for words, names and text."""
    if _HEX.match(raw):
        return 2 if len(set(raw)) >= 8 and not raw.isdigit() else 0
    odds = wordiness(raw)
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
