"""A second, crude look at text that could not be read as a whole: what stands plainly in it is still seen."""

import re

from fumehood.commands.expand.arg import TERMINAL, UNKNOWN, Arg, activate
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.table import PROGRAMS

_LONGEST = 200_000  # code points that are looked at
_MOST = 300  # pieces that are looked at
_SEPARATORS = re.compile(r"[;\n|&(){}`]+|\$\(|<\(|\bthen\b|\bdo\b|\belse\b")
_QUOTES = re.compile(r"[\"'\\]")


def look(machine: Machine, text: str) -> None:
    """Follows every piece of the text that begins with a known program, whatever the quotes around it say."""
    from fumehood.commands.run.simple import program_name, run_words

    pieces = 0
    for piece in _SEPARATORS.split(text[:_LONGEST]):
        words = _QUOTES.sub("", piece[:2_000]).split()
        while words and ("=" in words[0] or words[0] in ("!", "then", "do", "else", "if", "while")):
            words = words[1:]
        if not words or program_name(words[0]) not in PROGRAMS or pieces >= _MOST:
            continue
        pieces += 1
        run_words(machine, [Arg(activate(w)) for w in words], Arg(UNKNOWN, frozenset((TERMINAL,))))
