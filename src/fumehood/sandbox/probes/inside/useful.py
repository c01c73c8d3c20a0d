"""What must keep working: each answers None when it works and says what is broken otherwise."""

import os
import socket
import subprocess
import sys

from fumehood.sandbox.probes.inside.harness import Answer, Missing, World, git, libc, probe, write


def _place(world: World) -> str:
    """Where the room lets things be written: the project, or the home where the project is read-only."""
    return os.path.expanduser("~") if world["workspace"] == "ro" else str(world["project"])


@probe
def git_commit(world: World) -> Answer:
    """Commits with git."""
    if world["workspace"] == "ro":
        raise Missing("the project is read-only, as asked for")
    write(world["project"] + "/committed.txt")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    steps = (
        ("add", "committed.txt"),
        (*who, "commit", "-q", "--no-verify", "-m", "probe"),
        ("log", "-1"),
        ("status",),
    )
    broken = next((step for step in steps if not git(*step, folder=world["project"])), None)
    return f"git {broken}" if broken else None


@probe
def writes(world: World) -> Answer:
    """Writes in the project, the home and the temporary folder."""
    for folder in (
        _place(world),
        _place(world) + "/made/deep",
        os.path.expanduser("~"),
        os.environ.get("TMPDIR", "/tmp"),
    ):
        if not write(folder + "/useful.txt"):
            return f"no writes in {folder}"
    return None


@probe
def modes_and_times(world: World) -> Answer:
    """Sets modes, times and owner of its own files."""
    path = _place(world) + "/useful-mode"
    write(path)
    os.chmod(path, 0o700)
    os.utime(path, (1, 1))
    with open(path, "rb") as file:
        os.fchmod(file.fileno(), 0o750)
        os.utime(file.fileno(), (2, 2))
    os.chown(path, os.getuid(), os.getgid())
    found = os.stat(path)
    right = found.st_mode & 0o777 == 0o750 and found.st_mtime == 2
    return None if right else f"mode {found.st_mode:o}, time {found.st_mtime}"


@probe
def temporary_folder_by_its_usual_name(_world: World) -> Answer:
    """Writes to `/tmp` by that name."""
    return None if write("/tmp/useful.txt") else "no writes in /tmp"


@probe
def renames_and_links(world: World) -> Answer:
    """Makes links, renames files and folders."""
    base = _place(world) + "/useful-links"
    os.mkdir(base)
    write(base + "/a")
    os.link(base + "/a", base + "/b")
    os.symlink("a", base + "/c")
    os.rename(base + "/a", base + "/d")
    os.chmod(base + "/d", 0o755)
    os.mkdir(base + "/e")
    os.rename(base + "/e", base + "/f")
    return None if os.path.isdir(base + "/f") else "a rename is lost"


