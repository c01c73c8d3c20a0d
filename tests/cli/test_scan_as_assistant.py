"""`scan --as-assistant`: every place within reach, which routes are stopped, and never a value."""

import json
import subprocess

import pytest

from fumehood.exposure.generators import fill

TOKEN = fill("ghp_{with-checksum30}")
SECRETS = [fill("{alnum40}", seed=n) for n in range(4)]


@pytest.fixture
def project(write, home):
    write("work/app/.env", f"API_SECRET={SECRETS[0]}\n")
    write("work/app/app.py", "x = 1\n")
    write("work/other/.env", f"API_SECRET={SECRETS[1]}\n")
    (home / ".bash_history").write_text(f"curl -u me:{SECRETS[2]} https://x.example\n")
    (home / ".netrc").write_text(f"machine m login l password {SECRETS[3]}\n")
    return "work/app"


def look(fumehood, project, name, *arguments, **variables):
    done = fumehood("scan", project, "--as-assistant", name, "--format", "json", *arguments, **variables)
    return done, done.json


def places(report):
    return {p["name"]: p for p in report["assistant"]["places"]}


def test_every_place_within_reach(fumehood, project):
    done, report = look(fumehood, project, "codex", GH_TOKEN=TOKEN)
    assert done.code == 1
    found = {f["path"] for f in report["findings"]}
    assert found == {".env", "../other/.env", "~/.bash_history", "~/.netrc", "environment/GH_TOKEN"}
    assert {name for name, p in places(report).items() if p["exposes"]} == {
        "files", "environment", "shell history", "credentials", "other projects",
    }  # fmt: skip
    assert not [value for value in (TOKEN, *SECRETS) if value in done.out + done.err]


def test_an_exclusion_file_stops_some_routes(fumehood, project, write):
    write("work/app/.cursorignore", ".env\n")
    _, report = look(fumehood, project, "cursor")
    row = places(report)["excluded files"]
    assert (row["routes"]["open"], row["routes"]["shell"]) == ("stopped", "open")
    (finding,) = [f for f in report["findings"] if f["path"] == ".env"]
    assert finding["evidence"]["excluded by"] == ".cursorignore"
    _, other = look(fumehood, project, "codex")
    assert "excluded files" not in places(other)


@pytest.mark.parametrize(
    ("rule", "covered"),
    [
        ("Read(./.env)", True), ("Read(.env)", True), ("Read(./**/.env)", True), ("Read", True), ("Read(./src/**)", False),
        ("Edit(./.env)", False), ("Read(//etc/**)", False),
    ],
)  # fmt: skip
def test_deny_rules_of_claude_code(fumehood, project, write, rule, covered):
    write("work/app/.claude/settings.json", json.dumps({"permissions": {"deny": [rule]}}))
    _, report = look(fumehood, project, "claude-code")
    assert ("excluded files" in places(report)) is covered


def test_settings_that_cannot_be_read_cover_nothing_and_are_named(fumehood, project, write):
    write("work/app/.claude/settings.json", "{")
    _, report = look(fumehood, project, "claude")
    assert "excluded files" not in places(report)
    assert report["unscanned"][0]["path"] == ".claude/settings.json"


def test_deleted_secrets_are_within_reach_of_git(fumehood, project, tmp_path):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    folder = tmp_path / project
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["commit", "-qm", "one"],
        ["rm", "-q", ".env"],
        ["commit", "-qm", "two"],
    ):
        subprocess.run([*git, *arguments], cwd=folder, check=True, capture_output=True)
    _, report = look(fumehood, project, "aider")
    assert places(report)["git history"]["exposes"]


def test_the_table_for_people_and_an_unknown_name(fumehood, project):
    done = fumehood("scan", project, "--as-assistant", "gemini")
    assert "What Gemini CLI could read from here" in done.out
    wrong = fumehood("scan", project, "--as-assistant", "cluade")
    assert wrong.code == 2
    assert "did you mean claude" in wrong.err
