"""Markup that is made harmless by a regular expression.

What it does
    Reports `re.sub` with a pattern for `<script>` and the like.
Why is this bad
    Browsers read much that such patterns miss: `</script >`, `<svg onload=…>`, tags inside tags.
How to fix
    Escape with `html.escape`, or clean with a real parser and a list of allowed tags (nh3).
References
    CWE-116, CWE-79, CWE-185
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC227",
    "html-filter-by-regex",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(116, 79),
    owasp=("A03:2021",),
    bad=(
        Example(
            "clean.py",
            "import re\n\ndef clean(text):\n    return re.sub(r'<script.*?>.*?</script>', '', text)\n",
            line=4,
        ),
    ),
    good=(Example("clean.py", "import html\n\ndef clean(text):\n    return html.escape(text)\n"),),
)
_TAG = pattern(
    r"(?i)<\\?s?\*?/?\(?\??:?(?:script|iframe|object|embed|svg)\b|\bon\\?\w*\[?.{0,8}=|javascript\\?:"
)


def _sub(call: Call) -> Verdict | None:
    pattern = call.argument_or_unknown(0, "pattern").text
    if pattern and len(pattern) < 500 and _TAG.search(pattern) and "<" in pattern:
        return Verdict("Markup is filtered by a pattern that browsers outwit", MEDIUM)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {"re.sub": _sub, "re.subn": _sub}
