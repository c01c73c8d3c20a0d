"""Credentials by the name in front of them, in every kind of file: `password = "…"`, `"apiKey": "…"`, `TOKEN=…`.

The name decides what the value must look like (`names`), the filters decide what is no value at all.
"""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Severity
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.names import Kind, Name, name_of
from fumehood.exposure.detect.strength import credential, password
from fumehood.exposure.detect.values import OPERATOR, Value, read
from fumehood.exposure.view import View

WORDS = ("pass", "pwd", "secret", "token", "key", "auth", "cred", "salt", "_pw", "psk", "verifier", "jwt", "phrase",
         "kennwort", "contrase", "salasana", "senha", "losenord", "wachtwoord", "passord")  # fmt: skip
PRIORITY = 30
_LEFT = re.compile(r"[\w.$@-]*$")
_RIGHT = re.compile(r"[\w.$-]{0,60}")
_SPACED = re.compile(
    r"(?i)\b(api|access|secret|private|consumer|client|account|auth|encryption|signing|master|app|storage|service)[ ]$"
)
_CALLEE = re.compile(r"([\w.]{1,40})\(\s{0,10}(?:[\w.]{1,40},\s{0,4})?[\"']?$")
_SETTERS = re.compile(
    r"(?i)(?:^|[._])(?:define|set\w*|put\w*|add\w*|env|getenv|get|default|config|option|property|header|append|fetch|environ|"
    r"attr|with|secret|assoc|store|register|fill|type|send_keys)$"
)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The credentials whose names hold one of WORDS at `positions`."""
    text = view.text
    done = -1
    for position in positions:
        if position < done:
            continue
        right = _RIGHT.match(text, position)
        end = right.end() if right else position
        operator = OPERATOR.match(text, end)
        if operator is None:
            done = end
            continue
        done = end
        left = _LEFT.search(text, max(0, position - 60), position)
        start = left.start() if left else position
        if start and text[start - 1] == "\\" and text[start] in "nrt":
            start += 1
        yield from _named(view, start, end, operator)


def _named(view: View, start: int, end: int, operator: re.Match[str]) -> Iterator[Candidate]:
    text = view.text
    name = name_of(text[start:end].rstrip(".-:"))
    spaced = _SPACED.search(text, max(0, start - 20), start)
    if spaced is not None and (name is None or not name.strong):
        start = spaced.start()
        name = name_of(text[start:end])
    if name is None:
        return
    op = operator["op"] or "="
    if (
        op == ">"
        and text[start - 1 : start] != "<"
        and "</" not in text[operator.end() : operator.end() + 300]
    ):
        return
    if op == "," and not _passed(view, start, operator):
        return
    value = read(view, operator.end(), op, start)
    if value is not None:
        yield from _judge(view, name, start, value)


def _passed(view: View, start: int, operator: re.Match[str]) -> bool:
    """Whether name and value are the arguments of a setter or of a look-up with a default."""
    if not operator["close"]:
        return False
    callee = _CALLEE.search(view.text, max(0, start - 90), start)
    return callee is not None and bool(_SETTERS.search(callee[1]))


def _judge(view: View, name: Name, start: int, value: Value) -> Iterator[Candidate]:
    raw = view.text[value.start : value.end]
    if not raw or raw == view.text[start : start + len(raw)]:
        return
    judge = password if name.kind is Kind.PASSWORD else credential
    confidence = judge(view, name, value, raw)
    if confidence is None:
        return
    rule = "FHE181" if name.kind is Kind.PASSWORD else "FHE182"
    label = {Kind.PASSWORD: "password", Kind.SECRET: "secret", Kind.TOKEN: "token", Kind.KEY: "key"}[
        name.kind
    ]
    yield Candidate(
        rule=rule,
        start=value.start,
        end=value.end,
        label=label,
        severity=Severity.MEDIUM,
        confidence=confidence,
        priority=PRIORITY + (5 if value.quote else 0),
    )
