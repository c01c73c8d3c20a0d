"""Writes the policy into every mechanism, or takes it out again. Idempotent; the user's own lines stay."""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence

import msgspec

from fumehood.core.paths import state_folder
from fumehood.core.replace_file import replace_file
from fumehood.exposure.exclusion.claude_settings import (
    SettingsError,
    deny_rules,
    missing_members,
    rules_for,
    with_rules,
)
from fumehood.exposure.exclusion.marked_block import find_block, with_block, without_block
from fumehood.exposure.exclusion.mechanisms import CLAUDE_SETTINGS, MECHANISMS, Mechanism
from fumehood.exposure.exclusion.policy import Policy


class Outcome(msgspec.Struct):
    """What happened to one file: created, updated, unchanged, removed or failed (with the reason)."""

    path: str
    state: str
    reason: str = ""


class Plan(msgspec.Struct):
    """The bytes that a file has and should have; None for a file that is not there."""

    mechanism: Mechanism
    before: bytes | None
    after: bytes | None
    problem: str = ""


class _Record(msgspec.Struct):
    """What we wrote into a project's settings: deny rules that were not there before, and members for them."""

    rules: list[str] = []
    made: list[str] = []
    created: bool = False


def plans(root: str, policy: Policy, *, remove: bool = False) -> Iterator[Plan]:
    """For each mechanism what its file is and what it should be."""
    former = _former_patterns(root)
    for mechanism in MECHANISMS:
        try:
            before = _read(root, mechanism.file)
        except OSError as error:
            yield Plan(mechanism, None, None, (error.strerror or "cannot be read").lower())
            continue
        if mechanism.file == CLAUDE_SETTINGS:
            yield _claude_plan(root, mechanism, before, policy, former, remove=remove)
            continue
        lines = policy.patterns if mechanism.negation else policy.positive
        if remove:
            after = without_block(before) if before is not None else None
            after = None if after == b"" and before else after
        else:
            after = with_block(before or b"", lines)
        yield Plan(mechanism, before, after)


def sync(root: str, policy: Policy, *, remove: bool = False, dry_run: bool = False) -> list[Outcome]:
    """Brings every mechanism in step with the policy; `remove` takes out what an earlier sync wrote."""
    outcomes = []
    for plan in plans(root, policy, remove=remove):
        path = plan.mechanism.file
        if plan.problem:
            outcomes.append(Outcome(path, "failed", plan.problem))
        elif plan.before == plan.after:
            outcomes.append(Outcome(path, "unchanged"))
        else:
            state = "removed" if remove else "updated" if plan.before is not None else "created"
            reason = "" if dry_run else _write(root, path, plan.after)
            outcomes.append(Outcome(path, "failed" if reason else state, reason))
            if path == CLAUDE_SETTINGS and not reason and not dry_run:
                _remember(root, _Record() if remove else _ours(root, plan, policy))
    return outcomes


def _claude_plan(
    root: str,
    mechanism: Mechanism,
    before: bytes | None,
    policy: Policy,
    former: Sequence[str],
    *,
    remove: bool,
) -> Plan:
    wanted = [] if remove else rules_for(policy.positive)
    record = _recall(root)
    stale = record.rules if record else rules_for(Policy(former).positive) if former else []
    try:
        text = (before or b"").decode("utf-8")
        after = with_rules(text, wanted, stale, record.made if record and remove else ()).encode()
    except (SettingsError, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, SettingsError) else "it is not UTF-8"
        return Plan(mechanism, before, before, f"left alone, because {reason}")
    if remove and record and record.created and after.strip() == b"{}":
        return Plan(mechanism, before, None)
    return Plan(mechanism, before, after if before is not None or after else None)


def _ours(root: str, plan: Plan, policy: Policy) -> _Record:
    """What is ours after this sync: what was not in the settings before, or came by an earlier sync."""
    text = (plan.before or b"").decode()
    had = set(deny_rules(text)) if text.strip() else set()
    earlier = _recall(root) or _Record()
    return _Record(
        rules=[rule for rule in rules_for(policy.positive) if rule not in had or rule in earlier.rules],
        made=sorted({*earlier.made, *missing_members(text)}),
        created=earlier.created or plan.before is None,
    )


def _former_patterns(root: str) -> list[str]:
    """The patterns of the last sync, by the blocks it left (for a machine that has no record of it)."""
    for mechanism in MECHANISMS:
        if mechanism.file == CLAUDE_SETTINGS or not mechanism.negation:
            continue
        with contextlib.suppress(OSError):
            block = find_block(_read(root, mechanism.file) or b"")
            if block and not block.edited:
                return block.lines
    return []


def _read(root: str, path: str) -> bytes | None:
    """The bytes of a file below `root`; None when it is not there.

    Raises:
        OSError: it cannot be read, or a link in its path leads out of `root`.
    """
    full = os.path.join(root, path)
    if not _inside(root, full):
        raise OSError(1, "a link that leads out of the project, not followed")
    try:
        with open(full, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _inside(root: str, full: str) -> bool:
    real = os.path.realpath(root)
    return os.path.realpath(full).startswith(real.rstrip("/") + "/")


def _write(root: str, path: str, raw: bytes | None) -> str:
    """Replaces the file in one step (None: deletes it); returns why not, when it could not."""
    full = os.path.realpath(os.path.join(root, path))
    try:
        if raw is None:
            os.unlink(full)
            with contextlib.suppress(OSError):
                if "/" in path:
                    os.rmdir(os.path.dirname(full))
            return ""
        os.makedirs(os.path.dirname(full), exist_ok=True)
        mode = os.stat(full).st_mode & 0o777 if os.path.exists(full) else None
        replace_file(full, raw, mode=mode)
    except OSError as error:
        return (error.strerror or "cannot be written").lower()
    return ""


def _record_file(root: str) -> str:
    key = hashlib.blake2b(os.fsencode(os.path.realpath(root)), digest_size=8).hexdigest()
    return os.path.join(state_folder(), f"ignore-{key}.json")


def _recall(root: str) -> _Record | None:
    with contextlib.suppress(OSError, msgspec.MsgspecError), open(_record_file(root), "rb") as file:
        return msgspec.json.decode(file.read(), type=_Record)
    return None


def _remember(root: str, record: _Record) -> None:
    path = _record_file(root)
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "wb") as file:
            file.write(msgspec.json.encode(record))
