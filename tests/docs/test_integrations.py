"""The pre-commit hooks and the action call the command as it is."""

import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def test_hooks_use_options_that_exist(fumehood, tmp_path):
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (tmp_path / "-odd.py").write_text("x = 1\n")
    (tmp_path / "ok.py").write_text("x = 1\n")
    assert {h["id"] for h in hooks} == {"fumehood", "fumehood-tree"}
    for hook in hooks:
        files = ["-odd.py", "ok.py"] if hook.get("pass_filenames", True) else []
        outcome = fumehood(*shlex.split(hook["entry"])[1:], *files, cwd=tmp_path)
        assert outcome.code == 0, outcome.err


def test_the_action_pastes_no_input_into_its_scripts():
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert scripts
    assert not [s for s in scripts if "${{" in s]


def test_the_action_uses_options_that_exist(fumehood, tmp_path):
    action = (ROOT / "action.yml").read_text()
    options = set(re.findall(r"(?<!\S)(?:\()?(--[a-z-]+)", action.partition("options=")[2]))
    help_text = fumehood("scan", "--help", cwd=tmp_path).text
    assert options >= {"--fail-on", "--format", "--no-cache"}
    assert not {o for o in options if o not in help_text and o != "--"}


def test_every_input_of_the_action_is_used_and_described():
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    text = (ROOT / "action.yml").read_text()
    page = (ROOT / "docs/ci.md").read_text()
    for name, one in action["inputs"].items():
        assert f"inputs.{name}" in text
        assert one["description"]
        assert f"`{name}`" in page
