"""A file that everybody may change.

What it does
    Reports file modes that let all users write: `chmod(path, 0o777)`, `os.umask(0)`.
Why is this bad
    Any account of the machine can replace what the program reads or runs later.
How to fix
    Give write access to the owner only: `0o644` or `0o600`, `0o755` for programs and folders.
References
    CWE-732; OWASP A01:2021 Broken Access Control
"""

import ast
from collections.abc import Callable, Mapping
from itertools import pairwise

from fumehood.code.context import names_in
from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC211",
    "permissive-file-mode",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(732,),
    owasp=("A01:2021",),
    bad=(
        Example("set.py", "import os\n\ndef share(path):\n    os.chmod(path, 0o777)\n", line=4),
        Example(
            "start.py",
            "import os\n\ndef start():\n    old = os.umask(0)\n    open('log', 'w')\n    os.umask(old)\n",
            line=4,
        ),
    ),
    good=(
        Example("set.py", "import os\n\ndef share(path):\n    os.chmod(path, 0o644)\n"),
        Example(
            "mask.py", "import os\n\ndef mask():\n    old = os.umask(0)\n    os.umask(old)\n    return old\n"
        ),
    ),
)
_WORLD = {"S_IWOTH", "S_IRWXO"}


def _mode(call: Call) -> Verdict | None:
    position = 0 if call.name in ("umask",) or call.symbol.startswith("pathlib.") else 1
    mode = call.constant(position, "mode")
    if call.name == "umask":
        if mode != 0 or mode is False or _only_reads(call):
            return None
        return Verdict("New files may be written by everybody", MEDIUM)
    if isinstance(mode, int) and not isinstance(mode, bool):
        return Verdict("The file may be written by everybody", HIGH) if mode & 0o002 else None
    names = set().union(
        *(names_in(a) for a in call.node.args[position:]), *(names_in(k.value) for k in call.node.keywords)
    )
    return Verdict("The file may be written by everybody", MEDIUM) if names & _WORLD else None


def _only_reads(call: Call) -> bool:
    """Whether the old mask is put back in the next statement: there is no other way to learn what it is."""
    function = call.frame.function
    body = call.frame.module.tree if function is None else function.node
    for block in (getattr(node, field, None) for node in ast.walk(body) for field in ("body", "orelse")):
        for before, after in pairwise(block if isinstance(block, list) else ()):
            if (
                isinstance(before, ast.Assign)
                and before.value is call.node
                and isinstance(before.targets[0], ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Call)
                and ast.unparse(after.value) == f"{ast.unparse(call.node.func)}({before.targets[0].id})"
            ):
                return True
    return False


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    ("os.chmod", "os.fchmod", "os.lchmod", "os.umask", "pathlib.Path.chmod"), _mode
)