@probe
def server_of_its_own(_world: World) -> Answer:
    """Serves and connects on its own loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as one:
            one.sendall(b"x")
            other, _ = server.accept()
            return None if other.recv(1) == b"x" else "loopback"


@probe
def socket_pairs(_world: World) -> Answer:
    """Talks over a pair of sockets."""
    one, other = socket.socketpair()
    one.sendall(b"x")
    return None if other.recv(1) == b"x" else "socketpair"


@probe
def several_processes(_world: World) -> Answer:
    """Works with a pool of processes, semaphores and queues."""
    code = "import multiprocessing as m\nwith m.Pool(2) as p: assert p.map(abs, [-1]) == [1]\nm.Semaphore(); m.Queue()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=14, check=False)
    return done.stderr.decode()[-200:] if done.returncode else None


@probe
def shells(_world: World) -> Answer:
    """Uses process substitution and jobs of bash."""
    code = "cat <(echo x) | grep -q x && exec 3<<<y && read -ru3 z && test $z = y && sleep 0 & wait $!"
    try:
        done = subprocess.run(["bash", "-c", code], capture_output=True, timeout=10, check=False)
    except FileNotFoundError:
        raise Missing("no bash") from None
    return done.stderr.decode()[-200:] or "bash" if done.returncode else None


@probe
def terminals_of_its_own(_world: World) -> Answer:
    """Opens a pseudo-terminal."""
    import pty

    master, slave = pty.openpty()
    os.write(slave, b"x")
    return None if os.read(master, 1) == b"x" else "openpty"


@probe
def data_base(world: World) -> Answer:
    """Writes a database of SQLite."""
    import sqlite3

    with sqlite3.connect(_place(world) + "/useful.db") as base:
        base.execute("create table t (x)")
        base.execute("insert into t values (1)")
    return None


@probe
def virtual_environment(_world: World) -> Answer:
    """Makes a virtual environment."""
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", os.environ.get("TMPDIR", "/tmp") + "/venv"],
        capture_output=True,
        timeout=14,
        check=False,
    )
    return done.stderr.decode()[-200:] if done.returncode else None


@probe
def locks_maps_and_notices(world: World) -> Answer:
    """Locks a file and maps it."""
    import fcntl
    import mmap

    path = _place(world) + "/useful-map"
    with open(path, "w+b") as file:
        file.truncate(4096)
        fcntl.flock(file, fcntl.LOCK_EX)
        with mmap.mmap(file.fileno(), 4096) as view:
            view[0:1] = b"x"
    with open(path, "rb") as file:
        return None if file.read(1) == b"x" else "a shared map is lost"


@probe
def random_and_null(_world: World) -> Answer:
    """Reads random bytes and writes to `/dev/null`."""
    with open("/dev/null", "wb") as null, open("/dev/urandom", "rb") as source:
        null.write(source.read(8))
    return None


def _python(code: str) -> Answer:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=14, check=False)
    return done.stderr.decode()[-200:] or "it ended with an error" if done.returncode else None


@probe
def sockets_with_a_path(world: World) -> Answer:
    """Serves and connects on a Unix socket in the temporary folder, as tmux and agents for keys do."""
    if world["workspace"] != "overlay":
        raise Missing("files are shared with the host as they are, so no socket has a path")
    path = os.environ.get("TMPDIR", "/tmp") + "/useful.sock"
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as one:
        server.bind(path)
        server.listen()
        one.connect(path)
        one.sendall(b"x")
        other, _ = server.accept()
        with other:
            return None if other.recv(1) == b"x" else "a Unix socket"


@probe
def shared_objects(world: World) -> Answer:
    """Shares a dictionary and a block of memory between processes."""
    if world["workspace"] != "overlay":
        raise Missing("files are shared with the host as they are, so no socket has a path")
    return _python(
        "import multiprocessing as m\nfrom multiprocessing.shared_memory import SharedMemory as s\n"
        "with m.Manager() as g: d = g.dict(); d[1] = 2; assert d[1] == 2\n"
        "b = s(create=True, size=10); b.buf[0] = 1; b.close(); b.unlink()"
    )


@probe
def work_side_by_side(_world: World) -> Answer:
    """Runs programs side by side in an event loop."""
    return _python(
        "import asyncio\nasync def f():\n  p = await asyncio.create_subprocess_exec('echo', 'x', stdout=-1)\n"
        "  assert (await p.communicate())[0] == b'x\\n'\nasyncio.run(f())"
    )


@probe
def notices_of_changes(world: World) -> Answer:
    """Is told of a new file in a folder."""
    import select

    number = libc().inotify_init()
    libc().inotify_add_watch(number, _place(world).encode(), 0x100)
    write(_place(world) + "/useful-noticed")
    return None if select.select([number], [], [], 10)[0] else "no notice came"


@probe
def its_own_name(_world: World) -> Answer:
    """Resolves `localhost` and serves under that name."""
    with socket.create_server(("localhost", 0)) as server:
        with socket.create_connection(("localhost", server.getsockname()[1])):
            return None


@probe
def work_tree(world: World) -> Answer:
    """Makes a second work tree of the repository and commits in it."""
    if world["workspace"] != "overlay":
        raise Missing("pointers of work trees are kept as they are")
    place = os.environ.get("TMPDIR", "/tmp") + "/useful-tree"
    who = (
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "commit",
        "-q",
        "--no-verify",
        "--allow-empty",
        "-m",
        "probe",
    )
    made = git(*who, folder=world["project"]) and git("worktree", "add", "-q", place, folder=world["project"])
    return None if made and git(*who, folder=place) else "git worktree"


@probe
def compiler(_world: World) -> Answer:
    """Compiles a program and runs it."""
    import shutil

    if not shutil.which("gcc"):
        raise Missing("no gcc")
    place = os.environ.get("TMPDIR", "/tmp") + "/useful-program"
    write(place + ".c", "int main(void) { return 0; }\n")
    done = subprocess.run(["gcc", "-o", place, place + ".c"], capture_output=True, timeout=14, check=False)
    if done.returncode:
        return done.stderr.decode()[-200:]
    return None if subprocess.run([place], check=False).returncode == 0 else "it does not run"
