"""What names or reaches people, in data, prompts and notes, not in code: there an address is an author's and public.

One finding a kind and file, with all its places, since a list of a thousand addresses is one leak. Every
expression is tried only where a sign or a word of it stands: a long prompt holds few of either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.personal import addresses, people, records, telephone, whereabouts
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
    r"(?i)\b(?:born(?: on)?(?! in\b)|date of birth|birth ?date|dob|d\.o\.b\.|syntynyt|syntymäaika|född|födelsedatum|født|fødselsdato|geboren|geb\.|"
    r"geburtsdatum|nacid[oa]|né(?:\(?e\)?)?)(?!\w)[^\d\n]{0,12}(?P<v>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|"
    r"\d{1,2}\.? (?:[^\W\d_]{3,10}\.?|de [^\W\d_]{3,10} de) (?:19|20)\d{2}|[A-Z][a-z]{2,8} \d{1,2},? (?:19|20)\d{2})(?!\d)"
)

WORDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "phone word": telephone.WORDS,
        "phone prefix": telephone.PREFIXES,
        "birth word": (
            "born", "date of birth", "birth date", "birthdate", "dob", "d.o.b.", "syntynyt", "syntymäaika", "född",
            "födelsedatum", "født", "fødselsdato", "geb", "nacid", "né",
        ),
        "street word": addresses.WORDS,
        "record word": records.WORDS,
        "place word": whereabouts.PLACE_WORDS,
    }
)  # fmt: skip
"""What stands near a contact, in lower case."""


def find(view: View, hits: Mapping[int | str, Sequence[int]], *, prompt: bool) -> Iterator[Candidate]:
    """One candidate for each kind of contact in the text; `prompt` says that it is about to be sent.

    `hits` are the places of the words in `WORDS`. In notes (`view.is_notes`), what only a word in front of it
    makes personal is as sure as in a prompt.
    """
    sure = prompt or view.is_notes
    yield from together(view, "FHE204", "e-mail address", list(_emails(view.text)), sure=prompt)
    phones = list(telephone.find(view, hits))
    yield from together(view, "FHE205", "telephone number", apart(phones), sure=prompt)
    born = _behind(view, _BORN, hits.get("birth word", ()))
    yield from together(view, "FHE207", "date of birth", apart(born), sure=sure)
    if sure:
        streets = list(addresses.find(view, hits.get("street word", ())))
        yield from together(view, "FHE208", "street address", apart(streets), sure=True)
        yield from together(view, "FHE206", "name of a person", apart(list(people.find(view))), sure=True)
        numbers = list(records.find(view, hits.get("record word", ())))
        yield from together(view, "FHE212", "number of a patient or participant", apart(numbers), sure=True)
        homes = list(whereabouts.coordinates(view, hits.get("place word", ())))
        yield from together(view, "FHE209", "place to a few metres", apart(homes), sure=True)
        yield from together(
            view,
            "FHE214",
            "network address of somebody",
            apart(list(whereabouts.connections(view))),
            sure=True,
        )


def _behind(view: View, expression: re.Pattern[str], places: Sequence[int]) -> list[tuple[int, int]]:
    """The values behind the words at these places."""
    return [m.span("v") for at in places if (m := expression.match(view.text, at))]


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
