"""What a server is: a new version, a new credential, another loader hold it back; the rest of an environment does not."""

import json
import os
import sys

import pytest

from fumehood.agents.mcp.identity import changes, greeted, identity, learned
from fumehood.agents.mcp.package import package_of

PLAIN = ("HOME", "PATH", "TERM", "LANG", "SHLVL", "SSH_AUTH_SOCK", "VSCODE_PID", "TMUX", "EDITOR", "KEYBOARD")


def test_names_that_say_nothing_are_not_kept():
    assert identity(PLAIN, {})["environment"] == []


@pytest.mark.parametrize(
    "name",
    [
        "GITHUB_TOKEN",
        "DB_PASSWORD",
        "LD_PRELOAD",
        "NODE_OPTIONS",
        "PYTHONPATH",
        "API_BASE_URL",
        "https_proxy",
    ],
)
def test_a_new_variable_that_matters_is_a_change_and_one_less_is_none(name):
    before, after = identity(PLAIN, {}), identity((*PLAIN, name), {})
    assert changes(before, after) == [f"it is given new variables: environment: {{+{name}+}}"]
    assert changes(after, before) == []


def test_versions():
    before = identity((), {"ecosystem": "npm", "name": "a", "version": "1.0.0"})
    after = identity((), {"ecosystem": "npm", "name": "a", "version": "1.0.1"})
    assert "[-0-]{+1+}" in changes(before, after)[0]
    assert changes(before, identity((), {})) == []
    now = greeted(before, {"serverInfo": {"name": "a", "version": "3"}})
    assert learned(before, now)
    assert not changes(before, now)
    assert changes(now, greeted(before, {"serverInfo": {"name": "a", "version": "4"}}))
    for odd in ({}, {"serverInfo": 7}, {"serverInfo": {"name": [], "version": None}}):
        assert greeted(before, odd).get("calls_itself", {}) == {}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("uvx mcp-server-git --repository .", ("pypi", "mcp-server-git", "")),
        ("uvx --from mcp-server-git==1.2 git-server", ("pypi", "mcp-server-git", "1.2")),
        ("uv tool run mcp-server-git@2025.1", ("pypi", "mcp-server-git", "2025.1")),
        ("pipx run --spec pkg[cli]==3 x", ("pypi", "pkg", "3")),
        ("npx -y @scope/server@1.2.3 /srv", ("npm", "@scope/server", "1.2.3")),
        ("npx --package=server@2 run-it", ("npm", "server", "2")),
        ("docker run -i --rm -e TOKEN mcp/git:1.0", ("image", "mcp/git", "1.0")),
        ("docker run -i localhost:5000/git", ("image", "localhost:5000/git", "")),
        ("docker run x@sha256:ab", ("image", "x", "sha256:ab")),
    ],
)
def test_the_package_of_a_command(tmp_path, monkeypatch, command, expected):
    monkeypatch.setenv("HOME", str(tmp_path))
    found = package_of(command.split(), str(tmp_path))
    assert (found["ecosystem"], found["name"], found.get("version", "")) == expected


@pytest.mark.parametrize(
    "command", [["npx"], ["uvx", "-q"], ["./server"], ["python3", "server.py"], ["npx", "../x"]]
)
def test_a_command_without_a_package(tmp_path, monkeypatch, command):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not package_of(command, str(tmp_path)).get("version")


def test_the_version_that_is_there(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "node_modules" / "server"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": "7.1.0"}))
    assert package_of(["npx", "-y", "server"], str(tmp_path))["version"] == "7.1.0"
    assert package_of([sys.executable, "-m", "pytest"], "/")["name"] == "pytest"
    assert package_of([os.path.join(os.path.dirname(sys.executable), "pytest")], "/")["version"]
