"""Lists in YAML, read by lines."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern

_ITEM = pattern(r"(?P<indent>[ \t]*)- +")


def items_under(text: str, position: int, least: int) -> Iterator[tuple[int, int]]:
    """The spans of the list items from the line at `position` on, without their dashes.

    `least` is the offset of the line's key or dash above: items that do not stand deeper end the list.
    """
    least -= text.rfind("\n", 0, least) + 1
    column: int | None = None
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        if line.strip() and not line.lstrip().startswith("#"):
            item = _ITEM.match(text, position, end)
            width = len(line) - len(line.lstrip())
            if item is None and width <= least:
                return
            if item is not None:
                column = width if column is None else column
                if width < column or width < least:
                    return
                if width == column:
                    yield item.end(), end
        position = end + 1


def scalar(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the scalar in `start` to `end` without quotes, comment and blanks."""
    body = text[start:end]
    at = start + len(body) - len(body.lstrip())
    body = body.strip()
    if body[:1] in ("'", '"'):
        stop = body.find(body[0], 1)
        return at + 1, at + (stop if stop > 0 else len(body))
    comment = re.search(r"\s#", body)
    body = body[: comment.start()].rstrip() if comment else body
    return at, at + len(body)
