"""Key stores and keys in binary files, recognised by their first bytes and not by their names.

Sources: RFC 7292 (PKCS#12), RFC 5958 and RFC 8017 (private keys in DER), RFC 9580 (OpenPGP packets), the OpenJDK
sources (JKS, JCEKS), the KeePass, Password Safe and PVK format notes, MIT Kerberos (keytab, credential cache),
Microsoft's documentation of DPAPI and strong names, SQLite's file format, and Bitcoin Core.
"""

import re
from typing import NamedTuple

from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern

WHOLE = 8192
"""Bytes that are looked at; a shorter head is the whole file."""


class Kind(NamedTuple):
    """What the file is, how bad it is that it is here, and what tells."""

    label: str
    severity: Severity
    form: re.Pattern[bytes]


# The length behind a tag of DER: one octet, or 0x81 to 0x83 and as many octets as that says, 0x80 for none.
_LENGTH = rb"(?:[\x00-\x80]|\x81.|\x82..|\x83...)"
# OpenPGP, tag 5 (secret key): a length, the version, and a time between 1995 and 2040.
_PACKET = rb"(?:\x94.|\x95..|\x96....|\xc5(?:[\x00-\xbf]|[\xc0-\xdf].|\xff....))[\x04-\x06][\x2f-\x83]..."
_OPEN, _LOCKED = Severity.CRITICAL, Severity.HIGH
_KINDS = tuple(
    Kind(label, severity, pattern(rb"(?s)" + form))
    for label, severity, form in (
        ("private key (PKCS#8)", _OPEN, rb"\x30" + _LENGTH + rb"\x02\x01[\x00\x01]\x30" + _LENGTH + rb"\x06[\x03-\x09][\x2a\x2b\x60]"),
        ("private key (RSA)", _OPEN, rb"\x30\x82..\x02\x01\x00\x02\x82..[\x00\x80-\xff]"),
        ("private key (elliptic curve)", _OPEN, rb"\x30" + _LENGTH + rb"\x02\x01\x01\x04[\x18-\x42]"),
        ("encrypted private key (PKCS#8)", _LOCKED, rb"\x30" + _LENGTH + rb"\x30" + _LENGTH + rb"\x06[\x09\x0a]\x2a\x86\x48\x86\xf7\x0d\x01(?:\x05|\x0c\x01)"),
        ("private key (OpenSSH)", _OPEN, rb"openssh-key-v1\x00"),
        ("private key (PVK)", _LOCKED, rb"\x1e\xf1\xb5\xb0\x00\x00\x00\x00"),
        ("private key (strong name)", _OPEN, rb"\x07\x02\x00\x00\x00[\x24\xa4]\x00\x00RSA2"),
        ("key store (PKCS#12)", _LOCKED, rb"\x30" + _LENGTH + rb"\x02\x01\x03\x30" + _LENGTH + rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x01\x02]"),
        ("key store (Java)", _LOCKED, rb"(?:\xfe\xed\xfe\xed|\xce\xce\xce\xce)\x00\x00\x00[\x01\x02]....\x00\x00\x00[\x01\x03]"),
        ("password database (KeePass)", _LOCKED, rb"\x03\xd9\xa2\x9a[\x65-\x67]\xfb\x4b\xb5"),
        ("password database (Password Safe)", _LOCKED, rb"PWS3.{32}"),
        ("password store (macOS keychain)", _LOCKED, rb"kych\x00\x01\x00\x00"),
        ("passwords stored by a browser", _LOCKED, rb"SQLite format 3\x00.{80,8000}CREATE TABLE (?:logins ?\([^;\x00]{0,1500}password|nssPrivate|moz_logins)"),
        ("secret key ring (OpenPGP)", _LOCKED, _PACKET + rb"[\x01-\x03\x10-\x16\x19-\x1e]"),
        ("keys of machines and users (Kerberos keytab)", _OPEN, rb"\x05\x02\x00\x00..\x00[\x01-\x04]\x00[\x01-\x80][A-Za-z0-9]"),
        ("tickets of a user (Kerberos)", _LOCKED, rb"\x05\x04\x00\x0c\x00\x01\x00\x08"),
        ("secret protected by Windows (DPAPI)", _LOCKED, rb"\x01\x00\x00\x00\xd0\x8c\x9d\xdf\x01\x15\xd1\x11\x8c\x7a\x00\xc0\x4f\xc2\x97\xeb"),
        ("wallet (Bitcoin)", _LOCKED, rb"SQLite format 3\x00.{52}(?:\xf9\xbe\xb4\xd9|\x0b\x11\x09\x07)"),
    )
)  # fmt: skip
_PKCS12 = next(kind for kind in _KINDS if "PKCS#12" in kind.label)
_KEY_BAG = pattern(rb"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01[\x01\x02]")
_BERKELEY = pattern(rb"(?s).{12}(?:\x62\x31\x05\x00|\x00\x05\x31\x62)")
_WALLET = pattern(r"(?i)^wallet[\w.-]*\.dat$|^[\w.-]*wallet$")
_FIRST = frozenset(b"\x01\x03\x05\x07\x1e\x30\x94\x95\x96\xc5\xce\xfe" + b"SPko")


def recognise(head: bytes, name: str) -> Kind | None:
    """What key store the first bytes of a file belong to, if any. `name` decides only where bytes cannot."""
    if head[:1] and head[0] in _FIRST:
        kind = next((k for k in _KINDS if k.form.match(head)), None)
        if kind is None or not _only_certificates(kind, head):
            return kind
    if _WALLET.search(name) and _BERKELEY.match(head):  # other databases begin like that
        return Kind("wallet (Bitcoin)", _LOCKED, _BERKELEY)
    return None


def _only_certificates(kind: Kind, head: bytes) -> bool:
    """Whether a PKCS#12 store that is seen whole has no bag with a key: a list of authorities to trust."""
    return kind is _PKCS12 and len(head) < WHOLE and not _KEY_BAG.search(head)
