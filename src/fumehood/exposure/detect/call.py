"""Passwords handed over by position: `client.login("ann@acme.net", "…")`, `HTTPBasicAuth("ann", "…")`."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.strength import APP_PASSWORD, is_strong
from fumehood.exposure.filters.dummy import is_dummy, is_marked
from fumehood.exposure.filters.innocent import is_innocent
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.prose import is_prose
from fumehood.exposure.view import View

WORDS = (
    ".login(",
    "basicauth(",
    ".authenticate(",
    "networkcredential(",
    "passwordauthentication(",
    ".login_user(",
    ".set_auth(",
    ".basic_auth(",
    "getconnection(",
    "mysqli_connect(",
    "new mysqli(",
    "new pdo(",
    "mysql_connect(",
    "ftplib.ftp(",
    "ftp_login(",
    "database(",
)
PRIORITY = 33
_ARGUMENTS = pattern(
    r"[.\w]{4,40}\(\s{0,20}[\"'](?P<user>[^\"'\r\n]{1,120})[\"']\s{0,20},\s{0,20}(?:Some\()?[\"'](?P<v>[^\"'\r\n]{4,120})[\"']\s{0,20}[,)]"
)
_PLACE_USER_PASSWORD = pattern(  # where, who, and then the password
    r"[.\w ]{4,40}\((?:\s{0,20}(?:[\"'][^\"'\r\n]{0,200}[\"']|[$\w.\->]{1,60})\s{0,20},)"
    r"\s{0,20}(?:[\"'](?P<user>[^\"'\r\n]{1,120})[\"']|[$\w.\->]{1,60})\s{0,20},\s{0,20}[\"'](?P<v>[^\"'\r\n]{4,120})[\"']\s{0,20}[,)]"
)
_PLACED = (
    "getconnection(",
    "mysqli_connect(",
    "new mysqli(",
    "new pdo(",
    "mysql_connect(",
    "ftplib.ftp(",
    "ftp_login(",
    "database(",
)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The passwords in the calls at `positions`."""
    for position in positions:
        placed = any(view.has(word, position) for word in _PLACED)
        found = (_PLACE_USER_PASSWORD if placed else _ARGUMENTS).match(view.text, position)
        if found is None:
            continue
        value, user = found["v"], found["user"] or ""
        if placed and not is_strong(value):
            continue
        if (
            is_template(value)
            or is_dummy(value)
            or is_stand_in(value)
            or is_innocent(value)
            or (is_prose(value) and not APP_PASSWORD.match(value))
        ):
            continue
        if value == user or is_marked(value):
            continue
        sure = (
            is_strong(value)
            or APP_PASSWORD.match(value)
            or (view.zone is Zone.PRODUCT and len(value) >= 6 and " " not in value)
        )
        yield Candidate(
            rule="FHE181",
            start=found.start("v"),
            end=found.end("v"),
            label="password",
            severity=Severity.MEDIUM,
            confidence=Confidence.MEDIUM if sure else Confidence.LOW,
            priority=PRIORITY,
        )
