"""A guard for tests of the engine: reports the word BAD, and misbehaves on request."""

import os
import time

from fumehood.core.finding import Confidence, Severity
from fumehood.core.guard import Inspection
from fumehood.core.rule import Rule

RULE = Rule(
    id="FHC999", name="bad-word", severity=Severity.HIGH, confidence=Confidence.HIGH,
    summary="s", what="w", why="w", how="h", references="r",
)  # fmt: skip


class MarkerGuard:
    name = "code"
    facts_type = int

    def wants(self, source):
        return source.parent is None

    def inspect(self, source):
        if "DIE" in source.text:
            os._exit(1)
        if "HANG" in source.text:
            while True:
                time.sleep(0.01)
        if "RAISE" in source.text:
            raise KeyError("a fault")
        found, at = [], source.text.find("BAD")
        while at >= 0:
            found.append(RULE.at(source, at, at + 3, "a bad word"))
            at = source.text.find("BAD", at + 1)
        return Inspection(findings=found, facts=len(found))

    def conclude(self, facts, project):
        return ()


def guards():
    return [MarkerGuard()]
