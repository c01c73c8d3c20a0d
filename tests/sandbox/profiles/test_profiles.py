"""A run under an agent's profile, with a program of the agent's name that does what agents do at their start."""

import http.server
import json
import os
import stat
import threading
from pathlib import Path

import pytest

from fumehood.sandbox.backends import choose

AGENT = """#!/usr/bin/python3
import json, os, sys, urllib.request
home = os.path.expanduser("~")
def text(path):
    try: return open(os.path.join(home, path)).read().strip()
    except OSError as error: return type(error).__name__
out = {"files": {path: text(path) for path in sys.argv[1:]}, "env": dict(os.environ)}
base = os.environ.get("ANTHROPIC_BASE_URL")
for name, url in (("own", base), ("other", "http://127.0.0.1:9/")):
    try:
        asked = urllib.request.Request(url, headers={"X-Api-Key": os.environ.get("ANTHROPIC_API_KEY", "")})
        out[name] = urllib.request.urlopen(asked, timeout=10).read().decode()
    except Exception as error: out[name] = str(getattr(error, "code", error))
state = os.path.join(home, ".claude")
if os.path.isdir(state):
    open(os.path.join(state, "history"), "a").write("x")
    out["history"] = text(".claude/history")
    open(os.path.join(state, "settings.json"), "w").write("poisoned")
print(json.dumps(out))
"""


@pytest.fixture
def server():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.seen.append(self.headers.get("X-Api-Key"))
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"ANSWER")

        def log_message(self, *_):
            """Silent."""

    one = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.seen = []
    threading.Thread(target=one.serve_forever, daemon=True).start()
    yield one
    one.shutdown()
    one.server_close()


def put(world, path, content, *, mode=0o600):
    target = world.home / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content)
    target.chmod(mode)
    if world.user is not None:
        for one in (target, *target.parents):
            if one.is_relative_to(world.home):
                os.chown(one, world.user, world.user)
    return target


def install(world, name="claude"):
    """As an installer of one large file does it: a link on the search path, the program in a folder of versions."""
    program = put(world, f".local/share/{name}/versions/1.2.3", AGENT, mode=0o755)
    link = put(world, f".local/bin/{name}", "")
    link.unlink()
    link.symlink_to(program)
    world.environment["PATH"] = f"{link.parent}:{world.environment['PATH']}"


