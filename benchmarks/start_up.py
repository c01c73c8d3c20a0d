"""What does a short call cost, as a multiple of a bare interpreter's start in the same run?

CPU time, not wall time: other work on the machine disturbs it least. The rounds are interleaved, so that
a slow minute slows all of them.
"""

import statistics
import sys

import measure

ROUNDS = 25
LIMITS = {"--version": 3.0, "--help": 5.0, "scan of one small file": 13.0}


def main() -> int:
    """Writes the result; 1 when a limit is missed."""
    home = measure.home()
    folder = home / "one"
    folder.mkdir()
    (folder / "go.py").write_text("import os\n\n\ndef go(name):\n    os.system('echo ' + name)\n")
    calls = {
        "bare": [sys.executable, "-I", "-S", "-c", "pass"],
        "--version": [measure.FUMEHOOD, "--version"],
        "--help": [measure.FUMEHOOD, "--help"],
        "scan of one small file": [measure.FUMEHOOD, "scan", "go.py", "--no-cache", "--no-progress"],
    }
    seen: dict[str, list[float]] = {name: [] for name in calls}
    for name, argv in calls.items():  # the first run of each compiles modules and unpacks data
        code = measure.run(argv, folder, home, watch=False).code
        assert code == (1 if name.startswith("scan") else 0), (name, code)
    for _ in range(ROUNDS):
        for name, argv in calls.items():
            seen[name].append(measure.run(argv, folder, home, watch=False).cpu * 1000)
    bare = statistics.median(seen["bare"])
    figures: dict[str, object] = {
        name: {"cpu_ms": measure.spread(values, 1), "ratio": round(statistics.median(values) / bare, 2)}
        for name, values in seen.items()
    }
    missed = [n for n, limit in LIMITS.items() if statistics.median(seen[n]) / bare > limit]
    measure.write(
        "start_up",
        __doc__.partition("\n")[0],
        {"rounds": ROUNDS, "limits": LIMITS, "missed": missed, **figures},
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
