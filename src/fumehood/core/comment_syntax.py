"""How comments and string literals are written in each language: one table, read by `core.comments`.

A grammar is a list of things that can open, in the order in which they are tried at a position. Only what
decides where a comment or a string begins and ends is here; nothing else of the language is.
"""

import re
from functools import cache
from typing import NamedTuple


class Opener(NamedTuple):
    """Something that opens. `pattern` finds it and begins with one of `firsts`; `close` ends it.

    `kind` is "line" (to the end of the line), "block" (a comment up to `close`), "string" (up to `close`;
    `escape` is the character that hides the next one, "" for none; `multiline` strings cross lines),
    "heredoc" (up to the line that is just the pattern's group `word`; one a language) or "skip" (the match
    itself says all: a character literal, a regular expression). `nested` blocks count their openers. Where
    `behind` is given, the last character before it that is no blank must be one of these.
    """

    kind: str
    firsts: str
    pattern: str
    close: str = ""
    escape: str = "\\"
    multiline: bool = False
    nested: str = ""
    behind: str = ""


def _string(mark: str, *, escape: str = "\\", multiline: bool = False, where: str = "") -> Opener:
    """A string between two equal marks; `where` is a look-behind."""
    return Opener("string", mark[0], where + re.escape(mark), mark, escape=escape, multiline=multiline)


_LINE_HASH = Opener("line", "#", "#")
_WORD_HASH = Opener("line", "#", r"(?<![^\s;&|()])#")
_LINE_SLASH = Opener("line", "/", "//")
_BLOCK = Opener("block", "/", r"/\*", "*/")
_DOUBLE = _string('"')
_SINGLE = _string("'")
_DOUBLE_LINES = _string('"', multiline=True)
_SINGLE_LINES = _string("'", multiline=True)
_SINGLE_PLAIN = _string("'", escape="", multiline=True)
_TRIPLE_DOUBLE = _string('"""', multiline=True)
_TRIPLE_SINGLE = _string("'''", multiline=True)
_BACKTICK = _string("`", multiline=True)
_CHARACTER = Opener("skip", "'", r"'(?:\\[^\n]{1,9}?|[^'\\\n])'")
_MARKUP = Opener("block", "<", "<!--", "-->")
_PATTERN = Opener("skip", "/", r"/(?![/*])(?:\\[^\n]|[^\\/\n]){1,500}/", behind="=(,:;!&|?{}[")

_SCRIPT = (_LINE_SLASH, _BLOCK, _PATTERN, _DOUBLE, _SINGLE, _BACKTICK)
_C = (_LINE_SLASH, _BLOCK, _CHARACTER, _DOUBLE)

GRAMMARS: dict[str, tuple[Opener, ...]] = {
    "python": (_TRIPLE_DOUBLE, _TRIPLE_SINGLE, _DOUBLE, _SINGLE, _LINE_HASH),
    "shell": (
        Opener("heredoc", "<", r"<<-?[ \t]*(?P<quote>['\"]?)(?P<word>[A-Za-z_]\w*)(?P=quote)"),
        Opener("skip", "\\", r"\\[^\n]"),
        _DOUBLE_LINES,
        _SINGLE_PLAIN,
        _WORD_HASH,
    ),
    "env": (_WORD_HASH, _DOUBLE, _SINGLE),
    "makefile": (Opener("skip", "\\", r"\\#"), _LINE_HASH),
    "dockerfile": (Opener("line", "#", r"(?m:^)#"),),
    "requirements": (_WORD_HASH,),
    "yaml": (
        _string('"', multiline=True, where=r"(?<![^\s\[{,:(=-])"),
        _string("'", escape="", multiline=True, where=r"(?<![^\s\[{,:(=-])"),
        Opener("line", "#", r"(?<!\S)#"),
    ),
    "toml": (_TRIPLE_DOUBLE, _TRIPLE_SINGLE, _DOUBLE, _string("'", escape=""), _LINE_HASH),
    "ini": (Opener("line", "#;", r"(?<!\S)[#;]"),),
    "json": (_LINE_SLASH, _BLOCK, _DOUBLE),
    "jsonl": (_DOUBLE,),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "c": _C,
    "java": (_TRIPLE_DOUBLE, *_C),
    "go": (*_C, _string("`", escape="", multiline=True)),
    "rust": (
        _LINE_SLASH,
        Opener("block", "/", r"/\*", "*/", nested="/*"),
        Opener("string", "r", r'(?<!\w)r#"', '"#', escape="", multiline=True),
        _CHARACTER,
        _DOUBLE_LINES,
    ),
    "css": (_BLOCK, Opener("line", "/", r"(?<![:\w\"'(])//"), _DOUBLE, _SINGLE),
    "php": (
        _LINE_SLASH,
        _BLOCK,
        Opener("line", "#", r"(?<!\S)#(?!\[)"),
        _DOUBLE_LINES,
        _SINGLE_LINES,
        _MARKUP,
    ),
    "ruby": (Opener("block", "=", r"(?m:^)=begin\b", "\n=end"), _DOUBLE_LINES, _SINGLE_LINES, _WORD_HASH),
    "perl": (_WORD_HASH, _DOUBLE, _SINGLE),
    "r": (_LINE_HASH, _DOUBLE, _SINGLE),
    "julia": (Opener("block", "#", "#=", "=#", nested="#="), _LINE_HASH, _TRIPLE_DOUBLE, _DOUBLE),
    "lua": (
        Opener("block", "-", r"--\[\[", "]]"),
        Opener("line", "-", "--"),
        Opener("string", "[", r"\[\[", "]]", escape="", multiline=True),
        _DOUBLE,
        _SINGLE,
    ),
    "sql": (Opener("line", "-", "--"), _BLOCK, _SINGLE_PLAIN, _string('"', escape="", multiline=True)),
    "hcl": (
        _LINE_SLASH,
        _BLOCK,
        Opener("heredoc", "<", r"<<-?(?P<word>[A-Za-z_]\w*)"),
        _DOUBLE,
        _LINE_HASH,
    ),
    "powershell": (
        Opener("block", "<", "<#", "#>"),
        _WORD_HASH,
        _string('"', escape="`", multiline=True),
        _SINGLE_PLAIN,
    ),
    "html": (_MARKUP,),
    "xml": (_MARKUP,),
    "markdown": (_MARKUP,),
    "rst": (Opener("line", ".", r"(?m:^)\.\.[ \t](?![\[_|]|[\w:-]{1,40}::)"),),
}


class Grammar(NamedTuple):
    """A compiled grammar: `first` finds where something may open, `pattern` says what (group `o` and its number)."""

    first: re.Pattern[str]
    pattern: re.Pattern[str]
    openers: tuple[Opener, ...]


@cache
def grammar_of(language: str) -> Grammar | None:
    """The grammar of a language, compiled once; None where the language is unknown or has no comments."""
    openers = GRAMMARS.get(language)
    if openers is None:
        return None
    firsts = "".join(sorted({first for opener in openers for first in opener.firsts}))
    return Grammar(
        re.compile(f"[{re.escape(firsts)}]"),
        re.compile("|".join(f"(?P<o{number}>{opener.pattern})" for number, opener in enumerate(openers))),
        openers,
    )
