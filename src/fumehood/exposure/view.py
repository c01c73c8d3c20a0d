"""The text that the detectors look at, with what they share: its lower-case twin, language and zone."""

from functools import cached_property

from fumehood.core.source import Source
from fumehood.core.zone import Zone, zone_of
from fumehood.exposure.words import words

CODE = words(
    "python javascript typescript java go rust ruby php perl lua c css r julia sql powershell html rst"
)
"""Languages in which an unquoted value is an expression or prose, not a value."""


class View:
    """One text under inspection. Offsets in `lower` are offsets in `text`."""

    def __init__(self, text: str, lower: str, language: str, path: str, zone: Zone, depth: int = 0) -> None:
        self.text = text
        self.lower = lower
        self.language = language
        self.path = path
        self.name = path.rpartition("/")[2]
        self.zone = zone
        self.depth = depth

    @classmethod
    def of(cls, source: Source) -> "View":
        """The view of a whole file."""
        return cls(
            source.text, folded(source.text, source.lower), source.language, source.path, zone_of(source.path)
        )

    @classmethod
    def excerpt(cls, text: str) -> "View":
        """The view of a text that comes without a file."""
        return cls(text, folded(text, text.lower()), "text", "", Zone.PRODUCT)

    def decoded(self, text: str) -> "View":
        """The view of a text that was found encoded inside this one."""
        return View(text, folded(text, text.lower()), "text", self.path, self.zone, self.depth + 1)

    @cached_property
    def is_program(self) -> bool:
        """Whether this is source code, in which numbers are not people's."""
        return self.language in CODE and self.language not in {"html", "rst", "sql"}

    @cached_property
    def is_code(self) -> bool:
        """Whether an unquoted value is an expression here."""
        return self.language in CODE

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
