"""Credentials in HTTP headers: `Authorization: Bearer …`, `Basic …`, `Token …`, wherever they are written."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.strength import looks_random
from fumehood.exposure.filters.dummy import is_dummy, is_marked, is_sequence
from fumehood.exposure.filters.innocent import UUID
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.view import View

WORDS = ("bearer", "basic", "authorization", "ntlm tlrm", "negotiate ", '-h "', "-h '", "--header")
PRIORITY = 40
_VALUE = r"(?P<v>[A-Za-z0-9_\-+/=.~:|%!@]{6,2000})"
_SCHEME = pattern(
    rf"(?i)(?P<scheme>bearer|basic|ntlm|negotiate)(?:[ \t]{{1,4}}|%20|\+)(?:\\?[\"'])?{_VALUE}(?![A-Za-z0-9(\[{{])"
)
_HEADER = pattern(
    r"(?i)authorization(?:\\{0,3}[\"'])?[\])]?[ \t]{0,8}(?:=>|:|=|,)[ \t]{0,8}(?:\\{0,3}[\"'])?"
    r"(?:(?:token|api-?key|apikey|api-token|key|splunk|genie[kK]ey|sso-key|oauth2?|jwt)[ \t]{1,4}(?:token=)?|sha256~)?\\?[\"']?"
    rf"{_VALUE}(?![A-Za-z0-9(\[{{])"
)


_OPTION = pattern(
    r"(?:-H|--header)[ \t=]{0,4}\\?[\"'](?=[\w-]{0,40}(?:[tT]oken|[kK]ey|KEY|[sS]ecret|[aA]uth))[A-Za-z][\w-]{1,60}:[ \t]{0,4}"
    rf"{_VALUE}(?=\\?[\"'])"
)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The credentials behind the words at `positions`."""
    done = -1
    for position in positions:
        if position < done or (position and view.text[position - 1].isalnum()):
            continue
        found = _SCHEME.match(view.text, position)
        option = _OPTION.match(view.text, position) if view.text[position] == "-" else None
        if option is not None:
            found, scheme = option, "option"
        elif found is not None:
            scheme = found["scheme"].lower()
        else:
            found = _HEADER.match(view.text, position)
            scheme = "header"
            if found is None or re.match(
                r"(?i)(?:bearer|basic|digest|ntlm|negotiate|oauth|token|aws4-hmac|signature|hawk|scram)\b",
                found["v"],
            ):
                continue
        confidence = _judge(view, scheme, found["v"], found.start())
        if confidence is None:
            continue
        done = found.end("v")
        yield Candidate(
            rule="FHE185",
            start=found.start("v"),
            end=found.end("v"),
            label="credential in an HTTP header",
            severity=Severity.MEDIUM,
            confidence=confidence,
            priority=PRIORITY,
            evidence=(("scheme", scheme),),
        )


def _judge(view: View, scheme: str, raw: str, start: int) -> Confidence | None:
    if is_template(raw) or is_dummy(raw) or is_stand_in(raw) or "..." in raw:
        return None
    if scheme == "basic":
        return _basic(raw)
    if scheme in {"ntlm", "negotiate"}:
        return Confidence.MEDIUM if raw.startswith(("TlRM", "YII")) and len(raw) > 40 else None
    if is_marked(raw) or is_sequence(raw):
        return Confidence.LOW
    headed = scheme == "option" or "uthorization" in view.text[max(0, start - 40) : start + 13]
    random = looks_random(raw)
    if UUID.match(raw):
        return Confidence.MEDIUM if headed else Confidence.LOW
    if len(raw) >= 16 and random:
        return Confidence.HIGH if random > 1 else Confidence.MEDIUM
    return Confidence.MEDIUM if headed and random > 1 else None


def _basic(raw: str) -> Confidence | None:
    """Basic credentials (RFC 7617) are base64 of `user:password`."""
    try:
        plain = base64.b64decode(raw + "=" * (-len(raw) % 4), validate=True).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return None
    user, colon, password = plain.partition(":")
    if (
        not colon
        or not (user or password)
        or sum(not c.isprintable() or c == "\ufffd" for c in plain) * 10 > len(plain)
        or is_template(plain)
    ):
        return None
    return Confidence.MEDIUM
