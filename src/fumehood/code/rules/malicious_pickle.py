"""A class that runs a command when it is unpickled.

What it does
    Reports `__reduce__` methods that return `exec`, `eval`, `os.system` or a function of `subprocess`.
Why is this bad
    This is how an attack through pickle looks: whoever loads the object runs the command.
How to fix
    Remove it. `__reduce__` should return the class and what its constructor needs.
References
    CWE-502; Python documentation, "object.__reduce__"
"""

import ast
from collections.abc import Iterator

from fumehood.code.observation import Report
from fumehood.code.reached import HIGH, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented
from fumehood.core.source import Source

RULE = documented(
    __doc__,
    "FHC226",
    "malicious-pickle",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(502,),
    owasp=("A08:2021",),
    bad=(
        Example(
            "load.py",
            "import os\n\nclass Config:\n    def __reduce__(self):\n        return os.system, ('id',)\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "point.py", "class Point:\n    def __reduce__(self):\n        return Point, (self.x, self.y)\n"
        ),
    ),
)
_RUNNERS = {
    "exec",
    "eval",
    "system",
    "popen",
    "Popen",
    "run",
    "call",
    "check_output",
    "check_call",
    "spawn",
    "execv",
}


def wants(source: Source) -> bool:
    """Whether a class says how it is pickled."""
    return "__reduce" in source.text


def check_tree(tree: ast.Module, source: Source) -> Iterator[Report]:
    """Every such return of the file."""
    del source
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in ("__reduce__", "__reduce_ex__"):
            for one in ast.walk(node):
                if isinstance(one, ast.Return) and isinstance(one.value, ast.Tuple) and one.value.elts:
                    first = one.value.elts[0]
                    name = first.attr if isinstance(first, ast.Attribute) else getattr(first, "id", "")
                    if name in _RUNNERS:
                        yield Report(RULE.id, one, Verdict("Loading this object runs a command", HIGH))
