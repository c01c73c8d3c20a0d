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

from collections.abc import Callable, Mapping

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
    bad=(Example("set.py", "import os\n\ndef share(path):\n    os.chmod(path, 0o777)\n", line=4),),
    good=(Example("set.py", "import os\n\ndef share(path):\n    os.chmod(path, 0o644)\n"),),
)
_WORLD = {"S_IWOTH", "S_IRWXO"}


def _mode(call: Call) -> Verdict | None:
    position = 0 if call.name in ("umask",) or call.symbol.startswith("pathlib.") else 1
    mode = call.constant(position, "mode")
    if call.name == "umask":
        return (
            Verdict("New files may be written by everybody", MEDIUM)
            if mode == 0 and mode is not False
            else None
        )
    if isinstance(mode, int) and not isinstance(mode, bool):
        return Verdict("The file may be written by everybody", HIGH) if mode & 0o002 else None
    names = set().union(
        *(names_in(a) for a in call.node.args[position:]), *(names_in(k.value) for k in call.node.keywords)
    )
    return Verdict("The file may be written by everybody", MEDIUM) if names & _WORLD else None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    ("os.chmod", "os.fchmod", "os.lchmod", "os.umask", "pathlib.Path.chmod"), _mode
)
