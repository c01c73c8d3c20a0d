"""How comments and string literals are written in each language: one table, read by `core.comments`.

A grammar is a list of things that can open, in the order in which they are tried at a position. Only what
decides where a comment or a string begins and ends is here; nothing else of the language is.
"""

import re
from functools import cache
from typing import NamedTuple


class Opener(NamedTuple):
    """Something that opens. `pattern` finds it; `close` ends it.

    `kind` is "line" (to the end of the line), "block" (a comment up to `close`), "string" (up to `close`;
    `escape` is the character that hides the next one, "" for none; `multiline` strings cross lines),
    "heredoc" (up to the line that is just the pattern's group `word`; one a language) or "skip" (the match itself says
    all: a character literal, a regular expression). `nested` blocks count their openers.
    """

    kind: str
    pattern: str
    close: str = ""
    escape: str = "\\"
    multiline: bool = False
    nested: str = ""


_LINE_HASH = Opener("line", "#")
_WORD_HASH = Opener("line", r"(?<![^\s;&|()])#")
_LINE_SLASH = Opener("line", "//")
_BLOCK = Opener("block", r"/\*", "*/")
_DOUBLE = Opener("string", '"', '"')
_SINGLE = Opener("string", "'", "'")
_SINGLE_PLAIN = Opener("string", "'", "'", escape="", multiline=True)
_TRIPLE_DOUBLE = Opener("string", '"""', '"""', multiline=True)
_TRIPLE_SINGLE = Opener("string", "'''", "'''", multiline=True)
_BACKTICK = Opener("string", "`", "`", multiline=True)
_CHARACTER = Opener("skip", r"'(?:\\[^\n]{1,9}?|[^'\\\n])'")
_MARKUP = Opener("block", "<!--", "-->")

_PYTHON = (
    Opener("string", r"(?<!\w)(?:[rRbBuUfF]{1,2})?\"\"\"", '"""', multiline=True),
    Opener("string", r"(?<!\w)(?:[rRbBuUfF]{1,2})?'''", "'''", multiline=True),
    Opener("string", r"(?<!\w)(?:[rRbBuUfF]{1,2})?\"", '"'),
    Opener("string", r"(?<!\w)(?:[rRbBuUfF]{1,2})?'", "'"),
    Opener("string", '"', '"'),
    Opener("string", "'", "'"),
    _LINE_HASH,
)
_SHELL = (
    Opener("heredoc", r"<<-?[ \t]*(?P<quote>['\"]?)(?P<word>[A-Za-z_]\w*)(?P=quote)"),
    Opener("skip", r"\\[^\n]"),
    Opener("string", '"', '"', multiline=True),
    _SINGLE_PLAIN,
    _WORD_HASH,
)
_SCRIPT = (
    _LINE_SLASH,
    _BLOCK,
    Opener("skip", r"(?<=[=(,:;!&|?{}\[\n])[ \t]{0,20}/(?![/*])(?:\\[^\n]|[^\\/\n]){1,500}/"),
    _DOUBLE,
    _SINGLE,
    _BACKTICK,
)
_C = (_LINE_SLASH, _BLOCK, _CHARACTER, _DOUBLE)
_CONFIG = (
    Opener("string", r"(?<![^\s\[{,:(=-])\"", '"', multiline=True),
    Opener("string", r"(?<![^\s\[{,:(=-])'", "'", escape="", multiline=True),
    Opener("line", r"(?<!\S)#"),
)

GRAMMARS: dict[str, tuple[Opener, ...]] = {
    "python": _PYTHON,
    "shell": _SHELL,
    "env": (_WORD_HASH, _DOUBLE, _SINGLE),
    "makefile": (Opener("skip", r"\\#"), _LINE_HASH),
    "dockerfile": (Opener("line", r"(?m:^)[ \t]*#"),),
    "requirements": (_WORD_HASH,),
    "yaml": _CONFIG,
    "toml": (_TRIPLE_DOUBLE, _TRIPLE_SINGLE, _DOUBLE, Opener("string", "'", "'", escape=""), _LINE_HASH),
    "ini": (Opener("line", r"(?<!\S)[#;]"),),
    "json": (_LINE_SLASH, _BLOCK, _DOUBLE),
    "jsonl": (_DOUBLE,),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "c": _C,
    "java": (_TRIPLE_DOUBLE, *_C),
    "go": (*_C, Opener("string", "`", "`", escape="", multiline=True)),
    "rust": (
        _LINE_SLASH,
        Opener("block", r"/\*", "*/", nested="/*"),
        Opener("string", r'(?<!\w)b?r#"', '"#', escape="", multiline=True),
        _CHARACTER,
        Opener("string", '"', '"', multiline=True),
    ),
    "css": (_BLOCK, Opener("line", r"(?<![:\w\"'(])//"), _DOUBLE, _SINGLE),
    "php": (
        _LINE_SLASH,
        _BLOCK,
        Opener("line", r"(?<!\S)#(?!\[)"),
        Opener("string", '"', '"', multiline=True),
        Opener("string", "'", "'", multiline=True),
        _MARKUP,
    ),
    "ruby": (
        Opener("block", r"(?m:^)=begin\b", "\n=end"),
        Opener("string", '"', '"', multiline=True),
        Opener("string", "'", "'", multiline=True),
        _WORD_HASH,
    ),
    "perl": (_WORD_HASH, _DOUBLE, _SINGLE),
    "r": (_LINE_HASH, _DOUBLE, _SINGLE),
    "julia": (Opener("block", "#=", "=#", nested="#="), _LINE_HASH, _TRIPLE_DOUBLE, _DOUBLE),
    "lua": (
        Opener("block", r"--\[\[", "]]"),
        Opener("line", "--"),
        Opener("string", r"\[\[", "]]", escape="", multiline=True),
        _DOUBLE,
        _SINGLE,
    ),
    "sql": (
        Opener("line", "--"),
        _BLOCK,
        _SINGLE_PLAIN,
        Opener("string", '"', '"', escape="", multiline=True),
    ),
    "hcl": (_LINE_SLASH, _BLOCK, Opener("heredoc", r"<<-?(?P<word>[A-Za-z_]\w*)"), _DOUBLE, _LINE_HASH),
    "powershell": (
        Opener("block", "<#", "#>"),
        _WORD_HASH,
        Opener("string", '"', '"', escape="`", multiline=True),
        _SINGLE_PLAIN,
    ),
    "html": (_MARKUP,),
    "xml": (_MARKUP,),
    "markdown": (_MARKUP,),
    "rst": (Opener("line", r"(?m:^)[ \t]*\.\.[ \t](?![\[_|]|[\w:-]{1,40}::)"),),
}


@cache
def compiled(language: str) -> tuple[re.Pattern[str], tuple[Opener, ...]] | None:
    """One pattern with a named group for each opener of `language` (`o0`, `o1`, …), or None if unknown."""
    grammar = GRAMMARS.get(language)
    if grammar is None:
        return None
    return re.compile("|".join(f"(?P<o{n}>{opener.pattern})" for n, opener in enumerate(grammar))), grammar
