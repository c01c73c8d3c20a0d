"""A project in a world of its own (not below /tmp, which a room hides), as root and as an ordinary user."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).parent / "fumehood")
ORDINARY = 65534


class World:
    """A home with a project in it; `run` starts the real command there, as `user` (None: as we are)."""

    def __init__(self, base: Path, user: int | None = None) -> None:
        self.home = base / "home"
        self.project = self.home / "project"
        self.project.mkdir(parents=True)
        self.user = user
        self.command = [COMMAND]
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        if user is not None:
            for place in (base, self.home, self.project):
                os.chown(place, user, user)

    def write(self, name: str, text: str = "x\n") -> Path:
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if self.user is not None:
            for one in (path, *path.parents):
                if one.is_relative_to(self.project):
                    os.chown(one, self.user, self.user)
        return path

    def start(self, *arguments: str, **options) -> subprocess.Popen:
        identity = {} if self.user is None else {"user": self.user, "group": self.user, "extra_groups": []}
        options = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        } | options
        environment = self.environment | options.pop("variables", {})
        return subprocess.Popen(
            [*self.command, *arguments], cwd=self.project, env=environment, text=True, **identity, **options
        )

    def __call__(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=200)  # guests are emulated here, beside other tests
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def run(self, *command: str, options: tuple[str, ...] = (), **more) -> subprocess.CompletedProcess:
        """`fumehood run OPTIONS -- COMMAND`."""
        return self("run", *options, "--", *command, **more)

    def sh(self, script: str, *options: str) -> subprocess.CompletedProcess:
        return self.run("sh", "-c", script, options=options)


@pytest.fixture(scope="session")
def room():
    """Fails, with the remedy, where no room can be had: a skip would hide the product's main promise."""
    if sys.platform != "linux":
        pytest.skip("the sandbox is for Linux")
    if not shutil.which("bwrap"):
        pytest.fail(
            "bubblewrap is not installed; `make test` installs it, or: sudo apt-get install bubblewrap"
        )
    probe = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    done = subprocess.run(probe, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(
            f"user namespaces are refused here: {done.stderr.strip()}; allow them, or run the tests in a VM"
        )


def _base():
    """A folder that an ordinary user can reach as well; one below /var/tmp would be hidden by the room."""
    place = "/var/lib" if os.getuid() == 0 else os.path.expanduser("~")
    base = Path(tempfile.mkdtemp(prefix="fumehood-test-", dir=place))
    base.chmod(0o755)
    return base


@pytest.fixture
def world(room):
    base = _base()
    yield World(base)
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(params=["as we are", "ordinary user"])
def anyone(room, request):
    """The world twice: as the user who tests, and (where that is root) as one without rights."""
    ordinary = request.param == "ordinary user"
    if ordinary and os.getuid():
        pytest.skip("the tests run as an ordinary user already")
    base = _base()
    world = World(base, ORDINARY if ordinary else None)
    if ordinary and not (_reaches(os.path.realpath(sys.executable)) and _reaches(COMMAND)):
        python, code = request.getfixturevalue("copied_code")
        world.command = [python, "-m", "fumehood"]
        world.environment["PYTHONPATH"] = str(code)
    yield world
    shutil.rmtree(base, ignore_errors=True)


def _reaches(path: str) -> bool:
    done = subprocess.run(["test", "-x", path], user=ORDINARY, group=ORDINARY, extra_groups=[])
    return done.returncode == 0


@pytest.fixture(scope="session")
def copied_code():
    """Where only root may enter the folder of this interpreter: a copy of the code, for the system's own Python."""
    python = next((p for p in ("/usr/bin/python3", "/usr/local/bin/python3") if _suits(p)), None)
    if python is None:
        pytest.skip(
            "no Python of this version that an ordinary user may start; it is there on a machine of the build service"
        )
    base = _base()
    source = Path(__file__).resolve().parents[2] / "src" / "fumehood"
    shutil.copytree(source, base / "fumehood", ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    for name in ("msgspec", "ahocorasick_rs", "pathspec", "yaml", "_yaml", "packaging"):
        found = importlib.util.find_spec(name)
        if found and found.submodule_search_locations:
            shutil.copytree(found.submodule_search_locations[0], base / name)
    subprocess.run([python, "-m", "compileall", "-q", str(base)], check=False)
    yield python, base
    shutil.rmtree(base, ignore_errors=True)


def _suits(python: str) -> bool:
    """Whether it takes what is compiled for this one."""
    code = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    return _reaches(python) and subprocess.run([python, "-I", "-c", code]).returncode == 0
