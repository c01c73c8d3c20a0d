"""The detectors by topic, with the literals that call them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from fumehood.exposure.candidate import Candidate, without_overlaps
from fumehood.exposure.detect import (
    assignment,
    command_line,
    encoded,
    header,
    jwt,
    known_file,
    manifest,
    password_hash,
    private_key,
    provider,
    url,
)
from fumehood.exposure.view import View

Detector = Callable[[View, Sequence[int]], Iterator[Candidate]]


def secrets_in(view: View) -> list[Candidate]:
    """All candidates of all detectors in the text, without overlaps, in the order of the text."""
    from fumehood.exposure.prefilter import prefilter

    found: list[Candidate] = list(known_file.find(view)) if view.path else []
    for owner, positions in prefilter().hits(view.lower).items():
        if isinstance(owner, int):
            found += provider.find(view, owner, positions)
        else:
            found += _DETECTORS[owner][0](view, positions)
    return without_overlaps(found) if len(found) > 1 else found


_DETECTORS: Mapping[str, tuple[Detector, Sequence[str]]] = MappingProxyType(
    {
        "assignment": (assignment.find, assignment.WORDS),
        "command line": (command_line.find, command_line.WORDS),
        "encoded": (encoded.finder(secrets_in), encoded.WORDS),
        "header": (header.find, header.WORDS),
        "jwt": (jwt.find, jwt.WORDS),
        "manifest": (manifest.find, manifest.WORDS),
        "password hash": (password_hash.find, password_hash.WORDS),
        "private key": (private_key.find, private_key.WORDS),
        "url": (url.find, url.WORDS),
    }
)
TOPICS: Mapping[str, Sequence[str]] = MappingProxyType(
    {topic: words for topic, (_, words) in _DETECTORS.items()}
)
"""The literals of each detector, in lower case."""
