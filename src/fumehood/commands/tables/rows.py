"""The rows of the tables, and how a call is held against them.

A row is a pattern, the kind of effect, where it acts, what is lost, and flags. A pattern's words are held
against the operands of the call in order: `a|b` is either, `*` any one, `**` any number. A word with a dash must be
among the options (`-f|--force`: either; `--count=0`: with that value), one with `!` must not.
"""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

Row = tuple[str, str, str, str, str]
_DRY = (
    "--dry-run",
    "--dryrun",
    "--check",
    "--noop",
    "--simulate",
    "--what-if",
    "-WhatIf",
    "--preview",
    "--plan-only",
)


class Client:
    """One program: its rows, and the options that take a value."""

    __slots__ = ("long", "rows", "valued")

    def __init__(self, *rows: Row, valued: str = "", long: str = "") -> None:
        self.rows = rows
        self.valued = valued
        self.long = tuple(long.split())


def judge(call: Call, client: Client) -> Arg | None:
    """Notes the effect of every row that the call fits; what a call shows that is a secret stays one."""
    if call.helps or any(
        a.partition("=")[0] in _DRY and not a.endswith(("=none", "=false")) for a in call.args
    ):
        return Arg("")
    options = parse(call.args, client.valued, client.long)
    words = [str(w) for w in options.rest]
    flags = options.flags | {a.partition("=")[0] for a in call.args if a.startswith("-")}
    flags |= {
        f"{a.partition('=')[0]}={a.partition('=')[2] or b}"
        for a, b in zip(call.args, [*call.args[1:], ""], strict=False)
        if a.startswith("-")
    }
    printed = None
    for pattern, kind, on, what, marks in client.rows:
        if _fits(pattern.split(), words, flags):
            call.effect(kind, " ".join(words), on=on, what=what, flags=marks.split())
            if kind == "read-secret":
                printed = Arg(UNKNOWN, frozenset(("secret",)))
            break
    return printed


def _fits(pattern: list[str], words: list[str], flags: set[str]) -> bool:
    at = 0
    skip = False
    for token in pattern:
        if token[0] == "-":
            if flags.isdisjoint(token.split("|")):
                return False
        elif token[0] == "!":
            if not flags.isdisjoint(token[1:].split("|")):
                return False
        elif token == "**":
            skip = True
        elif skip:
            at = next((i for i in range(at, len(words)) if _one(token, words[i])), -1) + 1
            skip = False
            if at == 0:
                return False
        elif at < len(words) and _one(token, words[at]):
            at += 1
        else:
            return False
    return True


def _one(token: str, word: str) -> bool:
    if token == "*":
        return True
    return any(
        word == t
        or (t.endswith("*") and word.startswith(t[:-1]))
        or (t.startswith("*") and word.endswith(t[1:]))
        or (t[0] == t[-1] == "*" and t.strip("*") in word)
        for t in token.split("|")
    )
