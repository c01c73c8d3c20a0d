"""Hashes of passwords in user tables: shadow, htpasswd, LDAP, database dumps, Windows dumps."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.view import View

WORDS = ("$apr1$", "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", "$7$", "$argon2", "{sha}", "{ssha", "{smd5}", "pbkdf2_sha",
         "pbkdf2:sha", "scrypt:", "aad3b435b51404eeaad3b435b51404ee")  # fmt: skip
PRIORITY = 58
_HASH = pattern(
    r"\$(?:apr1|1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}"
    r"|\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}"
    r"|\$5\$(?:rounds=\d{1,9}\$)?[^$\s:]{1,16}\$[./A-Za-z0-9]{43}"
    r"|\$6\$(?:rounds=\d{1,9}\$)?[^$\s:]{1,16}\$[./A-Za-z0-9]{86}"
    r"|\$(?:y|7)\$[./A-Za-z0-9]{1,20}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}"
    r"|\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/=]{11,64}\$[A-Za-z0-9+/=]{16,128}"
    r"|\{(?:SHA|SSHA|SMD5|SSHA256|SSHA512|sha|ssha)\}[A-Za-z0-9+/=]{24,120}"
    r"|pbkdf2_sha\d{1,3}\$\d{3,8}\$[A-Za-z0-9+/=]{6,64}\$[A-Za-z0-9+/=]{27,90}"
    r"|pbkdf2:sha\d{1,3}:\d{3,8}\$[A-Za-z0-9]{6,32}\$[0-9a-f]{40,128}"
    r"|scrypt:\d{3,6}:\d+:\d+\$[A-Za-z0-9]{6,32}\$[0-9a-f]{64,128}"
)
_WINDOWS = pattern(r"[0-9a-fA-F]{32}:(?P<v>[0-9a-fA-F]{32})(?::::?|(?=[\s\"']|$))")
_EMPTY_NT = "31d6cfe0d16ae931b73c59d7e0c089c0"


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The password hashes that begin at `positions`."""
    text = view.text
    for position in positions:
        windows = view.has("aad3b435", position)
        found = (_WINDOWS if windows else _HASH).match(text, position)
        if found is None:
            continue
        group = "v" if windows else 0
        value = found[group]
        if is_dummy(value) or value.lower() == _EMPTY_NT:
            continue
        named = text[position - 1 : position] in {":", "'", '"', ",", " ", "\t", "=", "\n", ""}
        yield Candidate(
            rule="FHE186",
            start=found.start(group),
            end=found.end(group),
            label="password hash",
            severity=Severity.MEDIUM,
            confidence=Confidence.HIGH if named and not view.is_code else Confidence.MEDIUM,
            priority=PRIORITY,
        )
