"""Where the mechanisms have drifted from the policy, what does nothing, and what is in git already."""

import os
from collections.abc import Iterator

from msgspec import Struct

from fumehood.core.errors import FumehoodError
from fumehood.core.git import Revision
from fumehood.exposure.exclusion.claude_settings import wrong_shapes
from fumehood.exposure.exclusion.marked_block import find_block
from fumehood.exposure.exclusion.mechanisms import CLAUDE_SETTINGS, DEAD_FILES, Mechanism
from fumehood.exposure.exclusion.policy import Policy
from fumehood.exposure.exclusion.sync import Plan, plans


class FileStatus(Struct):
    """One mechanism's file: in step, missing, edited, outdated or unreadable (with the reason)."""

    mechanism: Mechanism
    state: str
    reason: str = ""


class Status(Struct):
    """The whole picture of one project."""

    files: list[FileStatus]
    mistakes: list[tuple[str, str]]
    tracked: list[str]

    @property
    def in_step(self) -> bool:
        """Whether nothing has to be done."""
        return all(f.state == "in step" for f in self.files) and not self.mistakes and not self.tracked


def status(root: str, policy: Policy) -> Status:
    """Compares the files of `root` with the policy; changes nothing."""
    files = [FileStatus(p.mechanism, *_state(p)) for p in plans(root, policy)]
    return Status(files, list(_mistakes(root)), _tracked(root, policy))


def _state(plan: Plan) -> tuple[str, str]:
    if plan.problem:
        return "unreadable", plan.problem
    if plan.before == plan.after:
        return "in step", ""
    if plan.before is None:
        return "missing", ""
    if plan.mechanism.file == CLAUDE_SETTINGS:
        return "outdated", "permissions.deny differs from the policy"
    block = find_block(plan.before)
    if block is None:
        return "missing", "the file has no block of ours"
    return (
        ("edited", "somebody changed our block") if block.edited else ("outdated", "the policy has changed")
    )


def _mistakes(root: str) -> Iterator[tuple[str, str]]:
    for name, reason in DEAD_FILES.items():
        if os.path.lexists(os.path.join(root, name)):
            yield name, reason
    for name in (CLAUDE_SETTINGS, ".claude/settings.local.json"):
        full = os.path.join(root, name)
        if os.path.isfile(full):
            with open(full, encoding="utf-8", errors="replace") as file:
                text = file.read(4_000_000)
            yield from ((name, reason) for reason in wrong_shapes(text))


def _tracked(root: str, policy: Policy) -> list[str]:
    """Files in the last commit that the policy hides: an exclusion file does not take them out of history."""
    try:
        return [path for path in Revision(root, "HEAD").paths() if policy.hides(path)]
    except FumehoodError:
        return []  # no repository, no commit or no git: nothing is tracked
