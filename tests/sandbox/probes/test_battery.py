"""Our own attacks against real rooms: what must be held is held, and what must work works."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fumehood.sandbox.backends import choose
from fumehood.sandbox.probes.battery import AREAS, program, run_all
from fumehood.sandbox.probes.limits import LIMITS
from fumehood.sandbox.probes.started import lines

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


OF_LANDLOCK = {
    ("environment", "processes of the host"),
    ("environment", "name of the host"),
    ("writes", "temporary folder of the host"),
    ("network", "routes"),
    ("network", "interfaces"),
    ("ipc", "segments by proc"),
    ("ipc", "shared memory by name"),
    ("keyrings", "list of keys"),
    ("useful", "temporary folder by its usual name"),
}
LEFT = {
    "gvisor": {"overlay": set(), "direct": {("git", "history removed")}},
    "oci": {"overlay": set(), "direct": {("git", "history removed")}},
    # Why each of them is so stands in docs/sandbox.md.
    "landlock": {"overlay": OF_LANDLOCK, "direct": OF_LANDLOCK},
}
"""What is known to get through, or not to work, in the other kinds of room."""


@pytest.mark.parametrize(("backend", "workspace"), [(b, w) for b in LEFT for w in ("overlay", "direct")])
def test_other_rooms_let_nothing_more_through_than_is_known(room, backend, workspace):
    found = choose.probe(backend)
    if not found.available:
        pytest.skip(f"{backend} does not start here: {found.reason}")
    # Limits are runs of their own, and take long to start elsewhere; those of the others are in test_backends.py.
    limits = LIMITS if (backend, workspace) == ("landlock", "overlay") else ()
    results = run_all([COMMAND], backend, workspace, lambda _step: None, limits=limits)
    through = {(one.area, one.name): one for one in results if one.state == "let through"}
    assert through.keys() <= LEFT[backend][workspace], through
    assert len(results) > 190


def test_what_was_asked_and_not_answered_got_through():
    said = [
        {"asked": [["home", "ssh_key"], ["ipc", "queue"]]},
        {"area": "home", "name": "ssh_key", "state": "held", "evidence": ""},
    ]
    found = lines(b"noise\n" + b"\n".join(b"@" + json.dumps(one).encode() for one in said) + b"\n@{broken\n")
    assert [(one["name"], one["state"]) for one in found] == [("ssh_key", "held"), ("queue", "let through")]


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
        timeout=60,
    )
    states = {line["name"]: line["state"] for line in lines(done.stdout)}
    assert states["ssh_key"] == "let through"
    assert states["cloud_credentials"] == "held"


def test_an_unknown_backend_is_wrong_usage():
    done = subprocess.run(
        [COMMAND, "doctor", "--sandbox", "--backend", "bwarp"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "did you mean bwrap" in done.stderr
