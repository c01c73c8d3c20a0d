"""Makes a name of a module available in a file: the name it has there already, or a new import."""

import ast

from fumehood.code.fixes.site import Site
from fumehood.core.finding import Edit


def module_name(site: Site, module: str) -> tuple[str, list[Edit]] | None:
    """What `module` is called in the file, and the edits that import it; None where the name is taken."""
    for node in site.tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == module:
                    return alias.asname or alias.name, []
    return _added(site, module, f"import {module}")


def member_name(site: Site, module: str, member: str) -> tuple[str, list[Edit]] | None:
    """What `member` of `module` is called in the file, and the edits that import it; None where it is taken."""
    for node in site.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == module and node.level == 0:
            for alias in node.names:
                if alias.name == member:
                    return alias.asname or alias.name, []
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == module:
                    return f"{alias.asname or alias.name}.{member}", []
    return _added(site, member, f"from {module} import {member}")


def imported(site: Site, *roots: str) -> bool:
    """Whether the file imports a module whose dotted name begins with one of these."""
    for node in ast.walk(site.tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        if any(n == r or n.startswith(r + ".") for n in names for r in roots):
            return True
    return False


def _added(site: Site, name: str, line: str) -> tuple[str, list[Edit]] | None:
    if _bound(site, name):
        return None
    edit = _at_top(site, line)
    return (name, [edit]) if edit else None


def _bound(site: Site, name: str) -> bool:
    for node in ast.walk(site.tree):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.arg) and node.arg == name:
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            return True
        if isinstance(node, ast.Import | ast.ImportFrom) and any(
            (a.asname or a.name) == name for a in node.names
        ):
            return True
    return False


def _at_top(site: Site, line: str) -> Edit | None:
    """A new line behind the first block of imports, else behind the module's docstring, else at the top."""
    last: ast.stmt | None = None
    for i, node in enumerate(site.tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            last = node
        elif not (i == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    doc = site.tree.body[0] if site.tree.body and ast.get_docstring(site.tree) is not None else None
    source, end = site.source, site.line_end
    if last is not None or doc is not None:
        after = last or doc
        assert after is not None
        number = after.end_lineno or after.lineno
        starts = source.line_starts
        if number >= len(starts):
            return None
        return source.edit(starts[number], starts[number], (end if last is None else "") + line + end)
    first = site.tree.body[0]
    begin = source.line_starts[first.lineno - 1] if not getattr(first, "decorator_list", None) else 0
    if getattr(first, "decorator_list", None):
        begin = source.line_starts[min(d.lineno for d in first.decorator_list) - 1]  # type: ignore[attr-defined]
    return source.edit(begin, begin, line + end + end)
