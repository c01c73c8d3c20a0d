"""Values that were found once, sought everywhere: a second place needs no word beside it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from fumehood.exposure.redaction.placeholder import DIGITS
from fumehood.exposure.redaction.vault import Vault

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_LONG_ENOUGH = 8  # a shorter one could be any word
_FEW = 12  # values, for which a search each is faster than building an automaton


class KnownValues:
    """The values of a vault. An automaton over them is kept until the vault has grown."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._size = -1
        self._values: list[tuple[str, str]] = []
        self._automaton: AhoCorasick | None = None

    def places(self, text: str, new: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
        """Where the vault's values and the `new` ones stand as whole words; values with what names them."""
        yield from _each(text, ((v, kind) for v, kind in new.items() if len(v) >= _LONG_ENOUGH))
        self._refresh()
        if self._automaton is None:
            yield from _each(text, self._values)
            return
        try:
            matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # lone surrogates
            yield from _each(text, self._values)
            return
        for index, start, end in matches:
            if _whole(text, start, end):
                yield start, end, self._values[index][1]

    def _refresh(self) -> None:
        if len(self._vault) == self._size:
            return
        self._size = len(self._vault)
        self._values = [(v, _kind_of(p)) for p, v in self._vault.items() if len(v) >= _LONG_ENOUGH]
        self._automaton = None
        if len(self._values) > _FEW:
            from ahocorasick_rs import AhoCorasick, Implementation

            self._automaton = AhoCorasick(
                [v.encode("utf-8", "replace").decode() for v, _ in self._values],
                implementation=Implementation.ContiguousNFA,
                store_patterns=False,
            )


def _kind_of(placeholder: str) -> str:
    """What a placeholder says its value is, as rules are named."""
    return placeholder[3 : -DIGITS - 1].lower().replace("_", "-")


def _each(text: str, values: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for value, kind in values:
        at = text.find(value)
        while at >= 0:
            if _whole(text, at, at + len(value)):
                yield at, at + len(value), kind
            at = text.find(value, at + len(value))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a value stands for itself here: no letter or digit goes on at an end of it that is one."""
    return not (_joins(text[start : start + 1], text[start - 1 : start] if start else "")) and not _joins(
        text[end - 1 : end], text[end : end + 1]
    )


def _joins(edge: str, beside: str) -> bool:
    return (edge.isalnum() or edge == "_") and (beside == "_" or (beside.isascii() and beside.isalnum()))
