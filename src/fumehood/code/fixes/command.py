"""Commands: an argument list without a shell, so that a value is one word whatever it holds.

A command that needs a shell (pipes, globs, redirections) and one that comes whole from the user have no
mechanical fix.
"""

import ast
import shlex

from fumehood.code.fixes.imports import module_name
from fumehood.code.fixes.literal import f_string, list_of, string
from fumehood.code.fixes.pieces import Piece, pieces_of
from fumehood.code.fixes.site import Site
from fumehood.core.finding import Edit, Fix

_SHELL_SIGNS = set("|&;<>()$`*?[]{}~!#\n\\")
_FIRST_SLOT = 0xE000  # private use characters stand for the values while the words are split
_RUNNERS = {"run", "call", "check_call", "check_output", "Popen"}
# Programs that end their options at `--` (POSIX utility syntax guideline 10).
_ENDS_OPTIONS = {
    "cat", "chmod", "chown", "cp", "diff", "du", "file", "grep", "head", "ls", "mkdir", "mv", "ping", "rm", "rmdir",
    "sort", "stat", "tail", "touch", "wc",
}  # fmt: skip


def mend(site: Site, sink: ast.Call) -> Fix | None:
    """The fix for a call that runs a built command, or None."""
    name = site.text(sink.func)
    shell = next((k for k in sink.keywords if k.arg == "shell"), None)
    if name == "os.system" and len(sink.args) == 1 and not sink.keywords:
        return _instead_of_system(site, sink)
    if name == "os.popen" and len(sink.args) == 1 and not sink.keywords:
        return _instead_of_popen(site, sink)
    is_subprocess = name.rpartition(".")[2] in _RUNNERS and (
        name.startswith("subprocess.") or "." not in name
    )
    if not is_subprocess or not sink.args or shell is None or not _is_true(shell.value):
        return None
    words, where = _words(site, sink.args[0])
    if words is None or where is None:
        return None
    edits = [site.replace(where, list_of(words)), _without_shell(site, sink, shell)]
    return _fix("safe", edits)


def _instead_of_system(site: Site, sink: ast.Call) -> Fix | None:
    words, where = _words(site, sink.args[0])
    module = module_name(site, "subprocess")
    if words is None or module is None:
        return None
    alone = isinstance(site.statement, ast.Expr) and site.statement.value is sink
    call = f"{module[0]}.run({{}}, check=False)" if alone else f"{module[0]}.call({{}})"
    edits = [*module[1], *_replaced(site, sink, where, words, call)]
    return _fix("safe" if alone else "unsafe", edits)  # os.system gives a wait status, call an exit code


def _instead_of_popen(site: Site, sink: ast.Call) -> Fix | None:
    words, where = _words(site, sink.args[0])
    module = module_name(site, "subprocess")
    if words is None or module is None:
        return None
    read = next(
        (
            n for n in ast.walk(site.statement)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.value is sink
            and n.func.attr == "read" and not n.args
        ),
        None,
    )  # fmt: skip
    if read is None:
        alone = isinstance(site.statement, ast.Expr) and site.statement.value is sink
        call = f"{module[0]}.Popen({{}})"
        return _fix("safe", [*module[1], *_replaced(site, sink, where, words, call)]) if alone else None
    name = module[0]
    call = f"{name}.run({{}}, stdout={name}.PIPE, text=True, check=False).stdout"
    return _fix("safe", [*module[1], *_replaced(site, read, where, words, call)])


def _replaced(
    site: Site, whole: ast.expr, where: ast.expr | None, words: list[str], call: str
) -> list[Edit | None]:
    """`whole` becomes the call with the list; where the command was built earlier, the list goes there."""
    if where is None or _within(whole, where):
        return [site.replace(whole, call.format(list_of(words)))]
    argument = next(
        a
        for a in ast.walk(whole)
        if isinstance(a, ast.Name) and isinstance(a.ctx, ast.Load) and site.assigned(a.id)
    )
    return [site.replace(where, list_of(words)), site.replace(whole, call.format(argument.id))]


