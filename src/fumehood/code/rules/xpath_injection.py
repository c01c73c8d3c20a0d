"""An XPath expression built from data.

What it does
    Follows data to the text of an XPath query.
Why is this bad
    A quote in the data ends the literal: the rest asks for other parts of the document, or makes a check of a
    name and a password always true.
How to fix
    Pass values as variables: `root.xpath("//user[@name=$name]", name=name)`. Where the library has none, refuse
    quotes.
References
    CWE-643; OWASP A03:2021 Injection
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Hole, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

_HEAD = "from lxml import etree\n\ndef find(path, name):\n    root = etree.parse(path)\n"
RULE = documented(
    __doc__,
    "FHC111",
    "xpath-injection",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(643,),
    owasp=("A03:2021",),
    bad=(Example("people.py", _HEAD + "    return root.xpath(f\"//user[@name='{name}']\")\n", line=5),),
    good=(Example("people.py", _HEAD + "    return root.xpath('//user[@name=$name]', name=name)\n"),),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this query is an injection."""
    if all(_is_quoted_safely(h) for h in reached.holes):
        return None
    confidence = reached.trusted
    if not reached.is_outside:
        quoted = any(h.before.endswith(("'", '"', "=")) for h in reached.holes)
        confidence = MEDIUM if reached.kind == "parameter" and quoted and not reached.taint.vague else LOW
    return Verdict(f"An XPath query is built with {reached.label}", confidence)


def _is_quoted_safely(hole: Hole) -> bool:
    quote = hole.before[-1:]
    return quote in ("'", '"') and hole.after.startswith(quote) and hole.lacks(quote)
