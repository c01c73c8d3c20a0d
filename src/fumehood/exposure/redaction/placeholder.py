"""Placeholders: one word that passes JSON, YAML, shell and URL quoting unchanged.

`FH_GITHUB_TOKEN_x7k2q9m3d4qz`: the kind of value, and twelve base32 digits of an HMAC of the value under
the vault's key. The same value has the same placeholder over turns and restarts, so that a provider's
prompt cache keeps matching; two vaults give different ones.
"""

import base64
import hashlib
import hmac
import re

from fumehood.core.patterns import pattern

LONGEST = 64
DIGITS = 12
_PATTERN = r"FH_[A-Z0-9]+(?:_[A-Z0-9]+)*_[a-z2-7]{12}(?![A-Za-z0-9_])"
PLACEHOLDER = pattern(
    r"(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2}))" + _PATTERN
)  # a URL has `%20` in front of one
# A wrapper may have put one line break into it (with the next line's indentation).
BROKEN = pattern(r"(?<![A-Za-z0-9_])F(?:[A-Z0-9_a-z]|\r?\n[ \t]{0,40}(?=[A-Za-z0-9_])){3,80}")
BREAK = pattern(r"\r?\n[ \t]*")


def placeholder_for(key: bytes, kind: str, value: str) -> str:
    """The placeholder of a value of a kind (a rule's kebab-case name) under a vault's key."""
    word = re.sub(r"[^A-Z0-9]+", "_", kind.upper()).strip("_")[: LONGEST - DIGITS - 4].strip("_") or "VALUE"
    digest = hmac.digest(key, value.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return f"FH_{word}_{base64.b32encode(digest).decode().lower()[:DIGITS]}"


def may_begin_at(text: str) -> int:
    """The offset from which `text` could be the beginning of a placeholder that is not whole yet.

    The length of the text when nothing at its end can be one. A stream holds back from there.
    """
    start = max(0, len(text) - LONGEST - 44)
    at = text.find("F", start)
    while at >= 0:
        free = at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_") or text[at - 3 : at - 2] == "%"
        if free and _BEGINNING.fullmatch(text, at):
            return at
        at = text.find("F", at + 1)
    return len(text)


_BEGINNING = pattern(r"F(?:H(?:_(?:[A-Za-z0-9_]|\r?\n?[ \t]{0,40})*)?)?(?:\r|\r?\n[ \t]{0,40})?")
