"""Takes out what installations wrote: to the byte where nobody edited the file since, else only what is ours."""

import msgspec

from fumehood.agents.journal import Journal, Written
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.ours import our_entries
from fumehood.agents.outcome import Outcome
from fumehood.agents.settings.files import File, JsonFile, OwnFile, Trace, without_ours
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.settings.on_disk import Place, delete, look, put, remove_empty
from fumehood.agents.without_us import without_us


def uninstall(agent: Agent, scope: Scope, controls: Controls, journal: Journal) -> list[Outcome]:
    """Brings each file of the agent back.

    In a file that the journal does not know, only what is recognisably ours goes: hooks with our line, and files of
    our own. A rule that looks like one of ours may be the user's.
    """
    known = journal.of(agent.id, scope.name)
    outcomes = [take_back(path, scope, journal, entry) for path, entry in known.items()]
    remove_empty(folder for entry in known.values() for folder in entry.folders)
    for file in controls.files:
        try:
            place = look(file.path, scope.roots)
            if place.now is not None and place.path not in known:
                outcomes += _recognised(agent, file, place)
        except SettingsError as error:
            outcomes.append(Outcome(file.path, "failed", str(error)))
    return outcomes


def _recognised(agent: Agent, file: File, place: Place) -> list[Outcome]:
    now = place.now or b""
    if isinstance(file, JsonFile):
        ours = tuple(our_entries(file, now, agent.id))
        after = without_ours(Trace(msgspec.structs.replace(file, entries=ours)), now)
    elif isinstance(file, OwnFile):
        after = without_ours(Trace(file), now)
    else:
        return []  # a block may be there by `fumehood ignore sync`
    if after == now:
        return []
    if after is None:
        delete(place)
    else:
        put(place, after)
    return [Outcome(file.path, "removed", before=now, after=after)]


def take_back(path: str, scope: Scope, journal: Journal, entry: Written) -> Outcome:
    """Brings one file back that the journal knows; a file that cannot be edited safely stays, with its entry."""
    try:
        return _one(path, scope, journal, entry)
    except (SettingsError, OSError) as error:
        reason = str(error) if isinstance(error, SettingsError) else (error.strerror or "failed").lower()
        return Outcome(path, "failed", reason)


def _one(path: str, scope: Scope, journal: Journal, entry: Written) -> Outcome:
    place = look(path, scope.roots)
    now = place.now
    if now is None:
        delete(place)
        journal.forget(path)
        return Outcome(path, "unchanged", "the file is gone already")
    after = without_us(entry, now, journal)
    state = "removed" if entry.original is None or after != journal.original(entry) else "restored"
    if after is None:
        delete(place)
    elif after != now:
        put(place, after)
    journal.forget(path)
    return Outcome(path, state, before=now, after=after)
