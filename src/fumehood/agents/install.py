"""Writes an agent's controls into its files: what the user wrote stays, a second time changes nothing."""

import os

import msgspec

from fumehood.agents.journal import Journal, Written, hash_of, name_of
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.ours import our_entries
from fumehood.agents.outcome import Outcome
from fumehood.agents.settings.entries import Entry, absent
from fumehood.agents.settings.files import (
    File,
    JsonFile,
    TomlFile,
    Trace,
    gaps,
    kept,
    with_ours,
    without_ours,
)
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.settings.on_disk import Place, look, put
from fumehood.agents.settings.toml_edit import absent_settings
from fumehood.agents.uninstall import take_back
from fumehood.agents.without_us import without_us


class _Step(msgspec.Struct, frozen=True):
    place: Place
    base: bytes | None
    after: bytes
    trace: Trace


def install(
    agent: Agent, scope: Scope, controls: Controls, journal: Journal, *, dry_run: bool = False
) -> list[Outcome]:
    """Brings each file of the agent in step; a file that cannot be edited safely is left alone.

    Files that an earlier installation wrote and this one does not want are brought back.
    """
    outcomes = []
    wanted = {os.path.realpath(file.path) for file in controls.files}
    for path, entry in journal.of(agent.id, scope.name).items():
        if path not in wanted and not dry_run:
            outcomes.append(take_back(path, scope, journal, entry))
    for file in controls.files:
        try:
            outcomes.append(_one(agent, scope, file, controls.line, journal, dry_run=dry_run))
        except (SettingsError, OSError) as error:
            reason = str(error) if isinstance(error, SettingsError) else (error.strerror or "failed").lower()
            outcomes.append(Outcome(file.path, "failed", reason))
    return outcomes


def _one(agent: Agent, scope: Scope, file: File, line: str, journal: Journal, *, dry_run: bool) -> Outcome:
    place = look(file.path, scope.roots)
    step = _step(agent, file, place, journal)
    remarks = tuple(kept(file, place.now))
    if step is None or step.after == place.now:
        return Outcome(file.path, "unchanged", remarks=remarks)
    state = "created" if place.now is None else "updated"
    if not dry_run:
        former = journal.entries.get(place.path)
        entry = Written(
            agent=agent.id,
            scope=scope.name,
            trace=step.trace,
            hash=hash_of(step.after),
            original=None if step.base is None else name_of(place.path),
            line=line,
            folders=former.folders if former else _shared_folders(place.path, journal),
        )
        journal.note(place.path, entry, step.base)
        try:
            folders = put(place, step.after, executable=getattr(file, "executable", False))
        except SettingsError:
            if former is None:
                journal.forget(place.path)
            else:
                journal.note(place.path, former, None)
            raise
        if folders:
            whole = msgspec.structs.replace(entry, folders=(*entry.folders, *folders))
            journal.note(place.path, whole, None)
    return Outcome(file.path, state, before=place.now, after=step.after, remarks=remarks)


def _shared_folders(path: str, journal: Journal) -> tuple[str, ...]:
    """The folders above the file that an installation made for another file: whoever goes last removes them."""
    made = {folder for entry in journal.entries.values() for folder in entry.folders}
    return tuple(sorted((f for f in made if path.startswith(f + "/")), key=len))


def _step(agent: Agent, file: File, place: Place, journal: Journal) -> _Step | None:
    """What to write, and what the file is without us; None when it is in step already."""
    former = journal.entries.get(place.path)
    now = place.now
    stale: list[Entry] = []
    if isinstance(file, JsonFile):
        stale = [e for e in our_entries(file, now, agent.id) if e not in file.entries]
    if now is not None and not stale and not gaps(file, now) and not _left_over(former, file):
        return None
    if former is None or now is None:
        base = now
        if stale and now is not None and isinstance(file, JsonFile):
            base = without_ours(Trace(msgspec.structs.replace(file, entries=tuple(stale))), now)
    else:
        base = without_us(former, now, journal)
    after, made = with_ours(file, base)
    return _Step(place, base, after, Trace(_only_added(file, base), made))


def _left_over(former: Written | None, file: File) -> bool:
    """Whether a former installation wrote entries that are no longer wanted."""
    if former is None or not isinstance(file, JsonFile) or not isinstance(former.trace.file, JsonFile):
        return False
    return any(entry not in file.entries for entry in former.trace.file.entries)


def _only_added(file: File, base: bytes | None) -> File:
    """The file with those entries only that were not the user's own before."""
    if isinstance(file, JsonFile):
        text = (base or b"").decode("utf-8-sig")
        return msgspec.structs.replace(file, entries=tuple(absent(text, file.entries)))
    if isinstance(file, TomlFile):
        text = (base or b"").decode("utf-8-sig")
        return msgspec.structs.replace(file, settings=tuple(absent_settings(text, file.settings)))
    return file
