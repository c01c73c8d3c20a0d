"""Names of packages: what a name means, which ecosystem it belongs to, whether it can exist at all.

Sources: PEP 503 (normalised names), PEP 508 (valid names), the package URL specification, and the
name rules of the npm registry (validate-npm-package-name).
"""

import re

from msgspec import Struct

from fumehood.core.patterns import pattern

ECOSYSTEMS = ("pypi", "npm")
LONGEST = 214  # npm's own limit; PyPI's file names end near it too

_SEPARATORS = pattern(r"[-_.]+")
_PYPI = pattern(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_NPM = pattern(r"(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*/)?[A-Za-z0-9~!'()*-][A-Za-z0-9._~!'()*-]*")
_PREFIX = pattern(r"(pypi|pip|npm):(?!//)(.+)", re.IGNORECASE | re.DOTALL)
_FOREIGN = pattern(
    r"(cargo|composer|conda|cran|crates|docker|gem|go|golang|hackage|hex|maven|nuget|packagist|pub|rubygems|swift):"
    r"(?!//)(.+)",
    re.IGNORECASE | re.DOTALL,
)
_PURL = pattern(r"pkg:/{0,2}([A-Za-z0-9.+-]+)/(.+)", re.DOTALL)
_REQUIREMENT_TAIL = pattern(r"\s*(?:\[|[=<>!~]=|[<>;(]|===|\s@\s).*", re.DOTALL)


class Name(Struct, frozen=True):
    """One package name as it was asked for, without version, and the ecosystem it belongs to."""

    name: str
    ecosystem: str = "pypi"


def parse(text: str, ecosystem: str = "pypi") -> Name:
    """The name in `text`: a bare name, a requirement, `npm:NAME`, `pypi:NAME` or a package URL.

    `ecosystem` is that of a text which does not say. The name keeps its spelling; what follows it
    (extras, version, marker) is left out.
    """
    text = text.strip()
    if url := _PURL.fullmatch(text):
        return _package_url(url[1].lower(), url[2])
    if prefixed := _PREFIX.fullmatch(text):
        kind = prefixed[1].lower()
        ecosystem, text = ("npm" if kind == "npm" else "pypi"), prefixed[2].strip()
    elif other := _FOREIGN.fullmatch(text):
        return Name(_without_version(other[2].strip()), other[1].lower())
    if ecosystem == "npm":
        return Name(_without_version(text), "npm")
    return Name(_REQUIREMENT_TAIL.sub("", text, count=1) or text, ecosystem)


def _package_url(kind: str, rest: str) -> Name:
    from urllib.parse import unquote

    path = re.split(r"[?#]", rest, maxsplit=1)[0].strip("/")
    return Name(_without_version(unquote(path)), kind)


def _without_version(text: str) -> str:
    at = text.find("@", 1)
    return text[:at] if at > 0 else text


def normalise(name: str, ecosystem: str = "pypi") -> str:
    """The one spelling under which an index knows the name. npm's names are case-sensitive; `node:fs` is `fs`."""
    if ecosystem == "pypi":
        return _SEPARATORS.sub("-", name.strip()).lower()
    return name.strip().removeprefix("node:")


def is_valid(name: str, ecosystem: str = "pypi") -> bool:
    """Whether an index of this ecosystem could hold the name at all."""
    pattern = _NPM if ecosystem == "npm" else _PYPI
    return len(name) <= LONGEST and pattern.fullmatch(name) is not None
