"""Values out, placeholders in: whole texts."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from fumehood.exposure.redaction.known import KnownValues
from fumehood.exposure.redaction.placeholder import PLACEHOLDER
from fumehood.exposure.redaction.spans import Span, spans_in
from fumehood.exposure.redaction.vault import Vault

_REMEMBERED = 2000  # texts; only offsets are kept of each


class Redactor:
    """Redacts texts with one vault. `counts` tells how many values of each kind were replaced.

    `regions` are countries (ISO 3166) whose telephone numbers occur, besides those of a text's language.
    """

    def __init__(self, vault: Vault, regions: Sequence[str] = ()) -> None:
        self.vault = vault
        self._regions = tuple(regions)
        self.counts: Counter[str] = Counter()
        self._known = KnownValues(vault)
        self._seen: dict[tuple[bytes, str, str], list[Span]] = {}
        from fumehood.core.registry import all_rules

        self._names = {id_: rule.name for id_, rule in all_rules().items() if rule.risk == "exposure"}

    def text(self, text: str, *, path: str = "prompt.txt", language: str = "text") -> str:
        """The text with placeholders for all secrets and personal data; `path` and `language` help the rules."""
        return self.replace(text, self.spans(text, path=path, language=language))

    def spans(self, text: str, *, path: str = "prompt.txt", language: str = "text") -> list[Span]:
        """What `text` would replace, and what each is called, in order; placeholders that stand there stay."""
        taken = [m.span() for m in PLACEHOLDER.finditer(text)] if "FH_" in text else []
        found = [
            (a, b, self._names[rule])
            for a, b, rule in self._found(text, path, language)
            if not _overlaps(taken, a, b)
        ]
        again = self._known.places(text, {text[a:b]: kind for a, b, kind in found})
        found += [s for s in again if not _overlaps(taken, s[0], s[1])]
        return sorted(found, key=lambda s: (s[0], -s[1]))

    def replace(self, text: str, spans: Iterable[Span], start: int = 0) -> str:
        """The text from `start` on, with placeholders for the spans, which come in order."""
        out: list[str] = []
        at = start
        for begin, end, kind in spans:
            if end <= at:
                continue
            if begin < at:  # overlaps what was replaced, or begins before: the rest of it must not stay
                out.append(self.vault.placeholder(kind, text[at:end]))
            else:
                out += [text[at:begin], self.vault.placeholder(kind, text[begin:end])]
                self.counts[kind.lower()] += 1
            at = end
        out.append(text[at:])
        return "".join(out)

    def _found(self, text: str, path: str, language: str) -> list[Span]:
        """What the rules find. A chat sends its whole past again: texts are known by their hash."""
        raw = text.encode("utf-8", "surrogatepass")
        key = (hashlib.blake2b(raw, digest_size=16).digest(), path, language)
        if key not in self._seen:
            self._seen[key] = spans_in(text, path, language, self._regions)
            if len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]
        return self._seen[key]


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in taken)
