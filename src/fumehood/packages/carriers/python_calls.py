"""Install commands that Python runs: subprocess, os.system, pip's own functions, nox sessions, Pyodide's micropip."""

import ast
from collections.abc import Iterator

from fumehood.core.source import Source
from fumehood.packages.carriers.python_text import offset_of, string_words
from fumehood.packages.install_commands import command_items, shifted, word_items
from fumehood.packages.mention import Item
from fumehood.packages.requirement import requirement
from fumehood.packages.shell_words import Word

_RUNNERS = frozenset(
    [
        "run",
        "call",
        "check_call",
        "check_output",
        "Popen",
        "getoutput",
        "getstatusoutput",
        "system",
        "popen",
        "spawn",
        "create_subprocess_exec",
        "create_subprocess_shell",
        "execvp",
        "execv",
        "execlp",
        "run_always",
        "sudo",
        "local",
        "shell",
    ]
)
_PIP_MAIN = frozenset({"main", "pipmain", "pip_main", "_main"})


def call_items(source: Source) -> Iterator[Item]:
    """What the calls in a Python source install; nothing where it cannot be parsed."""
    tree = source.syntax
    if tree is None:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            yield from _call(source, node)


def _call(source: Source, node: ast.Call) -> Iterator[Item]:
    function = node.func
    name = (
        function.attr
        if isinstance(function, ast.Attribute)
        else function.id
        if isinstance(function, ast.Name)
        else ""
    )
    owner = (
        function.value.id
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
        else ""
    )
    first = node.args[0]
    if name in _RUNNERS:
        if isinstance(first, ast.List | ast.Tuple):
            yield from word_items(string_words(source, first.elts))
        elif isinstance(first, ast.Constant) and isinstance(first.value, str):
            words = string_words(source, node.args)
            if len(node.args) > 1 and " " not in first.value:
                yield from word_items(words)
            else:
                yield from _text(words[0])
        elif isinstance(first, ast.JoinedStr):
            for word in string_words(source, [first]):
                yield from _text(word)
    elif name in _PIP_MAIN and isinstance(first, ast.List | ast.Tuple) and (owner == "pip" or name != "main"):
        words = string_words(source, first.elts)
        yield from word_items([Word("pip", ()), *words])
    elif name == "install" and owner in ("session", "micropip"):
        elements = first.elts if isinstance(first, ast.List | ast.Tuple) else node.args
        if owner == "session":
            words = string_words(source, elements)
            yield from word_items([Word("pip", ()), Word("install", ()), *words])
            return
        for element in elements:
            if isinstance(element, ast.Constant) and isinstance(element.value, str):
                at = offset_of(source, element)
                yield from requirement(element.value, at, "install-command")


def _text(word: Word) -> Iterator[Item]:
    for item in command_items(word.text):
        start = word.at[item.start] if item.start < len(word.at) else word.start
        yield shifted(item, start - item.start)
