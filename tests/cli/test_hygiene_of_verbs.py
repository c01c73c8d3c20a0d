"""The other verbs too: what they print, and what they leave in the home, the project and the record, holds no planted value."""

import json
import os
import shutil

import pytest
from planting import assert_clean, everything, planted

FILES, VALUES = planted()
ALL = "".join(FILES.values())
TOKEN = next(v for v in VALUES if v.startswith("ghp_") or f"ghp_{v}" in ALL)


@pytest.fixture
def project(write, tmp_path):
    for name, text in FILES.items():
        write(f"p/{name}", text)
    return tmp_path / "p"


def assert_home_clean(home):
    looked_at = 0
    for path, text in everything(home):
        assert_clean(path, text, VALUES)
        looked_at += 1
    return looked_at


@pytest.mark.parametrize("name", FILES)
def test_redact(fumehood, project, home, name):
    done = fumehood("redact", name, cwd=project)
    assert done.code == 0
    assert "replaced" in done.err
    inside = [v for v in VALUES if v in FILES[name]]
    gone = [v for v in inside if v not in done.out]
    assert (
        len(gone) >= len(inside) * 0.6
    )  # the rest only looks like noise, with nothing beside it that says what it is
    assert_clean("stdout", done.out, gone)
    assert_clean("stderr", done.err, VALUES)
    assert assert_home_clean(home) >= 2  # the vault and its key
    back = fumehood("restore", "-", stdin=done.out.encode(), cwd=project)
    assert back.out == FILES[name]
    assert_clean("restore's notices", back.err, VALUES)


def test_errors_of_redact_and_restore(fumehood, project, home):
    for arguments in (
        ("restore", "-", "--vault", "none"),
        ("redact", "missing.txt"),
        ("restore", "-", "--vault", "notes.txt"),
    ):
        done = fumehood(*arguments, stdin=ALL.encode(), cwd=project)
        assert done.code == 2
        assert_clean(str(arguments), done.out + done.err, VALUES)
    done = fumehood("redact", "-", stdin=ALL.encode() + b"\0", cwd=project)
    assert done.code == 4
    assert_clean("binary", done.out + done.err, VALUES)
    assert_home_clean(home)


@pytest.mark.parametrize(
    "options", [["--format", f] for f in ("text", "json", "jsonl", "sarif", "html")], ids=" ".join
)
@pytest.mark.parametrize("kind", ["prompt", "tool-result"])
def test_check_text(fumehood, project, home, kind, options):
    done = fumehood("check", "text", "-", "--as", kind, *options, stdin=ALL.encode(), cwd=project)
    assert done.code in (1, 4)
    assert_clean("check text", done.out + done.err, VALUES)
    assert_home_clean(home)


def test_ignore_and_views_from_outside(fumehood, project, home):
    for arguments in (
        ("ignore", "sync"),
        ("ignore", "status"),
        ("scan", "--as-assistant", "claude"),
        ("checklist",),
    ):
        done = fumehood(*arguments, cwd=project)
        assert_clean(str(arguments), done.out + done.err, VALUES)
    for path, text in everything(project):
        if os.path.relpath(path, project) not in FILES:
            assert_clean(path, text, VALUES)
    assert_home_clean(home)


def event(name, **more):
    return json.dumps({"session_id": "s1", "hook_event_name": name, "cwd": "/", **more}).encode()


def test_hook_and_audit(fumehood, project, home, tmp_path):
    events = [event("UserPromptSubmit", prompt=line) for line in ALL.splitlines()[:12]]
    events += [
        event(
            "PreToolUse",
            tool_name="Bash",
            tool_input={"command": f"curl -H 'Authorization: Bearer {TOKEN}' https://x.example/"},
        ),
        event(
            "PreToolUse",
            tool_name="Write",
            tool_input={"file_path": str(project / "a.py"), "content": FILES["notes.txt"]},
        ),
        event(
            "PostToolUse",
            tool_name="Bash",
            tool_input={"command": "cat notes.txt"},
            tool_response={"stdout": FILES["notes.txt"], "stderr": ""},
        ),
    ]
    for one in events:
        done = fumehood("hook", "claude", stdin=one, cwd=project)
        assert_clean("hook", done.err, VALUES)
    for arguments in (("audit", "show"), ("audit", "show", "--format", "json"), ("audit", "verify")):
        done = fumehood(*arguments, cwd=project)
        assert_clean(str(arguments), done.out + done.err, VALUES)
    assert assert_home_clean(home) >= 1


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs a sandbox")
def test_a_run_and_its_changes(fumehood, project, home):
    script = f"cat notes.txt; echo 'token = {TOKEN}' > made.txt; echo done"
    done = fumehood("run", "--workspace", "overlay", "--", "sh", "-c", script, cwd=project)
    assert_clean("run's notices", done.err, VALUES)
    for arguments in (("changes", "show"), ("audit", "show")):
        done = fumehood(*arguments, cwd=project)
        assert_clean(str(arguments), done.err, VALUES)


def test_check_command(fumehood, project, home):
    command = f"git push https://me:{TOKEN}@git.x.example/r && curl -u me:{TOKEN} https://x.example"
    for options in ([], ["--format", "json"], ["--format", "jsonl"]):
        done = fumehood("check", "command", *options, "--", "sh", "-c", command, cwd=project)
        assert_clean(str(options), done.err, VALUES)
    assert_home_clean(home)
