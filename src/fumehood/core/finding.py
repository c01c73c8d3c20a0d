"""What a guard reports: a finding, where it is, how it got there, and how to mend it.

Positions are 1-based; columns and offsets count Unicode code points of the file's text. Only edits
count bytes, because they are applied to the file as it lies on disk.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from msgspec import Struct


class Severity(Enum):
    """How much harm the finding can do. Ordered: LOW < MEDIUM < HIGH < CRITICAL."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low to 3 for critical."""
        return _SEVERITY_RANK[self.value]


class Confidence(Enum):
    """How sure the rule is. Ordered: LOW < MEDIUM < HIGH."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low to 2 for high."""
        return _CONFIDENCE_RANK[self.value]


_SEVERITY_RANK = {"low": 0, "medium": 1, "high": 2, "critical": 3}
_CONFIDENCE_RANK = {"low": 0, "medium": 1, "high": 2}


class Location(Struct, frozen=True, kw_only=True):
    """A span in a file of the scanned tree.

    `start` and `end` are code-point offsets in the file's text (end exclusive), `end_column` is
    exclusive too. `anchor` is a hash of what the first line says, without the contents of its string
    literals; it lets an id survive moved lines and tells nothing about a secret.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    anchor: str


class Step(Struct, frozen=True):
    """One station of a flow, from the source of the data to where it does harm."""

    location: Location
    message: str


class Edit(Struct, frozen=True):
    """Replaces the bytes `start` to `end` (exclusive) of `path` by `text` (UTF-8)."""

    path: str
    start: int
    end: int
    text: str


class Addition(Struct, frozen=True):
    """A line that another file should have beside the edits: it is added at the end unless it stands there.

    `meaning` tells whether two equal lines mean the same; where they do not, only the first fix is made.
    """

    path: str
    line: str
    meaning: str


class Fix(Struct, frozen=True):
    """A change that mends the finding. `safe` keeps what correct callers get; `unsafe` may not."""

    safety: Literal["safe", "unsafe"]
    description: str
    edits: tuple[Edit, ...]
    additions: tuple[Addition, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a person should look at.

    `message` is one sentence without a full stop and never holds a secret; `evidence` neither.
    `sensitive` lists code-point spans of the file that no output may show (secrets, personal data).
    """

    rule: str
    severity: Severity
    confidence: Confidence
    location: Location
    message: str
    evidence: Mapping[str, str] = {}
    flow: tuple[Step, ...] = ()
    fix: Fix | None = None
    sensitive: tuple[tuple[int, int], ...] = ()
