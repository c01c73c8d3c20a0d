"""One file to one source, or the reason why not. Opened without following links and without blocking."""

import codecs
import os
import stat

from msgspec import Struct

from fumehood.core.language import language_of
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

LARGEST = 16 * 1024 * 1024
_HEAD = 8192
_FIRST = 64 * 1024  # of a large file that may be binary, no more is read than this
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = pattern("[\ud800-\udfff]")
# PEP 263: the encoding stands in a comment of the first or second line.
_CODING = pattern(rb"^(?:[^\n]{0,200}\n)?[ \t\f]{0,80}#[^\n]{0,200}?coding[:=][ \t]{0,20}([-\w.]{1,40})")

_DECLARED = 512  # bytes in which `_CODING` may match


class Reading(Struct):
    """A file that was read: its bytes, and its source unless it is `binary`. `problems` as in Source."""

    raw: bytes
    binary: bool = False


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """The file cannot be read; the message says why."""


class TooLarge(Unreadable):
    """It is a text file, and larger than what is read whole."""


def read_bytes(full: str, largest: int = LARGEST) -> Reading:
    """The bytes of a regular file; of a binary one only its head.

    Raises:
        Unreadable: it is gone, is no regular file, is too large, or the system refuses.
    """
    try:
        handle = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable((error.strerror or "cannot be opened").lower()) from None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable("not a regular file any more")
        # one system call for most files: one byte more than it has tells that this is all of it
        first = os.read(handle, min(max(state.st_size + 1, _HEAD), _FIRST))
        if _is_binary(first[:_HEAD], full):
            return Reading(first[:_HEAD], binary=True)
        if state.st_size > largest:
            raise TooLarge(f"larger than {largest // 1_048_576} MiB")
        if len(first) == state.st_size:
            return Reading(first)
        parts = [first]
        left = largest + 1 - len(first)
        while left > 0 and (part := os.read(handle, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
        raw = b"".join(parts)
        if len(raw) > largest:
            raise TooLarge(f"larger than {largest // 1_048_576} MiB")
        return Reading(raw)
    except OSError as error:
        raise Unreadable((error.strerror or "cannot be read").lower()) from None
    finally:
        os.close(handle)


def _is_binary(head: bytes, full: str) -> bool:
    """A NUL byte makes a file binary, unless it is UTF-16/32 or its name promises text."""
    if b"\0" not in head or any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    return language_of(os.path.basename(full)) == "text"


def source_of(path: str, raw: bytes, *, ignored: bool = False) -> Source:
    """The source of a file's bytes. What cannot be decoded is replaced, and named in its `problems`."""
    problems: list[str] = []
    first = raw[:200].partition(b"\n")[0].decode("latin-1") if raw.startswith(b"#!") else ""
    language = language_of(path, first)
    body, encoding = raw, "utf-8"
    for mark, name in _MARKS:
        if raw.startswith(mark):
            body, encoding = raw[len(mark) :], name
            break
    else:
        if language == "python" and b"coding" in raw[:_DECLARED] and (declared := _CODING.match(raw)):
            encoding = declared[1].decode("ascii", "replace")
    try:
        if encoding == "utf-8":
            text = str(body, "utf-8")
        else:
            codec = _text_codec(encoding)
            text, encoding = codec.decode(body)[0], codec.name
    except LookupError:
        problems.append(f"unknown encoding {encoding[:40]!r}")
        text, encoding = body.decode("utf-8", "replace"), "unknown"
    except UnicodeDecodeError as error:
        problems.append(f"not valid {encoding} at byte {error.start}; undecodable bytes were replaced")
        text, encoding = body.decode(encoding, "replace"), "unknown"
    except Exception as error:  # noqa: BLE001 - a codec of the standard library may raise anything on odd input
        problems.append(f"cannot be decoded as {encoding[:40]!r}: {type(error).__name__}")
        text, encoding = body.decode("utf-8", "replace"), "unknown"
    if encoding not in ("utf-8", "unknown") and not text.isascii() and _SURROGATE.search(text):
        problems.append(f"lone surrogates in {encoding}; they were replaced")
        text, encoding = _SURROGATE.sub("\ufffd", text), "unknown"
    if "\0" in text:
        problems.append("contains NUL characters")
    return Source(path, text, language, raw=raw, encoding=encoding, ignored=ignored, problems=problems)


def _text_codec(name: str) -> codecs.CodecInfo:
    codec = codecs.lookup(name)
    if not getattr(codec, "_is_text_encoding", True):  # base64, zip: no encodings of text
        raise LookupError(name)
    return codec
