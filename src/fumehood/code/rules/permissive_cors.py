"""Every site may use the visitor's session.

What it does
    Reports CORS settings that allow all origins together with credentials, and `CORS_ORIGIN_ALLOW_ALL`.
Why is this bad
    A page anywhere on the web can then read what your site shows to the visitor.
How to fix
    List the origins that need it.
References
    CWE-942; Fetch standard, "CORS protocol"
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.flow.value import Value
from fumehood.code.observation import Assignment
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC221",
    "permissive-cors",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(942,),
    owasp=("A05:2021",),
    bad=(
        Example(
            "app.py",
            "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\n"
            "app.add_middleware(CORSMiddleware, allow_origins=['*'], allow_credentials=True)\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "app.py",
            "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\n"
            "app.add_middleware(CORSMiddleware, allow_origins=['https://example.org'], allow_credentials=True)\n",
        ),
    ),
)


def _is_all(value: Value | None) -> bool:
    return value is not None and (value.constant == "*" or any(i.constant == "*" for i in value.items or ()))


def _middleware(call: Call) -> Verdict | None:
    everyone = _is_all(call.at(-1, "allow_origins", "origins"))
    if everyone and call.constant(-1, "allow_credentials", "supports_credentials") is True:
        return Verdict("Every origin may use the credentials of the visitor", MEDIUM)
    return None


def _assigned(assignment: Assignment) -> Verdict | None:
    return Verdict("Every origin is allowed", MEDIUM) if assignment.value.constant is True else None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    ".add_middleware": _middleware,
    "fastapi.FastAPI.add_middleware": _middleware,
    "flask_cors.CORS": _middleware,
    "flask_cors.cross_origin": _middleware,
    "starlette.middleware.cors.CORSMiddleware": _middleware,
}
ASSIGNS = {"CORS_ORIGIN_ALLOW_ALL": _assigned, "CORS_ALLOW_ALL_ORIGINS": _assigned}
WORDS = {"origins": r"(?:allow_)?origins\s*=", "cors_": r"CORS_(?:ORIGIN_ALLOW_ALL|ALLOW_ALL_ORIGINS)"}
MARKED_BY_WORDS = True
