"""A model that brings its own code.

What it does
    Reports `trust_remote_code=True` when models or data sets are loaded.
Why is this bad
    The repository of the model then runs Python on this machine, whatever it holds today.
How to fix
    Use models that the library supports itself, or read the code and pin its `revision`.
References
    CWE-829, CWE-494
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC228",
    "remote-code-trusted",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(829, 494),
    owasp=("A08:2021",),
    bad=(
        Example(
            "load.py",
            "from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained('someone/model', trust_remote_code=True)\n",
            line=3,
        ),
    ),
    good=(
        Example(
            "load.py",
            "from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained('someone/model')\n",
        ),
    ),
)


def _load(call: Call) -> Verdict | None:
    if call.constant(-1, "trust_remote_code") is not True:
        return None
    pinned = call.at(-1, "revision", "code_revision") is not None
    return Verdict("The model may run code of its own", LOW if pinned else MEDIUM)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    (
        ".from_pretrained",
        "datasets.load_dataset",
        "transformers.pipeline",
        "sentence_transformers.SentenceTransformer",
    ),
    _load,
)
WORDS = {"trust_remote_code": r"trust_remote_code"}
MARKED_BY_WORDS = True
