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
    Channel.FRONT_MATTER: 5,
    Channel.DETAILS: 5,
    Channel.FILE_NAME: 6,
    Channel.COMMENT: 6,
    Channel.DESCRIPTION: 5,
    Channel.NOTEBOOK_OUTPUT: 5,
    Channel.DOCSTRING: 6,
    Channel.VISIBLE: 6,
    Channel.CONFIG: 6,
    Channel.STRING: 8,
    Channel.FENCE: 8,
}
# Comments and metadata also speak to human authors.
_OFTEN_FOR_AUTHORS = frozenset(
    {Channel.HTML_COMMENT, Channel.ATTRIBUTE, Channel.NOTEBOOK_METADATA, Channel.FRONT_MATTER}
)
# In a rule file any order is looked at; `concern` says which of them are reported.
_ORDER_NEEDS = 4
PLAIN = (Channel.VISIBLE, Channel.DETAILS, Channel.FRONT_MATTER)


def reaches(reading: Reading, channel: Channel, zone: Zone) -> bool:
    """Whether a text of `channel` in a file of `zone` counts as an instruction.

    Text in plain sight is weighed by what manuals say too (`score`), hidden text is not (`sum`).
    """
    if zone is Zone.RULES and channel in PLAIN:
        return reading.score >= _ORDER_NEEDS
    if channel in HIDDEN:
        if channel in _OFTEN_FOR_AUTHORS and not reading.directed:
            return False
        return reading.sum >= _NEEDED[channel] and reading.carried >= _NEEDED[channel] - 1
    return reading.score >= _NEEDED[channel]
