"""Links between the documents lead somewhere, and what is pictured is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").glob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
    ]
)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_relative_links_exist(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = [link for link in LINK.findall(re.sub(r"`[^`\n]*`", "", text)) if not re.match(r"\w+:", link)]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_is_short_and_begins_with_the_demo():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) <= 130
    fences = re.findall(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert fences[0].strip() == "make demo"
    assert fences[1].strip() == "make test"


def test_every_decision_is_listed():
    listed = (ROOT / "docs/adr/index.md").read_text("utf-8")
    assert not [p.name for p in (ROOT / "docs/adr").glob("0*.md") if p.name not in listed]
