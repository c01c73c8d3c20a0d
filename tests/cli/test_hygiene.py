"""Forty planted values, and every byte that a scan writes: none holds one of them, in no form, not twelve characters."""

import subprocess

import pytest
from planting import assert_clean, everything, planted


@pytest.fixture(scope="module")
def values():
    return planted()[1]


@pytest.fixture
def project(write):
    files, _ = planted()
    for name, text in files.items():
        write(f"p/{name}", text)
    return "p"


SETTINGS = [
    ["--format", kind, *more]
    for kind in ("text", "concise", "json", "jsonl", "sarif", "html", "github")
    for more in ([], ["--min-confidence", "low"])
]


def test_there_are_forty():
    files, values = planted()
    assert len(set(values)) == 40
    assert all(any(v in text for text in files.values()) for v in values)


@pytest.mark.parametrize("options", SETTINGS, ids=" ".join)
def test_no_format_shows_a_value(fumehood, project, values, options):
    done = fumehood("scan", project, "-vv", *options)
    assert done.code in (1, 4)
    assert_clean("stdout", done.out, values)
    assert_clean("stderr", done.err, values)


def test_no_file_that_is_written_holds_a_value(fumehood, project, values, home, tmp_path):
    reports = [
        word for kind in ("json", "jsonl", "sarif", "html", "txt") for word in ("-o", str(home / f"r.{kind}"))
    ]
    fumehood("scan", project, *reports)
    fumehood("baseline", "create", str(home / "known.json"), project)
    fumehood("scan", project, "--since", "HEAD")
    fumehood("check", "text", f"{project}/notes.txt", "--as", "prompt", "--format", "html")
    looked_at = 0
    for path, text in everything(home):
        assert_clean(path, text, values)
        looked_at += 1
    assert looked_at >= 7


def test_neither_a_diff_nor_the_history_nor_a_view_from_outside(fumehood, project, values, tmp_path):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["commit", "-qm", "one"],
        ["rm", "-rq", "conf"],
        ["commit", "-qm", "two"],
    ):
        subprocess.run([*git, *arguments], cwd=tmp_path / project, check=True, capture_output=True)
    for options in (
        ["--diff", "--unsafe-fixes"],
        ["--history"],
        ["--history", "--format", "html"],
        ["--as-assistant", "claude"],
    ):
        done = fumehood("scan", project, "--risk", "exposure", *options)
        assert_clean(str(options), done.out + done.err, values)
        assert done.out


def test_an_internal_error_shows_no_value(fumehood, project, values, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import fumehood.exposure.detectors as d\n"
        "def broken(view, **_):\n    raise ValueError(view.text)\n"
        "d.exposed_in = broken\n"
        "import fumehood.exposure.guard as g\ng.exposed_in = broken\n"
    )
    done = fumehood("scan", project, "-vv", "--risk", "exposure", "--no-cache", PYTHONPATH=str(tmp_path))
    assert "internal error" in done.out + done.err
    assert_clean("crash", done.out + done.err, values)
