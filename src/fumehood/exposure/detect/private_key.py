"""Private keys: PEM of every kind, OpenSSH, PGP, PuTTY, JSON Web Keys. One finding a key, with all its lines."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.view import View

WORDS = ("-----begin", "---- begin ssh2", "putty-user-key-file", '"kty"', "<rsakeyvalue")
PRIORITY = 90
_LONGEST = 24_000
_BEGIN = pattern(r"-----BEGIN ([A-Z0-9]{2,10} |SSH2 ENCRYPTED )?(ENCRYPTED )?PRIVATE KEY( BLOCK)?-----|"
                    r"---- BEGIN SSH2 (ENCRYPTED )?PRIVATE KEY ----", re.IGNORECASE)  # fmt: skip
_END = pattern(r"-{4,5} ?END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{4,5}", re.IGNORECASE)
_HEADER = pattern(
    r"(?:^|\\n|\\r|[\r\n\"' ])(?:Proc-Type|DEK-Info|Version|Comment|Charset|Subject):[^\n\\\"]{0,120}"
)
_ESCAPE = pattern(r"\\[nrt]|\\u000[aAdD]|&#1[03];|%0[aAdD]")
_NOT_BASE64 = pattern(r"[^A-Za-z0-9+/=]")
_BASE64_LINE = pattern(r"[A-Za-z0-9+/=]{40,}")
_PUTTY = pattern(
    r"PuTTY-User-Key-File-\d: ([\w@.-]{1,40})[\s\S]{0,40}?Encryption: ([\w-]{1,20})[\s\S]{0,8000}?"
    r"Private-Lines: (\d{1,3})\r?\n((?:[A-Za-z0-9+/=]{1,80}\r?\n?){1,999})"
)
_JWK_SECRET = pattern(r'"(?:d|k)"[ \t\r\n]{0,20}:[ \t\r\n]{0,20}"([A-Za-z0-9_-]{32,700})"')
_XML_SECRET = pattern(r"<D>([A-Za-z0-9+/=\s]{40,1500})</D>")


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The private keys that begin at `positions`."""
    done = -1
    for position in positions:
        if position < done:
            continue
        for one in _at(view, position):
            done = one.extent[1] if one.extent else one.end
            yield one


def _at(view: View, position: int) -> Iterator[Candidate]:
    text = view.text
    first = view.text[position : position + 4].lower()
    if first == "putt":
        found = _PUTTY.match(text, position)
        if found is not None:
            locked = found[2] != "none"
            yield _key(
                position, found.end(4), found.start(4), found.end(4), "PuTTY private key", locked=locked
            )
    elif first == '"kty':
        near = _JWK_SECRET.search(text, max(0, position - 4000), position + 4000)
        if near is not None and not is_dummy(near[1]):
            yield _key(
                near.start(), near.end(), near.start(1), near.end(1), "JSON web key with its private part"
            )
    elif first == "<rsa":
        part = _XML_SECRET.search(text, position, position + 8000)
        if part is not None:
            yield _key(position, part.end(), part.start(1), part.end(1), "RSA private key in XML")
    else:
        yield from _pem(text, position)


def _pem(text: str, position: int) -> Iterator[Candidate]:
    begin = _BEGIN.match(text, position)
    if begin is None:
        return
    limit = min(len(text), begin.end() + _LONGEST)
    again = text.find("-----BEGIN", begin.end(), limit)
    end = _END.search(text, begin.end(), limit if again < 0 else again)
    if end is None:
        stop = _last_base64(text, begin.end(), limit if again < 0 else again)
        whole = stop
    else:
        stop, whole = end.start(), end.end()
    body = text[begin.end() : stop]
    key = _NOT_BASE64.sub("", _ESCAPE.sub("", _HEADER.sub("", body)))
    if len(key) < 60 or is_dummy(key) or "..." in body:
        return
    kind = (begin[1] or "").strip() or ("SSH2" if "SSH2" in begin[0].upper() else "")
    locked = bool(begin[2] or begin[4]) or "ENCRYPTED" in body or _locked_openssh(key)
    sound = kind in {"PGP", "SSH2"} or _is_der(key) or key.startswith("b3BlbnNzaC1rZXktdjE")
    confidence = Confidence.HIGH if sound else Confidence.MEDIUM
    if not sound and "EXAMPLE" in key:
        confidence = Confidence.LOW
    yield _key(
        position, whole, begin.end(), stop, f"{kind} private key".strip(),
        locked=locked, confidence=confidence,
    )  # fmt: skip


def _last_base64(text: str, start: int, limit: int) -> int:
    """Where the last full line of base64 after `start` ends: the key was cut off."""
    stop = start
    for line in _BASE64_LINE.finditer(text, start, limit):
        if line.start() - stop > 200:
            break
        stop = line.end()
    return stop


def _key(
    start: int,
    end: int,
    secret_start: int,
    secret_end: int,
    label: str,
    *,
    locked: bool = False,
    confidence: Confidence = Confidence.HIGH,
) -> Candidate:
    return Candidate(
        rule="FHE101",
        start=secret_start,
        end=secret_end,
        label=label + (" (encrypted)" if locked else ""),
        severity=Severity.MEDIUM if locked else Severity.CRITICAL,
        confidence=confidence,
        priority=PRIORITY,
        extent=(start, end),
        evidence=(("encrypted", "yes" if locked else "no"),),
    )


def _is_der(key: str) -> bool:
    """Whether the base64 begins an ASN.1 sequence."""
    return key.startswith(("MI", "MC", "MH", "MF", "MG", "ME", "MD", "MB"))


def _locked_openssh(key: str) -> bool:
    """Whether an OpenSSH key is encrypted: its cipher name is not `none` (PROTOCOL.key of OpenSSH)."""
    try:
        head = base64.b64decode(key[:64])
    except (ValueError, binascii.Error):
        return False
    return head.startswith(b"openssh-key-v1\0") and head[15:23] != b"\0\0\0\x04none"
