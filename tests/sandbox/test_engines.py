"""Whole engines: docker's own, started for the tests, and podman of an ordinary user."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".venv/docker/usr"
PATIENCE = 60
VALUE = "v" + "4lue"
SCRIPT = "id -u; cat .env; echo new > made; rm gone; echo x > /usr/x || echo refused; exit 5"
TRIES = 5


@pytest.fixture(scope="session")
def docker():
    """Variables with which the engine oci asks a docker of its own, without a network; it ends with the tests."""
    if os.getuid() or not (PROGRAMS / "sbin/dockerd").exists() or not shutil.which("runc"):
        pytest.skip("no docker engine here, or not root; `make test` unpacks one where apt-get may")
    folder = Path(tempfile.mkdtemp(prefix="fumehood-docker-", dir="/var/lib"))
    path = f"{PROGRAMS}/bin:{PROGRAMS}/sbin:{os.environ['PATH']}"
    words = ["dockerd", "--bridge=none", "--iptables=false", "--ip6tables=false", "--storage-driver=vfs"]
    words += [f"--data-root={folder}/data", f"--exec-root={folder}/exec", f"--pidfile={folder}/pid", f"--host=unix://{folder}/socket"]  # fmt: skip
    variables = {
        "FUMEHOOD_CONTAINER_ENGINE": f"{PROGRAMS}/bin/docker",
        "DOCKER_HOST": f"unix://{folder}/socket",
    }
    with open(folder / "log", "wb") as log:
        engine = subprocess.Popen(words, env=os.environ | {"PATH": path}, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        ask = [f"{PROGRAMS}/bin/docker", "info"]
        while subprocess.run(ask, env=os.environ | variables, capture_output=True).returncode:
            if engine.poll() is not None or time.monotonic() > deadline:
                said = (folder / "log").read_text(errors="replace").splitlines()[-1:]
                pytest.skip(f"docker's engine does not start here: {said}")
            time.sleep(0.2)
        yield variables
    finally:
        engine.terminate()
        engine.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def filled(world):
    world.write(".env", f"KEY={VALUE}\n")
    world.write("gone")
    return world


def judged(world, done):
    assert done.returncode == 5, done.stderr
    assert done.stdout.splitlines() == ["65534", "KEY=masked-by-fumehood", "refused"]
    shown = world("changes", "show").stdout
    assert "+ made" in shown
    assert "- gone" in shown


def test_a_room_of_docker_s_own_engine(docker, world):
    filled(world)
    judged(world, world.run("sh", "-c", SCRIPT, options=("--backend", "oci"), variables=docker))
    direct = ("--backend", "oci", "--workspace", "direct")
    done = world.run("sh", "-c", "cat .env; echo x > .env || echo refused; echo in place > made", options=direct, variables=docker)  # fmt: skip
    assert done.stdout == "KEY=masked-by-fumehood\nrefused\n", done.stderr
    assert (world.project / "made").read_text() == "in place\n"
    ended = world.run("sleep", "30", options=("--backend", "oci", "--time=1s"), variables=docker)
    assert (ended.returncode, "limit of time" in ended.stderr) == (124, True), ended.stderr
    hungry = "x = [bytes([1]) * (1 << 20) for _ in range(900)]"
    done = world.run("/usr/bin/python3", "-c", hungry, options=("--backend", "oci", "--memory=100m"), variables=docker)  # fmt: skip
    assert (done.returncode, "limit of memory" in done.stderr) == (137, True), done.stderr
    left = subprocess.run([docker["FUMEHOOD_CONTAINER_ENGINE"], "ps", "--all", "--quiet"], env=os.environ | docker, capture_output=True, text=True)  # fmt: skip
    assert left.stdout == ""


def test_docker_holds_every_try_of_the_exercise(docker, world):
    shutil.copy(ROOT / "examples/sec-3/escape.py", world.project)
    world.write(".env", "API_TOKEN=only-for-the-owner\n")
    done = world.run("/usr/bin/python3", "escape.py", options=("--backend", "oci"), variables=docker | {"SEC_3_TOKEN": "mine"})  # fmt: skip
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["held"] * TRIES, done.stderr


def rootless(world, script, *, ranges):
    """Runs a script as the world's user, who has ranges of numbers for his containers (or none)."""
    if not all(map(shutil.which, ("podman", "newuidmap", "setpriv"))):
        pytest.skip("no podman, or no newuidmap (uidmap) here; `make test` installs them where apt-get may")
    base = world.home.parent
    own = base / "runtime"
    if not own.exists():
        own.mkdir(0o700)
        os.chown(own, world.user, world.user)
    (base / "ranges").write_text("nobody:300000:65536\n" if ranges else "")
    binds = f"for one in uid gid; do touch /etc/sub$one; mount --bind {base}/ranges /etc/sub$one; done"
    user = f"--reuid={world.user} --regid={world.user} --clear-groups"
    environment = world.environment | {
        "F": " ".join(world.command),
        "XDG_RUNTIME_DIR": str(own),
        "SCRIPT": script,
    }
    return subprocess.run(
        ["unshare", "-m", "--propagation", "slave", "sh", "-ec", f'{binds}\nexec setpriv {user} sh -c "$SCRIPT"'],
        cwd=world.project, env=environment, capture_output=True, text=True, timeout=100,
    )  # fmt: skip


@pytest.fixture
def ordinary(anyone):
    if anyone.user is None:
        pytest.skip("rootless is for ordinary users, and the numbers of a test for root")
    yield anyone
    pause = anyone.home.parent / "runtime/libpod/tmp/pause.pid"
    if pause.exists():  # podman's own, which holds the user's namespace for the next container
        os.kill(int(pause.read_text()), signal.SIGKILL)


def test_podman_of_an_ordinary_user_starts_from_this_machine_s_programs(ordinary):
    filled(ordinary)
    probe = rootless(ordinary, "podman info", ranges=True)
    if probe.returncode:
        pytest.skip(f"podman does not work here for an ordinary user: {probe.stderr.splitlines()[-1:]}")
    done = rootless(ordinary, f"$F run --backend oci -- sh -c '{SCRIPT}'", ranges=True)
    judged(ordinary, done)
    done = rootless(ordinary, "$F run --backend oci --time 2s -- sleep 30", ranges=True)
    assert (done.returncode, "limit of time" in done.stderr) == (124, True), done.stderr


def test_without_ranges_of_numbers_the_remedy_names_them(ordinary):
    done = rootless(ordinary, "$F run --backend oci -- true", ranges=False)
    assert done.returncode == 125
    assert "usermod --add-subuids" in done.stderr
