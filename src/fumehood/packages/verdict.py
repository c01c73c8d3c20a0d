"""The verdict on one package name: what it is, why, and what was probably meant. Offline, from the index."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fumehood.packages import reasons
from fumehood.packages.answer import BAD, VERDICTS, Answer, Reason
from fumehood.packages.names import ECOSYSTEMS, is_valid, normalise, parse
from fumehood.packages.similarity.resemblance import Word

if TYPE_CHECKING:
    from fumehood.packages.index import Entry, Index
    from fumehood.packages.similarity.resemblance import Resemblance

__all__ = ["BAD", "VERDICTS", "Answer", "Judge", "Reason", "list_key"]

MOST_SUGGESTIONS = 5
_NONE: Mapping[str, str] = MappingProxyType({})


def list_key(name: str, ecosystem: str = "pypi") -> str:
    """How lists of names (known, malicious, hallucinated) write a name: `requests`, `npm:lodash`."""
    key = normalise(name, ecosystem)
    return key if ecosystem == "pypi" else f"{ecosystem}:{key}"


class Judge:
    """Answers offline, from the bundled index, which is opened at the first question.

    `index` replaces the bundled ones, by ecosystem. `known` are names that the user's own lock vouches for
    and `malicious` maps names to why they are on the user's list, both in any form that `names.parse`
    reads; `private` are patterns (`corp-*`) of names that live on a private index; `today` makes answers say when
    the list is old.
    """

    def __init__(
        self,
        index: "Mapping[str, Index] | None" = None,
        *,
        known: Collection[str] = (),
        malicious: Mapping[str, str] = _NONE,
        private: Sequence[str] = (),
        today: date | None = None,
    ) -> None:
        self._opened: dict[str, Index | Reason] = dict(index or {})
        self._bundled = index is None
        self._known = frozenset(list_key(*_asked(name)) for name in known)
        self._malicious = {list_key(*_asked(name)): why for name, why in malicious.items()}
        self._private = tuple(private)
        self._today = today

    def __getstate__(self) -> dict[str, Any]:
        return {
            **self.__dict__,
            "_opened": {} if self._bundled else self._opened,
        }  # a mapped file cannot be pickled

    def index(self, ecosystem: str) -> "Index | Reason":
        """The ecosystem's index, or why there is none."""
        if ecosystem not in self._opened:
            self._opened[ecosystem] = self._open(ecosystem)
        return self._opened[ecosystem]

    def _open(self, ecosystem: str) -> "Index | Reason":
        if ecosystem not in ECOSYSTEMS or not self._bundled:
            return reasons.unknown_ecosystem()
        from fumehood.packages.index_file import DamagedIndexError
        from fumehood.packages.unpack import open_index

        try:
            return open_index(ecosystem) or reasons.unknown_ecosystem()
        except (DamagedIndexError, OSError) as error:
            return reasons.unreadable_index(str(error))

    def answer(self, name: str, ecosystem: str = "pypi") -> Answer:
        """The verdict on `name`."""
        key = list_key(name, ecosystem)
        index = self.index(ecosystem)
        if key in self._malicious:
            return _answer(name, ecosystem, "malicious", [reasons.malicious(self._malicious[key])])
        if isinstance(index, Reason):
            return _answer(name, ecosystem, "unchecked", [index])
        word = Word(normalise(name, ecosystem), ecosystem)
        if not is_valid(word.name, ecosystem):
            return _invalid(name, word, index)
        entry = index.find(word.name)
        facts = _facts(index, entry)
        if self.is_private(word.name):
            return _answer(
                name, ecosystem, "unverified", [reasons.private(public=entry is not None)], facts=facts
            )
        if key in self._known:
            return _answer(name, ecosystem, "known", [reasons.in_lock()], facts=facts)
        if entry is None:
            return self._missing(name, word, index, facts)
        return self._listed(name, word, entry, index, facts)

    def is_private(self, name: str) -> bool:
        """Whether the normalised name matches a pattern of the user's private names."""
        if not self._private:
            return False
        from fnmatch import fnmatchcase

        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self._private)

    def _listed(
        self, name: str, word: Word, entry: "Entry", index: "Index", facts: Mapping[str, Any]
    ) -> Answer:
        why = _standard(name, word)
        meant = [] if why else _installed_as(name, word, entry, index)
        if meant:
            why.append(reasons.import_name(meant[0]))
        if entry.established:
            return _answer(name, word.ecosystem, "known", [reasons.established(entry), *why], meant, facts)
        accused, meant = (why, meant) if meant else self.accusation(entry, index)
        if accused:
            return _answer(name, word.ecosystem, "suspicious", accused, meant, facts)
        return _answer(
            name, word.ecosystem, "unverified", [reasons.nothing_vouches(index, entry), *why], (), facts
        )

    def _missing(self, name: str, word: Word, index: "Index", facts: Mapping[str, Any]) -> Answer:
        from fumehood.packages.similarity.search import hints
        from fumehood.packages.similarity.suspicion import look_alike

        why = _standard(name, word)
        if why:
            why.append(reasons.absent(index) if index.complete else reasons.not_listed(index))
            return _answer(name, word.ecosystem, "absent" if index.complete else "unchecked", why, (), facts)
        meant = _installed_as(name, word, None, index)
        found = hints(word, index)
        why = [reasons.absent(index) if index.complete else reasons.not_listed(index)]
        if meant:
            why.append(reasons.import_name(meant[0]))
        elif found and found[0].closeness >= 60:
            why.append(reasons.hint(found[0]))
        if _invented(word):
            why.append(reasons.known_hallucination(exists=False))
        why += self._stale(index)
        verdict = "absent" if index.complete else "unchecked"
        if not index.complete and (imitated := look_alike(word, None, index)):
            verdict, why = "suspicious", [reasons.look_alike(imitated, exists=False), why[0]]
        suggestions = [*meant, *(r.target for r in found if r.target not in meant)]
        return _answer(name, word.ecosystem, verdict, why, suggestions, facts)

    def accusation(self, entry: "Entry", index: "Index") -> tuple[list[Reason], list[str]]:
        """Why a name that exists is suspicious, and what was meant; two empty lists when it is not."""
        from fumehood.packages.similarity.suspicion import look_alike
        from fumehood.packages.squat_shape import imitated_library

        word = Word(entry.name, index.ecosystem)
        why: list[Reason] = []
        meant: list[str] = []
        if _invented(word):
            why.append(reasons.known_hallucination(exists=True))
            meant = [r.target for r in _hints(word, index) if r.target != word.name]
        if imitated := look_alike(word, entry, index):
            why.append(reasons.look_alike(imitated, exists=True))
            meant = [imitated.target]
        elif word.ecosystem == "pypi" and (library := imitated_library(entry, index)):
            why.append(reasons.squat_shape(library))
            meant = meant or [library]
        return why, meant

    def _stale(self, index: "Index") -> list[Reason]:
        from fumehood.packages.index import STALE_DAYS

        if self._today is None:
            return []
        days = index.days_old(self._today)
        return [reasons.stale(days)] if days > STALE_DAYS else []


