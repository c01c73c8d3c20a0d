"""What does fumehood say about real projects that nobody prepared?

Scans the source archives of ten projects from PyPI. Findings of medium severity or more are listed one
by one; `judged` in `results/real_projects.verdicts.json` holds a person's verdict on each, by its id.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import measure

PROJECTS = (
    "Django==5.2.19",
    "Flask==3.1.3",
    "requests==2.34.2",
    "click==8.5.1",
    "httpx==0.28.1",
    "rich==15.0.0",
    "attrs==26.1.0",
    "pydantic==2.14.3",
    "scikit-learn==1.9.1",
    "nbconvert==7.17.2",
)
VERDICTS = measure.HERE / "results" / "real_projects.verdicts.json"


def lines_below(folder: Path) -> int:
    """Lines of text in the tree: what the share of false findings is counted against."""
    total = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            raw = path.read_bytes()
            total += 0 if b"\0" in raw[:8192] else raw.count(b"\n")
    return total


def main() -> int:
    """Writes the result; 1 when a scan failed."""
    home = measure.home()
    judged: dict[str, str] = json.loads(VERDICTS.read_text()) if VERDICTS.exists() else {}
    rows, failed = [], []
    for requirement in PROJECTS:
        tree = measure.archive(requirement)
        run = measure.run(
            [measure.FUMEHOOD, "scan", ".", "--no-progress", "--no-cache", "--format", "json"], tree, home
        )
        if run.code not in (0, 1, 4):
            failed.append(f"{requirement}: exit {run.code}")
            continue
        report = json.loads(run.out)
        shown = [f for f in report["findings"] if f["severity"] != "low"]
        verdicts = Counter(judged.get(f"{requirement} {f['id']}", "unjudged") for f in shown)
        rows.append(
            {
                "project": requirement,
                "files": report["summary"]["files"],
                "lines": lines_below(tree),
                "seconds": round(run.wall, 2),
                "exit": run.code,
                "findings_medium_up": len(shown),
                "verdicts": dict(verdicts),
                "by_rule": dict(sorted(Counter(f["rule"] for f in shown).items())),
                "low": sum(f["severity"] == "low" for f in report["findings"]),
                "unscanned": report["unscanned"],
                "findings": [
                    {k: f[k] for k in ("id", "rule", "severity", "confidence", "path", "line", "message")}
                    for f in shown
                ],
            }
        )
    lines = sum(r["lines"] for r in rows)
    false = sum(r["verdicts"].get("false", 0) for r in rows)
    figures: dict[str, object] = {
        "projects": rows,
        "lines": lines,
        "findings_medium_up": sum(r["findings_medium_up"] for r in rows),
        "false": false,
        "unjudged": sum(r["verdicts"].get("unjudged", 0) for r in rows),
        "false_per_5000_lines": round(false * 5000 / max(lines, 1), 3),
        "failed": failed,
    }
    measure.write("real_projects", __doc__.partition("\n")[0], figures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
