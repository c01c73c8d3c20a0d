"""How wide a text is on a terminal, and lines wrapped to it."""

TAB = "    "  # a tab in an excerpt is always four cells, whatever column it stands in


def cells(text: str) -> int:
    """The cells that a text without control characters takes: East Asian wide characters two, marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(c) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(c) in {"W", "F"} else 1
        for c in text
    )


def cut(text: str, width: int) -> str:
    """The text, shortened to `width` cells with a final ellipsis when it is longer."""
    if len(text) <= width and (text.isascii() or cells(text) <= width):
        return text
    text = text[:width]
    while cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def wrap(text: str, width: int | None, indent: str) -> str:
    """The text's words in lines of at most `width` cells (None: one line), all but the first after `indent`.

    The first line is taken to stand behind something as wide as `indent` already.
    """
    if width is None:
        return text
    room = max(20, width - cells(indent))
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for word in text.split():
        size = cells(word)
        if line and used + 1 + size > room:
            lines.append(" ".join(line))
            line, used = [], 0
        used += size + bool(line)
        line.append(word)
    lines.append(" ".join(line))
    return f"\n{indent}".join(lines)
