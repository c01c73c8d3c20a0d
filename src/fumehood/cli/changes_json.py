"""The pending changes as one JSON object: findings have the keys that `scan --format json` gives them."""

from collections.abc import Sequence
from typing import Any

from fumehood.cli.changes_view import View
from fumehood.core.report import ids_of
from fumehood.report.as_json import dumps, finding_object, tool, unscanned_object
from fumehood.report.safe import valid
from fumehood.sandbox.changes.pending import Change
from fumehood.sandbox.changes.refusals import needs_name


def document(project: str, shown: Sequence[View], *, differences: bool) -> str:
    """All runs with their changes; `diff` is there with `differences`, for text files only."""
    marked = [f for view in shown for f in view.all_found()]
    return dumps(
        {
            "tool": tool(),
            "root": valid(project),
            "runs": [_run(view, differences=differences) for view in shown],
            "summary": {
                "changes": sum(len(view.changes) for view in shown),
                "marks": len(marked),
                "marked_files": len({f.location.path for f in marked}),
                "unscanned": sum(len(view.marks.unscanned) for view in shown),
            },
        },
        indent=2,
    )


def _run(view: View, *, differences: bool) -> dict[str, Any]:
    return {
        "id": view.run.id,
        "command": valid(view.command()),
        "began": view.run.began,
        "changes": [_change(view, change, differences=differences) for change in view.changes],
        "unscanned": [unscanned_object(one) for one in view.marks.unscanned],
    }


def _change(view: View, change: Change, *, differences: bool) -> dict[str, Any]:
    from fumehood.core.registry import all_rules

    found = list(view.found(change))
    rules = all_rules() if found else {}
    one: dict[str, Any] = {
        "path": valid(change.path),
        "kind": change.kind,
        "change": change.word,
        "refused": None if change.refused is None else valid(change.refused),
        "conflict": change.conflict,
        "setting": needs_name(change.path),
        "findings": [
            finding_object(view.after, ident, finding, rules[finding.rule])
            for ident, finding in zip(ids_of(found), found, strict=True)
        ],
    }
    if differences and (text := view.difference(change, color=False)):
        one["diff"] = text
    return one
