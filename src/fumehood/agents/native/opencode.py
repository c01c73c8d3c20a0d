"""OpenCode: a plugin that asks our line before each tool, and permission globs (the last match wins)."""

import json
import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import MARK, JsonFile, OwnFile

EVENTS = ("tool.execute.before", "tool.execute.after")
# The line stands on a row of its own, as JSON, so that status and test can read it back.
_PLUGIN = """// Written by `%(mark)s`; edits are lost.
const LINE = %(line)s

async function ask(event) {
  const { spawnSync } = await import("node:child_process")
  const done = spawnSync("/bin/sh", ["-c", LINE], { input: JSON.stringify(event), encoding: "utf8", timeout: 30000 })
  const said = (done.stderr || done.stdout || "").trim()
  if (done.error || done.status !== 0) throw new Error(said || "fumehood gave no answer, so this call is blocked")
  return done.stdout || ""
}

export const Fumehood = async ({ directory }) => ({
  "tool.execute.before": async (input, output) => {
    const said = await ask({ event: "tool.execute.before", tool: input.tool, sessionID: input.sessionID,
      callID: input.callID, directory, args: output.args })
    if (said.trim()) Object.assign(output.args, JSON.parse(said).args)
  },
  "tool.execute.after": async (input, output) => {
    const said = await ask({ event: "tool.execute.after", tool: input.tool, sessionID: input.sessionID,
      callID: input.callID, directory, output: output.output })
    if (said.trim()) output.output += "\\n\\n" + said.trim()
  },
})
"""


def controls(scope: Scope, intent: Intent) -> Controls:
    """The plugin, and `permission` in opencode.json (or .jsonc, when that is there)."""
    folder = os.path.join(scope.project, ".opencode") if scope.project else scope.config("opencode")
    base = scope.project or folder
    settings = os.path.join(base, "opencode.jsonc")
    if not os.path.exists(settings):
        settings = os.path.join(base, "opencode.json")
    entries = [
        Entry(("permission", "bash"), p.decision, " ".join(p.words) + ("" if p.prefix.exact else "*"))
        for p in intent.prefixes
    ]
    entries += [Entry(("permission", "read"), "deny", glob) for glob in _globs(intent)]
    plugin = _PLUGIN % {"mark": MARK, "line": json.dumps(intent.line)}
    losses = (
        "subagents and MCP arguments have slipped past plugins in some versions",
        "the last matching glob wins: one of yours below ours overrules it",
    )
    return Controls(
        (
            OwnFile(os.path.join(folder, "plugins", "fumehood.js"), plugin),
            JsonFile(settings, tuple(entries), role="rules"),
        ),
        losses,
    )


def _globs(intent: Intent) -> list[str]:
    """The hidden patterns as simple globs over a path, where `*` crosses folders."""
    found: list[str] = []
    for pattern in intent.hidden_plain:
        name = pattern.strip("/")
        found += [f"*/{name}/*", f"{name}/*"] if pattern.endswith("/") else [f"*/{name}", name]
    return list(dict.fromkeys(found))


AGENT = Agent(
    id="opencode",
    programs=("opencode",),
    folders=(".config/opencode", ".opencode"),
    controls=controls,
    events=EVENTS,
    guard_event="tool.execute.before",
    call="plugin",
)
