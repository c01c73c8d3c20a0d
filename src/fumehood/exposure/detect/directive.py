"""Passwords by their place in a line of settings that has neither a name with `=` nor an option for them.

Net-SNMP, routers, installers (kickstart, preseed, cloud-init), OpenVPN, netrc lines in scripts, Oracle's and
Windows' commands, Go's database addresses.
"""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.strength import is_strong, looks_random
from fumehood.exposure.filters.dummy import is_dummy, is_marked
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.vendor import has_vendor_prefix
from fumehood.exposure.view import View

PRIORITY = 34
_VALUE = r"[\"']?(?P<v>[^\s\"'|;&<>]{4,200})"
_FORWARD: tuple[tuple[tuple[str, ...], "re.Pattern[str]"], ...] = (
    (("rocommunity", "rwcommunity"), pattern(rf"(?i)r[ow]community6?[ \t]{{1,20}}{_VALUE}")),
    (("snmp-server community",), pattern(rf"(?i)snmp-server community[ \t]{{1,20}}{_VALUE}")),
    (("createuser ",), pattern(rf"(?i)createUser[ \t]{{1,20}}\S{{1,60}}[ \t]{{1,20}}(?:MD5|SHA[-\d]{{0,4}})[ \t]{{1,20}}{_VALUE}")),
    (("tacacs-server ", "radius-server "), pattern(
        rf"(?i)(?:tacacs|radius)-server[ \t]{{1,20}}(?:host[ \t]{{1,20}}\S{{1,60}}[ \t]{{1,20}})?key[ \t]{{1,20}}(?:\d[ \t]{{1,20}})?{_VALUE}")),
    (("password 7 ",), pattern(r"(?i)password 7 (?P<v>[0-9A-F]{6,100})\b")),
    (("rootpw ",), pattern(rf"rootpw[ \t]{{1,20}}(?:--plaintext[ \t]{{1,20}})?(?!--){_VALUE}")),
    (("-password password ", "-password-again password "), pattern(rf"(?i)-password(?:-again)? password[ \t]{{1,20}}{_VALUE}")),
    (("<auth-user-pass>",), pattern(r"(?i)<auth-user-pass>\s{1,4}[^\r\n]{1,100}\r?\n(?P<v>[^\s<]{3,100})")),
    (("machine ",), pattern(
        rf"(?i)machine[ \t]{{1,20}}[\w.-]{{1,200}}[ \t]{{1,20}}login[ \t]{{1,20}}\S{{1,200}}[ \t]{{1,20}}password[ \t]{{1,20}}{_VALUE}")),
    (("sqlplus ", "expdp ", "impdp ", "sqlldr "), pattern(
        r"(?i)(?:sqlplus|expdp|impdp|sqlldr)[ \t]{1,20}(?:-\w{1,20}[ \t]{1,20}){0,3}[\"']?[\w$#]{1,40}/[\"']?(?P<v>[^\s@\"'/]{4,100})")),
    (("insecure-password ",), pattern(rf"insecure-password[ \t]{{1,20}}{_VALUE}")),
    (("cache_peer ",), pattern(rf"cache_peer[^\r\n]{{1,200}}?login=[^\s:]{{1,60}}:{_VALUE}")),
    ((":thin:",), pattern(r":thin:[\w$#]{1,40}/(?P<v>[^\s@\"'/]{4,100})@")),
    (("user ",), pattern(r"user[ \t]{1,20}[\w.-]{1,60}[ \t]{1,20}on[ \t][^\r\n]{0,80}?>(?P<v>[^\s]{6,200})[ \t]{1,20}[^\r\n]{0,100}[~+&]")),
    (("net use ",), pattern(rf"(?i)net use[^\r\n|&]{{0,200}}?/user:\S{{1,80}}[ \t]{{1,20}}(?!/){_VALUE}")),
    (("vault operator unseal", "vault unseal"), pattern(rf"vault (?:operator )?unseal[ \t]{{1,20}}(?!-){_VALUE}")),
    (('"random_password"',), pattern(r"\"random_password\"[\s\S]{0,2000}?\"result\":[ \t]{0,4}\"(?P<v>[^\"\\\r\n]{8,100})\"")),
)  # fmt: skip
_BACKWARD: tuple[tuple[tuple[str, ...], "re.Pattern[str]"], ...] = (
    (("@tcp(", "@unix("), pattern(r"[\"'`=\s][\w.-]{1,60}:(?P<v>[^\s\"'`:/]{1,100})$")),
    (("sudo -s", "passwd --stdin"), pattern(rf"echo[ \t]{{1,20}}(?:-n[ \t]{{1,20}})?{_VALUE}[\"']?[ \t]{{0,20}}\|[ \t]{{0,20}}$")),
    (("chpasswd",), pattern(rf"echo[ \t]{{1,20}}(?:-n[ \t]{{1,20}})?[\"']?[\w-]{{1,40}}:{_VALUE}[\"']?[ \t]{{0,20}}\|[ \t]{{0,20}}(?:sudo[ \t]{{1,20}})?$")),
)  # fmt: skip
_AHEAD = {word: form for words, form in _FORWARD for word in words}
_BEHIND = {word: form for words, form in _BACKWARD for word in words}
WORDS = (*_AHEAD, *_BEHIND)
_ACCOUNTS = pattern(
    r"chpasswd:[ \t]{0,20}\r?\n(?:[ \t]{1,20}expire:[^\r\n]{0,40}\r?\n)?[ \t]{1,20}list:[ \t]{0,20}\|?[ \t]{0,20}\r?\n"
)
_ACCOUNT = pattern(r"[ \t]{1,20}(?:- )?[\w.-]{1,40}:(?P<v>[^\s:]{3,200})[ \t]{0,20}(?:\r?\n|$)")
_MOST_ACCOUNTS = 50
_REACH = 160  # characters before a word in which the value stands


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The passwords in the settings and commands at `positions`."""
    for position in positions:
        for found in _found(view, position):
            confidence = _judge(view, found["v"])
            if confidence is not None:
                yield Candidate(
                    rule="FHE181",
                    start=found.start("v"),
                    end=found.end("v"),
                    label="password",
                    severity=Severity.MEDIUM,
                    confidence=confidence,
                    priority=PRIORITY,
                )


def _found(view: View, position: int) -> Iterator[re.Match[str]]:
    text = view.text
    ahead = next((form for word, form in _AHEAD.items() if view.has(word, position)), None)
    if ahead is not None:
        found = ahead.match(text, position)
        if found is not None:
            yield found
        return
    behind = next((form for word, form in _BEHIND.items() if view.has(word, position)), None)
    found = behind.search(text, max(0, position - _REACH), position) if behind else None
    if found is not None:
        yield found
    accounts = _ACCOUNTS.match(text, position)
    at = accounts.end() if accounts else -1
    for _ in range(_MOST_ACCOUNTS if accounts else 0):
        account = _ACCOUNT.match(text, at)
        if account is None:
            return
        yield account
        at = account.end()


def _judge(view: View, value: str) -> Confidence | None:
    if (
        is_template(value)
        or is_dummy(value)
        or is_stand_in(value)
        or value.startswith(("\\", "$", "%", "-", "(", "{", "["))
        or value.upper() in {"RANDOM", "R"}  # cloud-init makes one
    ):
        return None
    if is_marked(value) or has_vendor_prefix(value):
        return Confidence.LOW
    if view.is_code and (len(value) < 8 or not (any(c.isdigit() for c in value) or looks_random(value) > 1)):
        return Confidence.LOW
    if is_strong(value) or (len(value) >= 12 and looks_random(value)):
        return Confidence.HIGH
    return Confidence.LOW if view.is_code or view.language == "markdown" else Confidence.MEDIUM
