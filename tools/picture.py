"""Draws the README's picture: the real output of `fumehood scan examples/poisoned-repo`, shortened, as SVG.

Usage: python tools/picture.py [--check]

The scan is run on a pseudo-terminal, so it looks as it does on yours. The frames at the places of `SHOWN` are kept, an ellipsis
stands for the others, and the closing line is kept. `--check` only says whether the picture is stale
(seconds aside).
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "demo.svg"
SHOWN = ("README.md:21", "app.py:23", "process.py:4", "config/scales.yaml:7")
COLUMNS = 118
ADVANCE, LINE, MARGIN, BAR = 8.2, 19, 18, 34
# The first sixteen colours as a dark terminal shows them; the others follow xterm's table.
FIRST = (
    "#4a4458", "#ff7a85", "#8fd694", "#f2c46d", "#86b7ff", "#d5a6ff", "#7fd7e0", "#d9d5e3",
    "#8d86a0", "#ff9aa2", "#aee5b1", "#f7d899", "#a9cdff", "#e3c5ff", "#a5e6ec", "#ffffff",
)  # fmt: skip
DEFAULT = "#d9d5e3"
_ESCAPE = re.compile(r"\x1b\[([\d;]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


class Style(NamedTuple):
    """How characters look; `back` is None without a background."""

    color: str = DEFAULT
    back: str | None = None
    bold: bool = False
    faint: bool = False


class Run(NamedTuple):
    """Characters in one style, from a column on."""

    column: int
    text: str
    style: Style


def output() -> str:
    """What the scan prints on a terminal of `COLUMNS` columns."""
    command = str(Path(sys.executable).parent / "fumehood")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "TERM": "xterm-256color", "NO_COLOR": ""}
        subprocess.run(
            [command, "index", "show"], env=environment, capture_output=True, check=False
        )  # unpacks
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
        scan = [command, "scan", "examples/poisoned-repo", "--no-progress"]
        with subprocess.Popen(
            scan, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            parts = []
            try:
                while part := os.read(ours, 65536):
                    parts.append(part)
            except OSError:  # how Linux says that the other end is closed
                pass
            os.close(ours)
    if process.returncode != 1:
        raise SystemExit(f"the scan ended with {process.returncode}: {b''.join(parts)[-500:]!r}")
    return b"".join(parts).decode().replace("\r\n", "\n")


def shortened(text: str) -> list[str]:
    """The lines of the frames at `SHOWN` in their order, an ellipsis for what is left out, the closing line."""
    blocks = [b for b in text.strip("\n").split("\n\n") if b]
    plain = [_ESCAPE.sub("", b) for b in blocks]
    lines = ["$ fumehood scan examples/poisoned-repo", ""]
    kept = [next(i for i, b in enumerate(plain) if f"--> {place}:" in b) for place in SHOWN]
    for place in sorted(kept):
        lines += [*blocks[place].split("\n"), ""]
    left_out = len(blocks) - len(kept) - 1
    if left_out > 0:
        lines += [f"\x1b[2m… {left_out} more\x1b[0m", ""]
    return [*lines, *blocks[-1].split("\n")[-1:]]


def xterm(number: int) -> str:
    """The colour with this number: the first sixteen, a cube of 6 x 6 x 6, then greys."""
    if number < 16:
        return FIRST[number]
    if number >= 232:
        level = 8 + 10 * (number - 232)
        return f"#{level:02x}{level:02x}{level:02x}"
    levels = (0, 95, 135, 175, 215, 255)
    red, green, blue = (levels[(number - 16) // n % 6] for n in (36, 6, 1))
    return f"#{red:02x}{green:02x}{blue:02x}"


def restyled(style: Style, codes: list[int]) -> Style:
    """The style after one escape sequence of SGR codes."""
    pending = list(codes)
    while pending:
        code = pending.pop(0)
        if code in (38, 48) and pending[:1] == [5] and len(pending) > 1:
            color = xterm(pending[1])
            pending = pending[2:]
            style = style._replace(color=color) if code == 38 else style._replace(back=color)
        elif code == 0:
            style = Style()
        elif code in (1, 2):
            style = style._replace(bold=style.bold or code == 1, faint=style.faint or code == 2)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style = style._replace(color=xterm(code - 30 if code < 90 else code - 82))
    return style


def runs(line: str) -> Iterator[Run]:
    """The styled runs of one line of terminal output, without blanks around them."""
    style, column, at = Style(), 0, 0
    for match in [*_ESCAPE.finditer(line), None]:
        text = line[at : match.start() if match else len(line)]
        if text.strip():
            yield Run(column + len(text) - len(text.lstrip()), text.strip(), style)
        column += len(text)
        if match:
            at = match.end()
            if match[1] is not None:
                style = restyled(style, [int(code or 0) for code in match[1].split(";")])


def svg(lines: list[str], label: str = "fumehood scans the poisoned example repository") -> str:
    """The lines in a window. Each run is as wide as its columns say, whatever font the reader has."""
    width = round(COLUMNS * ADVANCE + 2 * MARGIN)
    height = BAR + len(lines) * LINE + MARGIN
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img" aria-label="{escape(label)}">'
        ),
        f'<rect width="{width}" height="{height}" rx="10" fill="#1d1a26"/>',
        *(
            f'<circle cx="{MARGIN + i * 18}" cy="17" r="5.5" fill="{c}"/>'
            for i, c in enumerate(("#ff7a85", "#f2c46d", "#8fd694"))
        ),
        (
            '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="13.5" '
            'xml:space="preserve">'
        ),
    ]
    for number, line in enumerate(lines):
        y = BAR + (number + 0.8) * LINE
        for run in runs(line):
            room = max(1, COLUMNS - run.column)
            text = run.text if len(run.text) <= room else run.text[: room - 1] + "…"
            x, wide = MARGIN + run.column * ADVANCE, len(text) * ADVANCE
            if run.style.back:
                parts.append(
                    f'<rect x="{x:.1f}" y="{y - 14:.1f}" width="{wide:.1f}" height="{LINE}" fill="{run.style.back}"/>'
                )
            extra = (' font-weight="bold"' if run.style.bold else "") + (
                ' opacity="0.65"' if run.style.faint else ""
            )
            parts.append(
                f'<text x="{x:.1f}" y="{y:.1f}" textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs" '
                f'fill="{run.style.color}"{extra}>{escape(text)}</text>'
            )
    return "\n".join([*parts, "</g>", "</svg>", ""])


def main() -> int:
    """Draws, or with `--check` compares; 1 when stale."""
    drawn = svg(shortened(output()))
    if "--check" in sys.argv[1:]:
        timeless = [
            re.sub(r"\d+\.\d s", "", t)
            for t in (drawn, PICTURE.read_text("utf-8") if PICTURE.exists() else "")
        ]
        stale = timeless[0] != timeless[1]
        if stale:
            print("docs/images/demo.svg is stale; run: python tools/picture.py")
        return int(stale)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn, "utf-8")
    print(f"wrote {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
