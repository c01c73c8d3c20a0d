"""A file chosen by data, without a check that it stays where it should.

What it does
    Follows data from a request, the command line or a function's parameter to a path that is opened,
    changed or sent.
Why is this bad
    `../` (or an absolute path, which `os.path.join` and `/` take as a new start) leads out of the folder
    that was meant, to any file that the program may read or write.
How to fix
    Resolve the folder and the path, and refuse what is not inside: `target = (base / name).resolve()`, then
    `if not target.is_relative_to(base): raise ...`. In Flask use `send_from_directory`.
References
    CWE-22; OWASP A01:2021 Broken Access Control
"""

from fumehood.code.reached import LOW, Hole, Reached, Verdict
from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_BAD = """\
def read_file(filename):
    with open(f"/data/{filename}") as f:
        return f.read()
"""
_GOOD = """\
from pathlib import Path

def read_file(filename):
    base = Path("/data").resolve()
    target = (base / filename).resolve()
    if not target.is_relative_to(base):
        raise ValueError("outside of the data folder")
    with open(target) as f:
        return f.read()
"""
RULE = documented(
    __doc__,
    "FHC103",
    "path-traversal",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(22,),
    owasp=("A01:2021",),
    bad=(Example("files.py", _BAD, line=2),),
    good=(Example("files.py", _GOOD), Example("load.py", "def load(path):\n    return open(path).read()\n")),
)
_FOLDER = pattern(r"[\w.-]*[/\\]|^\w[\w.-]*/?$")


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this path can lead out of the folder."""
    holes = [h for h in reached.holes if not _is_bounded(h, reached)]
    if not holes:
        return None
    confidence = reached.trusted
    if reached.kind in ("parameter", "argv", "input"):
        if not any(_FOLDER.search(h.before) and "\ufffc" not in h.before for h in holes):
            return None
        if reached.kind != "parameter":
            confidence = LOW
    if reached.model.role == "probe" and not reached.is_outside:
        return None
    return Verdict(f"A path is built with {reached.label} and not checked", confidence)


def _is_bounded(hole: Hole, reached: Reached) -> bool:
    """Whether the data cannot leave the folder before it: it has no dots, or no separator."""
    if hole.lacks("/") and (hole.before or hole.lacks("..")):
        return True
    if not hole.lacks("..") and not hole.lacks("../"):
        return False
    return bool(hole.before) and "joined-path" not in reached.value.marks