def agent(world, *files, options=(), **variables):
    done = world.run("claude", *files, options=("--profile", "claude", *options), variables=variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_it_starts_is_logged_in_and_reaches_its_host_only(anyone, server):
    install(anyone)
    key = "k" + "ey-of-its-own"
    put(anyone, ".claude/settings.json", '{"mine": 1}')
    put(anyone, ".claude/.credentials.json", "login")
    put(anyone, ".claude.json", json.dumps({"oauthAccount": "me", "projects": {"/secret/client": {}}}))
    put(anyone, ".claude/projects/other.jsonl", "what was said elsewhere")
    put(anyone, ".claude/history.jsonl", "elsewhere")
    base = f"http://127.0.0.1:{server.server_address[1]}"
    out, err = agent(
        anyone, ".claude/settings.json", ".claude/.credentials.json", ".claude/.claude.json",
        ".claude/projects/other.jsonl", ".claude/history.jsonl", ".claude.json",
        ANTHROPIC_API_KEY=key, ANTHROPIC_BASE_URL=base, OPENAI_API_KEY="of-another", MY_TOKEN="none",
    )  # fmt: skip
    files = out["files"]
    assert files[".claude/settings.json"] == '{"mine": 1}'
    assert files[".claude/.credentials.json"] == "login"
    assert json.loads(files[".claude/.claude.json"]) == {"oauthAccount": "me"}
    for absent in (".claude/projects/other.jsonl", ".claude/history.jsonl", ".claude.json"):
        assert files[absent] == "FileNotFoundError"
    assert (out["own"], out["other"]) == ("ANSWER", "403")
    assert server.seen == [key]
    assert out["env"]["ANTHROPIC_API_KEY"] == key
    assert not {"OPENAI_API_KEY", "MY_TOKEN"} & set(out["env"])
    assert f"ANTHROPIC_BASE_URL is set: this run may reach {base[7:]}" in err
    shown = anyone("audit", "show").stdout
    assert f"{base[7:]}" in shown
    assert "claude" in shown


def test_what_it_writes_stays_with_the_project_and_settings_come_anew(world):
    install(world)
    settings = put(world, ".claude/settings.json", "{}")
    out, _ = agent(world, ".claude/settings.json", options=("--net", "none"))
    assert (out["history"], settings.read_text()) == ("x", "{}")
    assert not (world.home / ".claude/history").exists()
    out, _ = agent(world, ".claude/settings.json", options=("--net", "none"))
    assert (out["history"], out["files"][".claude/settings.json"]) == ("xx", "{}")
    settings.unlink()
    out, _ = agent(world, ".claude/settings.json", options=("--net", "none"))
    assert out["files"][".claude/settings.json"] == "FileNotFoundError"
    world.project = world.home / "another"
    world.project.mkdir()
    assert agent(world, options=("--net", "none"))[0]["history"] == "x"


def test_a_login_renewed_inside_lasts_until_the_users_own_is_newer(world):
    own = put(world, ".codex/auth.json", "first")
    script = "cat ~/.codex/auth.json; printf renewed > ~/.codex/auth.json"

    def run():
        return world.run("sh", "-c", script, options=("--profile", "codex", "--net", "none")).stdout

    os.utime(own, (1, 1))
    assert [run(), run()] == ["first", "renewed"]
    assert own.read_text() == "first"
    own.write_text("second")
    future = own.stat().st_mtime + 100
    os.utime(own, (future, future))
    assert run() == "second"


def test_a_link_that_a_run_left_leads_nowhere(world):
    put(world, ".codex/config.toml", "mine")
    put(world, ".codex/auth.json", "login")
    victim = world.home / "victim"
    script = (
        f"cd ~/.codex; rm -rf config.toml auth.json; ln -s {victim} config.toml; ln -s {victim} auth.json"
    )
    options = ("--profile", "codex", "--net", "none")
    assert world.run("sh", "-c", script, options=options).returncode == 0
    done = world.run("sh", "-c", "cat ~/.codex/config.toml ~/.codex/auth.json", options=options)
    assert done.stdout == "minelogin", done.stderr
    assert not victim.exists()


@pytest.mark.parametrize("name", ["claude", "codex", "gemini", "aider", "cursor", "script"])
def test_a_dry_run_shows_all_and_no_value(world, name):
    secret = "never" + "-shown"
    keys = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY", "CURSOR_API_KEY", "PRIVATE")
    done = world.run("agent", options=("--profile", name, "--env", "PRIVATE", "--dry-run"),
                     variables=dict.fromkeys(keys, secret))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert secret not in done.stdout + done.stderr
    assert f"profile      {name}" in done.stdout
    rows = [
        line for line in done.stdout.splitlines() if not line.startswith(("read-only", "argv", "environment"))
    ]
    assert not (world.home / ".local").exists()  # nothing is made
    network = next(row for row in rows if row.startswith("network"))
    assert network.split()[1:] == NETWORK[name]
    passed = {
        line.split()[1].partition("=")[0]
        for line in done.stdout.splitlines()
        if "<yours>" in line and line.startswith("env")
    }
    assert passed == {"PRIVATE", *PASSED[name]}


NETWORK = {
    "claude": ["allow", "api.anthropic.com", "claude.ai", "platform.claude.com", "console.anthropic.com"],
    "codex": ["allow", "api.openai.com", "chatgpt.com", "auth.openai.com"],
    "gemini": ["allow", "generativelanguage.googleapis.com", "cloudcode-pa.googleapis.com", "oauth2.googleapis.com",
               "www.googleapis.com"],
    "aider": ["allow", "api.anthropic.com", "api.openai.com", "generativelanguage.googleapis.com"],
    "cursor": ["allow", "*.cursor.sh", "*.cursorapi.com"],
    "script": ["none"],
}  # fmt: skip
PASSED = {
    "claude": {"ANTHROPIC_API_KEY"},
    "codex": {"OPENAI_API_KEY"},
    "gemini": {"GEMINI_API_KEY"},
    "aider": {"ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"},
    "cursor": {"CURSOR_API_KEY"},
    "script": set(),
}


def test_an_agent_of_npm_with_its_own_node(world):
    node = put(world, ".nvm/versions/node/v20/bin/node", '#!/bin/sh\nexec /bin/sh "$@"\n', mode=0o755)
    script = put(world, ".npm-global/lib/node_modules/@openai/codex/bin/codex.js",
                 "#!/usr/bin/env node\ncat $(dirname $(readlink -f $0))/../part\n", mode=0o755)  # fmt: skip
    put(world, ".npm-global/lib/node_modules/@openai/codex/part", "installed")
    put(world, ".npm-global/private", "private")
    link = world.home / ".npm-global/bin/codex"
    link.parent.mkdir()
    link.symlink_to(script)
    world.environment["PATH"] = f"{link.parent}:{node.parent}:{world.environment['PATH']}"
    done = world.run("codex", options=("--profile", "codex", "--net", "none"))
    assert (done.returncode, done.stdout) == (0, "installed"), done.stderr
    look = world.run("ls", str(world.home / ".npm-global"), options=("--profile", "codex", "--net", "none"))
    assert "private" not in look.stdout


def test_a_known_program_without_a_profile_is_told_and_gets_nothing(world):
    install(world)
    done = world.run("claude", variables={"ANTHROPIC_API_KEY": "k"})
    assert done.returncode == 127
    assert "--profile claude" in done.stderr


def test_an_unknown_profile_and_a_server_that_is_none(world):
    done = world.run("true", options=("--profile", "cloude"))
    assert (done.returncode, "did you mean `claude`" in done.stderr) == (2, True)
    done = world.run("true", options=("--profile", "claude"), variables={"ANTHROPIC_BASE_URL": "http://"})
    assert (done.returncode, "names no server" in done.stderr) == (2, True)


KERNELS = sorted(str(one) for one in Path(__file__).parents[3].glob(".venv/microvm/boot/vmlinuz-*"))
NETS = {"landlock": True, "microvm": True, "oci": False, "gvisor": False}
"""Whether an agent reaches its host from this kind of room."""


@pytest.mark.parametrize("backend", NETS)
def test_it_is_at_home_in_every_kind_of_room(world, server, backend, monkeypatch):
    if backend == "microvm" and KERNELS:
        monkeypatch.setenv("FUMEHOOD_MICROVM_KERNEL", KERNELS[-1])
        world.environment["FUMEHOOD_MICROVM_KERNEL"] = KERNELS[-1]
    found = choose.probe(backend)
    if not found.available:
        pytest.skip(f"{backend} does not start here: {found.reason}")
    install(world)
    key = "k" + "ey-of-its-own"
    put(world, ".claude/settings.json", '{"mine": 1}')
    put(world, ".claude/.credentials.json", "login")
    put(world, ".claude/history.jsonl", "elsewhere")
    base = f"http://127.0.0.1:{server.server_address[1]}"
    files = (".claude/settings.json", ".claude/.credentials.json", ".claude/history.jsonl")
    options = ("--backend", backend, *(() if NETS[backend] else ("--net", "none")))
    # A guest that is emulated takes its time.
    for times in ("x",) if backend == "microvm" else ("x", "xx"):
        out, _ = agent(
            world,
            *files,
            options=options,
            ANTHROPIC_API_KEY=key,
            ANTHROPIC_BASE_URL=base,
            OPENAI_API_KEY="of-another",
        )
        assert out["files"] == dict(zip(files, ('{"mine": 1}', "login", "FileNotFoundError"), strict=True))
        assert out["env"]["ANTHROPIC_API_KEY"] == key
        assert "OPENAI_API_KEY" not in out["env"]
        assert out["history"] == times
        if NETS[backend]:
            assert (out["own"], out["other"]) == ("ANSWER", "403")
        else:
            assert "ANSWER" not in (out["own"], out["other"])
    assert (world.home / ".claude/settings.json").read_text() == '{"mine": 1}'
    assert not (world.home / ".claude/history").exists()


@pytest.mark.parametrize("backend", ["gvisor", "oci"])
def test_a_room_without_a_network_is_none_for_an_agent(world, backend):
    install(world)
    for more in ((), ("--dry-run",)):
        done = world.run("claude", options=("--profile", "claude", "--backend", backend, *more))
        assert done.returncode == 2
        assert f"the profile claude needs a network, and the {backend} backend has none" in done.stderr
        assert "--net none" in done.stderr


def test_the_agents_folders_are_private(world):
    world.run("true", options=("--profile", "claude", "--net", "none"))
    found = list((world.home / ".local/state/fumehood/runs").glob("*/agents/claude/.claude"))
    assert [stat.S_IMODE(one.stat().st_mode) for one in found] == [0o700]
    assert world("changes", "show").returncode in (0, 3)
