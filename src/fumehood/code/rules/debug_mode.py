"""A web application that runs in debug mode.

What it does
    Reports `app.run(debug=True)`, `app.debug = True`, and `DEBUG = True` in a Django settings module.
Why is this bad
    Pages of errors then show code and settings; Werkzeug's debugger even runs code for whoever opens it.
How to fix
    Read the switch from the environment, off by default, and let a real server (gunicorn, uvicorn) run the
    application.
References
    CWE-489, CWE-215; Flask documentation, "Debugging Application Errors"
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.observation import Assignment
from fumehood.code.reached import HIGH, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC206",
    "debug-mode",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(489, 215),
    owasp=("A05:2021",),
    bad=(
        Example("app.py", "from flask import Flask\n\napp = Flask(__name__)\napp.run(debug=True)\n", line=4),
        Example("settings.py", "DEBUG = True\nALLOWED_HOSTS = []\nINSTALLED_APPS = []\n", line=1),
    ),
    good=(
        Example("app.py", "from flask import Flask\n\napp = Flask(__name__)\napp.run()\n"),
        Example("log.py", "DEBUG = True\n"),
    ),
)
_SETTINGS = pattern(r"(?m)^(?:INSTALLED_APPS|ALLOWED_HOSTS|ROOT_URLCONF|MIDDLEWARE)\b")
_WEB = pattern(r"\b(?:flask|bottle|sanic|dash|quart|aiohttp|fastapi|starlette|django)\b")


def _run(call: Call) -> Verdict | None:
    if call.constant(-1, "debug") is not True:
        return None
    if call.symbol == "flask.Flask.run":
        return Verdict("The application runs in debug mode", HIGH)
    text = call.frame.module.observer.interest.source.lower
    return Verdict("The application runs in debug mode", MEDIUM) if _WEB.search(text) else None


def _assigned(assignment: Assignment) -> Verdict | None:
    if assignment.value.constant is not True:
        return None
    if assignment.name == "debug":
        return (
            Verdict("The application runs in debug mode", HIGH)
            if assignment.base.symbol == "flask.Flask"
            else None
        )
    text = assignment.frame.module.observer.interest.source.text
    settings = assignment.frame.function is None and assignment.base.symbol == "" and _SETTINGS.search(text)
    config = assignment.base.symbol == "flask.Flask.config"
    return Verdict("The application runs in debug mode", MEDIUM) if settings or config else None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    ".run": _run,
    "flask.Flask.run": _run,
    "bottle.run": _run,
    "aiohttp.web.run_app": _run,
}
ASSIGNS = {"debug": _assigned, "DEBUG": _assigned}
WORDS = {"debug": r"\bDEBUG\b|\bdebug\s*="}
MARKED_BY_WORDS = True
