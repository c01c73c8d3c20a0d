"""The verb: what is written and with which code it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "fumehood"


def check(*arguments, cwd, stdin=b"", **environment):
    home = {
        "HOME": "/home/user",
        "PATH": "/usr/bin:/bin",
        "XDG_CONFIG_HOME": str(cwd / "none"),
        **environment,
    }
    return subprocess.run(
        [COMMAND, "check", "command", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=home,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--", "git", "status"], 0, b"allow"),
        (["--", "rm", "-rf", "/"], 1, b"deny"),
        (["--", "cd / && rm -rf *"], 1, b"deny"),
        (["--", "cat", ".env"], 1, b"ask"),
        (["--", "echo", "$(rm -rf /)"], 0, b"allow"),
        (["--", 'echo "$(rm -rf /)"'], 1, b"deny"),
    ],
)
def test_one_command(tmp_path, arguments, code, word):
    done = check(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert done.stdout.startswith(word)


def test_the_text_says_why_and_what_instead(tmp_path):
    out = check("--", "git push --force", cwd=tmp_path).stdout.decode()
    assert "FHA104" in out
    assert "instead:" in out


def test_nothing_dangerous_is_printed_raw(tmp_path):
    out = check("--", "echo '\x1b[31m\u202e'", cwd=tmp_path).stdout.decode()
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_lines_are_answered_in_order(tmp_path):
    commands = ["ls", "rm -rf /", "ls", "a 'b", "", "\ud83d \x00 \u202e"]
    lines = "".join(json.dumps({"command": c}) + "\n" for c in commands)
    done = check("--stdin", "--format", "jsonl", cwd=tmp_path, stdin=lines.encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [r["command"] for r in rows] == commands
    assert [r["decision"] for r in rows] == ["allow", "deny", "allow", "ask", "allow", "allow"]
    assert set(rows[0]) == {"command", "decision", "severity", "rules", "reasons"}
    assert rows[1]["severity"] == "critical"
    assert rows[1]["rules"] == ["FHA101"]
    assert done.stdout.isascii()


@pytest.mark.parametrize(
    "line",
    [
        b"nope",
        b"3",
        b"[]",
        b"{}",
        b'{"command": 3}',
        b'{"command": "ls", "cwd": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"command": null}',
    ],
)
def test_an_unreadable_line_is_asked_about_and_ends_in_4(tmp_path, line):
    done = check("--stdin", cwd=tmp_path, stdin=line + b'\n{"command": "ls"}\n')
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 4
    assert [r["decision"] for r in rows] == ["ask", "allow"]


def test_a_verdict_comes_before_an_unreadable_line(tmp_path):
    done = check("--stdin", cwd=tmp_path, stdin=b'nope\n{"command": "rm -rf /"}\n')
    assert done.returncode == 1


def test_the_folder_matters(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    lines = (
        json.dumps({"command": "git status", "cwd": str(folder)})
        + "\n"
        + json.dumps({"command": "rm -rf .", "cwd": "/"})
    )
    rows = [json.loads(r) for r in check("--stdin", cwd=tmp_path, stdin=lines.encode()).stdout.splitlines()]
    assert [r["decision"] for r in rows] == ["allow", "deny"]
    assert check("--cwd", str(folder), "--", "ls", cwd=tmp_path).returncode == 0
    assert check("--cwd", "missing", "--", "ls", cwd=tmp_path).returncode == 2


def test_json(tmp_path):
    (row,) = json.loads(check("--format", "json", "--", "rm", "-rf", "/", cwd=tmp_path).stdout)["commands"]
    assert row["decision"] == "deny"
    assert row["instead"]


@pytest.mark.parametrize(
    "arguments", [[], ["--"], ["ls"], ["--stdin", "--", "ls"], ["--format", "x", "--", "ls"], ["--stdni"]]
)
def test_wrong_usage(tmp_path, arguments):
    done = check(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""


def test_no_line_is_nothing(tmp_path):
    assert check("--stdin", cwd=tmp_path).returncode == 3


def test_configuration(tmp_path):
    (tmp_path / "fumehood.toml").write_text('[commands]\nsudo = "deny"\n')
    assert check("--", "sudo", "ls", cwd=tmp_path).stdout.startswith(b"deny")
    (tmp_path / "fumehood.toml").write_text('[commands]\nsudo = "allow"\n')
    done = check("--", "sudo", "make", cwd=tmp_path)
    assert done.stdout.startswith(b"ask")
    assert b"loosen" in done.stderr
    assert check("--config", "fumehood.toml", "--", "sudo", "make", cwd=tmp_path).stdout.startswith(b"allow")
    (tmp_path / "fumehood.toml").write_text("[commands]\nx = 1\n")
    assert check("--", "ls", cwd=tmp_path).returncode == 2
    assert check("--no-config", "--", "ls", cwd=tmp_path).returncode == 0


def test_packages_of_an_install_are_looked_up(tmp_path):
    import json
    import subprocess
    import sys

    (tmp_path / "fumehood.toml").write_text('[packages.malicious]\n"corp-evil" = "steals tokens"\n', "utf-8")
    rows = ["pip install requests", "pip install reqeusts", "npm i lodahs", "pip install corp-evil"]
    done = subprocess.run(
        [sys.executable, "-m", "fumehood", "check", "command", "--stdin", "--config", "fumehood.toml"],
        input="\n".join(json.dumps({"command": row}) for row in rows),
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["decision"] for f in found] == ["allow", "ask", "ask", "deny"]
    assert found[1]["rules"] == ["FHP001"]
    assert "reqeusts" in found[1]["reasons"][0]
