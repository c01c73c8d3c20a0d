"""What names or reaches people, in data, prompts and notes, not in code: there an address is an author's and public.

One finding a kind and file, with all its places, since a list of a thousand addresses is one leak. Every
expression is tried only where a sign or a word of it stands: a long prompt holds few of either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.personal import (
    addresses,
    clinical,
    documents,
    network,
    people,
    records,
    telephone,
    whereabouts,
)
from fumehood.exposure.personal.grouping import apart, together
from fumehood.exposure.view import View

_EMAIL = pattern(
    r"(?<![\w.+/@:-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?P<host>(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,15})(?![\w@-]|\.\w)"
)
_NOBODY = pattern(
    r"(?i)^(?:no-?reply|do-?not-?reply|info|support|admin|sales|contact|hello|help|security|abuse|postmaster|webmaster|git|"
    r"noreply|test|user|users|name|your|you|me|foo|bar|someone|somebody|username|example|email|mail|jdoe|john\.?doe|jane\.?doe)[\w.+-]*@"
    r"|@(?:[\w-]+\.)*(?:example|test|invalid|localhost|local)(?:\.\w+)?$|@(?:test|domain|company|foo|bar|email|mail|host)\.\w+$|\.(?:png|jpg|svg|gif|js|css)$"
    r"|@(?:users\.noreply\.)?github\.com$|@(?:lists?|groups)\."
)
_PUBLIC = pattern(
    r"(?i)copyright|\(c\)|©|author|maintain|signed-off-by|reviewed-by|reported-by|tested-by|acked-by|committer|packager"
)
_BORN = pattern(
    r"(?i)\b(?:born(?: on)?(?! in\b)|date of birth|birth_?[ ]?date|dob|d\.o\.b\.|syntynyt|syntymäaika|född|födelsedatum|født|fødselsdato|geboren|geb\.|"
    r"geburtsdatum|(?<=[, (])(?:[fsb]\.|\*|geb)(?= ?\d)|nacid[oa]|né(?:\(?e\)?)?)(?!\w)[^\d\n]{0,12}(?P<v>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|"
    r"\d{1,2}\.? (?:[^\W\d_]{3,10}\.?|de [^\W\d_]{3,10} de) (?:19|20)\d{2}|[A-Z][a-z]{2,8} \d{1,2},? (?:19|20)\d{2})(?!\d)"
)

_DATE_BEHIND = pattern(r"[ ]?\((?P<v>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\)")
_STAND_IN = pattern(r"\b(?:Doe|Mustermann|Meikäläinen|Nordmann|Svensson Test|Bloggs)\b")
Span = tuple[int, int]

WORDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "phone word": telephone.WORDS,
        "phone prefix": telephone.PREFIXES,
        "birth word": (
            "born", "date of birth", "birth date", "birthdate", "dob", "d.o.b.", "syntynyt", "syntymäaika", "född",
            "födelsedatum", "født", "fødselsdato", "geb", "nacid", "né", " f.", " s.", " b.", "(s.", "(f.", " *", "(*",
        ),
        "street word": addresses.WORDS,
        "record word": records.WORDS,
        "place word": whereabouts.PLACE_WORDS,
        "document word": documents.DOCUMENT_WORDS,
        "plate word": documents.PLATE_WORDS,
        **clinical.WORDS,
    }
)  # fmt: skip
"""What stands near a contact, in lower case."""


def find(view: View, hits: Mapping[int | str, Sequence[int]], *, prompt: bool) -> Iterator[Candidate]:
    """One candidate for each kind of contact in the text; `prompt` says that it is about to be sent.

    `hits` are the places of the words in `WORDS`. In notes (`view.is_notes`), what only a word in front of it
    makes personal is as sure as in a prompt.
    """
    sure = prompt or view.is_notes
    emails = list(_emails(view.text))
    yield from together(view, "FHE204", "e-mail address", emails, sure=prompt)
    phones = apart(list(telephone.find(view, hits)))
    yield from together(view, "FHE205", "telephone number", phones, sure=prompt)
    born = _behind(view, _BORN, hits.get("birth word", ()))
    if not sure:
        yield from together(view, "FHE207", "date of birth", apart(born), sure=False)
        return
    taken = [*emails, *phones]
    for rule, label, spans in _told(view, hits, born, prompt=prompt):
        own = [s for s in apart(spans) if not any(s[0] < end and start < s[1] for start, end in taken)]
        taken += own
        yield from together(view, rule, label, own, sure=True)


def _told(
    view: View, hits: Mapping[int | str, Sequence[int]], born: list[Span], *, prompt: bool
) -> Iterator[tuple[str, str, list[Span]]]:
    """What a text tells of people, by rule, the clearest first: a later span gives way to an earlier one."""
    streets = list(addresses.find(view, hits.get("street word", ())))
    names = [
        *people.find(view),
        *addresses.addressees(view, streets),
        *people.in_front(view, [*streets, *born]),
    ]
    numbers = list(records.find(view, hits.get("record word", ())))
    yield "FHE205", "telephone number", list(telephone.beside(view, [*streets, *names]))
    yield "FHE207", "date of birth", [*born, *(s for name in names if (s := _in_brackets(view, name)))]
    yield "FHE208", "street address", streets
    yield "FHE206", "name of a person", names
    yield "FHE212", "number of a patient or participant", numbers
    yield (
        "FHE216",
        "number of an identity document",
        list(documents.numbers(view, hits.get("document word", ()))),
    )
    yield "FHE217", "licence plate", list(documents.plates(view, hits.get("plate word", ())))
    yield (
        "FHE213",
        "fact about somebody's health",
        list(clinical.find(view, hits, apart([*names, *numbers, *born]))),
    )
    yield "FHE209", "place to a few metres", list(whereabouts.coordinates(view, hits.get("place word", ())))
    shape = network.shape_of(view.text)
    sixes = list(network.six(view, shape))
    connections = [
        *whereabouts.connections(view, prompt=prompt),
        *(s for s, kind in sixes if kind == "public"),
    ]
    yield "FHE214", "network address of somebody", connections
    if prompt:
        yield "FHE302", "private network address", [s for s, kind in sixes if kind == "private"]
    yield "FHE218", "address of a device", list(network.devices(view, shape))


def _in_brackets(view: View, name: Span) -> Span | None:
    """The date in brackets behind a name."""
    found = _DATE_BEHIND.match(view.text, name[1])
    return found.span("v") if found else None


def _behind(view: View, expression: re.Pattern[str], places: Sequence[int]) -> list[tuple[int, int]]:
    """The values behind the words at these places, but those of the nobody of forms and manuals."""
    return [
        m.span("v")
        for at in places
        if (m := expression.match(view.text, at + (view.text[at] in " (")))
        and not _STAND_IN.search(view.text, max(0, at - 30), at)
    ]


def _emails(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("@")
    done = 0
    while at >= 0:
        found = _EMAIL.search(text, max(done, at - 65), at + 400)
        if found and found.start() < at < found.end():
            done = found.end()
            line = text.rfind("\n", 0, found.start()) + 1
            known = _PUBLIC.search(text, max(line, found.start() - 100), found.start())
            if not known and not _NOBODY.search(found[0]):
                yield found.span()
        at = text.find("@", max(at + 1, done))
