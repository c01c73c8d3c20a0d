"""An instruction to a model that was found in a file: where, by which channel, how sure, and how it reads."""

from typing import NamedTuple

from fumehood.injection.channel import HIDDEN, Channel, Passage
from fumehood.injection.reading.assess import Reading
from fumehood.injection.zone import Zone


class Instruction(NamedTuple):
    """`start` to `end` are offsets in the file; `ways` are the encodings that were undone, outermost first.

    `read` is the text as a model reads it; `quoted` says why it is taken as a mere mention ("" when it is not).
    """

    passage: Passage
    start: int
    end: int
    reading: Reading
    ways: tuple[str, ...]
    read: str
    quoted: str

    @property
    def channel(self) -> Channel:
        """The channel of the passage."""
        return self.passage.channel

    @property
    def hidden(self) -> bool:
        """Whether a person who looks at the rendered file does not see it."""
        return self.channel in HIDDEN


# How much evidence an instruction needs by its channel: the better it is hidden, the less.
_NEEDED = {
    Channel.UNICODE_TAGS: 1,
    Channel.VARIATION_SELECTORS: 1,
    Channel.ZERO_WIDTH: 2,
    Channel.BIDI: 2,
    Channel.HOMOGLYPH: 3,
    Channel.CSS_HIDDEN: 3,
    Channel.MARKDOWN_REFERENCE: 3,
    Channel.FAR_RIGHT: 3,
    Channel.ANSI: 3,
    Channel.HTML_COMMENT: 4,
    Channel.ATTRIBUTE: 4,
    Channel.NOTEBOOK_METADATA: 4,
    Channel.FRONT_MATTER: 6,
    Channel.DETAILS: 6,
    Channel.FILE_NAME: 6,
    Channel.COMMENT: 6,
    Channel.DESCRIPTION: 6,
    Channel.NOTEBOOK_OUTPUT: 6,
    Channel.DOCSTRING: 6,
    Channel.VISIBLE: 6,
    Channel.CONFIG: 6,
    Channel.STRING: 8,
    Channel.FENCE: 8,
}
_ENCODED_NEEDS = 4
# In a rule file any order is looked at; `concern` says which of them are reported.
_ORDER_NEEDS = 4
PLAIN = (Channel.VISIBLE, Channel.DETAILS, Channel.FRONT_MATTER)


def needed(channel: Channel, zone: Zone, *, encoded: bool) -> int:
    """The score from which a text of `channel` in a file of `zone` counts as an instruction."""
    if encoded:
        return min(_ENCODED_NEEDS, _NEEDED[channel])
    if zone is Zone.RULES and channel in PLAIN:
        return _ORDER_NEEDS
    return _NEEDED[channel]
