"""gVisor and containers as their user meets them, and the choice between backends."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fumehood.sandbox.backends import choose
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.backends.gvisor import bundle
from fumehood.sandbox.backends.oci.engine import Engine
from fumehood.sandbox.backends.oci.options import Room, options
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.plan import plan
from fumehood.sandbox.policy import Limits, Policy
from fumehood.sandbox.survey import Survey
from fumehood.sandbox.system import System
from fumehood.sandbox.workspace_copy import Place

TOOL = Path(__file__).resolve().parents[2] / "tools" / "container_image.sh"
PODMAN = "podman --cgroup-manager=cgroupfs --runtime runc"


@pytest.fixture(scope="session")
def gvisor():
    found = choose.probe("gvisor")
    if not found.available:
        pytest.skip(f"gVisor does not start here: {found.reason}")


@pytest.fixture(scope="session")
def container():
    """Variables that name an engine and an image that start here."""
    for engine in ("docker", "podman", PODMAN):
        if not all(map(shutil.which, {engine.split()[0], *(["runc"] if "runc" in engine else [])})):
            continue
        made = subprocess.run(["sh", str(TOOL), engine], capture_output=True, text=True)
        names = {"FUMEHOOD_CONTAINER_ENGINE": engine, "FUMEHOOD_SANDBOX_IMAGE": made.stdout.strip()}
        with pytest.MonkeyPatch.context() as patch:
            for key, value in names.items():
                patch.setenv(key, value)
            if made.returncode == 0 and choose.probe("oci").available:
                return names
    pytest.skip("no container engine starts a container here")


def asked(workspace="overlay", secrets=()):
    policy = Policy("oci", workspace, "none", (), (), (), (), Limits(1 << 30, 100, None, 1 << 30))
    found = Survey(secrets, (), ("/home/a/p/.git",), (), ())
    return plan(policy, "/home/a/p", ("echo", "a b"), variables={"PATH": "/x", "LANG": "C"}, home="/home/a",
                system=System(("/usr",), (("usr/bin", "/bin"),), "a"), survey=found)  # fmt: skip


def test_the_container_has_the_flags_of_the_lesson_and_more():
    found = options(asked(), Place("/copy", "/h", "/t", 0), Engine(("docker",), "docker", "image"),
                    Room("n", "image", 1000, "/run/filter.json"), terminal=False)  # fmt: skip
    line = " ".join(found)
    for words in ("--network none", "--cap-drop ALL", "--read-only", "--security-opt no-new-privileges", "--user 1000:1000",
                  "--pids-limit 100", "seccomp=/run/filter.json", "--memory 1073741824", "--pull never", "--tmpfs /tmp:rw,nosuid"):  # fmt: skip
        assert words in line
    assert "type=bind,source=/copy,destination=/home/a/p" in found
    assert found[-4:] == ("--entrypoint", "echo", "image", "a b")
    assert "PATH=/x" not in found


def test_a_secret_of_a_bound_project_is_covered_and_a_comma_is_quoted():
    planned = asked("direct", ("/home/a/p/.env",))
    found = options(planned, Place("/home/a/p", "/h,1", "/t", 0), Engine(("podman",), "podman", "image"),
                    Room("n", "image", 0, "/f", (("/m/0", "/home/a/p/.env"),)), terminal=True)  # fmt: skip
    assert "type=bind,source=/m/0,destination=/home/a/p/.env,readonly" in found
    assert 'type=bind,"source=/h,1",destination=/home/a' in found
    assert "--tty" in found


def test_the_bundle_has_no_capability_and_no_network():
    found = bundle.config(
        asked("ro"), Place("/home/a/p", "/h", "/t", 0), (("/m", "/home/a/p/.env"),), "/n", terminal=False
    )
    assert found["process"]["capabilities"] == {}
    assert {"type": "network"} in found["linux"]["namespaces"]
    by_place = {one["destination"]: one for one in found["mounts"]}
    assert by_place["/home/a/p"]["options"][0] == by_place["/home/a/p/.env"]["options"][0] == "ro"
    assert (
        list(by_place).index("/home/a")
        < list(by_place).index("/home/a/p")
        < list(by_place).index("/home/a/p/.env")
    )


def test_gvisor_has_a_kernel_of_its_own_and_changes_wait(gvisor, world):
    value = "v" + "4lue"
    world.write(".env", f"A={value}\n")
    world.write("gone")
    done = world.sh("cat /proc/version .env; echo x > made; rm gone; exit 5", "--backend", "gvisor")
    assert done.returncode == 5, done.stderr
    assert Path("/proc/version").read_text().split()[2] not in done.stdout
    assert "A=" in done.stdout
    assert value not in done.stdout
    shown = world("changes", "show").stdout
    assert "+ made" in shown
    assert "- gone" in shown


def test_gvisor_counts_the_processes_inside(gvisor, world):
    script = "for i in $(seq 60); do sleep 5 & done; wait"
    done = world.sh(script, "--backend", "gvisor", "--pids=20")
    assert (done.returncode != 0, "fork" in done.stderr) == (True, True), done.stderr
    fine = world.sh("sleep 0 & sleep 0 & wait; echo fine", "--backend", "gvisor", "--pids=20", "--disk=8m")
    assert fine.stdout == "fine\n", fine.stderr


def test_gvisor_leaves_the_file_that_others_write_to(gvisor, world, tmp_path):
    with open(tmp_path / "out", "w+b") as file:
        for word in (b"before\n", b"between\n"):
            file.write(word)
            file.flush()
            options = ("--backend", "gvisor")
            done = world.run("sh", "-c", "echo out; echo err >&2", options=options, stdout=file, stderr=file)
            assert done.returncode == 0
        assert (tmp_path / "out").read_text() == "before\nout\nerr\nbetween\nout\nerr\n"


@pytest.mark.parametrize("backend", ["gvisor", "oci"])
def test_output_of_a_run_at_a_terminal_can_go_to_a_file(world, backend, tmp_path):
    if not (found := choose.probe(backend)).available:
        pytest.skip(f"{backend} does not start here: {found.reason}")
    master, slave = os.openpty()
    with open(tmp_path / "out", "wb") as file:
        options = ("--backend", backend)
        done = world.start(
            "run", *options, "--", "sh", "-c", "echo out; echo err >&2", stdin=slave, stdout=file
        )
        os.close(slave)
        _, err = done.communicate(timeout=60)
    os.close(master)
    assert (tmp_path / "out").read_bytes() == b"out\n"
    assert err.endswith("err\n")


def test_gvisor_ends_at_its_limits(gvisor, world):
    done = world.sh("sleep 30", "--backend", "gvisor", "--time=1s")
    assert (done.returncode, "time" in done.stderr) == (124, True)


def test_gvisor_protects_a_bound_project(gvisor, world):
    subprocess.run(["git", "init", "-q", str(world.project)], check=True)
    world.write(".env", "A=1\n")
    done = world.sh(
        "cat .env; echo x > made; chmod 4755 made; chmod 755 made; echo x > .git/config",
        "--backend",
        "gvisor",
        "--workspace",
        "direct",
    )
    assert done.returncode != 0
    assert "A=1" not in done.stdout
    assert (world.project / "made").stat().st_mode & 0o7777 == 0o755
    assert "core" in (world.project / ".git/config").read_text()


def test_a_container_is_closed_and_changes_wait(container, world):
    value = "v" + "4lue"
    world.write(".env", f"A={value}\n")
    world.write("gone")
    script = "id -u; cat .env; echo x > made; rm gone; echo x > /out || echo refused; exit 5"
    done = world.run("sh", "-c", script, options=("--backend", "oci"), variables=container)
    assert done.returncode == 5, done.stderr
    user, key, last = done.stdout.splitlines()
    assert int(user) == (os.getuid() or 65534)
    assert key.startswith("A=")
    assert value not in done.stdout
    assert last == "refused"
    shown = world("changes", "show").stdout
    assert "+ made" in shown
    assert "- gone" in shown


def test_a_container_ends_at_its_limit_and_is_removed(container, world):
    mark = f"30.{os.getpid()}"  # other tests may have containers of their own
    done = world.run("sleep", mark, options=("--backend", "oci", "--time=1s"), variables=container)
    assert (done.returncode, "time" in done.stderr) == (124, True), done.stderr
    engine = container["FUMEHOOD_CONTAINER_ENGINE"].split()
    left = subprocess.run(
        [*engine, "ps", "--all", "--format", "{{.Command}}"], capture_output=True, text=True
    )
    assert mark not in left.stdout


def test_kill_9_of_the_supervisor_ends_the_container_and_loses_nothing(container, world):
    mark = f"30.{os.getpid()}9"
    process = world.start(
        "run", "--backend", "oci", "--", "sh", "-c", f"echo x > kept.txt; sleep {mark}", variables=container
    )
    deadline = time.monotonic() + 50
    while not running(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert running(mark)
    process.kill()
    process.communicate()
    shown = ""
    while time.monotonic() < deadline and (running(mark) or "kept.txt" not in shown):
        time.sleep(0.1)
        shown = world("changes", "show").stdout
    assert not running(mark)
    assert "kept.txt" in shown


def running(mark):
    found = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout.splitlines()
    return f"sleep {mark}" in [line.strip() for line in found]


def test_without_an_image_the_room_has_this_machine_s_programs(container, world):
    """The container has its limits from the kernel; the word for its end comes from the engine or the kernel's log."""
    variables = container | {"FUMEHOOD_SANDBOX_IMAGE": ""}
    script = "readlink -f /bin/sh; cat /etc/resolv.conf; ls /root /home /srv 2>/dev/null; touch /usr/x || echo refused"
    done = world.run("sh", "-c", script, options=("--backend", "oci"), variables=variables)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == os.path.realpath("/bin/sh")
    assert done.stdout.split()[-1] == "refused"
    hungry = ("/usr/bin/python3", "-c", "x = [bytes([1]) * (1 << 20) for _ in range(900)]")
    ended = world.run(*hungry, options=("--backend", "oci", "--memory", "100m"), variables=variables)
    assert (ended.returncode, "limit of memory" in ended.stderr) == (137, True), ended.stderr
    own = world.sh("kill -9 $$", "--backend", "oci") if os.getuid() == 0 else None
    assert own is None or "limit" not in own.stderr


