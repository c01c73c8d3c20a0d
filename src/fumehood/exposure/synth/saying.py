"""Relations between columns in a few words."""

from collections.abc import Sequence

from fumehood.exposure.synth.identities import Identity
from fumehood.exposure.synth.relations import Relation

_SIGNS = {"sum": " + ", "product": " × "}


def said(relation: Relation | Identity, headers: Sequence[str], modelled: Sequence[int]) -> str:
    """The relation as a person would write it down: `total = a + b`."""
    if isinstance(relation, Relation):
        one, two = (headers[modelled[place]] for place in (relation.first, relation.second))
        return f"{one} decides {two}" if relation.label_of else f"{one} ≤ {two}"
    parts = [headers[modelled[place]] for place in relation.parts]
    whole = headers[modelled[relation.whole]]
    if len(parts) > 4 or relation.how == "mean":
        shown = f"{parts[0]} … {parts[-1]}" if len(parts) > 4 else ", ".join(parts)
        return f"{whole} = {relation.how} of {shown}"
    return f"{whole} = {_SIGNS[relation.how].join(parts)}"


def not_implied(relations: Sequence[Relation | Identity]) -> list[Relation | Identity]:
    """The relations without the orders that a sum says already: with `total = a + b`, `a ≤ total`."""
    sums = [r for r in relations if isinstance(r, Identity) and r.how == "sum"]
    return [
        r
        for r in relations
        if isinstance(r, Identity)
        or r.label_of
        or not any(r.second == s.whole and r.first in s.parts for s in sums)
    ]
