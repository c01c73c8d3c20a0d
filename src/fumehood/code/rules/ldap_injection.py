"""An LDAP filter or name built from data.

What it does
    Follows data to the search filter or the distinguished name of an LDAP query.
Why is this bad
    `*`, `(`, `)` and `|` in the data change what is asked: a login without a password, a list of everybody.
How to fix
    Escape each value: `ldap3.utils.conv.escape_filter_chars`, `ldap.filter.escape_filter_chars`, and
    `escape_rdn` or `escape_dn_chars` in names.
References
    CWE-90; RFC 4515; OWASP A03:2021 Injection
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_HEAD = "from ldap3 import Connection\nfrom ldap3.utils.conv import escape_filter_chars\n\ndef find(connection: Connection, user):\n"
RULE = documented(
    __doc__,
    "FHC110",
    "ldap-injection",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(90,),
    owasp=("A03:2021",),
    bad=(Example("people.py", _HEAD + "    connection.search('ou=users', f'(uid={user})')\n", line=5),),
    good=(
        Example(
            "people.py", _HEAD + "    connection.search('ou=users', f'(uid={escape_filter_chars(user)})')\n"
        ),
    ),
)
_FILTER = pattern(r"\([&|!]|\(\s*[\w.;-]+\s*[~<>]?=")


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this filter or name is an injection."""
    text = "".join(p if isinstance(p, str) else "\ufffc" for p in reached.value.parts)
    if reached.model.role == "guess" and not _FILTER.search(text):
        return None
    if all(h.lacks("*", "(", ")") for h in reached.holes):
        return None
    confidence = reached.trusted
    if not reached.is_outside:
        confidence = (
            MEDIUM if reached.kind == "parameter" and "=" in text and not reached.taint.vague else LOW
        )
    return Verdict(f"An LDAP query is built with {reached.label}", confidence)
