"""Where a text stands in a file: the channel by which it reaches a model, and how visible it is to people."""

from bisect import bisect_right
from enum import Enum
from typing import NamedTuple


class Channel(Enum):
    """The ways by which text gets into a model's context. The values are what `evidence.channel` says."""

    VISIBLE = "visible"
    FENCE = "code-fence"
    COMMENT = "comment"
    DOCSTRING = "docstring"
    STRING = "string"
    CONFIG = "config-string"
    DESCRIPTION = "tool-description"
    FRONT_MATTER = "front-matter"
    DETAILS = "details"
    HTML_COMMENT = "html-comment"
    MARKDOWN_REFERENCE = "markdown-reference"
    CSS_HIDDEN = "css-hidden"
    ATTRIBUTE = "attribute"
    FAR_RIGHT = "far-right"
    ANSI = "ansi"
    NOTEBOOK_METADATA = "notebook-metadata"
    NOTEBOOK_OUTPUT = "notebook-output"
    FILE_NAME = "file-name"
    UNICODE_TAGS = "unicode-tags"
    VARIATION_SELECTORS = "variation-selectors"
    ZERO_WIDTH = "zero-width"
    BIDI = "bidi"
    HOMOGLYPH = "homoglyph"


HIDDEN = frozenset(
    {
        Channel.HTML_COMMENT,
        Channel.MARKDOWN_REFERENCE,
        Channel.CSS_HIDDEN,
        Channel.ATTRIBUTE,
        Channel.FAR_RIGHT,
        Channel.ANSI,
        Channel.NOTEBOOK_METADATA,
        Channel.FRONT_MATTER,
        Channel.UNICODE_TAGS,
        Channel.VARIATION_SELECTORS,
        Channel.ZERO_WIDTH,
        Channel.BIDI,
        Channel.HOMOGLYPH,
    }
)


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
