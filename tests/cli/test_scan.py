"""`scan`: exit codes, formats, options, as people and CI use them."""

import json

import pytest

BAD = "import os\n\n\ndef go(name):\n    os.system('echo ' + name)\n"


def test_clean_is_0_findings_1_nothing_3_incomplete_4(fumehood, write, tmp_path):
    (tmp_path / "empty").mkdir()
    write("clean/ok.py", "x = 1\n")
    write("bad/bad.py", BAD)
    write("broken/broken.py", "def (:\n")
    assert [fumehood("scan", folder).code for folder in ("clean", "bad", "empty", "broken")] == [0, 1, 3, 4]


def test_findings_come_before_incomplete_and_never_does_not_hide_it(fumehood, write):
    write("bad.py", BAD)
    assert fumehood("scan", ".", "--fail-on", "never").code == 0
    write("broken.py", "def (:\n")
    assert fumehood("scan", ".").code == 1
    assert fumehood("scan", ".", "--fail-on", "never").code == 4


def test_the_keys_of_a_finding(fumehood, write):
    write("bad.py", BAD)
    report = fumehood("scan", ".", "--format", "json").json
    (finding,) = [f for f in report["findings"] if f["risk"] == "code"]
    assert (finding["path"], finding["line"], finding["cwe"]) == ("bad.py", 5, ["CWE-78"])
    assert report["summary"]["files"] == 1
    assert set(report) == {"tool", "root", "findings", "unscanned", "summary"}


def test_several_outputs_at_once(fumehood, write, tmp_path):
    write("bad.py", BAD)
    files = [f"r.{suffix}" for suffix in ("json", "jsonl", "sarif", "html", "txt")]
    fumehood("scan", ".", *(word for file in files for word in ("-o", file)))
    assert json.loads((tmp_path / "r.json").read_text())["findings"]
    assert json.loads((tmp_path / "r.sarif").read_text())["version"] == "2.1.0"
    assert all((tmp_path / file).stat().st_size > 50 for file in files)


def test_a_baseline_hides_what_was_known(fumehood, write):
    write("src/bad.py", BAD)
    assert fumehood("baseline", "create", "known.json", "src").code == 0
    assert fumehood("scan", "src", "--baseline", "known.json").code == 0
    write("src/new.py", BAD)
    report = fumehood("scan", "src", "--baseline", "known.json", "--format", "json")
    assert (report.code, {f["path"] for f in report.json["findings"]}) == (1, {"new.py"})


def test_a_baseline_is_pruned(fumehood, write, tmp_path):
    write("src/bad.py", BAD)
    fumehood("baseline", "create", "known.json", "src")
    write("src/bad.py", "x = 1\n")
    done = fumehood("baseline", "prune", "known.json", "src")
    assert done.code == 0
    assert json.loads((tmp_path / "known.json").read_text())["findings"] == []


def test_a_baseline_inside_the_tree_changes_nothing_by_itself(fumehood, write):
    write("src/bad.py", BAD)
    fumehood("baseline", "create", "src/known.json", "src")
    write("src/fumehood.toml", 'baseline = "known.json"\n')
    done = fumehood("scan", "src")
    assert done.code == 1
    assert "`baseline`" in done.err


@pytest.mark.parametrize(
    ("variables", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_colour(fumehood, write, variables, arguments, coloured):
    write("bad.py", BAD)
    assert ("\x1b[" in fumehood("scan", ".", *arguments, **variables).out) == coloured


def test_inline_ignores(fumehood, write):
    write(
        "bad.py",
        BAD.replace("name)\n", "name)  # fumehood: ignore[command-injection] the owner has looked\n").replace(
            "def go(name)  #", "def go(name)  #"
        ),
    )
    report = fumehood("scan", ".", "--risk", "code", "--format", "json")
    assert (report.code, report.json["summary"]["suppressed"]) == (0, 1)
    write("unused.py", "x = 1  # fumehood: ignore[FHC102] not needed any more\n")
    assert "unused" in fumehood("scan", ".").err


def test_diff_shows_and_fix_mends(fumehood, write, tmp_path):
    path = write(
        "db.py",
        "def get(cursor, name):\n    cursor.execute(f\"SELECT * FROM users WHERE name = '{name}'\")\n",
    )
    before = path.read_text()
    assert "+" in fumehood("scan", ".", "--risk", "code", "--diff", "--unsafe-fixes").out
    assert path.read_text() == before
    done = fumehood("scan", ".", "--risk", "code", "--fix", "--unsafe-fixes")
    assert (done.code, "fixed 1 finding in db.py" in done.err) == (0, True)
    assert "name = ?" in path.read_text()


def test_paths_are_relative_to_the_one_folder_given(fumehood, write):
    write("a/src/bad.py", BAD)
    for target, path in (("a", "src/bad.py"), ("a/src/bad.py", "a/src/bad.py")):
        report = fumehood("scan", target, "--risk", "code", "--format", "json").json
        assert {f["path"] for f in report["findings"]} == {path}


def test_check_text_by_kind(fumehood):
    reply = b"Do this:\n\n```bash\npip install survey-weights-toolkit\n```\n"
    done = fumehood("check", "text", "-", "--as", "reply", "--format", "json", stdin=reply)
    assert (done.code, {f["risk"] for f in done.json["findings"]}) == (1, {"packages"})
    assert {f["path"] for f in done.json["findings"]} == {"<stdin>"}
    assert fumehood("check", "text", "-", "--as", "prompt", stdin=reply).code == 0


def test_init_writes_once_and_its_file_is_valid(fumehood, write):
    write("ok.py", "x = 1\n")
    assert fumehood("init").code == 0
    assert fumehood("scan", ".", "--config", "fumehood.toml").code == 0
    assert fumehood("init").code == 2


def test_doctor_says_what_works(fumehood):
    done = fumehood("doctor")
    assert done.code == 0
    assert "package index" in done.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(fumehood, shell):
    done = fumehood("completion", shell)
    assert done.code == 0
    assert "--fail-on" in done.out or "fail-on" in done.out
