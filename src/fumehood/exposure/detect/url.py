"""Passwords in URLs and connection strings: `scheme://user:password@host`."""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.strength import is_strong, looks_random
from fumehood.exposure.filters.dummy import is_dummy, is_marked
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.vendor import has_vendor_prefix
from fumehood.exposure.view import View

WORDS = ("://",)
PRIORITY = 50
_FARTHEST = 520  # characters from `://` to the `@` of the longest user and password below
_USERINFO = pattern(
    r"://(?P<user>[^\s/?#:@\"'<>`\\]{0,200}):(?P<password>[^\s/@\"'<>`\\]{1,200})@(?P<host>\[?[\w.%{}$-]{1,250})"
)
_LOOSE = pattern(
    r"://(?P<user>[^\s/?#:@\"'<>`]{1,200}):(?P<password>[^\s\"'<>`]{1,200})@(?P<host>[\w.-]{1,250})(?=[/:?\s\"'`<]|$)"
)
_STORED = pattern(r"://(?P<user>[^\s/:]{1,200}):(?P<password>\S{1,300})@(?P<host>[\w.:-]{1,250})(?=[/\s]|$)")
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.:-]{0,30}$")
_EXAMPLE_HOST = pattern(
    r"(?i)^(?:\[?(?:host|hostname|server|example|test|foo|bar|localhost|127\.0\.0\.1|0\.0\.0\.0|my|your|some|proxy|domain|ip|db)\b|.*\bexample\.)"
)
_EXPRESSION = pattern(r"^\(|\[[^\]]*[a-z0-9]-[a-z0-9][^\]]*\]")  # a regular expression for URLs
_DATABASE = pattern(
    r"(?i)^(?:jdbc:)?(?:postgres|mysql|mariadb|mongodb|redis|amqp|mssql|sqlserver|oracle|couchdb|ldap|cassandra|clickhouse|neo4j|bolt|mqtt|smtp|imap|ftp|sftp|ssh|nats|kafka|elasticsearch)"
)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The passwords in the URLs whose `://` stands at `positions`."""
    done = -1
    for position in positions:
        if position < done or view.text.find("@", position, position + _FARTHEST) < 0:
            continue
        found = _USERINFO.match(view.text, position) or _careful(view, position)
        if found is None:
            continue
        done = found.end("password")
        scheme = _SCHEME.search(view.text, max(0, position - 32), position)
        confidence = _confidence(view, found, scheme[0] if scheme else "")
        if confidence is None:
            continue
        yield Candidate(
            rule="FHE183",
            start=found.start("password"),
            end=found.end("password"),
            label="password in a URL",
            severity=Severity.HIGH if confidence is Confidence.HIGH else Severity.MEDIUM,
            confidence=confidence,
            priority=PRIORITY,
            evidence=(("scheme", scheme[0].lower() if scheme else ""),),
        )


def _careful(view: View, position: int) -> re.Match[str] | None:
    """A password with `/` or `@` in it: only for databases and in files that hold nothing but such URLs."""
    if view.name != ".git-credentials":
        scheme = _SCHEME.search(view.text, max(0, position - 32), position)
        if scheme is None or not _DATABASE.match(scheme[0]):
            return None
        found = _LOOSE.match(view.text, position)
    else:
        found = _STORED.match(view.text, position)
    return (
        found
        if found and not (view.name != ".git-credentials" and re.search(r"[,;(){}]|//", found["password"]))
        else None
    )


def _confidence(view: View, found: re.Match[str], scheme: str) -> Confidence | None:
    user, password, host = found["user"], found["password"], found["host"]
    if is_template(user) and not is_strong(password):
        return None
    if (
        is_template(password)
        or password.startswith(("{", "$", "<", "[", "%("))
        or _EXPRESSION.search(password)
        or (not user and ":" in password)  # `cvs://:pserver:anoncvs@host`
        or (is_dummy(password) and not password.isdigit())
    ):
        return None
    if re.match(r"^\d{1,5}(?:[#?\\;]|$)", password) and not _DATABASE.match(scheme):
        return None
    if view.name == ".git-credentials":
        return Confidence.HIGH
    if is_template(host) and _DATABASE.match(scheme) and len(password) >= 10 and looks_random(password) > 1:
        return Confidence.MEDIUM  # `f"mysql://app:…@{host}/db"`: only the host is put in
    if is_template(host) or set(host) <= set(".-") or (len(host) < 3 and not _DATABASE.match(scheme)):
        return None
    stand_in = (
        (is_stand_in(password) and sum(c.isdigit() for c in password) < 3)
        or is_marked(password)
        or password.lower() in {user.lower(), "p", "pw", "foo"}
    )
    example = bool(_EXAMPLE_HOST.match(host))
    if has_vendor_prefix(password) and not example:  # of another length than the vendor's tokens
        return Confidence.LOW
    if stand_in:
        setting = (
            view.zone is Zone.PRODUCT
            and view.path
            and not view.is_code
            and view.language not in {"text", "markdown"}
        )
        return (
            Confidence.MEDIUM
            if setting and not example and password.lower() not in {"password", "pass"}
            else None
        )
    if example:
        return Confidence.MEDIUM if is_strong(password) or view.zone is Zone.PRODUCT else Confidence.LOW
    return Confidence.HIGH
