"""The detectors by topic, with the literals that call them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate, without_overlaps
from fumehood.exposure.detect import (
    assignment,
    call,
    command_line,
    directive,
    encoded,
    header,
    insert,
    jwt,
    key_text,
    known_file,
    manifest,
    password_hash,
    private_key,
    provider,
    url,
)
from fumehood.exposure.internal import marks
from fumehood.exposure.pairs import paired
from fumehood.exposure.personal import contacts, lettered, numbers, page
from fumehood.exposure.view import View

Detector = Callable[[View, Sequence[int]], Iterator[Candidate]]


def secrets_in(view: View) -> list[Candidate]:
    """All candidates of all detectors of secrets in the text, without overlaps, in the order of the text."""
    found = _secrets(view, _hits(view))
    return paired(without_overlaps(found)) if len(found) > 1 else found


def exposed_in(view: View, *, prompt: bool = False) -> list[Candidate]:
    """Secrets, personal data and internal marks in the text, without overlaps, in the order of the text."""
    from fumehood.exposure.prefilter import contact_words

    hits = _hits(view)
    found = _secrets(view, hits)
    if prompt or ((not view.is_program or not _IN_PROGRAMS.isdisjoint(hits)) and view.zone not in _FOREIGN):
        named = page.has_words(view, hits.get("identity word", ()))
        if named or not view.is_program:
            found += numbers.find(view, named=named)
            found += lettered.find(view, hits.get("identity word", ()) if named else ())
        if prompt or view.language in _DATA or view.is_notes:
            found += contacts.find(view, contact_words().hits(view.text, view.lowered), prompt=prompt)
        for topic in marks.MARKS.keys() & hits.keys():
            found += marks.find(view, topic, hits[topic], prompt=prompt)
    return paired(without_overlaps(found)) if len(found) > 1 else found


def _hits(view: View) -> dict[int | str, list[int]]:
    from fumehood.exposure.prefilter import prefilter

    return prefilter().hits(view.text, view.lowered)


def _secrets(view: View, hits: Mapping[int | str, Sequence[int]]) -> list[Candidate]:
    found: list[Candidate] = list(known_file.find(view)) if view.path else []
    for owner, positions in hits.items():
        if isinstance(owner, int):
            found += provider.find(view, owner, positions)
        elif owner in _DETECTORS:
            found += _DETECTORS[owner][0](view, positions)
    return found


_FOREIGN = frozenset({Zone.VENDORED, Zone.TRANSLATIONS})
_IN_PROGRAMS = frozenset({"identity word", *marks.MARKS})
_DATA = frozenset({"csv", "jsonl"})
_DETECTORS: Mapping[str, tuple[Detector, Sequence[str]]] = MappingProxyType(
    {
        "assignment": (assignment.find, assignment.WORDS),
        "call": (call.find, call.WORDS),
        "command line": (command_line.find, command_line.WORDS),
        "directive": (directive.find, directive.WORDS),
        "encoded": (encoded.finder(secrets_in), encoded.WORDS),
        "header": (header.find, header.WORDS),
        "insert": (insert.find, insert.WORDS),
        "jwt": (jwt.find, jwt.WORDS),
        "key text": (key_text.find, key_text.WORDS),
        "manifest": (manifest.find, manifest.WORDS),
        "password hash": (password_hash.find, password_hash.WORDS),
        "private key": (private_key.find, private_key.WORDS),
        "url": (url.find, url.WORDS),
    }
)
TOPICS: Mapping[str, Sequence[str]] = MappingProxyType(
    {topic: words for topic, (_, words) in _DETECTORS.items()}
    | {topic: mark.words for topic, mark in marks.MARKS.items()}
    | {"identity word": page.WORDS}
)
"""The literals of each detector, in lower case."""
