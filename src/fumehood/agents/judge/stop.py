"""When the assistant has finished its turn: what the person should look at, and only if there is something."""

import os
import time

from fumehood.agents.event import Event
from fumehood.agents.judge.severe import LONGEST, grave, rules, severe, told
from fumehood.agents.sessions import WROTE
from fumehood.agents.verdict import Verdict
from fumehood.agents.world import World
from fumehood.commands.context import read_script
from fumehood.core.errors import IncompleteError

_MOST_FILES = 30
_SECONDS = 1.2  # the installed line waits two seconds for the server, and what is told is told once
_MOST_SAID = 6
_SAYINGS = {
    "no-snapshot": "before some commands no snapshot could be taken, so `fumehood changes undo` does not go back to them",
    "unread-result": "a tool's result could not be looked through whole; take what was done with it for unchecked",
    "injected": "a tool's result tried to give the assistant instructions; look at what it did afterwards",
    "secret-result": "a tool's result held credentials, which the assistant has read; change them if they matter",
}


def stop(event: Event, world: World) -> Verdict:
    """What is told at the end; the same thing only once.

    New files that shell commands have written are looked through here, since no tool for writing had shown their text.
    """
    notes = world.sessions.take(event)
    said = [saying for word, saying in _SAYINGS.items() if word in notes]
    found = []
    wrote = [note[len(WROTE) :] for note in notes if note.startswith(WROTE)]
    until = time.monotonic() + _SECONDS
    for number, path in enumerate(wrote):
        if number >= _MOST_FILES or time.monotonic() > until:
            said.append(f"{len(wrote) - number} new files were not looked at: `fumehood scan` does it")
            break
        text = read_script(path)
        if text is None:
            continue
        name = os.path.relpath(path, event.cwd)
        try:
            findings = world.inspect(("code", "injection", "exposure"), name, text[:LONGEST], event.cwd)
        except IncompleteError as error:
            said.append(error.message)
            continue
        fresh = [f for f in severe(findings) if grave(f)]
        said += told(fresh, name)
        found += fresh
    if not said:
        return Verdict()
    more = f"; and {len(said) - _MOST_SAID} more" if len(said) > _MOST_SAID else ""
    named = f" [{', '.join(rules(found))}]" if found else ""
    text = f"fumehood: worth a look before you go on: {'; '.join(said[:_MOST_SAID])}{more}{named}. `fumehood audit show -n 20` tells more."
    return Verdict(rules=rules(found), context=text)