def test_a_missing_image_says_what_to_do(container, world):
    done = world.run(
        "true",
        options=("--backend", "oci"),
        variables=container | {"FUMEHOOD_SANDBOX_IMAGE": "no-such-image"},
    )
    assert done.returncode == 125
    assert "build -t no-such-image" in done.stderr
    assert "name none" in done.stderr
    assert world("changes", "show").returncode == 0


def refuse_all(monkeypatch, *works):
    monkeypatch.setattr(
        choose, "probe", lambda name: Availability(name in works, f"{name} is out", "mend it", "")
    )


def test_auto_takes_the_first_that_works_and_names_what_is_weaker(monkeypatch):
    refuse_all(monkeypatch, "landlock", "oci")
    assert choose.choose("auto") == "oci"
    refuse_all(monkeypatch)
    with pytest.raises(NoSandboxError, match=r"bwrap is out.*landlock is out"):
        choose.choose("auto")


def test_auto_without_bubblewrap_says_so_and_goes_on(world):
    """A PATH without bwrap does not hide it, so its own programs' folder is emptied by a wrapper of the search."""
    code = (
        "import sys; from fumehood.sandbox import launch\n"
        "from fumehood.sandbox.errors import NoSandboxError\n"
        "def find(): raise NoSandboxError('bubblewrap is not installed', 'install it')\n"
        "launch.find = find\n"
        "from fumehood.sandbox.backends import choose\n"
        "choose.ORDER = ('bwrap', 'landlock')\n"
        "from fumehood.cli.main import main; sys.exit(main())"
    )
    world.command = [sys.executable, "-c", code]
    done = world.run("echo", "hi")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "hi\n"
    assert "bubblewrap cannot be used here" in done.stderr
    assert "landlock is weaker" in done.stderr
