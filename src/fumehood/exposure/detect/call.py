"""Passwords and keys handed over by position: `client.login("ann@acme.net", "…")`, `jwt.sign(claims, "…")`."""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.strength import APP_PASSWORD, is_strong, looks_random
from fumehood.exposure.filters.dummy import is_dummy, is_marked
from fumehood.exposure.filters.innocent import is_innocent
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.prose import is_prose
from fumehood.exposure.view import View

PRIORITY = 33
_PLACE = r"\s{0,20}(?:[\"'][^\"'\r\n]{0,200}[\"']|[$\w.\->]{1,60})\s{0,20},"
_USER = r"\s{0,20}[\"'](?P<user>[^\"'\r\n]{1,120})[\"']\s{0,20},"
_ANY_USER = r"\s{0,20}(?:[\"'](?P<user>[^\"'\r\n]{1,120})[\"']|[$\w.\->]{1,60})\s{0,20},"
_PASSWORD = r"\s{0,20}(?:Some\()?[\"'](?P<v>[^\"'\r\n]{4,120})[\"']\s{0,20}[,)]"  # noqa: S105 - a pattern

_USER_PASSWORD = (".login(", "basicauth(", ".authenticate(", "networkcredential(", "passwordauthentication(", ".login_user(", ".set_auth(",
                  ".basic_auth(")  # fmt: skip
_TUPLE = ("auth=(", "auth = (")
_PLACE_USER_PASSWORD = (
    "connect(",
    "getconnection(",
    "new mysqli(",
    "new pdo(",
    "ftplib.ftp(",
    "ftp_login(",
    "database(",
)
_TWO_PLACES_USER_PASSWORD = ("add_password(", "credentials(")
_JOINED = ("btoa(", "b64encode(", "utf8.encode(")  # of `user:password`
_KEYED = (
    "jwt.encode(",
    "jwt.sign(",
    "jwt.decode(",
    "jwt.verify(",
    "hmac.new(",
    "fernet(",
    "createhmac(",
    "omniauth :",
)
_KEY = pattern(
    r"(?i:(?:jwt\.(?:encode|sign|decode|verify)\([^\r\n]{1,200}?,|hmac\.new\(|fernet\(|createhmac\(\s{0,4}[\"'][\w-]{1,20}[\"']\s{0,4},"
    r"|omniauth :\w{1,40},\s{0,4}[\"'][^\"'\r\n]{1,80}[\"'],)\s{0,10}b?)[\"'](?P<v>[^\"'\r\n]{12,200})[\"']\s{0,10}(?:[,)\r\n]|$)"
)
_FORMS: tuple[tuple[Sequence[str], "re.Pattern[str]"], ...] = (
    (_KEYED, _KEY),
    (_JOINED, pattern(r"[\w.]{4,20}\(\s{0,4}b?[\"'](?P<user>[\w.@-]{1,60}):(?P<v>[^\s\"'{}$]{6,100})[\"']")),
    (_TWO_PLACES_USER_PASSWORD, pattern(r"\w{4,40}\(" + 2 * _PLACE + _USER + _PASSWORD)),
    (_PLACE_USER_PASSWORD, pattern(r"[.\w ]{4,40}\(" + _PLACE + _ANY_USER + _PASSWORD)),
    (_TUPLE, pattern(r"auth ?= ?\(" + _USER + _PASSWORD)),
    (_USER_PASSWORD, pattern(r"[.\w]{4,40}\(" + _USER + _PASSWORD)),
)
WORDS = tuple(word for words, _ in _FORMS for word in words)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The passwords and keys in the calls at `positions`."""
    for position in positions:
        words, form = next((w, f) for w, f in _FORMS if any(view.has(word, position) for word in w))
        found = form.match(view.text, position)
        if found is None:
            continue
        value = found["v"]
        confidence = _key(value) if form is _KEY else _password(view, words, found)
        if confidence is not None:
            yield Candidate(
                rule="FHE182" if form is _KEY else "FHE181",
                start=found.start("v"),
                end=found.end("v"),
                label="key" if form is _KEY else "password",
                severity=Severity.MEDIUM,
                confidence=confidence,
                priority=PRIORITY,
            )


def _key(value: str) -> Confidence | None:
    if _is_nothing(value) or looks_random(value) < 2:
        return None
    return Confidence.LOW if is_marked(value) else Confidence.MEDIUM


def _password(view: View, words: Sequence[str], found: "re.Match[str]") -> Confidence | None:
    value, user = found["v"], found["user"] or ""
    by_app = bool(APP_PASSWORD.match(value))
    if _is_nothing(value) or (is_prose(value) and not by_app) or value == user or is_marked(value):
        return None
    strong = is_strong(value)
    if words is _USER_PASSWORD:
        sure = strong or by_app or (view.zone is Zone.PRODUCT and len(value) >= 6 and " " not in value)
        return Confidence.MEDIUM if sure else Confidence.LOW
    return Confidence.MEDIUM if strong or looks_random(value) > 1 else None


def _is_nothing(value: str) -> bool:
    return is_template(value) or is_dummy(value) or is_stand_in(value) or is_innocent(value)
