"""XML that may name other files.

What it does
    Reports XML parsers that resolve external entities (lxml with `resolve_entities=True`, SAX with
    `feature_external_ges`), and data from a request that lxml parses with its defaults.
Why is this bad
    A document can then include files of the server or make it ask internal addresses.
How to fix
    Use `defusedxml`, or `lxml.etree.XMLParser(resolve_entities=False, no_network=True)`.
References
    CWE-611; OWASP A05:2021 Security Misconfiguration
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC112",
    "xml-external-entity",
    severity=Severity.HIGH,
    confidence=MEDIUM,
    cwe=(611, 827),
    owasp=("A05:2021",),
    bad=(
        Example(
            "read.py", "from lxml import etree\n\nparser = etree.XMLParser(resolve_entities=True)\n", line=3
        ),
        Example(
            "read.py",
            "import xml.sax\n\ndef read(path):\n    parser = xml.sax.make_parser()\n"
            "    parser.setFeature(xml.sax.handler.feature_external_ges, True)\n    parser.parse(path)\n",
            line=6,
        ),
    ),
    good=(
        Example("read.py", "from lxml import etree\n\nparser = etree.XMLParser(resolve_entities=False)\n"),
        Example(
            "read.py",
            "import xml.sax\n\ndef read(path):\n    parser = xml.sax.make_parser()\n    parser.parse(path)\n",
        ),
    ),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether lxml parses somebody else's document with its defaults."""
    return Verdict(f"XML of {reached.label} is parsed with entities resolved", MEDIUM)


def _parser(call: Call) -> Verdict | None:
    if call.constant(-1, "resolve_entities") is True or call.constant(-1, "load_dtd") is True:
        return Verdict("An XML parser resolves external entities", MEDIUM)
    return None


def _parse(call: Call) -> Verdict | None:
    """A document that is parsed by a SAX parser whose external entities are switched on."""
    document = call.argument_or_unknown(0, "source", "string", "file")
    for parser in (call.receiver, call.argument_or_unknown(1, "parser")):
        if "entities" in parser.marks and not (document.constants and call.name == "parseString"):
            sure = any(t.origin.kind == "web" and "all" not in t.cleared for t in document.taints)
            if call.name == "parseString" and not document.taints:
                return None
            return Verdict("XML is parsed with external entities resolved", HIGH if sure else MEDIUM)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    "lxml.etree.XMLParser": _parser,
    "lxml.etree.iterparse": _parser,
    ".parse": _parse,
    "xml.sax.make_parser().parse": _parse,
    "xml.dom.minidom.parseString": _parse,
    "xml.dom.minidom.parse": _parse,
    "xml.dom.pulldom.parseString": _parse,
    "xml.dom.pulldom.parse": _parse,
}
WORDS = {"setfeature": r"setFeature|\bparse\w*\(", "xmlparser": r"XMLParser\(", "iterparse": r"iterparse\("}
MARKED_BY_WORDS = True
