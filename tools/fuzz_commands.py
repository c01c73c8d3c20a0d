"""Feeds the commands' guard with damaged and grown commands for a while; whatever it fails on is kept.

Usage: python tools/fuzz_commands.py [--minutes 60] [--seed 1] [--rows FILE…] [--keep FOLDER]

Rows are files of commands, one a line, or JSON lines of texts (`benchmarks/commands.py` reads the same); the lists of
tests/commands are taken along. Each input is grown from rows by a small grammar (wrapping, quoting, joining, nesting) and
by damage (bytes cut, doubled, changed). A failure is an exception, a decision that takes longer than two seconds of
CPU, one that is none of the three, or an analysis that says "fumehood failed". Nothing is run.
"""

import argparse
import json
import random
import resource
import sys
import time
from pathlib import Path

from fumehood.commands.context import Context
from fumehood.commands.decide import decide

LISTS = Path(__file__).parents[1] / "tests" / "commands"
CONTEXT = Context(home="/home/user", project="/home/user/project")
LONGEST = 20_000  # code points of an input
SLOW = 2.0  # seconds of CPU
PIECES = (
    "$(", ")", "`", "'", '"', "$'", '$"', "<<EOF\n", "\nEOF\n", "<<<", "<(", ">(", "{", "}", "((", "))", "[[", "]]", "${", "${x:-", "${!x}", "${x//a/b}", "$((", "|", "||", "&&", ";", ";;", "&", "|&", "\\\n", "\\", "\n", "\0", "\r",
    "\ud800", "\U0010fff0", "\U0010fff1", "é", "\u202e", "if ", "then ", "fi", "for i in ", "do ", "done", "case x in ", "esac", "while ", "function f ", "f() ", "coproc ", "time ", "! ", "{a,b}", "{1..9}", "*", "?", "[a-z]", "~", "$IFS", "$@", "$*", "$#", "$?",
    "$$", ">", ">>", "2>&1", "&>", "<>", "0<&3", "--", "-", "=", "a=b ", "a=(b c) ", "a[0]=", "#", "@(a|b)", "\t", " " * 50, "(" * 40, "[" * 40, "{" * 40, "'" * 41, "x" * 300,
)  # fmt: skip
WRAPS = (
    "sudo {}", "bash -c {q}", "sh -c {q}", "eval {q}", "env A=1 {}", "timeout 5 {}", "xargs {}", "find . -exec {} \\;", "ssh host {q}", "echo {q} | sh", "$({})", "`{}`", "( {} )", "{{ {}; }}", "if {}; then {}; fi", "for i in a b; do {}; done", "f() {{ {}; }}; f",
    "bash <<'E'\n{}\nE", "cat <<E\n{}\nE", "python3 -c {q}", "perl -e {q}", "node -e {q}", "ruby -e {q}", "awk {q}", "psql -c {q}", "pwsh -c {q}", "cmd.exe /c {q}", "osascript -e {q}", "docker exec c {}", "git -c alias.x={q} x", "vim -c {q}", "x={q}; $x",
    "trap {q} EXIT", "watch {q}", "parallel {} ::: a", "make -f - <<< {q}", "{} | tee f | bash", "while read l; do {}; done", "case $x in a) {};; esac", "emacs --eval {q}", "tclsh <<< {q}", "php -r {q}", "sqlite3 a.db {q}", "mongosh --eval {q}",
)  # fmt: skip


def rows(path: Path) -> list[str]:
    """The commands of a file."""
    found: list[str] = []
    for line in path.read_text("utf-8", "replace").splitlines():
        if path.suffix == ".jsonl":
            found.append(str(json.loads(line)))
        elif line.strip() and not line.startswith("# "):
            found.append(line.removeprefix("#! ").replace("↵", "\n"))
    return found


def quoted(text: str) -> str:
    """The text in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def grown(chance: random.Random, lists: list[list[str]]) -> str:
    """One input."""
    text = chance.choice(chance.choice(lists))
    for _ in range(chance.randrange(5)):
        kind = chance.randrange(5)
        if kind == 0:
            wrap = chance.choice(WRAPS)
            text = wrap.replace("{q}", quoted(text)).replace("{{", "{").replace("}}", "}").replace("{}", text)
        elif kind == 1:
            text = (
                text
                + chance.choice((" | ", " && ", "; ", "\n", " & ", " "))
                + chance.choice(chance.choice(lists))
            )
        elif kind == 2:
            text = damaged(chance, text)
        elif kind == 3:
            other = chance.choice(chance.choice(lists))
            text = text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]
        else:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(PIECES) + text[at:]
        text = text[:LONGEST]
    return text


def damaged(chance: random.Random, text: str) -> str:
    """The text with some of it cut out, doubled or changed."""
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + chance.randrange(12))
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + text[to:]
        elif kind == 1:
            text = text[:to] + text[at:to] * chance.randrange(1, 30) + text[to:]
        elif kind == 2:
            text = (
                text[:at]
                + chr(chance.choice((chance.randrange(128), chance.randrange(0x11_0000))))
                + text[to:]
            )
        else:
            text = text[:at] + chance.choice(PIECES) + text[to:]
    return text


def failure(text: str) -> str:
    """What is wrong with the guard's answer to the text; "" when nothing is."""
    started = time.process_time()
    try:
        decision = decide(text, "/home/user/project", CONTEXT)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {error}"[:200]
    took = time.process_time() - started
    if took > SLOW:
        return f"{took:.1f} s of CPU"
    if decision.decision not in ("allow", "ask", "deny"):
        return f"decided {decision.decision}"
    failed = [r for r in decision.reasons if "failed on it" in r]
    return failed[0] if failed else ""


def main() -> int:
    """Runs until the time is over; 1 when something failed."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rows", type=Path, nargs="*", default=[])
    arguments.add_argument("--keep", type=Path, default=None, help="a folder for the inputs that failed")
    chosen = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))
    lists = [rows(path) for path in (*sorted(LISTS.glob("*.txt")), *chosen.rows)]
    chance = random.Random(chosen.seed)
    inputs, slowest, failed = 0, (0.0, ""), {}
    began = told = time.monotonic()
    while time.monotonic() - began < chosen.minutes * 60:
        text = grown(chance, lists)
        started = time.process_time()
        wrong = failure(text)
        slowest = max(slowest, (time.process_time() - started, text))
        inputs += 1
        if wrong and wrong not in failed:
            failed[wrong] = text
            print(f"{wrong}: {text[:300]!r}", flush=True)
            if chosen.keep:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / f"{len(failed)}.json").write_text(json.dumps([wrong, text]))
        if time.monotonic() - told > 60:
            told = time.monotonic()
            print(
                f"{inputs} inputs, {inputs / (told - began):.0f} a second, {len(failed)} failures", flush=True
            )
    rate = inputs / (time.monotonic() - began)
    print(
        f"{inputs} inputs, {rate:.0f} a second, {len(failed)} failures; slowest {slowest[0]:.3f} s of CPU: {slowest[1][:200]!r}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
