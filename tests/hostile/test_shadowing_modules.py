"""Modules of the scanned tree, named like ours or the standard library's, are read and never imported."""

import pytest

NAMES = [
    "sitecustomize",
    "usercustomize",
    "json",
    "yaml",
    "msgspec",
    "pathspec",
    "packaging",
    "jinja2",
    "markdown_it",
    "ahocorasick_rs",
    "ast",
    "re",
    "sqlite3",
    "multiprocessing",
    "resource",
    "hashlib",
    "typing",
    "dataclasses",
    "encodings",
    "codecs",
    "fumehood",
    "token",
    "io",
    "site",
    "argparse",
    "tomllib",
    "logging",
]


@pytest.fixture
def canary(tmp_path, put):
    seen = tmp_path / "canary"
    for name in NAMES:
        put(f"{name}.py", f"open({str(seen)!r}, 'a').write({name!r} + chr(10))\n")
        put(f"{name}/__init__.py", f"open({str(seen)!r}, 'a').write({name!r} + chr(10))\n")
    put("fumehood/cli/main.py", f"open({str(seen)!r}, 'a').write('main')\n")
    put("conftest.py", f"open({str(seen)!r}, 'a').write('conftest')\n")
    return seen


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_is_imported_from_the_scanned_folder(canary, scan, jobs):
    outcome = scan("--jobs", jobs, "--no-cache")
    assert not canary.exists(), canary.read_text()
    assert outcome.report["summary"]["files"] >= 2 * len(NAMES)


def test_not_even_as_python_m(canary, tree, fumehood, sound):
    """`python -m` puts the current folder first; the installed command and `-P` do not."""
    outcome = fumehood("scan", "json.py", "--no-progress", "--format", "json", cwd=tree)
    sound(outcome)
    assert outcome.report["summary"]["files"] == 1
    assert not canary.exists()


def test_nor_in_other_verbs(canary, tree, fumehood, sound):
    for arguments in (("rules",), ("doctor",), ("explain", "FHC101"), ("check", "package", "numpy")):
        sound(fumehood(*arguments, cwd=tree))
    assert not canary.exists()
