"""An archive that may write outside of its folder.

What it does
    Reports `tarfile` extraction without a filter.
Why is this bad
    Names such as `../../home/user/.ssh/authorized_keys` and links inside the archive are followed.
How to fix
    `archive.extractall(path, filter="data")` (Python 3.12, and security releases of 3.8 to 3.11).
References
    CWE-22; PEP 706
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC119",
    "archive-extraction",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(22,),
    owasp=("A01:2021",),
    bad=(
        Example(
            "unpack.py",
            "import tarfile\n\ndef unpack(name, folder):\n    with tarfile.open(name) as archive:\n        archive.extractall(folder)\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "unpack.py",
            "import tarfile\n\ndef unpack(name, folder):\n    with tarfile.open(name) as archive:\n        archive.extractall(folder, filter='data')\n",
        ),
    ),
)


def _extract(call: Call) -> Verdict | None:
    filtered = call.at(-1, "filter")
    if filtered is not None and filtered.constant != "fully_trusted":
        return None
    confidence = LOW if call.at(1, "members") is not None and call.name == "extractall" else MEDIUM
    return Verdict("An archive is unpacked without checking where its files go", confidence)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    "tarfile.TarFile.extractall": _extract,
    "tarfile.TarFile.extract": _extract,
}
