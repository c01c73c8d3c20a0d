"""Reads the value behind a name: the operator, then a quoted or an unquoted value."""

import re
from typing import NamedTuple

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

LONGEST = 1000
OPERATOR = pattern(
    r"""(?P<close>\\{0,3}["'`]|&quot;|\*\*)?[\])}]{0,2}(?P<gap>[ \t]{0,40})
    (?: (?P<attr>,?[ \t\r\n]{0,20}\\?["']?[vV]alue\\?["']?[ \t]{0,4}[=:]
          |:[ \t]{0,4}\{[ \t\r\n]{0,30}\\?["']?(?:[vV]alue|default(?:Value)?)\\?["']?[ \t]{0,4}:
          |[ \t]{0,4}\{[^{}]{0,300}?\bdefault[ \t]{0,20}=
          |:[ \t]{0,4}\r?\n(?:[ \t]{1,20}(?:Type|Description|NoEcho|M(?:in|ax)Length|AllowedPattern|ConstraintDescription):[^\r\n]{0,200}\r?\n){1,6}[ \t]{1,20}Default:)
      | (?P<element>(?:[ \t][\w:.-]{1,40}="[^"<>]{0,80}"){1,4}>
          |(?:</[\w:-]{1,20})?>[ \t\r\n]{0,60}<(?:[vV]alue|string|param-value)>)
      | (?::[ \t]{0,4}&?(?:'static[ ])?(?:[A-Za-z_][\w.]{0,40}(?:\[[\w ,.|\[\]]{0,40}\])?(?:[ ]?\|[ ]?None)?)[ \t]{0,4}(?==(?!=)))?
        (?P<op><-|→|\((?=["'])|===?|!==?|:=|=>|->|\|\|=|\?\?=|\?=|\+=|%3[dD]|=|:(?!:)|,|>)
    )[ \t]{0,40}""",
    re.VERBOSE,
)
_OPEN = pattern(r"""(?P<prefix>[bBrRuUfF@$LN]{0,2})(?P<quote>\"\"\"|'''|\\{1,3}["']|["']|`{1,2}|&quot;)""")
_ENDS = {q: pattern(rf"((?:[^\\\r\n{q}]|\\.){{0,{LONGEST}}}){q}") for q in ("'", '"', "`")}
_BARE_LINE = pattern(r"[^\r\n]{1,400}")
_COMMENT = pattern(r"(?:[ \t]+(?:#|//|;|<!--|--[ \t]).*|[ \t]+\\?|[,;][ \t]*)$")
_BARE_WORD = pattern(r"[^\s\"'`<>,;&|\\)\]}]{1,400}")
_ELEMENT = pattern(r"(?:<!\[CDATA\[)?([^<>\r\n\]]{1,400})(?:\]\]>)?(?=</)")
_JOINED = pattern(
    r"[ \t]{0,4}(?:\+|\.(?:format|replace|join|concat|repeat)\b|%[ \t]|\.[ \t]|\?|\[|\*|\|\|=?)(?!=)"
)
_WORD_VALUES = frozenset({"shell", "dockerfile", "makefile"})
LINE_VALUES = frozenset(
    {"env", "ini", "yaml", "hcl", "toml", "dockerfile", "shell", "text", "makefile", "markdown"}
)
"""Languages in which a name at the beginning of a line may own the rest of the line."""
_LINE_START = pattern(
    r"^[ \t]*(?:(?:export|set|setenv|ENV|ARG|declare|local|readonly|-|\?|;|#)[ \t]{1,8}){0,3}[\"']?$"
)


class Value(NamedTuple):
    """A value: its bounds without quotes, how it was quoted, whether something is joined to it."""

    start: int
    end: int
    quote: str
    prefix: str
    joined: bool
    whole_line: bool = False


def read(view: View, position: int, operator: str, name_start: int) -> Value | None:
    """The value that begins at `position`, behind `operator`; None when there is none on this line."""
    text = view.text
    opened = _OPEN.match(text, position)
    if opened is not None:
        return _quoted(text, opened)
    if operator == ">":
        found = _ELEMENT.match(text, position)
        return _stripped(found) if found else None
    if operator == ",":
        return None
    if view.language in LINE_VALUES and operator in {"=", ":", ":="} and _owns_line(view, name_start):
        found = _BARE_LINE.match(text, position)
        if found is None:
            return None
        value = _COMMENT.sub("", found[0].rstrip()).rstrip()
        if view.language in _WORD_VALUES and (" " in value or "\t" in value):
            value = value.split()[0].rstrip(";")
        if value and not value.startswith("#"):
            return Value(position, position + len(value), "", "", joined=False, whole_line=True)
        return None
    found = _BARE_WORD.match(text, position)
    if found is None:
        return None
    end = found.end()
    while end > position and text[end - 1] in ".:!?*" and operator == ":":
        end -= 1
    return Value(position, end, "", "", joined=False) if end > position else None


def _stripped(found: re.Match[str]) -> Value | None:
    """The text of an XML element without the spaces around it."""
    bare = found[1].strip()
    start = found.start(1) + found[1].find(bare)
    return Value(start, start + len(bare), "<", "", joined=False) if bare else None


def _owns_line(view: View, name_start: int) -> bool:
    start, _ = view.line_bounds(name_start, 200)
    return bool(_LINE_START.match(view.text[start:name_start]))


def _quoted(text: str, opened: re.Match[str]) -> Value | None:
    quote, start = opened["quote"], opened.end()
    simple = _ENDS.get(quote)
    if simple is not None:
        found = simple.match(text, start)
        if found is None:
            return None
        end, after = found.end(1), found.end()
    else:
        end = text.find(quote, start, start + LONGEST)
        if end < 0 or (len(quote) != 3 and "\n" in text[start:end]):
            return None
        after = end + len(quote)
    joined = bool(_JOINED.match(text, after)) or ("f" in opened["prefix"].lower() and "{" in text[start:end])
    return Value(start, end, quote, opened["prefix"], joined)
