"""Real machines: qemu with a real kernel. Few boots, each asked for much: an emulated one takes seconds to come up."""

import os
import shutil
from pathlib import Path

import pytest

KERNELS = sorted(Path(__file__).parents[3].glob(".venv/microvm/boot/vmlinuz-*"))
KERNEL = os.environ.get("FUMEHOOD_MICROVM_KERNEL") or (str(KERNELS[-1]) if KERNELS else None)
pytestmark = pytest.mark.skipif(
    KERNEL is None or not shutil.which("qemu-system-x86_64"),
    reason="no qemu or no kernel for guests here; `make test` fetches them where apt-get may",
)


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """Whether KVM works is asked once for all."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def machine(world, cache):
    world.environment["XDG_CACHE_HOME"] = cache
    world.environment["FUMEHOOD_MICROVM_KERNEL"] = KERNEL

    def run(script, *options):
        process = world.start("run", "--backend", "microvm", "--memory", "200m", *options, "--", "sh", "-c", script,
                              "sh", "a b", "", "$HOME", stdin=-1)  # fmt: skip
        out, err = process.communicate("from outside\n", timeout=200)
        return process.returncode, out, err

    return run


def test_a_command_runs_on_a_kernel_of_its_own_and_its_changes_wait(world, machine):
    world.write("kept.txt", "before\n")
    world.write(".env", "TOKEN=" + "v" + "4lue\n")
    (world.project / "out").symlink_to("/etc/shadow")
    os.mkfifo(world.project / "pipe")
    world.write("odd, name=\u00e9 'x'\n.txt", "odd\n")
    code, out, err = machine(
        """
        printf '%s|' "$@"; echo; uname -n; cat; cat kept.txt .env; echo note >&2
        cat out /proc/1/environ 2>/dev/null | tr '\\0' '\\n'
        cat odd*; echo after > kept.txt; rm odd*; mkdir made; echo new > made/file
        head -c 3000000 /dev/zero | tr '\\0' x > large; wc -c < large
        ls -A /sys; touch /usr/x 2>/dev/null || echo read-only
        python3 -c 'import socket; socket.create_server(("127.0.0.1", 0)); socket.socketpair(); print("sockets")'
        cat ~/.ssh/id_ed25519 > /dev/null; exit 7
        """
    )
    assert code == 7, err
    lines = out.splitlines()
    assert lines[:4] == ["a b||$HOME|", "fumehood", "from outside", "before"]
    assert "TOKEN=" in lines[4]
    assert "v4lue" not in out
    assert "root:" not in out
    assert lines[5:] == ["odd", "3000000", "read-only", "sockets"]
    assert "note\n" in err
    assert ".ssh/id_ed25519" in err
    assert (world.project / "kept.txt").read_text() == "before\n"
    assert not (world.project / "made").exists()
    shown = world("changes", "show").stdout
    for name in ("kept.txt", "made", "large"):
        assert name in shown
    assert world("changes", "apply").returncode == 0
    assert (world.project / "kept.txt").read_text() == "after\n"
    assert (world.project / "made/file").read_text() == "new\n"


@pytest.mark.parametrize(
    ("option", "script", "code", "word"),
    [
        ("--time=2s", "sleep 60", 124, "time"),
        ("--memory=60m", "python3 -c 'x = [bytes([1]) * (1 << 20) for _ in range(2000)]'", 137, "memory"),
    ],
)
def test_a_limit_ends_the_machine_and_is_named(machine, option, script, code, word):
    found, _, err = machine(script, option)
    assert found == code, err
    assert word in err
