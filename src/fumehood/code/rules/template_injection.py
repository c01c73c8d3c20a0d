"""A template made of data.

What it does
    Follows data to the source text of a template (Jinja2, Flask, Django, Mako, Tornado).
Why is this bad
    A template is a program: `{{ ... }}` in the data reaches Python objects, and through them the system.
How to fix
    Keep templates constant and pass the data as variables: `render_template("page.html", name=name)`.
References
    CWE-1336; OWASP A03:2021 Injection
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

_HEAD = "from flask import Flask, render_template_string, request\n\napp = Flask(__name__)\n\n\n@app.route('/hello')\ndef hello():\n    name = request.args['name']\n"
RULE = documented(
    __doc__,
    "FHC109",
    "template-injection",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(1336, 94, 79),
    owasp=("A03:2021",),
    bad=(Example("app.py", _HEAD + "    return render_template_string(f'<h1>Hello {name}</h1>')\n", line=9),),
    good=(
        Example(
            "app.py", _HEAD + "    return render_template_string('<h1>Hello {{ name }}</h1>', name=name)\n"
        ),
    ),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this template is a program of somebody else."""
    confidence = reached.trusted
    if not reached.is_outside:
        confidence = (
            MEDIUM
            if reached.kind == "parameter" and not reached.is_whole and not reached.taint.vague
            else LOW
        )
    return Verdict(f"A template is built with {reached.label}", confidence)
