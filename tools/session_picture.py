"""Draws a recorded terminal session as SVG, and writes it as text: the screens one below the other, each with its title.

Usage: python tools/session_picture.py FOLDER TARGET     (FOLDER has N.title and N.screen; TARGET gets .svg and .txt)
"""

import re
import sys
from pathlib import Path

import picture

_ESCAPE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-9A-B]|\x0f")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


def screens(folder: Path) -> list[tuple[str, list[str]]]:
    """Title and lines of each screen in order; what stands empty at its end is left out."""
    found = []
    for title in sorted(folder.glob("*.title")):
        text = title.with_suffix(".screen").read_text("utf-8")
        # Only colours are drawn; all other control sequences say nothing about a captured screen.
        text = _ESCAPE.sub(lambda m: m[0] if _COLOUR.fullmatch(m[0]) else "", text)
        lines = text.split("\n")
        while lines and not _ESCAPE.sub("", lines[-1]).strip():
            lines.pop()
        found.append((title.read_text("utf-8").strip(), [line.rstrip() for line in lines]))
    return found


def main() -> int:
    """Writes both files."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    drawn: list[str] = []
    plain: list[str] = []
    for number, (title, lines) in enumerate(screens(folder), 1):
        # SVG would make one blank of several.
        kept = [re.sub(" {2,}", lambda blanks: "\u00a0" * len(blanks[0]), line) for line in lines]
        drawn += [f"\x1b[1;38;5;183m{number}. {title}\x1b[0m", "", *kept, "", ""]
        plain += [f"== {number}. {title}", "", *(_ESCAPE.sub("", line).rstrip() for line in lines), "", ""]
    label = "vim in a room of fumehood, its change shown, applied and undone"
    target.with_suffix(".svg").write_text(picture.svg(drawn[:-2], label), "utf-8")
    target.with_suffix(".txt").write_text("\n".join(plain[:-1]), "utf-8")
    print(f"wrote {target.with_suffix('.svg')} and {target.with_suffix('.txt')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
