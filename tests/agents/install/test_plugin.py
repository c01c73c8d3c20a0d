"""The plugin that OpenCode loads, run by a real node: it blocks by throwing, and puts another command in place of one."""

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="no node here")
_SCRIPT = """
const { Fumehood } = await import(process.argv[2])
const plugin = await Fumehood({ directory: process.cwd() })
const output = { args: { command: process.argv[3], timeout: 7 } }
try {
  await plugin["tool.execute.before"]({ tool: "bash", sessionID: "s", callID: process.argv[3] }, output)
  console.log(JSON.stringify(output.args))
} catch (error) {
  console.log(JSON.stringify({ thrown: error.message }))
}
"""


@pytest.fixture
def before(home):
    home.run("agents", "install", "opencode")
    plugin = home.path / "plugin.mjs"
    plugin.write_bytes((home.path / ".config/opencode/plugins/fumehood.js").read_bytes())
    script = home.write("ask.mjs", _SCRIPT)

    def before(command):
        done = subprocess.run(
            ["node", str(script), str(plugin), command],
            cwd=home.project, env=home.environment, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return json.loads(done.stdout)

    return before


def test_a_call_that_is_denied_throws_the_reason(before):
    assert "FHA101" in before("rm -rf ~")["thrown"]


def test_a_harmless_call_is_left_as_it_is(before):
    assert before("git status") == {"command": "git status", "timeout": 7}


def test_a_deletion_is_replaced_and_the_rest_kept(home, before):
    (home.project / "notes.txt").write_text("in no repository")
    found = before("rm notes.txt")
    assert found["command"].startswith("mv -- notes.txt ")
    assert found["timeout"] == 7
