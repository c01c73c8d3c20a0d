"""Moves a secret from code to the environment: which names, and how each language reads them.

The value itself goes nowhere: whoever has the secret puts it where the program runs, better a new one.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from fumehood.core.finding import Addition, Edit, Fix
from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.view import View

EXAMPLE_FILE = ".env.example"
_WORD = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_GENERIC = frozenset(
    {"PASSWORD", "PASSWD", "PWD", "TOKEN", "SECRET", "KEY", "API_KEY", "AUTH", "PASS", "URL", "VALUE"}
)
_TYPED = frozenset({"typescript"})
_BEFORE = pattern(
    r"([A-Za-z_$][\w$]{0,60})[\"'\]]{0,2}\s{0,5}(?::\s{0,3}[A-Za-z]{1,20}\s{0,3})?[:=(]\s{0,5}$"
)
_PLACE = pattern(r"[=:(,\[?|&]\s{0,20}$")
_JSX = pattern(r"\S=$")
_SHELL = pattern(r"(?m)^[ \t]{0,20}(?:export[ \t]+|readonly[ \t]+|local[ \t]+)?([A-Za-z_]\w{0,60})=$")
_YAML = pattern(r"(?m)^[ \t]{1,40}(?:- )?([A-Za-z_]\w{0,60})(?::[ \t]{1,4}|=)$")
_COMPOSE = pattern(r"(?:^|/)(?:docker-)?compose(?:[.-][\w.-]{1,40})?\.ya?ml$")


class Site(Struct, frozen=True):
    """What to replace (code points of the text), the name that stands before it, and what to write there."""

    start: int
    end: int
    name: str
    text: str
    safety: str = "safe"
    edits: tuple[Edit, ...] = ()


def fixes(source: Source, view: View, found: list[Candidate], prints: Mapping[int, str]) -> dict[int, Fix]:
    """The fixes of the secrets in a file, by the number of the candidate; `prints` are their fingerprints.

    Two values never share a name in a file; across files the additions tell.
    """
    if view.zone in {Zone.TESTS, Zone.VENDORED, Zone.TRANSLATIONS}:
        return {}
    site_of = _LANGUAGES.get(view.language)
    if view.language == "yaml" and _COMPOSE.search(view.path):
        site_of = _compose
    if site_of is None:
        return {}
    made: dict[int, Fix] = {}
    names: dict[str, str] = {}
    for number, candidate in enumerate(found):
        if candidate.rule >= "FHE2":
            continue
        site = site_of(source, view, candidate)
        if site is None:
            continue
        name = _free(_variable(site.name or candidate.label, view), prints[number], names)
        edit = source.edit(site.start, site.end, site.text.replace("@", name))
        if edit is None:
            continue
        names[name] = prints[number]
        made[number] = Fix(
            "safe" if site.safety == "safe" else "unsafe",
            f"read {name} from the environment, where you put a new value; {EXAMPLE_FILE} names it",
            (edit, *site.edits),
            (Addition(EXAMPLE_FILE, f"{name}=", prints[number]),),
        )
    return made


def _variable(name: str, view: View) -> str:
    """The name as environment variables are written; one that says little gets the file's before it."""
    upper = "_".join(w.upper() for w in _WORD.findall(name)) or "SECRET"
    if upper in _GENERIC:
        stem = "_".join(w.upper() for w in _WORD.findall(view.name.partition(".")[0]))
        upper = f"{stem}_{upper}" if stem else upper
    return upper if not upper[0].isdigit() else f"_{upper}"


def _free(name: str, print_: str, names: Mapping[str, str]) -> str:
    number, free = 1, name
    while names.get(free, print_) != print_:
        number += 1
        free = f"{name}_{number}"
    return free


def _script(source: Source, view: View, found: Candidate) -> Site | None:
    """A whole string literal of JavaScript or TypeScript where an expression may stand."""
    del source
    text, start, end = view.text, found.start, found.end
    if found.rule == "FHE183":
        start, end = _whole_string(text, start, end)
    quote = text[start - 1 : start]
    if quote not in {'"', "'", "`"} or text[end : end + 1] != quote or "${" in text[start:end]:
        return None
    head = text[max(0, start - 120) : start - 1]
    if not _PLACE.search(head) or (view.name.endswith(("x", "vue", "svelte", "html")) and _JSX.search(head)):
        return None
    if text[end + 1 : end + 12].lstrip().startswith(":"):  # the key of an object
        return None
    before = _BEFORE.search(head)
    mark = "!" if view.language in _TYPED else ""
    return Site(start - 1, end + 1, before[1] if before else "", f"process.env.@{mark}")


def _whole_string(text: str, start: int, end: int) -> tuple[int, int]:
    """The string literal around a password in a URL, as far as it stands on one line."""
    left = max(text.rfind(q, max(0, start - 300), start) for q in "\"'`")
    right = text.find(text[left], end, end + 300) if left >= 0 else -1
    return (left + 1, right) if right >= 0 and "\n" not in text[left:right] else (start, end)


def _shell(source: Source, view: View, found: Candidate) -> Site | None:
    """The whole value of an assignment in a shell script. Unsafe: who calls the script must set it."""
    del source
    text, start, end = view.text, found.start, found.end
    quote = text[start - 1 : start] if text[start - 1 : start] in {'"', "'"} else ""
    if quote and text[end : end + 1] != quote:
        return None
    start, end = start - len(quote), end + len(quote)
    before = _SHELL.search(text[max(0, start - 120) : start])
    if before is None or text[end : end + 1] not in {"", "\n", "\r", " ", ";", "&"}:
        return None
    return Site(start, end, before[1], '"${@:?set it in the environment}"', "unsafe")


def _compose(source: Source, view: View, found: Candidate) -> Site | None:
    """The whole value of a variable in a Compose file. Unsafe: Compose takes it from the caller's environment."""
    del source
    text, start, end = view.text, found.start, found.end
    quote = text[start - 1 : start] if text[start - 1 : start] in {'"', "'"} else ""
    if quote and text[end : end + 1] != quote:
        return None
    start, end = start - len(quote), end + len(quote)
    before = _YAML.search(text[max(0, start - 120) : start])
    if before is None or text[end : end + 1] not in {"", "\n", "\r"}:
        return None
    return Site(start, end, before[1], "${@:?}", "unsafe")


def _python(source: Source, view: View, found: Candidate) -> Site | None:
    from fumehood.exposure.fixes.python import site

    return site(source, view, found)


_LANGUAGES = MappingProxyType(
    {"python": _python, "javascript": _script, "typescript": _script, "shell": _shell}
)
