"""An instruction to a model that was found in a file: where, by which channel, how sure, and how it reads."""

from typing import NamedTuple

from fumehood.injection.channel import Channel, Passage
from fumehood.injection.reading.assess import Reading
from fumehood.injection.reading.prose import is_prose
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
        return self.channel.hidden


# In a rule file any order is looked at; `concern` says which of them are reported.
_ORDER_NEEDS = 4
_ACT_NEEDS = 3


def reaches(reading: Reading, channel: Channel, zone: Zone, text: str) -> bool:
    """Whether a text of `channel` in a file of `zone` counts as an instruction.

    Text in plain sight is weighed by what manuals say too (`score`), hidden text is not (`sum`).
    """
    if zone is Zone.RULES and channel in PLAIN:
        return reading.score >= _ORDER_NEEDS or reading.points("act") >= _ACT_NEEDS
    if not channel.hidden:
        return reading.score >= channel.needs
    if reading.sum >= channel.needs and reading.carried >= channel.needs - 1:
        return reading.directed or not channel.for_authors
    spoken = reading.points("plea") >= channel.plea or (reading.signs and reading.talk >= channel.talk)
    return bool(spoken) and is_prose(text, reading.start)


PLAIN = (Channel.VISIBLE, Channel.DETAILS, Channel.FRONT_MATTER)
