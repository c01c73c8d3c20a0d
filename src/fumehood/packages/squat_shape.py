"""Whether a name that exists has the shape of an invented one that somebody registered.

Assistants invent names by joining a popular library with more words (`starlette-telemetry-adapter`). A
short logistic score over the shape of the name ranks such names; the coefficients are readable in
`data/squat_shape.json` and made by `tools/train_squat_shape.py`. The score knows no date and no version;
a date only rules names out that are older than the assistants.
"""

import os
from collections.abc import Mapping
from functools import cache
from math import log2

import msgspec
from msgspec import Struct

from fumehood.packages.index import Entry, Index
from fumehood.packages.similarity.suspicion import LARGE_FAMILY

PLUGINS = 2_000  # names that begin alike from which the first word is a plugin convention (django-, pytest-)
_LEAST_RANK = 2.0**14


class Shape(Struct, frozen=True):
    """The readable model: a name is suspicious when intercept + sum(coefficient x feature) > threshold.

    `era` is the month from which on the last release must be: before the assistants nobody squatted on
    what they invent.
    """

    era: str
    threshold: float
    intercept: float
    coefficients: Mapping[str, float]


@cache
def model() -> Shape:
    """The shipped model."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "squat_shape.json")
    with open(path, "rb") as file:
        return msgspec.json.decode(file.read(), type=Shape)


def features(name: str, index: Index) -> dict[str, float]:
    """The shape of a normalised name; every feature lies between 0 and 1.

    `library` is how popular the library is that the first word names (1 the most downloaded, 0 unranked).
    """
    words = name.split("-")
    entry = index.find(words[0])
    library = max(0.0, 1 - log2(entry.rank) / log2(_LEAST_RANK)) if entry is not None and entry.rank else 0.0
    several = len(words) > 1
    family = log2(1 + index.count_prefix(words[0] + "-")) / 14 if several else 0.0
    return {
        "library": library,
        "library and two words": library if len(words) == 3 else 0.0,
        "library and more words": library if len(words) > 3 else 0.0,
        "library of a small family": library * max(0.0, 1 - family * 14 / 12) if several else 0.0,
        "family": min(1.0, family),
        "length": min(40, len(name)) / 40,
        "words": min(5, len(words)) / 5,
    }


def score(name: str, index: Index) -> float:
    """How much the name looks like a squat; compare with `model().threshold`."""
    shape = model()
    return shape.intercept + sum(shape.coefficients[k] * v for k, v in features(name, index).items())


def imitated_library(entry: Entry, index: Index) -> str | None:
    """The library whose name a squat-shaped name begins with, or None when the name has no such shape."""
    shape = model()
    words = entry.name.split("-")
    if entry.established or len(words) < 2 or (entry.month and entry.month < shape.era):
        return None
    if not_a_squat(words, index) or score(entry.name, index) <= shape.threshold:
        return None
    return words[0]


def not_a_squat(words: list[str], index: Index) -> bool:
    """Whether the name follows a plugin convention, or belongs to a family that somebody publishes in bulk."""
    if index.count_prefix(words[0] + "-") >= PLUGINS:
        return True
    return len(words) > 2 and index.count_prefix("-".join(words[:2]) + "-") >= LARGE_FAMILY
