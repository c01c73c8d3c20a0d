"""A run by way of Firecracker: the room, the interface and the server of folders are real, program and guest stand in."""

import json
import os
import sys
from pathlib import Path

import pytest

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm import backend, guest, kernel, unpack
from fumehood.sandbox.microvm.firecracker import room as firecracker
from fumehood.sandbox.plan import plan
from fumehood.sandbox.policy import Limits, Policy
from fumehood.sandbox.record import Record
from fumehood.sandbox.survey import survey
from fumehood.sandbox.system import look

SUPPORT = Path(__file__).parents[2] / "support"
PYTHON = "/usr/bin/python3"
pytestmark = pytest.mark.skipif(
    os.uname().machine != "x86_64" or not os.access(PYTHON, os.X_OK), reason="x86-64, with a Python in /usr"
)


@pytest.fixture
def machine(world, monkeypatch):
    """Firecracker's stand-in as the program of the machine; its kernel is a file that looks like one."""
    shown = world.home.parent / "support"
    shown.mkdir()
    for name in ("fake_firecracker.py", "firecracker_program.py", "ninep_client.py"):
        (shown / name).write_bytes((SUPPORT / name).read_bytes())
    program = shown / "firecracker"
    program.write_text(f'#!/bin/sh\nexec {PYTHON} {shown}/firecracker_program.py "$@"\n')
    program.chmod(0o755)
    image = world.home.parent / "vmlinuz"
    image.write_bytes(b"a kernel")
    monkeypatch.setattr(unpack, "plain_kernel", lambda path: Path(path).read_bytes())
    monkeypatch.setenv("HOME", str(world.home))
    monkeypatch.setenv("XDG_STATE_HOME", str(world.home / "state"))
    monkeypatch.chdir(world.project)
    made = guest.Machine(
        str(program), kernel.Kernel(str(image), "6", ()), False, PYTHON, (str(shown),), "firecracker"
    )
    monkeypatch.setattr(backend, "machine", lambda *_: made)
    return made


def planned(world, *command, workspace="overlay"):
    policy = Policy("microvm", workspace, "none", (), (), (), (), Limits(200 << 20, 100, 60, 1 << 28))
    return plan(policy, str(world.project), command, variables={}, home=str(world.home), system=look(),
                survey=survey(str(world.project)))  # fmt: skip


def test_the_command_and_its_files_go_by_vsock_and_the_changes_wait(world, machine, capfd):
    world.write("kept.txt", "kept\n")
    world.write(".env", "TOKEN=" + "v" + "4lue\n")
    done = backend.carry_out(planned(world, "sh", "-c", "a b", "$HOME"), terminal=False, record=Record())
    told = json.loads(capfd.readouterr().out)
    assert done.end.code == 6
    assert told["argv"] == ["sh", "-c", "a b", "$HOME"]
    assert told["kept"] == "kept\n"
    assert "TOKEN" in told["env"]
    assert "v4lue" not in told["env"]
    assert told["fixed"]
    assert "id_ed25519" in told["home"]
    assert "usr" in told["top"]
    assert not (world.project / "made.txt").exists()
    assert Path(done.run.upper, "made.txt").read_text() == "by the guest\n"
    assert sorted(os.listdir(done.run.upper)) == ["made.txt"]
    places = [place for place, _ in told["told"]]
    assert places == ["/machine-config", "/boot-source", "/vsock", "/actions"]
    assert not os.path.exists(os.path.join(done.run.folder, "sockets"))


def test_a_program_that_does_not_come_up_is_told_with_its_words(world, machine):
    Path(machine.program).write_text("#!/bin/sh\necho no virtual machines here >&2; exit 1\n")
    with pytest.raises(NoSandboxError, match="no virtual machines here"):
        backend.carry_out(planned(world, "true"), terminal=False, record=Record())


def test_an_old_program_is_refused(world, machine):
    script = world.home.parent / "support/firecracker_program.py"
    script.write_text(script.read_text().replace('version = "1.8.0"', 'version = "1.7.9"'))
    with pytest.raises(NoSandboxError, match="too old") as old:
        backend.carry_out(planned(world, "true"), terminal=False, record=Record())
    assert "1.8" in old.value.remedy


def test_the_command_line_holds_what_the_program_is_told():
    argv = firecracker.command(
        "/usr/bin/firecracker", PYTHON, [("room", "/"), ("work", "/p q")], frozenset(["room"])
    )
    program, calls, served = json.loads(argv[-1])
    assert program[0] == "/usr/bin/firecracker"
    assert calls.startswith(firecracker.SOCKETS)
    assert served == [[1025, "/", True], [1026, "/p q", False]]
    assert sys.executable not in argv
