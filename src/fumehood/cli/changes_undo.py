"""Takes the last `changes apply` back: bytes, modes, links and deletions. What you edited since stays as you left it.

Example:
  fumehood changes undo
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import changes_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND


def configure(parser: ArgumentParser) -> None:
    """`changes undo` has no arguments of its own."""


def run(_args: Namespace, console: Console) -> int:
    """Undoes the last apply; 1 when something was kept because it was edited since."""
    from fumehood.report.safe import safe
    from fumehood.sandbox.changes.journal import undo

    found = undo(changes_selection.project())
    if found is None:
        console.note("nothing was applied in this project that could be undone")
        return CLEAN
    restored, edited = found
    for path in restored:
        console.out(f"restored {safe(path)}")
    for path in edited:
        console.out(f"kept     {safe(path)}: edited since it was applied")
    return FOUND if edited else CLEAN
