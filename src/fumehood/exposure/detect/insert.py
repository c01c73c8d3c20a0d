"""Credentials in the rows of database dumps: `INSERT INTO t (…, client_secret) VALUES (…, '…')`."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.names import Kind, Name, name_of
from fumehood.exposure.detect.strength import credential, password
from fumehood.exposure.detect.values import Value
from fumehood.exposure.view import View

WORDS = ("insert into", "insert ignore into", "replace into")
PRIORITY = 32
_MOST_ROWS = 50
_MOST_COLUMNS = 200
_HEAD = pattern(
    r"(?i)(?:insert (?:ignore )?|replace )into[ \t\r\n]{1,4}[\w.$`\"\[\]]{1,120}[ \t\r\n]{0,4}\((?P<columns>[^()]{3,4000})\)"
    r"[ \t\r\n]{0,10}values[ \t\r\n]{0,10}"
)
_COLUMN = pattern(r"[^,]{1,120}")
_CELL = pattern(
    r"[ \t\r\n]{0,10}(?:[NnEe]?'(?P<v>(?:[^'\\]|\\.|''){0,2000})'|[^,()']{0,200}(?:\([^()]{0,80}\))?)[ \t\r\n]{0,10}(?P<end>[,)])"
)
_NEXT_ROW = pattern(r"[ \t\r\n]{0,10},[ \t\r\n]{0,10}\(")


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The credentials in the rows of the statements at `positions`."""
    for position in positions:
        head = _HEAD.match(view.text, position)
        if head is None:
            continue
        columns = [c.strip(' \t\r\n`"[]') for c in _COLUMN.findall(head["columns"])][:_MOST_COLUMNS]
        named = {i: name for i, c in enumerate(columns) if (name := name_of(c)) is not None and name.strong}
        if named and view.text.startswith("(", head.end()):
            yield from _rows(view, named, head.end() + 1)


def _rows(view: View, named: dict[int, Name], at: int) -> Iterator[Candidate]:
    for _ in range(_MOST_ROWS):
        for i in range(_MOST_COLUMNS):
            cell = _CELL.match(view.text, at)
            if cell is None:
                return
            at = cell.end()
            if i in named and cell["v"]:
                yield from _judge(
                    view, named[i], Value(cell.start("v"), cell.end("v"), "'", "", joined=False)
                )
            if cell["end"] == ")":
                break
        following = _NEXT_ROW.match(view.text, at)
        if following is None:
            return
        at = following.end()


def _judge(view: View, name: Name, value: Value) -> Iterator[Candidate]:
    raw = view.text[value.start : value.end]
    is_password = name.kind is Kind.PASSWORD
    confidence = (password if is_password else credential)(view, name, value, raw)
    if confidence is not None:
        yield Candidate(
            rule="FHE181" if is_password else "FHE182",
            start=value.start,
            end=value.end,
            label=name.kind.value,
            severity=Severity.MEDIUM,
            confidence=confidence,
            priority=PRIORITY,
        )
