"""Writes the tables of docs/sandbox.md from the committed result of `benchmarks/rooms.py`.

Usage: python tools/sandbox_tables.py [--check]

The text between the two marks is made here and nowhere else. `--check` only says whether it is stale.
"""

import json
import sys
from pathlib import Path
from typing import Any

from fumehood.sandbox.probes.battery import AREAS, USEFUL

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "sandbox.md"
RESULT = ROOT / "benchmarks" / "results" / "rooms.json"
BEGIN, END = "<!-- tables: tools/sandbox_tables.py -->", "<!-- end of tables -->"
Room = dict[str, Any]


def cell(room: Room, area: str) -> str:
    """Held of those that mean something, in bold where one got through."""
    found = room["areas"].get(area, {})
    held, through = found.get("held", 0), found.get("let through", 0)
    if not held + through:
        return "-"
    return f"**{held}/{held + through}**" if through else f"{held}/{held}"


def total(room: Room) -> str:
    """How many attacks were made, and how many got through."""
    attacks = [counts for area, counts in room["areas"].items() if area != USEFUL]
    made = sum(one["held"] + one["let through"] for one in attacks)
    return f"{sum(one['let through'] for one in attacks)} of {made}"


def table(rooms: list[Room]) -> list[str]:
    """One backend's table: a column a workspace."""
    rows = [
        "| held, of those that mean something | "
        + " | ".join(f"`{one['workspace']}`" for one in rooms)
        + " |"
    ]
    rows.append("| --- |" + " --- |" * len(rooms))
    rows += [f"| {title} | " + " | ".join(cell(one, area) for one in rooms) + " |" for area, title in AREAS]
    rows.append("| **attacks let through** | " + " | ".join(total(one) for one in rooms) + " |")
    return rows


def names(rooms: list[Room], *, useful: bool) -> str:
    """What got through (or does not work), a line each, with the workspaces where that is so, unless it is all of them."""
    found: dict[tuple[str, str], list[str]] = {}
    for room in rooms:
        for area, name, what in room["through"]:
            if (area == USEFUL) == useful:
                found.setdefault((name, what), []).append(room["workspace"])
    lines = []
    for (name, what), places in found.items():
        where = "" if len(places) == len(rooms) else f" ({', '.join(places)})"
        lines.append(f"- {name}{where}: {what}")
    return "\n".join(lines)


def section(backend: str, rooms: list[Room]) -> list[str]:
    """The heading, the table, and the names."""
    lines = [f"### `{backend}`", "", *table(rooms), ""]
    if through := names(rooms, useful=False):
        lines += ["Let through:", "", through, ""]
    if broken := names(rooms, useful=True):
        lines += ["Does not work:", "", broken, ""]
    return lines


def text() -> str:
    """All tables as Markdown."""
    result = json.loads(RESULT.read_text("utf-8"))
    figures, machine = result["figures"], result["machine"]
    had = [room for room in figures["rooms"] if not room.get("unavailable")]
    tools = ", ".join(f"{name} {version}" for name, version in figures["tools"].items())
    kernel = figures["kernel"].partition("-")[0]
    lines = [
        f"Measured on {machine['system']} {kernel} with {tools}; {result['date']}, by `python benchmarks/rooms.py`.",
        "Your machine may differ: `fumehood doctor --sandbox` says what holds there.",
        "",
    ]
    for backend in dict.fromkeys(room["backend"] for room in had):
        lines += section(backend, [room for room in had if room["backend"] == backend])
    return "\n".join(lines)


def main() -> int:
    """0, or 1 when `--check` finds the page stale."""
    page = PAGE.read_text("utf-8")
    head, _, rest = page.partition(BEGIN + "\n")
    _, _, tail = rest.partition(END)
    wanted = f"{head}{BEGIN}\n{text()}{END}{tail}"
    if "--check" in sys.argv[1:]:
        if wanted != page:
            print("docs/sandbox.md is stale; run: python tools/sandbox_tables.py")
        return int(wanted != page)
    PAGE.write_text(wanted, "utf-8")
    print("docs/sandbox.md: tables written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
