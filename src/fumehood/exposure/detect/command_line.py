"""Passwords in commands: `curl -u user:pw`, `mysql -pSECRET`, `sshpass -p`, `ConvertTo-SecureString "…"`, SQL."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.strength import is_strong
from fumehood.exposure.filters.dummy import is_dummy, is_marked
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.prose import is_prose
from fumehood.exposure.view import View

PRIORITY = 45
_WORD = r"(?:\\?\"(?P<d>[^\"\s\\]{1,200})\\?\"|'(?P<s>[^'\s]{1,200})'|(?P<b>[^\s\"'`;|&<>()]{1,200}))"
_SPACED = r"(?:\\?\"(?P<d>[^\"\n\\]{1,200})\\?\"|'(?P<s>[^'\n]{1,200})'|(?P<b>[^\s\"'`;|&<>()]{1,200}))"
_USER = pattern(
    r"(?<=[ \t])(?:-u|--user|-U|--proxy-user)(?:[ \t]{1,4}|=)?"
    r"(?P<user>[\"']?[^\s\"':]{0,200}[\"']?):(?:\\?[\"'])?(?P<v>[^\s\"'`;|<>]{0,200})"
)
_COMMANDS = (
    (("sshpass",), pattern(r"sshpass[ \t]+-p[ \t]{0,4}" + _WORD)),
    (("mysql", "mariadb"), pattern(r"(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;]{0,300}?[ \t]-p(?![ \t-])" + _WORD)),
    (("converto-securestring", "convertto-securestring"), pattern(
        r"(?i)ConvertTo-SecureString[ \t]+(?:-(?:String|AsPlainText|Force)[ \t]+){0,3}" + _SPACED)),
    (("pass:",), pattern(r"(?<=\s)pass:" + _WORD)),
    (("identified by",), pattern(r"(?i)identified by[ \t]+(?:password[ \t]+)?(?=['\"])" + _WORD)),
    (("password '",), pattern(r"(?i)password[ \t]+(?=')" + _WORD)),
    (("docker login", "podman login", "helm registry login"), pattern(
        r"(?:docker|podman|registry) login[^\n|;]{0,200}?[ \t]-p[ \t]{1,4}" + _WORD)),
    (("redis-cli",), pattern(r"redis-cli[^\n|;]{0,200}?[ \t]-a[ \t]{1,4}" + _WORD)),
    (("ldapsearch", "ldapadd", "ldapmodify"), pattern(r"ldap(?:search|add|modify)[^\n|;]{0,200}?[ \t]-w[ \t]{1,4}" + _WORD)),
    (("psexec", "winexe"), pattern(r"(?:psexec|winexe)[^\n|;]{0,200}?[ \t]-p[ \t]{1,4}" + _WORD)),
    (("schtasks",), pattern(r"(?i)schtasks[^\n|&]{0,300}?[ \t]/rp[ \t]{1,4}" + _WORD)),
    (("configure set ",), pattern(r"configure set[ \t]{1,4}[\w.]{0,60}(?:secret|token|password)[\w.]{0,30}[ \t]{1,4}" + _WORD)),
    (("net user ",), pattern(r"(?i)net user[ \t]+[^\s/]{1,40}[ \t]+" + _WORD + r"[ \t]+/add")),
    (("smbclient", "rpcclient", "smbmap"), pattern(r"(?:smbclient|rpcclient|smbmap)[^\n|;]{0,200}?[ \t]-U[ \t]{0,4}[^\s%]{1,60}%" + _WORD)),
)  # fmt: skip
_SQL = pattern(r"(?i)\b(?:create|alter|drop|set|grant)\b[^;]{0,160}$|\bname\b[^;]{0,40}$")
_IN_SQL = frozenset({"identified", "password '"})
_BY_WORD = {word: pattern for words, pattern in _COMMANDS for word in words}
WORDS = ("curl", *_BY_WORD)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The passwords in the commands at `positions`."""
    for position in positions:
        if view.has("curl", position):
            yield from _curl(view, position)
            continue
        pattern = next(p for w, p in _BY_WORD.items() if view.has(w, position))
        found = pattern.match(view.text, position)
        if found is None:
            continue
        group = found.lastgroup or "b"
        if found[0][:10].lower() in _IN_SQL and not _SQL.search(view.text, max(0, position - 200), position):
            continue
        confidence = _judge(
            found[group],
            literal="securestring" in view.text[position : position + 24].lower() and group != "b",
        )
        if confidence is not None:
            yield _candidate(found.start(group), found.end(group), confidence)


def _curl(view: View, position: int) -> Iterator[Candidate]:
    end = position
    for _ in range(6):  # a command goes on over lines that end in a backslash
        _, end = view.line_bounds(end, 1000)
        if view.text[end - 1 : end] != "\\":
            break
        end += 1
    for found in _USER.finditer(view.text, position, end):
        user, value = found["user"].strip("\"'"), found["v"]
        start = found.start("v")
        if not value:
            value, start = user, found.start("user") + (found["user"][:1] in {'"', "'"})
        if value.startswith("{") and value.endswith("}"):
            value, start = value[1:-1], start + 1
        if is_template(found[0].replace(value, "", 1)) and "{" not in user:
            continue
        confidence = _judge(value, literal=False)
        if (confidence is not None and (value.lower() != user.lower() or value in _DEFAULTS)) or (
            confidence and start == found.start("user") + 1
        ):
            yield _candidate(start, start + len(value), confidence)


_DEFAULTS = frozenset({"admin", "root", "guest", "toor", "postgres", "elastic", "changeit"})
"""Passwords that products are delivered with: bad ones, and real."""


def _judge(value: str, *, literal: bool) -> Confidence | None:
    if (
        len(value) < 3
        or is_template(value)
        or is_dummy(value)
        or value.startswith(("-", "$", "%", "@", "/", "<"))
    ):
        return None
    if value in _DEFAULTS:
        return Confidence.MEDIUM
    if (is_stand_in(value) and not (literal and len(value) > 8)) or is_prose(value):
        return None
    if is_marked(value):
        return Confidence.LOW
    if literal or is_strong(value):
        return Confidence.HIGH if is_strong(value) else Confidence.MEDIUM
    return Confidence.MEDIUM if len(value) >= 5 else Confidence.LOW


def _candidate(start: int, end: int, confidence: Confidence) -> Candidate:
    return Candidate(
        rule="FHE184",
        start=start,
        end=end,
        label="password in a command",
        severity=Severity.MEDIUM,
        confidence=confidence,
        priority=PRIORITY,
    )
