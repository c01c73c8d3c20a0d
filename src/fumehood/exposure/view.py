"""The text that the detectors look at, with what they share: its lower-case twin, language and zone."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.core.zone import Zone, zone_of
from fumehood.exposure.one_byte import one_byte_each
from fumehood.exposure.personal import shape
from fumehood.exposure.words import words

CODE = words(
    "python javascript typescript java go rust ruby php perl lua c css r julia sql powershell html rst"
)
"""Languages in which an unquoted value is an expression or prose, not a value."""

_PROGRAMS = CODE - {"html", "rst", "sql"}
_LOCK_FILE = pattern(r"(?i)\.lock$|[-.]lock\.\w+$|\.sum$|\.min\.(?:js|css)$|\.map$|\.svg$")
_NOTES = (".txt", ".text", ".eml", ".vtt", ".srt")
_LONGEST_NOTES = 2_000_000  # characters; what is longer is data, of which secrets are sought
_PROJECT_TEXT = pattern(
    r"(?i)^(?:licen[cs]es?|copying|copyright|notice|authors?|contributors?|maintainers?|codeowners|credits|thanks|install|todo|"
    r"changes?|changelog|news|history|release|readme|robots|humans|security|requirements?|constraints|version|cmakelists|manifest)"
    r"|[-_]OFL\.txt$"
)


class View:
    """One text under inspection. Offsets in `lower` are offsets in `text`.

    `is_code` says that an unquoted value is an expression here, `is_program` that this is source code, in which
    numbers are not people's.
    """

    def __init__(
        self,
        text: str,
        language: str,
        path: str,
        zone: Zone | None = None,
        *,
        depth: int = 0,
        source: Source | None = None,
    ) -> None:
        self.text = text
        self.language = language
        self.path = path
        self.name = path.rpartition("/")[2]
        self.is_code = language in CODE
        self.is_program = language in _PROGRAMS
        self.depth = depth
        self._zone = zone
        self._source = source
        self.regions: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: Source) -> "View":
        """The view of a whole file."""
        return cls(source.text, source.language, source.path, source=source)

    @classmethod
    def excerpt(cls, text: str) -> "View":
        """The view of a text that comes without a file."""
        return cls(text, "text", "", Zone.PRODUCT)

    def decoded(self, text: str) -> "View":
        """The view of a text that was found encoded inside this one."""
        return View(text, "text", self.path, self.zone, depth=self.depth + 1)

    @cached_property
    def zone(self) -> Zone:
        """Whose file this is; asked for where something was found."""
        return zone_of(self.path) if self._zone is None else self._zone

    @cached_property
    def characters(self) -> bytes:
        """The text with one byte for each character (`one_byte`)."""
        source = self._source
        if source is not None and source.encoding == "utf-8" and len(source.raw) == len(self.text):
            return source.raw
        return one_byte_each(self.text)

    @cached_property
    def lowered(self) -> bytes:
        """`characters` with A to Z in lower case."""
        return self.characters.lower()

    @cached_property
    def lower(self) -> str:
        """The text in lower case, character by character; made when a detector asks for it."""
        return folded(self.text, self._source.lower if self._source else self.text.lower())

    def has(self, word: str, position: int) -> bool:
        """Whether `word`, which is in lower case, stands at `position` in any case."""
        return self.text[position : position + len(word)].lower() == word

    @cached_property
    def forms(self) -> Mapping[str, list[int]]:
        """Where numbers of each form begin (`personal.shape`)."""
        return shape.places(self.characters)

    @cached_property
    def contact_forms(self) -> Mapping[str, list[int]]:
        """Where telephone numbers, codes of towns and precise numbers begin, which prompts and notes are asked for."""
        return shape.contact_places(self.text)

    @cached_property
    def countries(self) -> Sequence[str]:
        """The countries (ISO 3166) whose national telephone numbers may stand here; see `personal.languages`."""
        from fumehood.exposure.personal.languages import regions_of

        return *self.regions, *regions_of(self.text)

    @cached_property
    def is_locked(self) -> bool:
        """Whether a program wrote this for programs: a lock file, packed code, a drawing."""
        return bool(_LOCK_FILE.search(self.name))

    @cached_property
    def is_notes(self) -> bool:
        """Whether this is somebody's own running text, and not one of the texts that every project has."""
        return (
            self.language == "text"
            and self.zone is Zone.PRODUCT
            and self.name.lower().endswith(_NOTES)
            and len(self.text) <= _LONGEST_NOTES
            and not _PROJECT_TEXT.search(self.name)
        )

    def line_bounds(self, offset: int, most: int = 1000) -> tuple[int, int]:
        """Start and end of the line around an offset, at most `most` characters either way."""
        low, high = max(0, offset - most), min(len(self.text), offset + most)
        start = max(self.text.rfind("\n", low, offset), self.text.rfind("\r", low, offset)) + 1 or low
        end = self.text.find("\n", offset, high)
        return start, high if end < 0 else end


def folded(text: str, lower: str) -> str:
    """`lower` if its offsets hold in `text`, else another lower-case text whose offsets do.

    Only U+0130 grows when it is lowered (Unicode SpecialCasing.txt).
    """
    return lower if len(lower) == len(text) else text.replace("\u0130", "I").lower()
