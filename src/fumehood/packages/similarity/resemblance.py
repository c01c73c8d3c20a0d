"""What every rule of likeness takes and gives."""

from functools import cached_property

from msgspec import Struct

from fumehood.packages.near_keys import squash


class Word:
    """A normalised name with the views that the rules share."""

    def __init__(self, name: str, ecosystem: str) -> None:
        self.name = name
        self.ecosystem = ecosystem
        self.lower = name.lower()

    @cached_property
    def letters(self) -> str:
        """The name without separators."""
        return squash(self.lower)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The parts between separators."""
        return words_of(self.lower)


def words_of(name: str) -> tuple[str, ...]:
    """The parts of a name between separators."""
    for separator in "/_.@":
        name = name.replace(separator, "-")
    return tuple(word for word in name.split("-") if word)


class Resemblance(Struct, frozen=True):
    """`target` is a well-known name that another one resembles.

    `kind` is the rule's code; `closeness` orders suggestions (100 is the same letters); `how` completes
    the sentence "NAME … TARGET".
    """

    target: str
    kind: str
    closeness: int
    how: str
