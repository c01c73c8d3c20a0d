"""Configuration, baselines and output places that are wrong or hostile: one clear line, exit 2."""

import os
import subprocess

import pytest


def refused(outcome, sound, *words: str) -> None:
    sound(outcome)
    assert outcome.code == 2, (outcome.code, outcome.err)
    assert not outcome.out
    text = outcome.err.decode()
    assert text.startswith("error: ")
    assert len(text.splitlines()) <= 3, text
    for word in words:
        assert word in text


WRONG = {
    "not toml": "this is not toml",
    "nested": "a = " + "[" * 100_000,
    "nested tables": "[" + ".".join("a" * 5_000) + "]\nb = 1",
    "not utf-8": b"fail-on = '\xff\xfe'",
    "nul": b"fail-on = \0",
    "unknown key": 'min-confidense = "high"',
    "wrong value": 'fail-on = "often"',
    "wrong type": "select = 3",
    "escape": 'x\x1b[31m = "\u202e"',
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_configuration_is_refused(case, put, tree, fumehood, sound):
    put("a.py", "x = 1\n")
    put("fumehood.toml", WRONG[case])
    refused(fumehood("scan", ".", cwd=tree), sound, "fumehood.toml")
    refused(fumehood("scan", ".", "--config", "fumehood.toml", cwd=tree), sound, "fumehood.toml")


def test_a_configuration_of_gigabytes_is_refused(tree, put, fumehood, sound):
    put("a.py", "x = 1\n")
    with open(tree / "fumehood.toml", "wb") as file:
        file.truncate(6 << 30)
    refused(fumehood("scan", ".", cwd=tree), sound, "fumehood.toml")


def test_a_pyproject_of_gigabytes_is_listed(tree, put, scan):
    put("a.py", "x = 1\n")
    with open(tree / "pyproject.toml", "wb") as file:
        file.write(b"[tool.other]\n")
        file.truncate(6 << 30)
    assert "pyproject.toml" in scan(code=4).unscanned


def test_a_configuration_that_is_a_link_shows_nothing_of_its_target(tree, tmp_path, put, fumehood, sound):
    put("a.py", "x = 1\n")
    (tmp_path / "elsewhere").write_text("topsecretword = [unclosed\n")
    os.symlink(tmp_path / "elsewhere", tree / "fumehood.toml")
    outcome = fumehood("scan", ".", cwd=tree)
    sound(outcome)
    assert b"topsecretword" not in outcome.out + outcome.err


def test_the_tree_cannot_loosen(tree, put, scan, flaw, fumehood):
    put("a.py", flaw)
    put("base.json", fumehood("scan", ".", "--format", "json", cwd=tree).out)
    put(
        "fumehood.toml",
        'fail-on = "never"\nignore = ["FHC"]\nexclude = ["*.py"]\nselect = ["FHE"]\nrisk = ["exposure"]\n'
        'min-confidence = "high"\nbaseline = "base.json"\ninline-ignores = "all"\ntrust = ["."]\n',
    )
    outcome = scan(code=1)
    assert outcome.lines("a.py", "FHC") == {5}
    for key in ("fail-on", "ignore", "exclude", "baseline"):
        assert f"`{key}`".encode() in outcome.err


def test_the_users_own_word_loosens(tree, put, scan, flaw):
    put("a.py", flaw)
    put("fumehood.toml", 'ignore = ["FHC"]\n')
    assert scan("--config", "fumehood.toml").lines("a.py", "FHC") == set()
    assert scan("--no-config", code=1).lines("a.py", "FHC") == {5}


BASELINES = {
    "not json": "no",
    "nested": "[" * 200_000,
    "other shape": '{"findings": 3}',
    "empty": "",
    "null": "null",
    "not utf-8": b'{"findings": ["\xff"]}',
}


@pytest.mark.parametrize("case", BASELINES)
def test_a_wrong_baseline_is_refused(case, put, tree, tmp_path, fumehood, sound):
    put("a.py", "x = 1\n")
    wrong = tmp_path / "base.json"
    content = BASELINES[case]
    wrong.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused(fumehood("scan", ".", "--baseline", str(wrong), cwd=tree), sound, "base.json")


def test_a_missing_baseline_is_refused(put, tree, fumehood, sound):
    put("a.py", "x = 1\n")
    refused(fumehood("scan", ".", "--baseline", "nowhere.json", cwd=tree), sound, "nowhere.json")


@pytest.mark.parametrize("place", ["nowhere/r.json", "/proc/r.json", "folder.json", "r.docx", "r"])
def test_a_report_that_cannot_be_written(place, put, tree, fumehood, sound):
    put("a.py", "x = 1\n")
    (tree / "folder.json").mkdir()
    outcome = fumehood("scan", ".", "-o", place, cwd=tree)
    sound(outcome)
    assert outcome.code == 2
    assert place.encode() in outcome.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("scan", "."  , "--formt", "json"), "--format"),
        (("scan", ".", "--format", "jsn"), "json"),
        (("scna",), "scan"),
        (("check", "pakage", "x"), "package"),
        (("scan", ".", "--risk", "cod"), "code"),
        (("scan", ".", "--select", "FHC999999"), "FHC"),
        (("explain", "sql-injectoin"), "sql-injection"),
        (("scan", ".", "--jobs", "0"), "--jobs"),
        (("scan", "no-such-place"), "no-such-place"),
    ],
)  # fmt: skip
def test_wrong_words_get_the_nearest_right_one(arguments, word, put, tree, fumehood, sound):
    put("a.py", "x = 1\n")
    outcome = fumehood(*arguments, cwd=tree)
    sound(outcome)
    assert outcome.code == 2
    assert word in outcome.err.decode()
    assert not outcome.out


@pytest.mark.parametrize(
    "revision", ["no-such-revision", "--output=written", "HEAD;touch written", "", "a..b", "@{-1}"]
)
def test_since_takes_revisions_only(revision, put, tree, fumehood, sound):
    put("a.py", "x = 1\n")
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    outcome = fumehood("scan", ".", f"--since={revision}", cwd=tree)
    sound(outcome)
    assert outcome.code == 2
    assert not outcome.out
    assert not (tree / "written").exists()


def test_an_empty_folder_is_nothing_to_scan(tree, fumehood, sound):
    outcome = fumehood("scan", ".", cwd=tree)
    sound(outcome)
    assert outcome.code == 3
