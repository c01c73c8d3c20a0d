"""A well-known name with a language or filler word added or left out: `python-pygments`, `zustand.js`, `dotenv`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.similarity.resemblance import Resemblance, Word

_BEFORE = {"pypi": ("python-", "python3-", "py-", "py"), "npm": ("node-", "js-", "npm-", "node")}
_AFTER = {
    "pypi": ("-python", "-python3", "-py", "-py3", "py", "-lib", "-library", "-package", "-api", "-sdk", "-client", "-core", "-tools", "-tool", "-utils", "-toolkit", "-dev", "-new", "2", "3", "-2", "-3", "-v2"),
    "npm": (".js", "-js", "js", "-node", "-npm", "-ts", "-lib", "-core", "-api", "-sdk", "-client", "-utils", "-dev", "-new", "2", "3", "-2", "-3", "-v2"),
}  # fmt: skip
_SHORTEST = 3


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Established names that the word becomes when an affix is taken away or added."""
    name = word.lower
    for affix in _BEFORE.get(word.ecosystem, ()):
        if name.startswith(affix) and _established(name[len(affix) :], index):
            yield Resemblance(name[len(affix) :], "affix-added", 82, f"puts “{affix}” before")
        if _established(affix + name, index):
            yield Resemblance(affix + name, "affix-left-out", 84, f"leaves out the “{affix}” of")
    for affix in _AFTER.get(word.ecosystem, ()):
        if name.endswith(affix) and _established(name[: -len(affix)], index):
            yield Resemblance(name[: -len(affix)], "affix-added", 80, f"puts “{affix}” after")
        if _established(name + affix, index):
            yield Resemblance(name + affix, "affix-left-out", 80, f"leaves out the “{affix}” of")


def _established(name: str, index: Index) -> bool:
    if len(name) < _SHORTEST:
        return False
    entry = index.find(name)
    return entry is not None and entry.established
