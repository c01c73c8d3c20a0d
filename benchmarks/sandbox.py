"""What does a start in a room cost, as a multiple of bare bubblewrap in the same interleaved run?

Run it as an ordinary user (root's start moves it between control groups). Peers are timed where they are on PATH:
`srt` (npm: @anthropic-ai/sandbox-runtime) and `podman` with an image named `$FUMEHOOD_BENCH_IMAGE`. `library` is a start
from Python with a plan that is made already, against bubblewrap started from the same Python. A room that holds nothing
is no time: a file beside the project must not be readable.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import measure

ROUNDS, FIRST_REQUESTS = 25, 20
LIMITS = {
    "true ratio": 6.0,
    "library ratio": 1.5,
    "net allow, ms over none": 150.0,
    "first requests refused": 0,
    "changes show, ms": 200.0,
}
FEWER = {"srt over fumehood": 5.0, "podman over fumehood": 5.0}
IMAGE = os.environ.get("FUMEHOOD_BENCH_IMAGE", "")


def main() -> int:
    """Writes the result; 1 when a limit is missed."""
    with tempfile.TemporaryDirectory(dir=Path.home(), prefix="fumehood-bench-") as base:
        project = Path(base) / "project"
        project.mkdir()
        os.chdir(project)
        bare = bubblewrap(project)
        run = [measure.FUMEHOOD, "run"]
        calls = {
            "bwrap": [*bare, "/usr/bin/true"],
            "fumehood": [*run, "--", "/usr/bin/true"],
            "fumehood direct": [*run, "--workspace", "direct", "--", "/usr/bin/true"],
            "fumehood net": [*run, "--net", "allow", "--allow-host", "h.example", "--", "/usr/bin/true"],
            "bwrap python": [*bare, "/usr/bin/python3", "-c", "pass"],
            "fumehood python": [*run, "--", "/usr/bin/python3", "-c", "pass"],
        } | peers()
        holds(run, Path(base))
        took = interleaved(calls)
        library = from_python(bare, project)
        seen = {
            "true ratio": paired(took["fumehood"], took["bwrap"]),
            "true direct ratio": paired(took["fumehood direct"], took["bwrap"]),
            "python ratio": paired(took["fumehood python"], took["bwrap python"]),
            "library ratio": paired(library["library"], library["bwrap"]),
            "net allow, ms over none": statistics.median(took["fumehood net"])
            - statistics.median(took["fumehood"]),
            "first requests refused": first_requests(run),
            "changes show, ms": changes_show(run, project),
        }
        for peer in peers():
            seen[f"{peer} over fumehood"] = paired(took[peer], took["fumehood"])
    missed = [name for name, limit in LIMITS.items() if seen[name] > limit]
    missed += [name for name, least in FEWER.items() if name in seen and seen[name] < least]
    figures: dict[str, object] = {
        "user": "root" if os.getuid() == 0 else "ordinary",
        "rounds": ROUNDS,
        "limits": LIMITS | FEWER,
        "missed": missed,
        "not here": [name.split()[0] for name in FEWER if name not in seen],
        "seen": {name: round(value, 3) for name, value in seen.items()},
        "wall_ms": {name: measure.spread(values, 2) for name, values in (took | library).items()},
    }
    measure.write("sandbox", __doc__.partition("\n")[0], figures)
    return 1 if missed else 0


def bubblewrap(project: Path) -> list[str]:
    """The plainest room with the same view: what any launcher on bubblewrap has to pay."""
    return [
        "bwrap", "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib",
        "--symlink", "usr/lib64", "/lib64", "--ro-bind", "/etc", "/etc", "--tmpfs", "/tmp", "--proc", "/proc",
        "--dev", "/dev", "--bind", str(project), str(project), "--unshare-all", "--die-with-parent", "--new-session",
    ]  # fmt: skip


def peers() -> dict[str, list[str]]:
    """What is on PATH, with the settings that come nearest to a room without network."""
    found = {}
    if shutil.which("srt"):
        found["srt"] = ["srt", "/usr/bin/true"]
    if IMAGE and shutil.which("podman"):
        flags = ["--rm", "--network=none", "--cap-drop=all", "--read-only", "-v", f"{os.getcwd()}:/work"]
        found["podman"] = ["podman", "run", *flags, IMAGE, "true"]
    return found


def interleaved(calls: dict[str, list[str]]) -> dict[str, list[float]]:
    """Milliseconds of each call in each round; the first round warms up and is not counted."""
    took: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(ROUNDS + 1):
        for name, argv in calls.items():
            began = time.perf_counter()
            done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, check=False)
            if done.returncode:
                raise SystemExit(f"{name}: {done.returncode} {done.stderr[-300:]!r}")
            if number:
                took[name].append((time.perf_counter() - began) * 1000)
    return took


def paired(one: list[float], other: list[float]) -> float:
    """The median of the ratios, round by round."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def holds(run: list[str], base: Path) -> None:
    """Ends everything when the room shows what it has to hide."""
    (base / "outside.txt").write_text("OUTSIDE")
    done = subprocess.run([*run, "--", "cat", str(base / "outside.txt")], capture_output=True, check=False)
    if done.returncode == 0 or b"OUTSIDE" in done.stdout:
        raise SystemExit("a file outside of the project was read: these times isolate nothing")


