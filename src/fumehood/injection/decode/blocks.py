"""Blocks of encoded bytes: base64, base32, hexadecimal, binary digits (RFC 4648 for the alphabets)."""

import base64
import binascii
import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.injection.decode.decoding import Decoding
from fumehood.injection.decode.plausible import is_language, text_of

_BASE64 = pattern(
    r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}(?:[ \t]{0,8}\\?\r?\n[ \t#*/>\"'+]{0,24}[A-Za-z0-9+/_-]{4,}){0,400}={0,2}"
)
_BASE32 = pattern(r"(?<![A-Za-z0-9+/_-])[A-Z2-7]{24,}={0,6}")
_HEX = pattern(
    r"(?<![0-9A-Za-z])(?:0[xX])?[0-9A-Fa-f]{2}(?:(?:[ :,-]|, ?|\\x|, ?0[xX]|[ \t]{0,8}\r?\n[ \t#*/>]{0,24})?[0-9A-Fa-f]{2}){9,}(?![0-9A-Za-z])"
)
_BINARY = pattern(r"(?<![01])[01]{8}(?:[ ,_-]?[01]{8}){7,}(?![01])")
_NOT_BASE64 = pattern(r"[^A-Za-z0-9+/]")
_NOT_HEX = pattern(r"0[xX](?=[0-9A-Fa-f]{2})|[^0-9A-Fa-f]")
_LONGEST = 200_000
_PROBE = 24
_FIRST_BLANK = 9


def find(text: str) -> Iterator[Decoding]:
    """The blocks in `text` that decode to language."""
    for found in _BASE64.finditer(text):
        decoded = from_base64(found[0])
        if decoded:
            yield Decoding("base64", found.start(), found.end(), decoded)
    for found in _HEX.finditer(text):
        decoded = _from_hex(found[0])
        if decoded:
            yield Decoding("hex", found.start(), found.end(), decoded)
    for found in _BASE32.finditer(text):
        decoded = _from_base32(found[0])
        if decoded:
            yield Decoding("base32", found.start(), found.end(), decoded)
    for found in _BINARY.finditer(text):
        bits = re.sub("[^01]", "", found[0])
        decoded = text_of(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) - 7, 8)))
        if decoded:
            yield Decoding("binary", found.start(), found.end(), decoded)


def from_base64(block: str) -> str | None:
    """The text that a base64 block holds (either alphabet, wrapped or not), or None."""
    clean = _NOT_BASE64.sub("", block.replace("-", "+").replace("_", "/"))[:_LONGEST]
    if len(clean) < 16 or len(clean) % 4 == 1:
        clean = clean[: len(clean) // 4 * 4]
    try:
        if not _may_be_text(base64.b64decode(clean[:_PROBE] + "=" * (-len(clean[:_PROBE]) % 4))):
            return None
        return text_of(base64.b64decode(clean + "=" * (-len(clean) % 4)))
    except (binascii.Error, ValueError):
        return None


def _may_be_text(probe: bytes) -> bool:
    """A quick look at the first bytes: hashes and pictures end here."""
    if probe.count(0) * 3 >= len(probe):
        return True  # UTF-16
    if any(b < _FIRST_BLANK for b in probe):
        return False
    return probe.isascii() or (bool(probe.decode("utf-8", "ignore").strip()) and _broken(probe) <= 1)


def _broken(probe: bytes) -> int:
    """How many characters of the bytes are no UTF-8; the last one may be cut off."""
    return probe[:-3].decode("utf-8", "replace").count("\ufffd")


def _from_hex(block: str) -> str | None:
    clean = _NOT_HEX.sub("", block)[:_LONGEST]
    try:
        if any(b < 9 for b in bytes.fromhex(clean[:16])) and "00" not in clean[:8]:
            return None
        return text_of(bytes.fromhex(clean[: len(clean) // 2 * 2]))
    except ValueError:
        return None


def _from_base32(block: str) -> str | None:
    clean = block.rstrip("=")[:_LONGEST]
    clean += "=" * (-len(clean) % 8)
    try:
        text = text_of(base64.b32decode(clean))
    except (binascii.Error, ValueError):
        return None
    return text if text and is_language(text) else None
