"""Placeholders out, values in: only this vault's, whole texts and streams."""

import json
import shlex
from typing import Literal

from fumehood.exposure.redaction.placeholder import BREAK, BROKEN, PLACEHOLDER, may_begin_at
from fumehood.exposure.redaction.vault import Vault

Escape = Literal["none", "json", "shell"]


class Restorer:
    """Puts values back. `escape` makes them fit into a JSON string or a shell word.

    `count` tells how many placeholders were restored; `foreign` are words in the form of one that this vault did
    not make, which stay.
    """

    def __init__(self, vault: Vault, escape: Escape = "none") -> None:
        self._vault = vault
        self._escape = escape
        self.count = 0
        self.foreign: set[str] = set()

    def text(self, text: str) -> str:
        """The text with the value of each placeholder of the vault, also where a line break split one."""
        if "FH_" not in text and "F" not in text:
            return text
        text = PLACEHOLDER.sub(lambda m: self._value(m[0]) or m[0], text)
        return BROKEN.sub(lambda m: self._joined(m[0]), text) if "\n" in text else text

    def _value(self, placeholder: str) -> str | None:
        value = self._vault.value(placeholder)
        if value is None:
            self.foreign.add(placeholder)
            return None
        self.count += 1
        if self._escape == "json":
            return json.dumps(value)[1:-1]
        return shlex.quote(value) if self._escape == "shell" else value

    def _joined(self, found: str) -> str:
        """A placeholder with one line break in it; what follows it in the match stays."""
        broken = BREAK.search(found)
        if broken is None:
            return found
        rest = BREAK.search(found, broken.end())
        part = found[: rest.start()] if rest else found
        whole = BREAK.sub("", part)
        match = PLACEHOLDER.match(whole)
        value = self._value(match[0]) if match and match.end() == len(whole) else None
        return found if value is None else value + found[len(part) :]


class StreamRestorer:
    """Restores a text that comes in pieces; holds back at most what could become a placeholder."""

    def __init__(self, restorer: Restorer) -> None:
        self._restorer = restorer
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can leave after this piece."""
        self._held += piece
        end = may_begin_at(self._held)
        ready, self._held = self._held[:end], self._held[end:]
        return self._restorer.text(ready)

    def finish(self) -> str:
        """The rest."""
        ready, self._held = self._held, ""
        return self._restorer.text(ready)
