"""Tag characters (U+E0000 to U+E007F): an invisible copy of ASCII.

Legitimate only in the flags of regions (Unicode Technical Standard 51): a black flag, up to six tag letters
or digits, and the cancel tag.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fumehood.core.patterns import pattern

_RUN = pattern(
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f)|[\U000e0000-\U000e007f]+"
)
_BASE = 0xE0000


class Hidden(NamedTuple):
    """Invisible characters from `start` to `end` and the text they stand for ("" when they stand for none)."""

    start: int
    end: int
    decoded: str


def find(text: str) -> Iterator[Hidden]:
    """The runs of tag characters that are no flag."""
    for run in _RUN.finditer(text):
        if not run["flag"]:
            yield Hidden(
                run.start(),
                run.end(),
                "".join(chr(ord(c) - _BASE) for c in run[0] if 0x20 <= ord(c) - _BASE < 0x7F),
            )
