"""Kubernetes Secrets: values under `data:` are base64, those under `stringData:` are plain."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.view import View

WORDS = ("kind: secret", 'kind": "secret"', 'kind":"secret"')
PRIORITY = 48
_BLOCK = pattern(r"^(?P<indent>[ ]{0,20})(?P<kind>data|stringData):[ \t]*$")
_ENTRY = pattern(
    r"^(?P<indent>[ ]{1,40})[\"']?(?P<name>[\w.-]{1,200})[\"']?:[ \t]{1,20}[\"']?(?P<v>[^\s\"'#|>][^\r\n\"'#]{0,4000}?)[\"']?[ \t]*$"
)
_PUBLIC = pattern(
    r"(?i)\.(?:crt|cert|ca)$|ca-bundle|^(?:user(?:name)?|host|port|database|namespace|email|login)$"
)
_MOST_LINES = 400


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The values of the Secrets whose `kind` stands at `positions`."""
    if view.language not in {"yaml", "text", "markdown"}:
        return
    for position in positions:
        if view.lower[position + len("kind: secret") : position + len("kind: secret") + 1] not in {
            "\n",
            "\r",
            " ",
            "",
        }:
            continue
        text = view.text
        start = text.rfind("\n---", max(0, position - 20_000), position) + 1
        end = text.find("\n---", position, position + 100_000)
        yield from _document(text, max(start, position - 20_000, 0), len(text) if end < 0 else end)


def _document(text: str, start: int, end: int) -> Iterator[Candidate]:
    block: re.Match[str] | None = None
    offset = start
    for count, line in enumerate(text[start:end].splitlines(keepends=True)):
        if count > _MOST_LINES:
            return
        bare = line.rstrip("\r\n")
        opened = _BLOCK.match(bare)
        if opened is not None:
            block = opened
        elif block is not None:
            entry = _ENTRY.match(bare)
            if entry is not None and len(entry["indent"]) > len(block["indent"]):
                yield from _judge(entry, block["kind"] == "data", offset)
            elif bare.strip() and not bare.startswith(block["indent"] + " "):
                block = None
        offset += len(line)


def _judge(entry: re.Match[str], encoded: bool, offset: int) -> Iterator[Candidate]:
    value = plain = entry["v"]
    if encoded:
        try:
            plain = base64.b64decode(value, validate=True).decode("utf-8", "replace").strip()
        except (ValueError, binascii.Error):
            return
    if (
        not plain
        or is_template(plain)
        or is_template(value)
        or is_dummy(plain)
        or _PUBLIC.search(entry["name"])
    ):
        return
    if "BEGIN CERTIFICATE" in plain and "PRIVATE KEY" not in plain:
        return
    yield Candidate(
        rule="FHE188",
        start=offset + entry.start("v"),
        end=offset + entry.end("v"),
        label="value of a Kubernetes Secret",
        severity=Severity.HIGH,
        confidence=Confidence.LOW
        if is_stand_in(plain)
        else Confidence.HIGH
        if len(plain) >= 8
        else Confidence.MEDIUM,
        priority=PRIORITY,
        evidence=(("encoding", "base64"),) if encoded else (),
    )
