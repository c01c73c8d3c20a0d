"""Where a path lies, whether it holds secrets, and what a change of it means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.commands.expand.arg import STAR, UNKNOWN
from fumehood.commands.paths.meaning import meaning
from fumehood.commands.paths.normal import below, normal
from fumehood.commands.paths.place import Map, place
from fumehood.commands.paths.secrets import is_secret

HOME, PROJECT = "/home/user", "/home/user/work/project"
MAP = Map(HOME, PROJECT)


@pytest.mark.parametrize(
    ("path", "on"),
    [
        ("/", "root"),
        ("/" + STAR, "root"),
        ("/" + UNKNOWN, "root"),
        ("//", "root"),
        ("/../..", "root"),
        ("/etc/passwd", "system"),
        ("/usr/local/lib", "system"),
        ("/var/lib/apt/lists/x", "cache"),
        ("/dev/null", "null"),
        ("/dev/sda1", "disk"),
        ("/dev/ttyUSB0", "device"),
        (HOME, "home-root"),
        (HOME + "/" + STAR, "home-root"),
        ("/home", "home-root"),
        ("/home/other", "home-root"),
        (HOME + "/projects", "home-entry"),
        (HOME + "/some/where/x", "home"),
        (HOME + "/.cache/pip", "cache"),
        (".", "project-root"),
        (STAR, "project-root"),
        ("." + STAR, "project-root"),
        ("./x/..", "project-root"),
        ("..", "parent"),
        ("../other", "home"),
        ("build", "build"),
        ("./target/debug/x", "build"),
        ("a.egg-info", "build"),
        ("src", "precious"),
        ("src/app.py", "project"),
        (STAR + ".pyc", "build"),
        (".git", "vcs"),
        (".git/index", "vcs"),
        ("/tmp/x", "temp"),
        ("/tmp/../etc", "system"),
        ("/var/tmp/x", "temp"),
        ("/mnt/disk", "mount"),
        ("/some/path", "outside"),
        (UNKNOWN, "unknown"),
        (UNKNOWN + "/node_modules", "build"),
    ],
)
def test_places(path, on):
    assert place(MAP, path, PROJECT).on == on


def test_a_relative_path_in_an_unknown_folder():
    assert place(MAP, "x", None).on == "elsewhere"
    assert place(MAP, "/etc/x", None).on == "system"


def test_a_project_in_the_temporary_folder():
    here = Map("/home/user", "/tmp/area/project")
    assert place(here, "build", "/tmp/area/project").on == "build"
    assert place(here, "../other", "/tmp/area/project").on == "outside"
    assert place(here, "/tmp/other", "/tmp/area/project").on == "temp"


def test_a_home_without_a_project():
    assert place(Map("/home/user", "/home/user"), "x", "/home/user").on == "home-entry"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["a", "..", ".", "", STAR, UNKNOWN, "b c"]), max_size=12))
def test_normal_paths_are_normal(parts):
    path = normal("/".join(parts), "/home/x")
    assert path.startswith(("/", UNKNOWN))
    assert normal(path, "/") == path
    assert "/../" not in path + "/"
    assert below(path, "/") or path.startswith(UNKNOWN)


@pytest.mark.parametrize(
    "path",
    [".env", "a/.env.local", "/h/.ssh/id_rsa", "/h/.aws/credentials", "key.pem", "/etc/shadow", "/proc/1/environ", "/h/.bash_history", "/h/.kube/config", "server.key", "/run/secrets/x", "/h/.netrc", "/h/.docker/config.json"],
)  # fmt: skip
def test_secrets(path):
    assert is_secret(path)


@pytest.mark.parametrize(
    "path",
    [".env.example", ".env.sample", "/h/.ssh/id_rsa.pub", "/h/.ssh/config", "/h/.ssh/known_hosts", "README.md", "ca-cert.pem", "token", "src/shadow", "/etc/passwd", "keys.py", ".npmrc", "cookies.py", "public.key"],
)  # fmt: skip
def test_no_secrets(path):
    assert not is_secret(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/user/.bashrc", "persist"),
        ("/etc/cron.d/x", "persist"),
        ("/etc/systemd/system/x.service", "persist"),
        ("/home/user/.ssh/authorized_keys", "persist"),
        ("/p/.git/hooks/pre-commit", "persist"),
        ("/Users/x/Library/LaunchAgents/a.plist", "persist"),
        ("/v/lib/python3.11/site-packages/x.pth", "persist"),
        ("/etc/sudoers.d/x", "escalate"),
        ("/etc/passwd", "account"),
        ("/etc/pam.d/su", "account"),
        ("/etc/ld.so.preload", "load-code"),
        ("/etc/ufw/ufw.conf", "protection"),
        ("/proc/sys/kernel/x", "protection"),
        ("/var/log/auth.log", "trace"),
        ("/home/user/.zsh_history", "trace"),
        ("/p/.claude/settings.json", "assistant"),
        ("/p/fumehood.toml", "assistant"),
        ("/home/user/.local/state/fumehood/audit.jsonl", "assistant"),
        ("/proc/sysrq-trigger", "stop"),
        ("/home/user/.config/pip/pip.conf", "source"),
    ],
)
def test_meanings(path, kind):
    found = meaning(path)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "path",
    [
        "/p/src/app.py",
        "/tmp/x",
        "/p/.github/workflows/ci.yml",
        "/p/CLAUDE.md",
        "/p/.pylintrc",
        "/srv/x",
        "/p/.env",
    ],
)
def test_files_without_a_meaning(path):
    assert meaning(path) is None
