"""Our own attacks against real rooms: what must be held is held, and what must work works."""

import json
import subprocess
import sys
from pathlib import Path

from fumehood.sandbox.probes.battery import AREAS, program

COMMAND = str(Path(sys.executable).parent / "fumehood")
NOT_HOLDABLE = {"direct": {("git", "history removed")}, "overlay": set()}
"""What lies in a project that is written in place can be removed."""


def test_attacks_are_held_and_useful_things_work(anyone):
    # Each of the two users in one of the two workspaces: a battery takes its time.
    workspace = "overlay" if anyone.user else "direct"
    done = anyone("doctor", "--sandbox", "--backend", "bwrap", "--workspace", workspace, "--format", "json")
    (room,) = json.loads(done.stdout)
    assert room["unavailable"] is None
    through = {(one["area"], one["name"]) for one in room["results"] if one["state"] == "let through"}
    assert through <= NOT_HOLDABLE[workspace], [
        one for one in room["results"] if one["state"] == "let through"
    ]
    assert done.returncode == (1 if through else 0)
    asked = {one["area"] for one in room["results"] if one["state"] != "not applicable"}
    assert asked == {area for area, _ in AREAS}


def test_without_a_room_the_probes_get_through(tmp_path):
    """A set of probes that holds everything everywhere would prove nothing."""
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/id_rsa").write_text("probe" + "-secret-0123456789abcdef")
    world = {
        "home": str(tmp_path),
        "project": str(tmp_path / "p"),
        "mark": "x",
        "outside": [],
        "state": str(tmp_path),
    }
    done = subprocess.run(
        ["/usr/bin/python3", "-c", program(["home"]), json.dumps(world)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    lines = [json.loads(line[1:]) for line in done.stdout.splitlines() if line.startswith("@")]
    states = {line["name"]: line["state"] for line in lines}
    assert states["ssh_key"] == "let through"
    assert states["cloud_credentials"] == "held"


def test_an_unknown_backend_is_wrong_usage():
    done = subprocess.run(
        [COMMAND, "doctor", "--sandbox", "--backend", "bwarp"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "did you mean bwrap" in done.stderr
