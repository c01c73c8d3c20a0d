"""Where a text stands in a file: the channel by which it reaches a model, and how visible it is to people."""

from bisect import bisect_right
from enum import Enum
from typing import NamedTuple

_HIDDEN = "hidden"
_WIDGETS = "hidden, and often a part of the page that a script shows"
_AUTHORS = "hidden, and often for authors"
# How personal a plea must be before it counts without other evidence: 2 is any order, 3 one on the speaker's behalf.
_PLEA = {_HIDDEN: 2, _WIDGETS: 3, _AUTHORS: 3}
# How much the words must sound like talk to a model before that counts (see `reading.talk`).
_TALK = {_HIDDEN: 3, _WIDGETS: 5, _AUTHORS: 7}
_NEVER = 99


class Channel(Enum):
    """The ways by which text gets into a model's context.

    `label` is what `evidence.channel` says. `needs` is how much evidence an instruction needs there: the better
    the text is hidden from people, the less. `hidden` text is not seen by whoever looks at the rendered file;
    `for_authors` says that people who edit the file are often spoken to there; `plea` and `talk` are
    how much of these counts without other evidence.
    """

    VISIBLE = ("visible", 5)
    FENCE = ("code-fence", 8)
    COMMENT = ("comment", 5)
    DOCSTRING = ("docstring", 6)
    STRING = ("string", 8)
    CONFIG = ("config-string", 5)
    DESCRIPTION = ("tool-description", 5)
    DETAILS = ("details", 5)
    NOTEBOOK_OUTPUT = ("notebook-output", 5)
    FILE_NAME = ("file-name", 6)
    FRONT_MATTER = ("front-matter", 3, _AUTHORS)
    HTML_COMMENT = ("html-comment", 3, _AUTHORS)
    ATTRIBUTE = ("attribute", 3, _AUTHORS)
    NOTEBOOK_METADATA = ("notebook-metadata", 3, _AUTHORS)
    MARKDOWN_REFERENCE = ("markdown-reference", 3, _HIDDEN)
    CSS_HIDDEN = ("css-hidden", 3, _WIDGETS)
    FAR_RIGHT = ("far-right", 3, _HIDDEN)
    ANSI = ("ansi", 3, _HIDDEN)

    def __init__(self, label: str, needs: int, kind: str = "") -> None:
        self.label = label
        self.needs = needs
        self.hidden = bool(kind)
        self.for_authors = kind == _AUTHORS
        self.plea = _PLEA.get(kind, _NEVER)
        self.talk = _TALK.get(kind, _NEVER)


class Passage(NamedTuple):
    """A stretch of text that belongs together, as a model reads it.

    `segments` are `(offset in the text, offset in the file)` pairs, sorted, in step between two of them.
    """

    channel: Channel
    text: str
    segments: tuple[tuple[int, int], ...]

    def in_file(self, offset: int) -> int:
        """The offset in the file of an offset in the passage's text."""
        i = max(0, bisect_right(self.segments, (offset, 1 << 62)) - 1)
        at, there = self.segments[i]
        return there + offset - at

    def part(self, channel: Channel, start: int, end: int) -> "Passage":
        """The passage that is the characters `start` to `end` of this one."""
        first = max(0, bisect_right(self.segments, (start, 1 << 62)) - 1)
        at, there = self.segments[first]
        segments = [(0, there + start - at)]
        segments += [(a - start, b) for a, b in self.segments[first + 1 :] if a < end]
        return Passage(channel, self.text[start:end], tuple(segments))


def span(channel: Channel, text: str, start: int, end: int) -> Passage:
    """The passage that is the characters `start` to `end` of a file's `text`."""
    return Passage(channel, text[start:end], ((0, start),))
