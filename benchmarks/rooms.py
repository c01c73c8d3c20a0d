"""Which attacks does each kind of room hold, and does what is useful work in it?

Usage: python benchmarks/rooms.py [BACKEND…]

Runs `fumehood doctor --sandbox` for all kinds of room, or for those named, and keeps the counts of each class with the
names of what got through. The evidence stays out: it holds paths of the machine. Not part of `make bench`, which needs
no container engine. `python tools/sandbox_tables.py` writes the tables of docs/sandbox.md from the result.
"""

import json
import platform
import subprocess
import sys
from collections import Counter
from typing import Any

import measure
from fumehood.sandbox.policy import BACKENDS

QUESTION = "Which attacks does each kind of room hold, and does what is useful work in it?"
WORKSPACES = ("overlay", "direct", "ro")
TOOLS = {
    "bubblewrap": ("bwrap", "--version"),
    "gVisor": ("runsc", "--version"),
    "podman": ("podman", "--version"),
}


def version(words: tuple[str, ...]) -> str | None:
    """The last word of the first line that a tool says of itself."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.splitlines()[0].split()[-1] if done.stdout.strip() else None


def column(room: dict[str, Any]) -> dict[str, Any]:
    """The counts and names of one kind of room."""
    if room["unavailable"]:
        return {"backend": room["backend"], "workspace": room["workspace"], "unavailable": True}
    counts = Counter((one["area"], one["state"]) for one in room["results"])
    areas = dict.fromkeys(one["area"] for one in room["results"])
    return {
        "backend": room["backend"],
        "workspace": room["workspace"],
        "areas": {
            area: {state: counts[area, state] for state in ("held", "let through", "not applicable")}
            for area in areas
        },
        "through": [
            [one["area"], one["name"], one["what"]]
            for one in room["results"]
            if one["state"] == "let through"
        ],
    }


def main() -> int:
    """Always 0: what is let through is a figure, and the tests hold the line."""
    named = sys.argv[1:] or [name for name in BACKENDS if name != "auto"]
    rooms = []
    for backend in named:
        words = [word for one in WORKSPACES for word in ("--workspace", one)]
        done = subprocess.run(
            [measure.FUMEHOOD, "doctor", "--sandbox", "--backend", backend, *words, "--format", "json"],
            capture_output=True,
            check=False,
        )
        rooms += [column(room) for room in json.loads(done.stdout)]
    tools = {name: found for name, words in TOOLS.items() if (found := version(words))}
    measure.write("rooms", QUESTION, {"kernel": platform.release(), "tools": tools, "rooms": rooms})
    return 0


if __name__ == "__main__":
    sys.exit(main())
