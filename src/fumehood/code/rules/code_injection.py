"""Data that is run as Python code.

What it does
    Follows data to `eval`, `exec`, `compile`, and to the name of a module that is imported.
Why is this bad
    Whoever controls the text runs any Python they like, with the rights of the program. Emptying
    `__builtins__` does not help.
How to fix
    Read literals with `ast.literal_eval`, data with `json.loads`, and choose functions or modules from a
    dictionary of those that are meant.
References
    CWE-94, CWE-95; OWASP A03:2021 Injection
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC104",
    "code-injection",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(94, 95),
    owasp=("A03:2021",),
    bad=(
        Example("calc.py", "def calculate(formula):\n    return eval(formula)\n", line=2),
        Example(
            "app.py",
            "from flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.route('/run')\ndef run():\n"
            "    code = request.args.get('code')\n    exec(code)\n    return 'done'\n",
            line=9,
        ),
    ),
    good=(
        Example("calc.py", "import ast\n\ndef calculate(text):\n    return ast.literal_eval(text)\n"),
        Example("calc.py", "def two():\n    return eval('1 + 1')\n"),
    ),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this code is an injection."""
    if _is_literal(reached):
        return None
    importing = reached.model.role == "import"
    confidence = reached.trusted
    if importing:
        confidence = confidence if reached.is_outside else LOW
        return Verdict(f"The module that is imported is named by {reached.label}", confidence)
    if reached.kind in ("parameter", "environment"):
        name = getattr(getattr(reached.node, "func", None), "id", "")
        direct = reached.is_whole and reached.taint.trail is None
        confidence = MEDIUM if reached.kind == "parameter" and (name == "eval" or not direct) else LOW
        if reached.taint.vague or name not in ("eval", "exec"):
            confidence = LOW
    elif reached.kind in ("input", "argv") and confidence is HIGH:
        confidence = MEDIUM
    return Verdict(f"Python code is made of {reached.label}", confidence)


def _is_literal(reached: Reached) -> bool:
    """Whether the text was checked to be one quoted string with no quote inside."""
    cleared = reached.taint.cleared
    return any({f"starts:{q}", f"ends:{q}", f"inner-no:{q}"} <= cleared for q in ("'", '"'))
