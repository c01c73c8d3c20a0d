"""Values out, placeholders in: whole texts and streams."""

import hashlib
import re
from collections import Counter

from fumehood.core.finding import Confidence
from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.exposure.guard import ExposureGuard
from fumehood.exposure.redaction.placeholder import PLACEHOLDER
from fumehood.exposure.redaction.vault import Vault

# A value that was found once is taken out everywhere; a shorter one could be any word.
_LONG_ENOUGH = 8
_KEY_BEGINS = pattern(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY")
_KEY_ENDS = pattern(r"-----END [A-Z ]{0,40}PRIVATE KEY")
_LONGEST_HELD = 1_000_000
_REMEMBERED = 2000  # texts; only offsets are kept of each


class Redactor:
    """Redacts texts with one vault. `counts` tells how many values of each kind were replaced."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.counts: Counter[str] = Counter()
        self._guard = ExposureGuard(prompt=True)
        self._seen: dict[tuple[bytes, str, str], list[tuple[int, int, str]]] = {}
        from fumehood.core.registry import all_rules

        self._names = {id_: rule.name for id_, rule in all_rules().items() if rule.risk == "exposure"}

    def text(self, text: str, *, path: str = "prompt.txt", language: str = "text") -> str:
        """The text with placeholders for all secrets and personal data; `path` and `language` help the rules."""
        taken = [(m.start(), m.end()) for m in PLACEHOLDER.finditer(text)] if "FH_" in text else []
        spans = [
            s for s in self._found(text, path, language) if not any(a < s[1] and s[0] < b for a, b in taken)
        ]
        found = {text[a:b]: kind for a, b, kind in spans}
        for placeholder, value in self.vault.items():
            found.setdefault(value, placeholder)
        spans += self._elsewhere(text, found, taken)
        return self._replace(text, spans)

    def _found(self, text: str, path: str, language: str) -> list[tuple[int, int, str]]:
        """What the rules find, with the kind of each. A chat sends its whole past again: texts are known by their hash."""
        raw = text.encode("utf-8", "surrogatepass")
        key = (hashlib.blake2b(raw, digest_size=16).digest(), path, language)
        if key not in self._seen:
            self._seen[key] = [
                (a, b, self._names[finding.rule])
                for finding in self._guard.inspect(Source(path, text, language)).findings
                if finding.confidence is not Confidence.LOW
                for a, b in finding.sensitive
                if b > a
            ]
            if len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]
        return self._seen[key]

    def _elsewhere(
        self, text: str, found: dict[str, str], taken: list[tuple[int, int]]
    ) -> list[tuple[int, int, str]]:
        """Further places of values that were found, in this text or in an earlier one."""
        values = sorted((v for v in found if len(v) >= _LONG_ENOUGH and v in text), key=len, reverse=True)
        if not values:
            return []
        pattern = re.compile(
            "|".join(rf"{_edge(v[0])}{re.escape(v)}{_edge(v[-1], after=True)}" for v in values)
        )
        return [
            (m.start(), m.end(), found[m[0]])
            for m in pattern.finditer(text)
            if not any(a < m.end() and m.start() < b for a, b in taken)
        ]

    def _replace(self, text: str, spans: list[tuple[int, int, str]]) -> str:
        out: list[str] = []
        at = 0
        for start, end, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
            if start < at:
                if end > at:  # overlaps what was replaced: the rest of it must not stay
                    out.append(self.vault.placeholder(kind, text[at:end]))
                    at = end
                continue
            out += [text[at:start], self.vault.placeholder(kind, text[start:end])]
            self.counts[kind.lower()] += 1
            at = end
        out.append(text[at:])
        return "".join(out)


class StreamRedactor:
    """Redacts a text that comes in pieces: whole lines, and whole private keys, leave; the rest is held back."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can leave after this piece."""
        self._held += piece
        end = self._held.rfind("\n") + 1
        begins = [m.start() for m in _KEY_BEGINS.finditer(self._held, 0, end)]
        if begins and not _KEY_ENDS.search(self._held, begins[-1], end) and len(self._held) < _LONGEST_HELD:
            end = self._held.rfind("\n", 0, begins[-1]) + 1
        ready, self._held = self._held[:end], self._held[end:]
        return self._redactor.text(ready) if ready else ""

    def finish(self) -> str:
        """The rest."""
        ready, self._held = self._held, ""
        return self._redactor.text(ready) if ready else ""


def _edge(character: str, *, after: bool = False) -> str:
    if not (character.isalnum() or character == "_"):
        return ""
    return r"(?![A-Za-z0-9_])" if after else r"(?<![A-Za-z0-9_])"
