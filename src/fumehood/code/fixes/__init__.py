"""Fixes for the three holes that assistants write most: a query, a path, a command.

A fix is offered only where what correct callers get stays the same; what has no mechanical mend (a table
name, a whole command from the user) gets none. `core.fixing` proves each by scanning again before it writes.
"""

import ast

from fumehood.code.fixes.site import Site
from fumehood.code.positions import Positions
from fumehood.core.finding import Fix
from fumehood.core.source import Source

SQL_INJECTION, COMMAND_INJECTION, PATH_TRAVERSAL = "FHC101", "FHC102", "FHC103"


def fix_for(rule: str, source: Source, positions: Positions, sink: ast.AST) -> Fix | None:
    """The fix for a finding of `rule` whose sink is the call `sink`, or None."""
    if rule not in (SQL_INJECTION, COMMAND_INJECTION, PATH_TRAVERSAL) or not isinstance(sink, ast.Call):
        return None
    site = Site.of(source, positions, sink)
    if site is None:
        return None
    if rule == SQL_INJECTION:
        from fumehood.code.fixes.query import mend
    elif rule == COMMAND_INJECTION:
        from fumehood.code.fixes.command import mend
    else:
        from fumehood.code.fixes.path import mend
    fix = mend(site, sink)
    return fix if fix is not None and _parses(source, fix) else None


def _parses(source: Source, fix: Fix) -> bool:
    from fumehood.core.fixing import apply_edits

    try:
        ast.parse(apply_edits(source.root.raw, fix.edits) if source.parent is None else b"")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
