"""What the name of an unknown function promises."""

import re
from functools import lru_cache
from typing import Final

from fumehood.core.patterns import pattern

_SANITIZERS: Final = (
    (pattern(r"(?i)html|xss|markup|bleach"), frozenset({"html"})),
    (pattern(r"(?i)sql|ident|quote_?name|quote_?table|quote_?column|literal"), frozenset({"sql"})),
    (pattern(r"(?i)shell|shlex|cmd|command|arg"), frozenset({"command"})),
    (pattern(r"(?i)path|file_?name|filename|join"), frozenset({"path"})),
    (pattern(r"(?i)url|uri|redirect|host"), frozenset({"url", "redirect"})),
    (pattern(r"(?i)ldap|filter_chars|rdn"), frozenset({"ldap"})),
    (pattern(r"(?i)xpath|xml"), frozenset({"xpath", "html"})),
    (pattern(r"(?i)log"), frozenset({"log"})),
    (pattern(r"(?i)regex|re_"), frozenset({"regex"})),
)
_CLEANS: Final = pattern(
    r"(?i)(?:^|_)(?:un)?(?:escape|sanitize|sanitise|clean|quote|encode|safe|strip_tags|purify|neutrali[sz]e|htmlspecialchars)|"
    r"(?:Escape|Sanitize|Clean|Quote|Purify)|quote_?(?:name|ident)"
)
_CONFIRMS: Final = pattern(
    r"(?i)(?:^|_)(?:is_?)?(?:safe|valid|allowed|permitted|trusted|whitelisted|allow_?listed|within|inside|known)(?:_|$)|"
    r"(?:is|has)(?:Safe|Valid|Allowed|Permitted|Trusted)"
)
_GENERAL: Final = frozenset({"html", "sql", "ldap", "xpath", "log", "header"})


@lru_cache(maxsize=1024)
def cleared_by_name(name: str) -> frozenset[str]:
    """The categories for which the result of a function of this name is taken to be harmless."""
    if not _CLEANS.search(name) or re.match(r"(?i)un(?:escape|quote|safe)", name):
        return frozenset()
    for shape, categories in _SANITIZERS:
        if shape.search(name):
            return categories
    if re.search(r"(?i)saniti[sz]e|purify|neutrali[sz]e", name):
        return frozenset({"all"})
    return _GENERAL if re.search(r"(?i)escape|quote", name) else frozenset()


@lru_cache(maxsize=1024)
def confirms_by_name(name: str) -> bool:
    """Whether a true answer of a function of this name says that its argument is harmless."""
    return bool(_CONFIRMS.search(name))
