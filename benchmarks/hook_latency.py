"""What does the installed hook line cost, warm and cold, as a multiple of `sh -c :` in the same interleaved run?

Each line runs as an assistant runs it: `sh -c LINE`, one event on standard input, each event a call of its own (so that
it is recorded). `decision` is the guard alone, in process. The second run has a process on every core beside it. Right
answers are checked while it is timed: one in five events is one that has to be denied.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import measure

ROUNDS, LOADED_ROUNDS = 60, 100
LIMITS = {
    "warm over sh, ms": 5.0,
    "warm ratio": 8.0,
    "cold CPU ratio": 8.0,
    "warm p99 under load, ms": 15.0,
    "decision, ms": 1.0,
}
BUSY = "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass"


def main() -> int:
    """Writes the result; 1 when a limit is missed."""
    home = measure.home()
    os.environ.pop("FUMEHOOD_SERVER", None)
    environment = measure.environment(home) | {"XDG_RUNTIME_DIR": ""}
    os.environ["HOME"], os.environ["XDG_RUNTIME_DIR"] = str(home), ""
    from fumehood.agents.line import CLIENTS, find, hook_line
    from fumehood.agents.server import life
    from fumehood.agents.server.place import socket_path

    calls = {
        "sh": ["sh", "-c", ":"],
        "python": [sys.executable, "-I", "-S", "-c", "pass"],
        "warm": ["sh", "-c", hook_line("claude")],
        **{f"by {name}": ["sh", "-c", hook_line("claude", name)] for name in CLIENTS if find(name)},
        "cold": ["sh", "-c", f"FUMEHOOD_SERVER=off {measure.FUMEHOOD} hook claude"],
    }
    once(calls["warm"], environment, 0)
    until = time.monotonic() + 30
    while not Path(socket_path()).exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(3)  # the guards are loaded behind the first request
    try:
        quiet = interleaved(calls, environment, ROUNDS)
        busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count() or 1)]
        try:
            loaded = interleaved(
                {k: v for k, v in calls.items() if k in ("sh", "warm", "by netcat")},
                environment,
                LOADED_ROUNDS,
            )
        finally:
            for one in busy:
                one.kill()
                one.wait()
        cpu = {
            name: statistics.median(cpu_of(calls[name], environment, n) for n in range(15))
            for name in ("python", "cold")
        }
    finally:
        life.stop()
    decision = decisions()
    median = {name: statistics.median(values) for name, values in quiet.items()}
    seen = {
        "warm over sh, ms": median["warm"] - median["sh"],
        "warm ratio": median["warm"] / median["sh"],
        "cold CPU ratio": cpu["cold"] / cpu["python"],
        "warm p99 under load, ms": p99(loaded["warm"]),
        "decision, ms": decision,
    }
    figures: dict[str, object] = {
        "rounds": ROUNDS,
        "limits": LIMITS,
        "missed": [name for name, limit in LIMITS.items() if seen[name] > limit],
        "seen": {name: round(value, 3) for name, value in seen.items()},
        "wall_ms": {name: measure.spread(values, 2) for name, values in quiet.items()},
        "wall_ms_under_load": {name: measure.spread(values, 2) for name, values in loaded.items()},
        "p99_ms_under_load": {name: round(p99(values), 2) for name, values in loaded.items()},
        "cpu_ms": {name: round(value, 1) for name, value in cpu.items()},
    }
    measure.write("hook_latency", __doc__.partition("\n")[0], figures)
    return 1 if figures["missed"] else 0


def interleaved(
    calls: dict[str, list[str]], environment: dict[str, str], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each call in each round."""
    seen: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds):
        for name, argv in calls.items():
            seen[name].append(once(argv, environment, number))
    return seen


def p99(values: list[float]) -> float:
    """The value that one in a hundred exceeds."""
    return sorted(values)[-1 - len(values) // 100]


def once(argv: list[str], environment: dict[str, str], number: int) -> float:
    """Milliseconds of one call; its answer has to be right."""
    deny = number % 5 == 4
    event = {
        "session_id": "benchmark", "hook_event_name": "PreToolUse", "cwd": str(Path(environment["HOME"]) / "none"),
        "tool_name": "Bash", "tool_input": {"command": "rm -rf ~" if deny else "git status && ls -la"},
        "tool_use_id": f"{argv[-1][:9]}{time.monotonic_ns()}",
    }  # fmt: skip
    raw = json.dumps(event).encode()
    began = time.perf_counter()
    done = subprocess.run(argv, input=raw, capture_output=True, env=environment, check=False)
    took = (time.perf_counter() - began) * 1000
    if "hook" in argv[-1]:
        assert done.returncode == 0, done
        assert (b'"deny"' in done.stdout) == deny, done
    return took


def cpu_of(argv: list[str], environment: dict[str, str], number: int) -> float:
    """Milliseconds of CPU of one call and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    once(argv, environment, number)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def decisions() -> float:
    """Milliseconds of one decision about a command, median over some of the everyday ones."""
    from fumehood.commands.decide import decide

    listed = (measure.HERE.parent / "tests/commands/harmless.txt").read_text().splitlines()
    commands = [line for line in listed if line and not line.startswith("#")][:200]
    for command in commands:
        decide(command, "/")
    took = []
    for command in commands:
        began = time.perf_counter()
        decide(command, "/")
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    sys.exit(main())
