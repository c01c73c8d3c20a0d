"""A temporary file whose name others can take first.

What it does
    Reports `tempfile.mktemp`, `os.tempnam` and `os.tmpnam`.
Why is this bad
    Between choosing the name and opening the file somebody else can place a link there: the program then
    writes to a file of their choice.
How to fix
    `tempfile.NamedTemporaryFile()`, `tempfile.mkstemp()` or `tempfile.TemporaryDirectory()` create the file
    at once.
References
    CWE-377; Python documentation, "tempfile.mktemp"
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC210",
    "insecure-temporary-file",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(377, 379),
    bad=(Example("out.py", "import tempfile\n\nname = tempfile.mktemp()\n", line=3),),
    good=(
        Example(
            "out.py", "import tempfile\n\nwith tempfile.NamedTemporaryFile() as file:\n    file.write(b'x')\n"
        ),
    ),
)


def _made(call: Call) -> Verdict | None:
    return Verdict(f"`{call.name}` gives a name that others can take before the file exists", HIGH)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    ("tempfile.mktemp", "os.tempnam", "os.tmpnam"), _made
)
