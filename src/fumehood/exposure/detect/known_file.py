"""Files whose whole purpose is to hold a credential: what stands there is taken at its word."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.filters.placeholder import is_template
from fumehood.exposure.view import View

PRIORITY = 52
_WORD = r"(?:\"([^\"\r\n]{1,200})\"|([^\s\"]{1,200}))"
_NETRC = pattern(r"(?<![\w-])password[ \t\r\n]{1,20}" + _WORD)
_PGPASS = pattern(
    r"(?m)^[ \t]*[^\s:#][^\s:]{0,200}:(?:\d{1,5}|\*):[^\s:]{1,100}:[^\s:]{1,100}:([^\r\n]{1,200})$"
)
_RC_LINE = pattern(r"(?m)^[ \t]*(?:set[ \t]+)?(?i:pass(?:word|wd)?|passwd|pw)[ \t]+" + _WORD)
_KEY_FILE = pattern(r"\s{0,10}([A-Za-z0-9+/=_.-]{16,200})\s{0,10}")
_LOGINS = pattern(r'"encrypted(?:Username|Password)"\s{0,10}:\s{0,10}"([A-Za-z0-9+/=]{16,400})"')
_KUBECONFIG = pattern(r"(?m)^[ \t]{1,20}(?:token|password)[ \t]{0,4}:[ \t]{1,4}" + _WORD + r"[ \t]*$")
_CHAP = pattern(r"(?m)^[ \t]*[^#\s]\S{0,99}[ \t]{1,20}\S{1,100}[ \t]{1,20}\"?([^\s\"]{4,200})")
_SASL = pattern(r"(?m)^[ \t]*[^#\s]\S{0,200}[ \t]{1,20}[^\s:]{1,100}:(\S{3,200})")
_USER_LIST = pattern(r"(?m)^\"[^\"\r\n]{1,100}\"[ \t]{1,20}\"([^\"\r\n]{4,300})\"")
_IPSEC = pattern(
    r"(?m)^[^#\r\n]{0,200}:[ \t]{0,4}(?:PSK|EAP|XAUTH|NTLM|PIN)[ \t]{1,20}\"([^\"\r\n]{4,200})\""
)
_HTPASSWD = pattern(r"(?m)^[\w.@-]{1,64}:([./A-Za-z0-9]{13})$")


def find(view: View) -> Iterator[Candidate]:
    """The credentials of the file if it is known by its name, else nothing."""
    reader = _BY_NAME.get(view.name) or _by_ending(view)
    if reader is None:
        return
    label, pattern = reader
    found = [pattern.fullmatch(view.text)] if pattern is _KEY_FILE else pattern.finditer(view.text)
    for match in found:
        if match is None:
            continue
        group = match.lastindex or 0
        value = match[group]
        if is_template(value) or (is_dummy(value) and not value.isdigit()):
            continue
        yield Candidate(
            rule="FHE187",
            start=match.start(group),
            end=match.end(group),
            label=label,
            severity=Severity.HIGH,
            confidence=Confidence.HIGH,
            priority=PRIORITY,
        )


def _by_ending(view: View) -> "tuple[str, re.Pattern[str]] | None":
    name = view.name
    if name.endswith("kubeconfig") or view.path.endswith(".kube/config"):
        return "credential of a cluster", _KUBECONFIG
    if view.path.endswith("davfs2/secrets"):
        return "password of a connection", _CHAP
    if name.endswith("rc") and (name.startswith(".") or "." not in name):
        return _BY_NAME[".msmtprc"]
    return None


_BY_NAME: Mapping[str, tuple[str, re.Pattern[str]]] = MappingProxyType(
    {
        ".netrc": ("password of a machine", _NETRC),
        "_netrc": ("password of a machine", _NETRC),
        ".authinfo": ("password of a machine", _NETRC),
        ".pgpass": ("database password", _PGPASS),
        "pgpass.conf": ("database password", _PGPASS),
        ".msmtprc": ("password of an account", _RC_LINE),
        "msmtprc": ("password of an account", _RC_LINE),
        "chap-secrets": ("password of a connection", _CHAP),
        "pap-secrets": ("password of a connection", _CHAP),
        "sasl_passwd": ("password of an account", _SASL),
        "userlist.txt": ("database password", _USER_LIST),
        "ipsec.secrets": ("secret of a tunnel", _IPSEC),
        "fetchmailrc": ("password of an account", _RC_LINE),
        "master.key": ("master key", _KEY_FILE),
        "production.key": ("master key", _KEY_FILE),
        "secret.key": ("secret key", _KEY_FILE),
        "secret_key": ("secret key", _KEY_FILE),
        ".vault-token": ("Vault token", _KEY_FILE),
        ".erlang.cookie": ("Erlang cookie", _KEY_FILE),
        "logins.json": ("login stored by a browser", _LOGINS),
        ".htpasswd": ("password hash", _HTPASSWD),
        "htpasswd": ("password hash", _HTPASSWD),
    }
)
