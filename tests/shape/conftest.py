"""The source files that the shape tests look at."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """Text by path (relative to the project) of every Python file of the product."""
    return {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in sorted((ROOT / "src").rglob("*.py"))}


@pytest.fixture(scope="session")
def own_files() -> dict[str, str]:
    """Text by path of every file that the project holds and a person wrote: code, tests, documents."""
    folders = ("src", "tests", "tools", "docs", "benchmarks", "examples", ".ci", ".github")
    suffixes = {
        ".py",
        ".md",
        ".yml",
        ".yaml",
        ".toml",
        ".json",
        ".sh",
        ".txt",
        ".cfg",
        ".j2",
        ".css",
        ".js",
        ".html",
        "",
    }
    found = [p for folder in folders if (ROOT / folder).is_dir() for p in (ROOT / folder).rglob("*")]
    found += list(ROOT.iterdir())
    skipped = {"__pycache__", "LICENSE"}
    return {
        str(p.relative_to(ROOT)): p.read_text("utf-8", "replace")
        for p in sorted(found)
        if p.is_file()
        and p.suffix in suffixes
        and not skipped & set(p.parts)
        and not p.name.startswith("fumehood-report")
    }
