"""Paths: resolve both, check that one lies in the other, refuse otherwise."""

import ast

from fumehood.code.fixes.imports import imported, member_name
from fumehood.code.fixes.literal import string
from fumehood.code.fixes.pieces import pieces_of
from fumehood.code.fixes.site import Site
from fumehood.core.finding import Fix

_OPENERS = {"open", "FileResponse", "send_file"}
_JOINS = {"join"}


def mend(site: Site, sink: ast.Call) -> Fix | None:
    """The fix for a call that opens a built path, or None."""
    name = sink.func.id if isinstance(sink.func, ast.Name) else getattr(sink.func, "attr", "")
    if name not in _OPENERS or not sink.args or isinstance(sink.args[0], ast.Starred):
        return None
    argument = sink.args[0]
    base = _base(site, argument)
    path = member_name(site, "pathlib", "Path")
    if base is None or path is None:
        return None
    path_name, edits = path
    folder, target = site.fresh("base", "base_folder"), site.fresh("target", "checked_path")
    before = site.insert_before(
        [
            f"{folder} = {path_name}({base}).resolve()",
            f"{target} = {path_name}({site.text(argument)}).resolve()",
            f"if not {target}.is_relative_to({folder}):",
            f"{site.indent}{_refusal(site)}",
        ]
    )
    replaced = site.replace(argument, target)
    if before is None or replaced is None or "\n" in site.text(argument):
        return None
    return Fix(
        safety="safe",
        description="Resolve the path and refuse it when it leaves its folder",
        edits=(*edits, before, replaced),
    )


def _base(site: Site, node: ast.expr) -> str | None:
    """The source of the folder that the path is meant to stay in."""
    if isinstance(node, ast.Name):
        assignment = site.assigned(node.id)
        return _base(site, assignment.value) if assignment is not None else None
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _JOINS and len(node.args) >= 2:
        first = node.args[0]
        return site.text(first) if isinstance(first, ast.Name | ast.Attribute | ast.Constant) else None
    pieces = pieces_of(node)
    if not pieces or pieces[0].value is not None or not any(p.value is not None for p in pieces):
        return None
    folder, slash, _ = pieces[0].text.rpartition("/")
    return string(folder or slash) if slash else string(".")


def _refusal(site: Site) -> str:
    if imported(site, "flask.abort"):
        return "abort(404)"
    if imported(site, "fastapi.HTTPException", "starlette.exceptions.HTTPException"):
        return "raise HTTPException(status_code=404)"
    return 'raise ValueError("the path leaves its folder")'
