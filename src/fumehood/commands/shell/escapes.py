"""Backslash escapes: those of `$'…'`, and those of `echo -e` and `printf`.

Source: Bash Reference Manual 5.2, "ANSI-C Quoting" and "Bash Builtin Commands" (echo, printf).
"""

import re

_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_SIMPLE |= {"\\": "\\", "'": "'", '"': '"', "?": "?"}
_ESCAPE = re.compile(
    r"\\(?:([0-7]{1,3})|x\{?([0-9A-Fa-f]{1,8})\}?|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.)|(.))",
    re.DOTALL,
)
_LAST_CHARACTER = 0x10FFFF


def decode(text: str) -> str:
    r"""The text with `\n`, `\x41`, `\101`, `\0101`, `\u263a` and their kin replaced; unknown escapes stay."""
    if "\\" not in text:
        return text
    text = re.sub(r"\\0([0-7]{1,3})", r"\\\1", text)
    return _bytes_joined(_ESCAPE.sub(_replace, text))


def _replace(match: re.Match[str]) -> str:
    octal, hexadecimal, short, long, control, simple = match.groups()
    if octal:
        return chr(int(octal, 8) & 0xFF)
    if hexadecimal:
        return chr(int(hexadecimal, 16) & 0xFF)
    if short or long:
        code = int(short or long, 16)
        return chr(code) if 0 < code <= _LAST_CHARACTER and not 0xD800 <= code < 0xE000 else ""
    if control:
        return chr(ord(control) & 0x1F)
    return _SIMPLE.get(simple, "\\" + simple)


def _bytes_joined(text: str) -> str:
    """UTF-8 that was written byte by byte as the characters that it means."""
    if text.isascii() or any(ord(c) > 0xFF for c in text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return text
