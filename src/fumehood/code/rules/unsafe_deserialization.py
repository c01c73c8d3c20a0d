"""Data that is turned into objects by a format that can run code.

What it does
    Follows data to `pickle`, `marshal`, `shelve`, `dill`, `jsonpickle`, `joblib` and the unsafe loaders of
    PyYAML.
Why is this bad
    These formats may name any function to be called while loading. Whoever writes the data runs code in the
    program that reads it.
How to fix
    Exchange data as JSON, or YAML through `yaml.safe_load`. Where pickles cannot be avoided, read only what
    the program itself has signed, and check the signature first.
References
    CWE-502; OWASP A08:2021 Software and Data Integrity Failures; Python documentation, "pickle"
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC105",
    "unsafe-deserialization",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(502,),
    owasp=("A08:2021",),
    bad=(
        Example("state.py", "import pickle\n\ndef restore(blob):\n    return pickle.loads(blob)\n", line=4),
        Example(
            "app.py",
            "import yaml\nfrom flask import request\n\ndef settings():\n"
            "    return yaml.load(request.data, Loader=yaml.Loader)\n",
            line=5,
        ),
    ),
    good=(
        Example("state.py", "import json\n\ndef restore(blob):\n    return json.loads(blob)\n"),
        Example(
            "app.py",
            "import yaml\nfrom flask import request\n\ndef settings():\n"
            "    return yaml.load(request.data, Loader=yaml.SafeLoader)\n",
        ),
        Example(
            "copy.py", "import pickle\n\ndef clone(thing):\n    return pickle.loads(pickle.dumps(thing))\n"
        ),
    ),
)


_WRAPPER = pattern(r"^_?(?:loads?|decode|deserialize|unpickle|from_bytes)$")


def judge(reached: Reached) -> Verdict | None:
    """Whether loading this data is dangerous."""
    name = getattr(getattr(reached.node, "func", None), "attr", "") or getattr(
        getattr(reached.node, "func", None), "id", ""
    )
    confidence = reached.trusted
    if reached.kind == "parameter":
        confidence = MEDIUM if name in ("loads", "load", "decode") and reached.model.role == "pickle" else LOW
        wrapper = reached.function is not None and _WRAPPER.search(reached.function.name)
        if reached.taint.vague > 1 or name == "load" or wrapper:
            confidence = LOW
    elif not reached.is_outside:
        confidence = LOW
    return Verdict(f"Objects are loaded from {reached.label}, which can run code", confidence)
