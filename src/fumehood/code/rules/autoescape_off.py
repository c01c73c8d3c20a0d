"""Templates that do not escape.

What it does
    Reports Jinja2 environments without autoescape in web code, and `autoescape=False` there.
Why is this bad
    Jinja2 escapes nothing by default: data from a visitor that holds a script becomes a script in the page.
How to fix
    `Environment(autoescape=select_autoescape())`.
References
    CWE-79, CWE-116; Jinja documentation, "Autoescaping"
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC225",
    "autoescape-off",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(79, 116),
    owasp=("A03:2021",),
    bad=(
        Example(
            "page.py",
            "from flask import request\nfrom jinja2 import Environment\n\nenvironment = Environment()\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "page.py",
            "from flask import request\nfrom jinja2 import Environment, select_autoescape\n\nenvironment = Environment(autoescape=select_autoescape())\n",
        ),
    ),
)
_WEB = pattern(
    r"(?m)^\s*(?:from|import)\s+(?:flask|django|fastapi|starlette|aiohttp|tornado|bottle|sanic|quart|http\.server)\b|\.html?[\"']"
)


def _environment(call: Call) -> Verdict | None:
    value = call.at(-1, "autoescape")
    if call.rest or (value is not None and value.constant is not False):
        return None
    web = _WEB.search(call.frame.module.observer.interest.source.text)
    return Verdict("Templates of this environment do not escape data", MEDIUM if web else LOW)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    ("jinja2.Environment", "jinja2.environment.Environment", "jinja2.sandbox.SandboxedEnvironment"),
    _environment,
)