def _within(whole: ast.AST, part: ast.AST) -> bool:
    return any(n is part for n in ast.walk(whole))


def _words(site: Site, argument: ast.expr) -> tuple[list[str] | None, ast.expr | None]:
    """The command's words as source, and the expression that built it."""
    built = argument
    if isinstance(argument, ast.Name):
        assignment = site.assigned(argument.id)
        if assignment is None or site.uses(argument.id) != 1:
            return None, None
        built = assignment.value
    pieces = pieces_of(built)
    return (_split(site, pieces), built) if pieces else (None, None)


def _split(site: Site, pieces: list[Piece]) -> list[str] | None:
    text = ""
    values: list[Piece] = []
    for piece in pieces:
        if piece.value is None:
            if _SHELL_SIGNS & set(piece.text):
                return None
            text += piece.text
        else:
            text += chr(_FIRST_SLOT + len(values))
            values.append(piece)
    try:
        words = shlex.split(text)
    except ValueError:
        return None
    if not words or _slots(words[0]) or "=" in words[0]:
        return None
    out: list[str] = []
    program = words[0].rpartition("/")[2]
    for i, word in enumerate(words):
        slots = _slots(word)
        if not slots:
            out.append(string(word))
            continue
        if (
            word[0] == slots[0]
            and program in _ENDS_OPTIONS
            and '"--"' not in out
            and not any(_slots(w) for w in words[1:i])
        ):
            out.append('"--"')
        source = _word(site, word, values)
        if source is None:
            return None
        out.append(source)
    return out


def _word(site: Site, word: str, values: list[Piece]) -> str | None:
    if len(word) == 1:
        piece = values[ord(word) - _FIRST_SLOT]
        assert piece.value is not None
        source = site.text(piece.value)
        return source if piece.is_text or _is_text(site, piece.value) else f"str({source})"
    parts: list[tuple[str, bool]] = []
    for character in word:
        value = values[ord(character) - _FIRST_SLOT].value if _slots(character) else None
        if value is not None:
            parts.append((site.text(value), True))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + character, False)
        else:
            parts.append((character, False))
    return f_string(parts)


def _slots(word: str) -> list[str]:
    return [c for c in word if _FIRST_SLOT <= ord(c) < _FIRST_SLOT + 4096]


def _is_text(site: Site, node: ast.expr) -> bool:
    """Whether a value is a string by what the function says: an annotation, or a look-up in a request."""
    if isinstance(node, ast.Name) and site.function:
        arguments = site.function.args
        for arg in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if arg.arg == node.id:
                return isinstance(arg.annotation, ast.Name) and arg.annotation.id == "str"
        assignment = site.assigned(node.id)
        return assignment is not None and _is_look_up(assignment.value)
    return _is_look_up(node)


def _is_look_up(node: ast.expr) -> bool:
    if isinstance(node, ast.Subscript):
        node = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        node = node.func.value
    else:
        return False
    return isinstance(node, ast.Attribute) and node.attr in (
        "args",
        "form",
        "GET",
        "POST",
        "query_params",
        "values",
    )


def _without_shell(site: Site, sink: ast.Call, shell: ast.keyword) -> Edit | None:
    """Removes `shell=True` with the comma before it."""
    others = [*sink.args, *(k.value for k in sink.keywords if k is not shell)]
    before = [n for n in others if (n.lineno, n.col_offset) < (shell.value.lineno, shell.value.col_offset)]
    last = max(before, key=lambda n: (n.end_lineno or 0, n.end_col_offset or 0))
    return site.delete_after(last, shell.value)


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _fix(safety: str, edits: list[Edit | None]) -> Fix | None:
    whole = tuple(e for e in edits if e is not None)
    if len(whole) != len(edits):
        return None
    return Fix(
        safety="safe" if safety == "safe" else "unsafe",
        description="Run the program with an argument list and without a shell",
        edits=whole,
    )
