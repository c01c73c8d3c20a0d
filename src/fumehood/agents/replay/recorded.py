"""Past commands from our own record."""

from collections.abc import Iterable, Iterator
from typing import Any

from fumehood.agents.replay.past import Past

_OWN = "FHA"


def recorded(records: Iterable[dict[str, Any]]) -> Iterator[Past]:
    """The commands of recorded decisions, in order; secrets in them are redacted, as the record has them."""
    for record in records:
        data = record["data"]
        command, decision = data.get("command"), data.get("verdict") or data.get("decision")
        if record["kind"] != "decision" or not isinstance(command, str) or not isinstance(decision, str):
            continue
        rules = data.get("rules")
        others = isinstance(rules, list) and any(not str(rule).startswith(_OWN) for rule in rules)
        cwd = data.get("cwd") or record["project"]
        yield Past(command, str(cwd), record["session"], record["time"], decision, others)
