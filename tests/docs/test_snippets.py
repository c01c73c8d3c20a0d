"""Every `fumehood` command that the documents tell a reader to type works as typed."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]
EXERCISES = ["examples/README.md", "examples/sec-1/README.md", "examples/sec-2/README.md"]
FENCE = re.compile(r"^[ \t]*```(?:bash|console|sh)\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(fumehood [a-z][^`\n]*)`")


def commands(page: str) -> list[str]:
    """The commands in the fenced blocks of a page, without prompts and comments."""
    found = []
    for block in FENCE.findall((ROOT / page).read_text("utf-8")):
        for line in block.splitlines():
            bare = line.strip().removeprefix("$ ").rpartition("&& ")[2]
            if bare.startswith("fumehood "):
                found.append(shlex.join(shlex.split(bare, comments=True)[1:]))
    return found


CASES = [
    (page, command) for page in PAGES + EXERCISES for command in commands(page) if "--online" not in command
]


@pytest.fixture
def checkout(tmp_path_factory) -> Path:
    """A copy of the examples in a repository with one commit and the files that the documents name."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copy(ROOT / "examples/poisoned-repo/docs/answer.md", folder / "reply.md")
    (folder / "notes.txt").write_text("Call me tomorrow.\n")
    (folder / "build.py").write_text("print('built')\n")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    for arguments in (
        ["init", "-q"],
        ["add", "-f", "."],
        [*who, "commit", "-qm", "first"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return folder


def test_there_are_commands():
    assert len(CASES) > 25
    assert {page for page, _ in CASES} >= {
        "README.md",
        "docs/quick-start.md",
        "docs/suppressions.md",
        "examples/sec-1/README.md",
    }


@pytest.mark.parametrize(("page", "command"), CASES, ids=lambda v: v)
def test_the_command_works(page, command, checkout, fumehood):
    if "--baseline" in command or "baseline prune" in command:
        fumehood("baseline", "create", ".fumehood-baseline.json", cwd=checkout)
    if command.startswith("agents "):  # an assistant is there, and set up
        fumehood("agents", "install", "claude", cwd=checkout)
    cwd = checkout / Path(page).parent if page in EXERCISES else checkout
    before = (checkout / "examples/sec-2/app.py").read_bytes()
    outcome = fumehood(*shlex.split(command), cwd=cwd)
    (checkout / "examples/sec-2/app.py").write_bytes(before)
    assert outcome.code in (0, 1), (outcome.code, outcome.err.decode())
    assert b"error:" not in outcome.err


@pytest.mark.parametrize("page", [*PAGES, *EXERCISES])
def test_verbs_named_in_the_text_exist(page):
    from fumehood.cli.verbs import VERBS

    text = FENCE.sub("", (ROOT / page).read_text("utf-8"))
    named = {m.split()[1] for m in INLINE.findall(text)}
    assert not named - {words.split()[0] for words, *_ in VERBS}


def test_options_in_the_table_exist(fumehood, tmp_path):
    table = (ROOT / "docs/cli.md").read_text("utf-8").partition("## Options")[2].partition("## Exit")[0]
    options = set(re.findall(r"--[a-z][a-z-]+", table))
    help_text = fumehood("scan", "--help", cwd=tmp_path).text
    assert len(options) > 15
    assert not {o for o in options if o not in help_text}


def test_every_configuration_key_is_described():
    from fumehood.core.config import Config, ExposureTable, IgnoreTable, PackagesTable, SandboxTable

    page = (ROOT / "docs/configuration.md").read_text("utf-8")
    keys = [*Config.__struct_encode_fields__]
    keys += [f"packages.{k}" for k in PackagesTable.__struct_encode_fields__]
    keys += [f"ignore.{k}" for k in IgnoreTable.__struct_encode_fields__]
    keys += [f"exposure.{k}" for k in ExposureTable.__struct_encode_fields__]
    keys += [f"sandbox.{k}" for k in SandboxTable.__struct_encode_fields__]
    assert not [
        key for key in keys if f"`{key}`" not in page and key not in {"exposure", "packages", "sandbox"}
    ]
