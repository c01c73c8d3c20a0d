"""Data that is written to a log as it comes.

What it does
    Follows data from a request or the user to a log message.
Why is this bad
    A line end in the data makes a second entry that nobody wrote: traces are covered, or others accused. Tools
    that show logs may read markup in it.
How to fix
    Log data with `%r`, which writes line ends out, or as fields of a structured log.
References
    CWE-117; OWASP A09:2021 Security Logging and Monitoring Failures
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_HEAD = "import logging\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.route('/login')\ndef login():\n"
RULE = documented(
    __doc__,
    "FHC114",
    "log-injection",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(117,),
    owasp=("A09:2021",),
    bad=(
        Example(
            "app.py", _HEAD + "    logging.info('login of ' + request.form['name'])\n    return {}\n", line=9
        ),
    ),
    good=(
        Example("app.py", _HEAD + "    logging.info('login of %r', request.form['name'])\n    return {}\n"),
    ),
)
_LOGGER = pattern(r"(?i)log")
_ESCAPED = pattern(r"%(?:\(\w+\))?[-+ #0]*\d*r")


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this message can forge an entry."""
    function = getattr(reached.node, "func", None)
    receiver = getattr(function, "value", None)
    name = getattr(receiver, "attr", getattr(receiver, "id", ""))
    if reached.model.role == "guess" and not _LOGGER.search(name or ""):
        return None
    if all(h.lacks("\n") for h in reached.holes) or _is_escaped(reached):
        return None
    confidence = (
        MEDIUM if (reached.trusted is HIGH or reached.kind == "input") and not reached.is_transformed else LOW
    )
    return Verdict(f"A log entry is written with {reached.label} as it comes", confidence)


def _is_escaped(reached: Reached) -> bool:
    """Whether the message writes its arguments with `%r`."""
    arguments = getattr(reached.node, "args", [])
    text = getattr(arguments[0], "value", None) if arguments else None
    return isinstance(text, str) and bool(_ESCAPED.search(text)) and "%s" not in text
