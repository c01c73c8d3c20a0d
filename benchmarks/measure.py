"""What every benchmark shares: one measured run, the machine it ran on, the file it leaves."""

import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
FUMEHOOD = str(BIN / "fumehood")
SCRATCH = Path(os.environ.get("FUMEHOOD_BENCH", Path(tempfile.gettempdir()) / "fumehood-benchmarks"))


@dataclass
class Run:
    """One finished command: seconds of wall time and CPU, bytes of memory of all its processes at once."""

    code: int
    wall: float
    cpu: float
    memory: int
    out: bytes


def environment(home: Path) -> dict[str, str]:
    """The environment of a measured run: a home of its own, nothing that colours or redirects."""
    dropped = ("FORCE_COLOR", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {k: v for k, v in os.environ.items() if k not in dropped and not k.startswith("XDG_")}
    return kept | {"HOME": str(home)}


def run(argv: list[str], cwd: Path, home: Path, seconds: float = 900, *, watch: bool = True) -> Run:
    """Runs a command in its own session and measures all of that session.

    Memory is the largest sum of proportional set sizes, looked at every 50 ms (Linux; 0 elsewhere, and
    without `watch`, which costs a little CPU of its own).
    """
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(
            argv, cwd=cwd, env=environment(home), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        peak, stop = [0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, stop), daemon=True)
        if watch:
            watcher.start()
        killer = threading.Timer(seconds, lambda: os.killpg(process.pid, signal.SIGKILL))
        killer.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        killer.cancel()
        stop.set()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return Run(process.returncode, wall, used.ru_utime + used.ru_stime, peak[0], out.read())


def _watch(session: int, peak: list[int], stop: threading.Event) -> None:
    while not stop.wait(0.05):
        peak[0] = max(peak[0], _session_memory(session))


def _session_memory(session: int) -> int:
    total = 0
    for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else ()):
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[3] != str(session):
                    continue
            with open(f"/proc/{pid}/smaps_rollup") as file:
                found = re.search(r"^Pss:\s+(\d+)", file.read(), re.MULTILINE)
            total += int(found[1]) * 1024 if found else 0
        except (OSError, IndexError):
            continue
    return total


def spread(values: list[float], digits: int = 3) -> dict[str, float]:
    """Median, smallest and largest of some runs."""
    return {
        "median": round(statistics.median(values), digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
    }


def machine() -> dict[str, object]:
    """What a figure depends on beside the code: processor, system, Python, and who else is busy."""
    try:
        with open("/proc/cpuinfo") as file:
            model = re.search(r"model name\s*:\s*(.+)", file.read())
    except OSError:
        model = None
    return {
        "processor": model[1].strip() if model else platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def versions(*names: str) -> dict[str, str]:
    """fumehood's revision, and the versions of distributions installed here."""
    git = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    done = subprocess.run(git, capture_output=True, text=True, check=False)
    found = {name: metadata.version(name) for name in ("fumehood", *names)}
    return found | ({"revision": done.stdout.strip()} if done.returncode == 0 else {})


def write(name: str, question: str, figures: dict[str, object], *packages: str) -> None:
    """Leaves `results/NAME.json` and prints it."""
    result = {
        "question": question,
        "command": f"python benchmarks/{name}.py",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": machine(),
        "versions": versions(*packages),
        "figures": figures,
    }
    text = json.dumps(result, indent=2) + "\n"
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"{name}.json").write_text(text)
    sys.stdout.write(text)


def archive(requirement: str, *, wheel: bool = False) -> Path:
    """The unpacked source archive (or wheel) of a pinned requirement, fetched once with pip."""
    name = re.split(r"[=<>]", requirement)[0]
    folder = SCRATCH / ("wheels" if wheel else "sources") / requirement.replace("==", "-")
    if not folder.exists():
        unpacked = Path(tempfile.mkdtemp(dir=_made(folder.parent)))
        kind = [] if wheel else ["--no-binary", name]
        with tempfile.TemporaryDirectory() as fetched:
            pip = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                *kind,
                "-d",
                fetched,
                requirement,
            ]
            subprocess.run(pip, check=True)
            file = next(Path(fetched).iterdir())
            if file.suffix == ".whl":
                import zipfile

                zipfile.ZipFile(file).extractall(unpacked)
            else:
                import tarfile

                with tarfile.open(file) as tar:
                    tar.extractall(unpacked, filter="data")
        unpacked.rename(folder)
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def home() -> Path:
    """A fresh home below the scratch folder, so that no cache of an earlier run helps."""
    return Path(tempfile.mkdtemp(prefix="home-", dir=_made(SCRATCH)))
