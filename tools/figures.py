"""Writes the measured figures into README.md and docs/measured.md, from the committed results of benchmarks.

Usage: python tools/figures.py [--check]

Each document has a block between the lines `<!-- figures -->` and `<!-- /figures -->`; the text between
them is made here and nowhere else. `--check` only says whether it is stale.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def result(name: str) -> dict[str, Any] | None:
    """A committed result, or None when that benchmark has not been run."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def where(one: dict[str, Any]) -> str:
    """Machine, versions and date of a result, in one line."""
    machine, versions = one["machine"], one["versions"]
    peers = ", ".join(f"{k} {v}" for k, v in versions.items() if k not in ("fumehood", "revision"))
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, Python {machine['python']}; "
        f"fumehood {versions.get('revision', versions['fumehood'])}{', ' + peers if peers else ''}; {one['date']}"
    )


def short() -> str:
    """The README's table: one line a question."""
    rows = ["| question | answer |", "| --- | --- |"]
    if one := result("django_vs_bandit"):
        f = one["figures"]
        rows.append(
            f"| All four risks on Django's wheel ({f['tree']['files']:,} files), no cache, against `bandit -q -r` on it | "
            f"**{f['wall_ratio_to_bandit']['median']:.2f}** of bandit's time, {f['memory_mib']} MiB |"
        )
        rows.append(f"| The same again, with the cache | {f['warm_share_of_cold']:.2f} of the first scan |")
    if one := result("start_up"):
        f = one["figures"]
        rows.append(
            f"| CPU of `--version`, `--help`, a scan of one file, against a bare Python | "
            f"{f['--version']['ratio']:.1f}x, {f['--help']['ratio']:.1f}x, {f['scan of one small file']['ratio']:.1f}x |"
        )
    if one := result("hook_latency"):
        f = one["figures"]
        rows.append(
            f"| The hook's answer about one tool call, above starting a shell for nothing | {f['seen']['warm over sh, ms']:.1f} ms |"
        )
    if one := result("real_projects"):
        f = one["figures"]
        judged = (
            ""
            if f["unjudged"]
            else f", {f['false']} of them false ({f['false_per_5000_lines']:.2f} per 5,000 lines)"
        )
        rows.append(
            f"| Findings of medium or more in {len(f['projects'])} real projects ({f['lines']:,} lines) | "
            f"{f['findings_medium_up']}{judged} |"
        )
    return "\n".join(rows) + "\n"


def long() -> str:
    """The page's sections: each result with its figures, its command and where it ran."""
    return "\n".join(filter(None, [_speed(), _start(), _commands(), _hook(), _projects(), _imports()]))


def _head(title: str, one: dict[str, Any]) -> str:
    return f"## {title}\n\n{one['question']} `{one['command']}`\n\n{where(one)}.\n\n"


def _speed() -> str:
    one = result("django_vs_bandit")
    if not one:
        return ""
    f = one["figures"]
    tree = f["tree"]
    rows = [
        ("wall, fumehood (all four risks, no cache)", f"{f['fumehood_wall_s']['median']:.2f} s"),
        ("wall, bandit", f"{f['bandit_wall_s']['median']:.2f} s"),
        (
            "ratio of the pairs, median (smallest to largest)",
            f"{f['wall_ratio_to_bandit']['median']:.2f} ({f['wall_ratio_to_bandit']['min']:.2f} to {f['wall_ratio_to_bandit']['max']:.2f})",
        ),
        (
            "CPU, fumehood and bandit",
            f"{f['fumehood_cpu_s']['median']:.2f} s, {f['bandit_cpu_s']['median']:.2f} s",
        ),
        ("warm scan, as a share of a cold one", f"{f['warm_share_of_cold']:.2f}"),
        (
            "memory of all processes, fumehood and bandit",
            f"{f['memory_mib']} MiB, {f['bandit_memory_mib']} MiB",
        ),
    ]
    text = (
        f"{tree['what']}: {tree['files']:,} files, of them {tree['python_files']:,} Python with "
        f"{tree['python_lines']:,} lines. fumehood reads all of them, bandit the Python. {f['pairs']} pairs.\n\n"
    )
    return _head("Speed", one) + text + _table(("what", "figure"), rows)


def _start() -> str:
    one = result("start_up")
    if not one:
        return ""
    f = one["figures"]
    rows = [
        (
            f"`{name}`" if name.startswith("--") else name,
            f"{f[name]['cpu_ms']['median']:.0f} ms",
            f"{f[name]['ratio']:.2f}x",
        )
        for name in ("bare", "--version", "--help", "scan of one small file")
    ]
    return _head("Start", one) + _table(("call", "CPU, median", "against bare Python"), rows)


