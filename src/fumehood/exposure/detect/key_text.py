"""Key stores that are text: GnuPG's key files, wallets, keys of signing tools and of VPNs."""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.view import View

PRIORITY = 85
_FORMS: tuple[tuple[str, str, Severity, "re.Pattern[str]"], ...] = (
    ("(private-key", "private key (GnuPG)", Severity.CRITICAL, pattern(
        r"\(private-key[ \r\n]{1,4}\((?:rsa|dsa|elg|ecc|ecdsa|dh)\s[\s\S]{0,4000}?\((?:d|x)[ \r\n]{1,4}#(?P<v>[0-9A-F\s]{32,2000})#")),
    ("(protected-private-key", "private key (GnuPG), protected by a passphrase", Severity.HIGH, pattern(
        r"\(protected-private-key[ \r\n]{1,4}\((?:rsa|dsa|elg|ecc|ecdsa|dh)\s[\s\S]{0,4000}?\(protected\s[\s\S]{0,300}?#(?P<v>[0-9A-F\s]{32,3000})#")),
    ('"kdfparams"', "wallet (Ethereum key store)", Severity.HIGH, pattern(
        r'"kdfparams"[\s\S]{0,1500}?"(?:mac|message)"[\s\S]{0,200}?"(?P<v>[0-9a-fA-F]{64})"')),
    ("encrypted secret key", "secret key of a signing tool", Severity.HIGH, pattern(
        r"(?i:encrypted secret key)[^\r\n]{0,80}\r?\n(?P<v>RW[A-Za-z0-9+/]{60,300}={0,2})")),
    ("begin openvpn static key", "static key (OpenVPN)", Severity.CRITICAL, pattern(
        r"(?i:begin openvpn static key) V1-----\s{1,4}(?P<v>(?:[0-9a-f]{32}\s{1,4}){8,16})-----END")),
)  # fmt: skip
WORDS = tuple(word for word, *_ in _FORMS)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The keys that begin at `positions`."""
    for position in positions:
        for word, label, severity, form in _FORMS:
            if not view.has(word, position):
                continue
            found = form.match(view.text, position)
            if found is not None and not is_dummy(found["v"]):
                yield Candidate(
                    rule="FHE189",
                    start=found.start("v"),
                    end=found.end("v"),
                    label=label,
                    severity=severity,
                    confidence=Confidence.HIGH,
                    priority=PRIORITY,
                    extent=(position, found.end()),
                )
