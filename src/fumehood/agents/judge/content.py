"""What an assistant writes: new vulnerabilities, credentials and hidden instructions are asked about."""

import os

from fumehood.agents.event import Event, Piece
from fumehood.agents.judge.severe import LONGEST, grave, rules, severe, told
from fumehood.agents.verdict import ASK, Verdict
from fumehood.agents.world import World
from fumehood.commands.context import read_script
from fumehood.core.errors import IncompleteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.core.finding import Finding

_RISKS = ("code", "injection", "exposure")
_MOST_PIECES = 20
_SHORTEST = 12  # code points: nothing shorter holds a finding


def content(event: Event, world: World) -> Verdict:
    """The verdict about the text that the event would add; only what is new counts."""
    found: list[Finding] = []
    reasons: list[str] = []
    for piece in event.pieces[:_MOST_PIECES]:
        try:
            fresh = _fresh(event, piece, world)
        except IncompleteError as error:
            return Verdict(ASK, (), [error.message])
        found += fresh
        reasons += told(fresh, os.path.basename(piece.path))
    if not found:
        return Verdict()
    return Verdict(
        ASK, rules(found), ["it would write: " + "; ".join(dict.fromkeys(reasons))],
        ("`fumehood explain " + found[0].rule + "` shows the safe way",),
    )  # fmt: skip


def _fresh(event: Event, piece: Piece, world: World) -> "list[Finding]":
    if len(piece.text) < _SHORTEST:
        return []
    path = piece.path or (event.paths[0] if event.paths else "")
    shown = _relative(path, event.cwd)
    full = os.path.join(event.cwd, os.path.expanduser(path)) if path and "\0" not in path else ""
    old = (read_script(full) or "") if full else ""
    if piece.before and old.count(piece.before) >= 1:
        at = old.index(piece.before)
        text = old[:at] + piece.text + old[at + len(piece.before) :]
        spans = [(at, at + len(piece.text))]
    else:
        text, spans = piece.text[:LONGEST], []
    findings = [
        f
        for f in severe(world.inspect(_RISKS, shown, text, event.cwd))
        if grave(f)
        and (not spans or any(f.location.start < end and f.location.end > start for start, end in spans))
    ]
    if not findings or not old:
        return findings
    known = {(f.rule, f.location.anchor) for f in world.inspect(_RISKS, shown, old, event.cwd)}
    return [f for f in findings if (f.rule, f.location.anchor) not in known]


def _relative(path: str, cwd: str) -> str:
    if not path:
        return "text.txt"
    full = os.path.normpath(os.path.join(cwd, path))
    return (
        full[len(cwd) + 1 :]
        if full.startswith(cwd.rstrip("/") + "/")
        else os.path.basename(full) or "text.txt"
    )
