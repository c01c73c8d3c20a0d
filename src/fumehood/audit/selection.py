"""Which records somebody wants to see."""

import os
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fumehood.audit.verify import Line
from fumehood.core.errors import UsageError

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


class Selection(NamedTuple):
    """Filters; an empty one lets all through. `since` is a time stamp as records have it."""

    session: str = ""
    agent: str = ""
    decision: str = ""
    project: str = ""
    since: str = ""

    def wants(self, record: dict[str, Any]) -> bool:
        """Whether the record passes every filter; a session may be named by its beginning."""
        project = record["project"]
        return (
            record["session"].startswith(self.session)
            and self.agent in ("", record["agent"])
            and self.decision in ("", record["data"].get("decision"))
            and (
                not self.project
                or project == self.project
                or project.startswith(self.project.rstrip("/") + "/")
            )
            and record["time"] >= self.since
        )


def selected(lines: Iterable[Line], selection: Selection, newest: int = 0) -> Iterator[dict[str, Any]]:
    """The records that are wanted, in the order written; only the `newest` of them when that is above zero.

    Raises:
        AuditError: the record cannot be read.
    """
    found = (line.record for line in lines if line.record is not None and selection.wants(line.record))
    if not newest:
        yield from found
        return
    from collections import deque

    yield from deque(found, maxlen=newest)


def since(text: str) -> str:
    """The time stamp of `2h`, `3d`, or of a date or time of ISO 8601 (UTC unless it says otherwise).

    Raises:
        UsageError: it is no time.
    """
    match = re.fullmatch(r"(\d{1,6})([smhdw])", text)
    if match:
        return _stamp(time.time() - int(match[1]) * _SECONDS[match[2]])
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is no time", "write 2h, 3d, 2026-01-31 or 2026-01-31T12:00") from None
    return _stamp((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _stamp(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def folder(text: str) -> str:
    """A project as records name it: an absolute path."""
    return os.path.realpath(os.path.expanduser(text)) if text else ""