def _commands() -> str:
    one = result("commands")
    if not one:
        return ""
    f = one["figures"]
    peers = ("claude-safety-guard 0.2", "azet-guard 0.2", "cc-safety-net 2.4.5")
    rows = []
    for name, s in f["sets"].items():
        others = (s.get("peers", {}).get(peer) for peer in peers)
        rows.append(
            (
                name,
                f"{s['rows']:,}",
                f"{s['denied']} / {s['flagged']}",
                *(f"{o[0]} / {o[1]}" if o else "-" for o in others),
            )
        )
    read = [a for a in f["read_as_bash_reads"].values() if a["bash_reads"]]
    accepted = sum(a["bash_reads"] for a in read)
    agreed = sum(a["bash_reads"] * a["read_too"] for a in read) / max(1, accepted)
    bad, good = f["rewrites"]["dangerous"], f["rewrites"]["harmless"]
    text = (
        "Denied / flagged (ask or deny), in per cent. The sets are the tests of two guards, attack scripts, and the pages of tldr, "
        "which were looked at while rules were written; so were the own lists, of which half was written before it was measured "
        "(86.5 % of its dangerous and 0.2 % of its harmless commands were flagged then; 14 rows whose label was wrong were taken out later). The peers were measured once, on samples "
        "of up to 300 rows, cc-safety-net on its own tests; none of it is independent of its authors.\n\n"
        f"Of {accepted:,} commands that `bash -n` reads, {agreed:.2f} % are read. {bad['seeds']} dangerous commands, rewritten in "
        f"{bad['rewrites']} ways: {bad['kept']} % keep their verdict, {bad['flagged']} % stay flagged; of harmless ones "
        f"{good['flagged']} % are flagged. A decision takes {f['decision_ms']['median']} ms (median); a call from a cold start "
        f"{f['cold_cpu_ratio_to_bare_python']['median']} times the CPU of a bare Python.\n\n"
    )
    return _head("Commands", one) + text + _table(("set", "commands", "fumehood", *peers), rows)


def _hook() -> str:
    one = result("hook_latency")
    if not one:
        return ""
    f = one["figures"]
    loaded, p99 = f["wall_ms_under_load"], f.get("p99_ms_under_load", {})
    names = {
        "sh": "`sh -c :`",
        "python": "`python -I -S -c pass`",
        "warm": "**the installed line, warm**",
        "by netcat": "the same by netcat",
        "by python": "the same by bare Python",
        "cold": "a process for each event, no server",
    }
    rows = [
        (
            words,
            f"{f['wall_ms'][name]['median']:.1f}",
            f"{loaded[name]['median']:.1f}" if name in loaded else "-",
            f"{p99[name]:.1f}" if name in p99 else "-",
        )
        for name, words in names.items()
        if name in f["wall_ms"]
    ]
    seen, limits = f["seen"], f["limits"]
    missed = [f"{name}: {seen[name]:.1f}, meant to be at most {limits[name]:.0f}" for name in f["missed"]]
    text = (
        f"One event of some 300 bytes, {f['rounds']} interleaved rounds, milliseconds of wall time; one event in five is one that has "
        f"to be denied. Under load every core has a busy process beside it. The machine's own load was {one['machine']['load']:.1f} "
        f"when it began. The guard's decision alone takes {seen['decision, ms']:.2f} ms.\n\n"
        + (f"Missed here: {'; '.join(missed)}.\n\n" if missed else "")
    )
    head = ("call", "median", "median under load", "p99 under load")
    return _head("Hook", one) + text + _table(head, rows)


def _projects() -> str:
    one = result("real_projects")
    if not one:
        return ""
    f = one["figures"]
    rows = []
    for p in f["projects"]:
        v = p["verdicts"]
        judged = ", ".join(f"{v[k]} {k}" for k in ("true", "false", "unjudged") if k in v) or "-"
        rows.append(
            (p["project"].replace("==", " "), f"{p['files']:,}", f"{p['lines']:,}", f"{p['seconds']:.1f}",
             str(p["findings_medium_up"]), judged, str(len(p["unscanned"])))
        )  # fmt: skip
    text = (
        f"Source archives from PyPI, default settings. Of {f['findings_medium_up']} findings of medium severity or more, each "
        f"read by a person, {f['false']} are false: {f['false_per_5000_lines']:.2f} per 5,000 lines"
        + (f" ({f['unjudged']} not judged yet)" if f["unjudged"] else "")
        + ". *True* means that the rule is right about the line, not that the project is in danger: much of it is in "
        "tests and examples.\n\n"
    )
    head = ("project", "files", "lines", "seconds", "medium and up", "judged", "not read")
    return _head("Real projects", one) + text + _table(head, rows)


def _imports() -> str:
    one = result("import_cost")
    if not one:
        return ""
    rows = [(f"`{name}`", f"{cost:.1f}") for name, cost in one["figures"]["import_ms_above_bare"].items()]
    return _head("Imports", one) + _table(("module", "CPU, ms above bare Python"), rows)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def main() -> int:
    """Writes the blocks; with `--check`, 1 when one is stale."""
    stale = []
    for name, text in (("README.md", short()), ("docs/measured.md", long())):
        path = ROOT / name
        old = path.read_text("utf-8")
        new = BLOCK.sub(lambda m, text=text: f"{m[1]}{text}{m[2]}", old)
        if new != old:
            stale.append(name)
            if "--check" not in sys.argv[1:]:
                path.write_text(new, "utf-8")
                print(f"wrote the figures into {name}")
    if stale and "--check" in sys.argv[1:]:
        print(f"figures are stale in {', '.join(stale)}; run: python tools/figures.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
