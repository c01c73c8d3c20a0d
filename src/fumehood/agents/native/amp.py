"""Amp: permission rules, the first match wins: plain rejections before the user's own rules, our judge after them.

A rule that delegates names a program, which answers by its exit code: 0 allow, 1 ask, 2 reject.
"""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope, Switch
from fumehood.agents.ours import JUDGE
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import MARK, JsonFile, OwnFile

EVENTS = ("delegate",)
_RULES = ("amp.permissions",)


def controls(scope: Scope, intent: Intent) -> Controls:
    """settings.json, and the program that its last rule delegates to."""
    folder = os.path.join(scope.project, ".amp") if scope.project else scope.config("amp")
    program = os.path.join(folder, JUDGE)
    text = f"#!/bin/sh\n# Written by `{MARK}`; edits are lost.\n{intent.line}\n"
    entries = [
        Entry(
            _RULES,
            _rule("reject" if p.decision == "deny" else "ask", " ".join(p.words), p.prefix.exact),
            first=True,
        )
        for p in intent.prefixes
    ]
    entries.append(Entry(_RULES, {"tool": "*", "action": "delegate", "to": program}))
    losses = (
        "no event after a tool: results are not looked at",
        "a rule of your own that allows comes before our judge and silences it",
    )
    return Controls(
        (
            OwnFile(program, text, executable=True),
            JsonFile(os.path.join(folder, "settings.json"), tuple(entries), role="rules"),
        ),
        losses,
    )


def _rule(action: str, words: str, exact: bool) -> dict[str, object]:
    commands = words if exact else [words, f"{words} *"]
    return {"tool": "Bash", "matches": {"cmd": commands}, "action": action}


def _switches(scope: Scope) -> tuple[Switch, ...]:
    folder = os.path.join(scope.project, ".amp") if scope.project else scope.config("amp")
    message = "`amp.dangerouslyAllowAll` is true: no rule is asked; remove it"
    path = os.path.join(folder, "settings.json")
    return (Switch(path, ("amp.dangerouslyAllowAll",), value=True, message=message),)


AGENT = Agent(
    id="amp",
    programs=("amp",),
    folders=(".config/amp",),
    controls=controls,
    events=EVENTS,
    guard_event="delegate",
    call="program",
    switches=_switches,
)
