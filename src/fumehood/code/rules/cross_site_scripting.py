"""Data that becomes part of a page without being escaped.

What it does
    Follows data from a request to HTML: a text that a handler returns, a response object, `Markup` or
    `mark_safe`.
Why is this bad
    The data may hold a script, which the browser runs in the name of your site: it reads what the visitor
    sees and does what they may do.
How to fix
    Render a template with autoescape, or pass the data through `html.escape` or `markupsafe.escape`. Return
    JSON where no page is meant.
References
    CWE-79; OWASP A03:2021 Injection
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_HEAD = "from flask import Flask, request\nfrom markupsafe import escape\n\napp = Flask(__name__)\n\n\n@app.route('/hello')\ndef hello():\n"
RULE = documented(
    __doc__,
    "FHC108",
    "cross-site-scripting",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(79,),
    owasp=("A03:2021",),
    bad=(Example("app.py", _HEAD + "    return '<h1>Hello ' + request.args['name'] + '</h1>'\n", line=9),),
    good=(
        Example("app.py", _HEAD + "    return f\"<h1>Hello {escape(request.args['name'])}</h1>\"\n"),
        Example("app.py", _HEAD + "    return {'name': request.args['name']}\n"),
    ),
)
_MARKUP = pattern(r"<[a-zA-Z!/]|&\w+;")


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this page is a script that somebody may place."""
    if all(h.lacks("<") and (h.lacks('"') or not h.before.endswith(("=", '"'))) for h in reached.holes):
        return None
    confidence = reached.trusted
    if not reached.is_outside:
        text = "".join(p for p in reached.value.parts if isinstance(p, str))
        if reached.model.role != "markup" or reached.kind != "parameter" or not _MARKUP.search(text):
            return None
        confidence = LOW if reached.taint.vague else MEDIUM
    return Verdict(f"A page is built with {reached.label} that is not escaped", confidence)
