"""What the proxy answered to one request, and which answers are written down when there are many."""

from collections.abc import Callable
from typing import NamedTuple

from fumehood.sandbox.record import Record

_ONE_BY_ONE = 1_000
_KINDS = 10_000


class Answer(NamedTuple):
    """A request and why it was refused; an empty reason: it was let through. Port 0: none could be read."""

    host: str
    port: int
    method: str
    reason: str


class Tally:
    """Decides which answers go on record, so that a flood of requests fills neither the disk nor hides a new host.

    The first thousand go on record one by one, later ones when they are the first of their kind (ten thousand kinds at
    most) or when their number is a power of two.
    """

    def __init__(self) -> None:
        self.count = 0
        self._kinds: set[tuple[str, int, str]] = set()

    def wants(self, answer: Answer) -> bool:
        """Counts the answer; whether it goes on record."""
        self.count += 1
        kind = answer.host, answer.port, answer.reason
        new = kind not in self._kinds and len(self._kinds) < _KINDS
        if new:
            self._kinds.add(kind)
        return new or self.count <= _ONE_BY_ONE or self.count & (self.count - 1) == 0


def on_record(record: Record) -> Callable[[Answer], bool]:
    """Writes answers down as events of the run; what it returns is False for one that could not be."""
    tally = Tally()

    def hear(answer: Answer) -> bool:
        if not tally.wants(answer):
            return True
        kind, decision = ("refused-host", "deny") if answer.reason else ("allowed-host", "allow")
        return record.note(kind, {"decision": decision, **answer._asdict(), "number": tally.count})

    return hear
