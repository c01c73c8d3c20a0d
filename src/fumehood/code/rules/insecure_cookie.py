"""A cookie that travels in the clear or that scripts may read.

What it does
    Reports `set_cookie` without `secure=True`, `httponly=False`, and settings that switch these off for the
    session.
Why is this bad
    Without `secure` the cookie is sent over plain HTTP too, where others read it; without `httponly` a script
    in the page can.
How to fix
    `response.set_cookie(name, value, secure=True, httponly=True, samesite="Lax")`.
References
    CWE-614, CWE-1004; RFC 6265, section 4.1.2
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.observation import Assignment
from fumehood.code.reached import HIGH, LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC207",
    "insecure-cookie",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(614, 1004),
    owasp=("A05:2021",),
    bad=(
        Example(
            "app.py",
            "from flask import make_response\n\ndef login(token):\n    response = make_response('ok')\n    response.set_cookie('session', token)\n    return response\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "app.py",
            "from flask import make_response\n\ndef login(token):\n    response = make_response('ok')\n    response.set_cookie('session', token, secure=True, httponly=True)\n    return response\n",
        ),
    ),
)


def _set_cookie(call: Call) -> Verdict | None:
    if (
        call.rest
        or len(call.arguments) + len(call.keywords) < 2
        or any(k.arg is None for k in call.node.keywords)
    ):
        return None
    value = call.at(5 if len(call.arguments) > 5 else -1, "secure")
    if value is None or (value.constants and not any(value.constants)):
        sure = value is not None or call.symbol or call.receiver.symbol
        return Verdict(
            "A cookie is set that is also sent in the clear", MEDIUM if sure or not call.symbol else LOW
        )
    if call.constant(-1, "httponly") is False:
        return Verdict("A cookie is set that scripts may read", MEDIUM)
    return None


def _setting(assignment: Assignment) -> Verdict | None:
    if assignment.value.constant is not False:
        return None
    if assignment.frame.function is None or "config" in assignment.base.symbol or assignment.base.symbol:
        return Verdict("The session's cookie is not protected", HIGH)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    ".set_cookie": _set_cookie,
    "flask.Response.set_cookie": _set_cookie,
    "django.http.HttpResponse.set_cookie": _set_cookie,
    "starlette.responses.Response.set_cookie": _set_cookie,
    "starlette.responses.HTMLResponse.set_cookie": _set_cookie,
}
ASSIGNS = dict.fromkeys(
    (
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SECURE",
        "REMEMBER_COOKIE_SECURE",
        "REMEMBER_COOKIE_HTTPONLY",
    ),
    _setting,
)
WORDS = {"_cookie_": r"_COOKIE_(?:SECURE|HTTPONLY)\b"}
