"""A well-known name with a language or filler word added or left out: `python-pygments`, `zustand.js`, `dotenv`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.near_keys import squash
from fumehood.packages.similarity.resemblance import Resemblance, Word

_BEFORE = {"pypi": ("python-", "python3-", "py-", "py"), "npm": ("node-", "js-", "npm-", "node")}
_AFTER = {
    "pypi": ("-python", "-python3", "-py", "-py3", "py", "-lib", "-library", "-package", "-api", "-sdk", "-client", "-core", "-tools", "-tool", "-utils", "-toolkit", "-dev", "-new", "2", "3", "-2", "-3", "-v2"),
    "npm": (".js", "-js", "js", "-node", "-npm", "-ts", "-lib", "-core", "-api", "-sdk", "-client", "-utils", "-dev", "-new", "2", "3", "-2", "-3", "-v2"),
}  # fmt: skip
_SHORTEST = 3


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Established names that the word becomes when an affix is taken away or added."""
    candidates = {r.target: r for r in _candidates(word) if len(r.target) >= _SHORTEST}
    for number in index.near.edits([squash(name) for name in candidates]):
        target = index.target(number)
        if target in candidates and (entry := index.find(target)) is not None and entry.established:
            yield candidates[target]


def _candidates(word: Word) -> Iterator[Resemblance]:
    """Worst first: of two ways to the same name, the later one counts."""
    name = word.lower
    for affix in _AFTER.get(word.ecosystem, ()):
        yield Resemblance(name + affix, "affix-left-out", 80, f"leaves out the “{affix}” of")
        if name.endswith(affix):
            yield Resemblance(name[: -len(affix)], "affix-added", 80, f"puts “{affix}” after")
    for affix in _BEFORE.get(word.ecosystem, ()):
        if name.startswith(affix):
            yield Resemblance(name[len(affix) :], "affix-added", 82, f"puts “{affix}” before")
        yield Resemblance(affix + name, "affix-left-out", 84, f"leaves out the “{affix}” of")
