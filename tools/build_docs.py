"""Writes docs/rules/<ID>.md and docs/rules/index.md from the rules; `--check` only says whether they are stale.

Usage: python tools/build_docs.py [--check]
"""

import sys
from pathlib import Path

from fumehood.core.registry import all_rules
from fumehood.report.rules_markdown import index, markdown

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    rules = all_rules()
    return {f"{ident}.md": markdown(rule) for ident, rule in rules.items()} | {
        "index.md": index(rules.values())
    }


def stale(folder: Path, wanted: dict[str, str]) -> list[str]:
    """The names of pages that are missing, differ or belong to no rule, sorted."""
    there = {p.name: p.read_text("utf-8") for p in folder.glob("*.md")}
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def main() -> int:
    """0, or 1 when `--check` finds stale pages."""
    wanted = pages()
    wrong = stale(FOLDER, wanted)
    if "--check" in sys.argv[1:]:
        for name in wrong:
            print(f"docs/rules/{name} is stale")
        if wrong:
            print("run: python tools/build_docs.py")
        return int(bool(wrong))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in wrong:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], "utf-8")
        else:
            (FOLDER / name).unlink()
    print(f"docs/rules: {len(wanted)} pages, {len(wrong)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
