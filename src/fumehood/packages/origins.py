"""Notices about where packages come from, to findings."""

import re
from collections.abc import Iterator

from fumehood.core.finding import Confidence, Finding, Severity
from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.packages.mention import Notice

_PINNED = pattern(r"@[0-9a-f]{40}\b|#(?:.*&)?sha(?:256|384|512)=|#[0-9a-f]{40}\b|--hash=")
_USER = pattern(r"//(?P<user>[^/@\s]{1,300})@")
_HOST = pattern(r"(?:[\w+]{1,20}://)?(?:[^/@\s]{0,300}@)?(?P<host>[\w.-]+)")
_OWN_MACHINE = pattern(r"(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal)(?::\d+)?$")


def report(source: Source, notice: Notice, *, unsure: bool) -> Iterator[Finding]:
    """The finding about a notice; none for an address that is pinned to a commit or a hash.

    `unsure` says that the place only shows what could be done: a document, the data of a test.
    """
    confidence = Confidence.LOW if unsure else Confidence.HIGH
    host = _host(notice.text)
    if notice.kind == "direct-url":
        from fumehood.packages.rules.direct_url import RULE

        plain = re.match(
            r"(?:\w+\+)?http://", notice.text, re.IGNORECASE
        ) is not None and not _OWN_MACHINE.match(host)
        if _PINNED.search(notice.text) and not plain:
            return
        why = "over a connection that is not encrypted" if plain else "and no commit or hash is pinned"
        yield RULE.at(
            source, notice.start, notice.end, f"Installs from an address at {host}, {why}",
            severity=Severity.MEDIUM if plain else Severity.LOW, confidence=confidence,
            evidence={"host": host}, sensitive=_secrets(source, notice),
        )  # fmt: skip
    elif notice.kind == "extra-index":
        from fumehood.packages.rules.extra_index import RULE

        shown = host if "." in host or ":" in host else "another index"
        yield RULE.at(
            source, notice.start, notice.end,
            f"Packages of {shown} and of the public index are mixed, so that anyone can publish a private name with a higher version",
            confidence=confidence, evidence={"host": shown}, sensitive=_secrets(source, notice),
        )  # fmt: skip
    elif notice.kind == "untrusted-index" and not _OWN_MACHINE.match(host):
        from fumehood.packages.rules.untrusted_index import RULE

        plain = notice.text.lower().startswith("http://")
        message = (
            f"Packages are fetched from {host} over a connection that is not encrypted"
            if plain
            else f"The certificate of {host} is not checked, so anyone on the way can change the packages"
        )
        yield RULE.at(
            source, notice.start, notice.end, message,
            confidence=confidence, evidence={"host": host}, sensitive=_secrets(source, notice),
        )  # fmt: skip


def _host(address: str) -> str:
    match = _HOST.match(address)
    return match["host"] if match else "an address"


def _secrets(source: Source, notice: Notice) -> tuple[tuple[int, int], ...]:
    """The user part of the address: it often holds a token."""
    user = _USER.search(source.text, notice.start, notice.end)
    if user is None or user["user"] in ("git", "hg") or user["user"].startswith(("$", "{")):
        return ()
    return (user.span("user"),)