def from_python(bare: list[str], project: Path) -> dict[str, list[float]]:
    """Milliseconds of a start from a Python that has everything loaded, and of bubblewrap from the same Python."""
    from fumehood.sandbox.backends import choose
    from fumehood.sandbox.plan import plan
    from fumehood.sandbox.policy import DEFAULT_DISK, DEFAULT_PIDS, Limits, Policy, default_memory
    from fumehood.sandbox.record import Record
    from fumehood.sandbox.runs import forget_empty
    from fumehood.sandbox.survey import survey
    from fumehood.sandbox.system import look

    limits = Limits(default_memory("bwrap"), DEFAULT_PIDS, None, DEFAULT_DISK)
    policy = Policy("bwrap", "overlay", "none", (), (), (), (), limits)
    ready = plan(
        policy, str(project), ("/usr/bin/true",), variables=os.environ, home=str(Path.home()), system=look(),
        survey=survey(str(project)),
    )  # fmt: skip
    took: dict[str, list[float]] = {"bwrap": [], "library": []}
    for number in range(ROUNDS + 1):
        began = time.perf_counter()
        process = os.posix_spawnp(bare[0], [*bare, "/usr/bin/true"], os.environ)
        os.waitpid(process, 0)
        middle = time.perf_counter()
        done = choose.carry_out(ready, terminal=False, notice=lambda _: None, record=Record())
        forget_empty(done.run)
        ended = time.perf_counter()
        assert done.end.code == 0, done
        if number:
            took["bwrap"].append((middle - began) * 1000)
            took["library"].append((ended - middle) * 1000)
    return took


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def first_requests(run: list[str]) -> int:
    """How many of some starts could not make their first request through the proxy at once."""
    server = HTTPServer(("127.0.0.1", 0), _Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    ask = f"import urllib.request as u; print(u.urlopen('http://{place}/').read())"
    refused = 0
    for _ in range(FIRST_REQUESTS):
        argv = [*run, "--net", "allow", "--allow-host", place, "--", "/usr/bin/python3", "-c", ask]
        done = subprocess.run(argv, capture_output=True, check=False)
        refused += b"hello" not in done.stdout
    server.shutdown()
    return refused


def changes_show(run: list[str], project: Path) -> float:
    """Milliseconds of `changes show` after ten changes in a tree of 10,000 files."""
    for number in range(100):
        folder = project / f"d{number}"
        folder.mkdir()
        for inner in range(100):
            (folder / f"f{inner}.txt").write_text("line\n")
    write = "for n in 1 2 3 4 5 6 7 8 9 10; do echo more >> d$n/f$n.txt; done"
    subprocess.run([*run, "--", "sh", "-c", write], check=True, capture_output=True)
    took = []
    for _ in range(9):
        began = time.perf_counter()
        done = subprocess.run([measure.FUMEHOOD, "changes", "show"], capture_output=True, check=False)
        took.append((time.perf_counter() - began) * 1000)
        assert b"f10.txt" in done.stdout, done
    subprocess.run([measure.FUMEHOOD, "changes", "discard"], capture_output=True, check=True)
    return statistics.median(took)


if __name__ == "__main__":
    sys.exit(main())
