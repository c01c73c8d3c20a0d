"""A file as the rules see it: its zone, its passages, and the instructions in them, each worked out once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from fumehood.core.source import Source
from fumehood.injection import prefilter
from fumehood.injection.channel import Channel, Passage
from fumehood.injection.decode.layers import UNMASKING, WHOLE, Layered, layers
from fumehood.injection.instruction import Instruction, reaches
from fumehood.injection.passages import passages
from fumehood.injection.prefilter import ENCODED, Traces, telling_name
from fumehood.injection.reading.assess import NOTHING, Reading, assess
from fumehood.injection.reading.prose import is_prose
from fumehood.injection.reading.quoting import quoted
from fumehood.injection.zone import Zone, zone_of

_LONGEST_DECODED = 400_000
_MOST_INSTRUCTIONS = 200
_ENCODED_NEEDS = 3  # what is decoded needs little: nobody encodes an ordinary sentence
_TURNED_NEEDS = 4  # any text can be turned by rot13 or read backwards
_UNMASKED_NEEDS = 5
_TALK_NEEDS = 4
_TURNED_TALK = 5
_GAIN = 2
_CONTEXT = 600


class Document:
    """One file. `traces` are what the prefilter found in it, `problems` what could not be looked at."""

    def __init__(self, source: Source, traces: Traces | None = None) -> None:
        self.source = source
        self.traces = prefilter.traces(source) if traces is None else traces
        self.zone = zone_of(source)
        self.problems: list[str] = []

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the file; none where nothing was found that could be an instruction."""
        return tuple(passages(self.source, self._near)) if self.traces else ()

    @cached_property
    def name(self) -> Passage:
        """The file's name as a sentence; it stands at the beginning of the file."""
        words = self.source.path.rpartition("/")[2].replace("_", " ").replace("-", " ")
        return Passage(Channel.FILE_NAME, words, ((0, 0), *((i, 0) for i in range(1, len(words)))))

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """The instructions in the file, the strongest for each place, in the order of their places."""
        found = [i for passage in self.passages for i in self._read(passage)]
        reading = assess(self.name.text) if telling_name(self.source.path) else NOTHING
        if reaches(reading, Channel.FILE_NAME, self.zone, self.name.text):
            found.append(Instruction(self.name, 0, 0, reading, (), self.name.text, ""))
        found.sort(key=lambda i: (i.hidden, i.reading.sum), reverse=True)
        kept: list[Instruction] = []
        for one in found:
            if len(kept) == _MOST_INSTRUCTIONS:
                self.problems.append(
                    f"more than {_MOST_INSTRUCTIONS} instructions to an assistant in one file"
                )
                break
            if not one.end or not any(one.start < other.end and other.start < one.end for other in kept):
                kept.append(one)
        return tuple(sorted(kept, key=lambda i: i.start))

    def _read(self, passage: Passage) -> Iterator[Instruction]:
        channel = passage.channel
        bits = self._bits(passage)
        reading = NOTHING
        if bits & ~ENCODED or (channel.hidden and not channel.for_authors):
            # Text that is well hidden is read even where no literal stands: there is not much of it.
            reading = assess(passage.text, closely=channel.hidden)
            if reaches(reading, channel, self.zone, passage.text):
                yield self._instruction(passage, reading, (), passage.text, reading.start, reading.end)
                return
        traces = self.traces
        if (
            bits & ENCODED
            or (traces.encoded and prefilter.looks_encoded(passage.text))
            or (traces.suspicious and not passage.text.isascii() and prefilter.looks_disguised(passage.text))
        ):
            yield from self._decoded(passage, bits)

    def _decoded(self, passage: Passage, bits: int) -> Iterator[Instruction]:
        text = passage.text[:_LONGEST_DECODED]
        plain: Reading | None = None
        for layer in layers(text, disguised=bool(bits & ENCODED)):
            reading = assess(layer.text, closely=True)
            if reading == NOTHING:
                continue
            if plain is None:
                plain = assess(text, closely=True)
            if not _counts(layer, reading, plain):
                continue
            start, end = layer.start, layer.end
            if len(layer.names) == 1 and end - start == len(layer.text):
                start, end = start + reading.start, start + reading.end
            yield self._instruction(passage, reading, layer.names, layer.text, start, end)
            return

    def _instruction(
        self, passage: Passage, reading: Reading, ways: tuple[str, ...], read: str, start: int, end: int
    ) -> Instruction:
        return Instruction(
            passage,
            passage.in_file(start),
            passage.in_file(max(start, end - 1)) + 1,
            reading,
            ways,
            read,
            ""
            if ways
            else quoted(
                passage, reading, self.source.text[max(0, passage.in_file(0) - _CONTEXT) : passage.in_file(0)]
            ),
        )

    @cached_property
    def _offsets(self) -> list[int]:
        return [at for at, _ in self.traces.literals]

    def _near(self, start: int, end: int) -> bool:
        """Whether a stretch of the file has a literal, or the file has what literals do not find."""
        if self.traces.encoded or self.traces.suspicious:
            return True
        return bisect_left(self._offsets, start) < bisect_left(self._offsets, end)

    def _bits(self, passage: Passage) -> int:
        """Which groups of literals stand in the passage; 0 where too little does to be worth reading."""
        first, last = passage.in_file(0), passage.in_file(max(0, len(passage.text) - 1))
        begin = bisect_left(self._offsets, first)
        end = bisect_right(self._offsets, last, begin)
        bits = 0
        for _, group in self.traces.literals[begin:end]:
            bits |= group
        lenient = passage.channel.for_authors or self.zone is Zone.RULES
        return bits if bits and (lenient or prefilter.tells(bits)) else 0


def _counts(layer: Layered, reading: Reading, plain: Reading) -> bool:
    """Whether a decoded text is an instruction, and one that the text as it stands is not."""
    if layer.names[-1] in UNMASKING:
        return reading.score >= max(_UNMASKED_NEEDS, plain.score + _GAIN)
    if reading.sum >= plain.sum + _GAIN:
        return reading.sum >= (_TURNED_NEEDS if layer.names[-1] in WHOLE else _ENCODED_NEEDS)
    way = layer.names[-1]
    if way in WHOLE:
        return reading.talk >= plain.talk + _TURNED_TALK and is_prose(layer.text, reading.start)
    plea = reading.points("plea") if way != "percent" else 0  # addresses are full of such words
    spoken = plea > plain.points("plea") or reading.talk >= max(plain.talk + _GAIN, _TALK_NEEDS)
    return spoken and is_prose(layer.text, reading.start)
