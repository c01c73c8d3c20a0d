r"""What a terminal does not show: concealed, erased and overwritten text (ECMA-48 control sequences).

The escape itself may stand in the file, or its spelling in a string literal (`\x1b`, `\033`, `\e`).
"""

from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.injection.channel import Channel
from fumehood.injection.passages.markup import Part

_CONTROL = pattern(
    r"(?:\x1b|\\x1b|\\033|\\u001b|\\e)(?:\[(?P<numbers>[\d;]{0,40})(?P<final>[A-Za-z])|\](?:[012]|8);(?P<title>[^\x07\x1b\\\n]{8,2000}))"
)
_OVERWRITTEN = pattern(r"(?m)^(?P<text>[^\r\n]{12,2000})\r(?![\r\n])(?=[^\n])")
_BACKSPACES = pattern(r"(?<!\x08)\x08{4,2000}")
_SHORTEST = 2
_MARKS = ("\x1b", "\\x1b", "\\033", "\\u001b", "\\e[")


def parts(text: str) -> Iterator[Part]:
    """The stretches that a terminal would not leave on the screen."""
    if any(mark in text for mark in _MARKS):
        yield from _controls(text)
    if "\r" in text and text.count("\r") < text.count("\n") // 2 + 50:
        for found in _OVERWRITTEN.finditer(text):
            yield Part(Channel.ANSI, found.start("text"), found.end("text"))
    if "\x08\x08\x08\x08" in text:
        for found in _BACKSPACES.finditer(text):
            line = max(text.rfind("\n", 0, found.start()) + 1, found.start() - len(found[0]))
            yield Part(Channel.ANSI, line, found.start())


def _controls(text: str) -> Iterator[Part]:
    """Text between two control sequences, the first of which conceals it or the second of which erases it."""
    unseen_from = -1
    before = 0
    for control in _CONTROL.finditer(text):
        final, numbers = control["final"], control["numbers"] or ""
        if control["title"]:
            yield Part(Channel.ANSI, control.start("title"), control.end("title"))
        line = max(before, text.rfind("\n", before, control.start()) + 1)
        if final in ("K", "J") and unseen_from < 0 and control.start() - line > _SHORTEST:
            yield Part(Channel.ANSI, line, control.start())
        if final == "m":
            if unseen_from >= 0:
                yield Part(Channel.ANSI, unseen_from, control.start())
            unseen_from = control.end() if _conceals(numbers) else -1
        before = before if final in ("G", "A", "F") else control.end()
    if unseen_from >= 0:
        yield Part(Channel.ANSI, unseen_from, len(text))


def _conceals(numbers: str) -> bool:
    """Whether a "select graphic rendition" hides what follows: concealed, or ink in the colour of the ground."""
    codes = numbers.split(";")
    if "8" in codes and "38" not in codes and "48" not in codes:
        return True
    ink = {c[-1] for c in codes if len(c) == 2 and c[0] in "39"}
    ground = {c[-1] for c in codes if len(c) == 2 and c[0] == "4"} | {
        c[-1] for c in codes if len(c) == 3 and c[:2] == "10"
    }
    if "38" in codes and "48" in codes:
        return (
            codes[codes.index("38") + 1 :][: codes.index("48") - codes.index("38") - 1]
            == codes[codes.index("48") + 1 :]
        )
    return bool(ink & ground) and "8" not in ink