def _asked(text: str) -> tuple[str, str]:
    name = parse(text)
    return name.name, name.ecosystem


def _answer(
    name: str,
    ecosystem: str,
    verdict: str,
    why: Sequence[Reason],
    suggestions: Sequence[str] = (),
    facts: Mapping[str, Any] = MappingProxyType({}),
) -> Answer:
    return Answer(
        name=name,
        ecosystem=ecosystem,
        verdict=verdict,
        reasons=tuple(why),
        suggestions=tuple(suggestions[:MOST_SUGGESTIONS]),
        facts=dict(facts),
    )


def _facts(index: "Index", entry: "Entry | None") -> dict[str, Any]:
    facts: dict[str, Any] = {"as_of": index.as_of.isoformat(), "listed": entry is not None}
    if entry is not None:
        for key in ("month", "rank", "downloads"):
            if value := getattr(entry, key):
                facts[key] = value
    return facts


def _invalid(name: str, word: Word, index: "Index") -> Answer:
    from fumehood.packages.foreign_letters import latin

    plain = normalise(latin(word.name), word.ecosystem)
    why, meant = [reasons.invalid()], []
    if not word.name.isascii() and (entry := index.find(plain)) is not None and entry.established:
        meant = [plain]
        why = [reasons.look_alike_script(plain), *why]
    return _answer(name, word.ecosystem, "absent", why, meant, _facts(index, None))


def _standard(name: str, word: Word) -> list[Reason]:
    from fumehood.packages.standard_library import is_standard

    return [reasons.standard_library(word.ecosystem)] if is_standard(name.strip(), word.ecosystem) else []


def _invented(word: Word) -> bool:
    from fumehood.packages.known_hallucinations import known_hallucinations

    return list_key(word.name, word.ecosystem) in known_hallucinations()


def _installed_as(name: str, word: Word, entry: "Entry | None", index: "Index") -> list[str]:
    """The distributions that provide a module called `name`, when the name itself is none of them.

    A name that exists is overruled only by a better known one.
    """
    if word.ecosystem != "pypi":
        return []
    from fumehood.packages.imports import distributions_for_import

    typed = name.strip()
    spellings = dict.fromkeys((typed, typed.replace("-", "_"), typed.upper(), typed.capitalize()))
    provided = next(filter(None, map(distributions_for_import, spellings)), ())
    found = [normalise(distribution) for distribution in provided]
    if not found or word.name in found:
        return []
    if entry is None:
        return found
    best = index.find(found[0])
    if best is None or not best.rank or (entry.rank and entry.rank <= best.rank):
        return []
    return found


def _hints(word: Word, index: "Index") -> "list[Resemblance]":
    from fumehood.packages.similarity.search import hints

    return hints(word, index)
