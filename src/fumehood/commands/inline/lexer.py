"""Tokens of the C-like and shell-like languages: strings apart from code, comments apart from both."""

import re

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_NAME = re.compile(r"[A-Za-z_$@%&][\w$]*(?:(?:\.|::|->|:)[A-Za-z_$][\w$]*)*[!?]?")
_PLAIN_NAME = re.compile(r"[$@%&]?[A-Za-z_]\w*(?:(?:\.|::|->|:)[A-Za-z_]\w*)*[!?]?|[$@%&]\S?")
_NUMBER = re.compile(r"\d[\w.]*")
_BLANK = re.compile(r"\s+")
_HASH_COMMENTS = frozenset({"perl", "ruby", "php", "awk", "other"})
_SLASH_COMMENTS = frozenset({"node", "php", "other"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}


class Token:
    """`kind` is str, cmd (text between backquotes and its kin), name, number or punct."""

    __slots__ = ("exact", "kind", "text")

    def __init__(self, kind: str, text: str, exact: bool = True) -> None:
        self.kind = kind
        self.text = text
        self.exact = exact  # nothing is interpolated in it


def tokens(language: str, code: str) -> list[Token]:
    """The tokens of the code, without comments; what is not closed ends with the text."""
    found: list[Token] = []
    pos = 0
    while pos < len(code):
        if blank := _BLANK.match(code, pos):
            if "\n" in blank[0]:
                found.append(Token("punct", "\n"))
            pos = blank.end()
            continue
        end = _comment(language, code, pos, found)
        if end:
            pos = end
            continue
        char = code[pos]
        if char in "'\"" or (char == "`" and language in ("perl", "ruby", "php", "node", "other")):
            pos = _string(language, code, pos, found)
            continue
        end = _quoting(language, code, pos, found)
        if end:
            pos = end
        elif name := (_PLAIN_NAME if language in ("perl", "php", "ruby") else _NAME).match(code, pos):
            found.append(Token("name", name[0]))
            pos = name.end()
        elif number := _NUMBER.match(code, pos):
            found.append(Token("number", number[0]))
            pos = number.end()
        else:
            found.append(
                Token(
                    "punct",
                    code[pos : pos + 2]
                    if code[pos : pos + 2] in ("=>", "|&", ">>", "||", "&&", "==", "<<")
                    else char,
                )
            )
            pos += len(found[-1].text)
    return found


def _comment(language: str, code: str, pos: int, found: list[Token]) -> int:
    """Where a comment that begins here ends, or 0."""
    char = code[pos]
    if char == "#" and language in _HASH_COMMENTS and not (found and found[-1].text in ("$", "=~", "s")):
        return _line_end(code, pos)
    if code.startswith("//", pos) and language in _SLASH_COMMENTS:
        return _line_end(code, pos)
    if code.startswith("/*", pos) and language in _SLASH_COMMENTS:
        stop = code.find("*/", pos + 2)
        return len(code) if stop < 0 else stop + 2
    if code.startswith("--", pos) and language == "lua":
        return _line_end(code, pos)
    return 0


def _line_end(code: str, pos: int) -> int:
    stop = code.find("\n", pos)
    return len(code) if stop < 0 else stop


def _string(language: str, code: str, pos: int, found: list[Token]) -> int:
    quote = code[pos]
    text, end = _until(code, pos + 1, quote)
    interpolated = (
        quote == '"' and language in ("perl", "ruby", "php") and ("$" in text or "#{" in text)
    ) or (quote == "`" and "${" in text)
    kind = "cmd" if quote == "`" and language != "node" else "str"
    found.append(Token(kind, text, not interpolated))
    return end


def _until(code: str, pos: int, closing: str) -> tuple[str, int]:
    made: list[str] = []
    opening = next((o for o, c in _PAIRS.items() if c == closing), "")
    depth = 0
    while pos < len(code):
        char = code[pos]
        if char == "\\" and pos + 1 < len(code):
            follows = code[pos + 1]
            if follows == "x" and re.match(r"[0-9A-Fa-f]{2}", code[pos + 2 : pos + 4]):
                made.append(chr(int(code[pos + 2 : pos + 4], 16)))
                pos += 4
                continue
            made.append(_ESCAPES.get(follows, follows))
            pos += 2
            continue
        if char == opening:
            depth += 1
        elif char == closing:
            if depth == 0:
                return "".join(made), pos + 1
            depth -= 1
        made.append(char)
        pos += 1
    return "".join(made), len(code)


_QUOTERS = {
    "perl": re.compile(r"(qx|qq|qw|q)\s*([^\w\s,;=>)])"),
    "ruby": re.compile(r"%([xqQwWi]?)([({\[<|!/])"),
    "lua": re.compile(r"(\[\[)"),
}


def _quoting(language: str, code: str, pos: int, found: list[Token]) -> int:
    """`qx{…}`, `%x(…)`, `[[…]]`: where such a string ends, or 0."""
    pattern = _QUOTERS.get(language)
    match = pattern.match(code, pos) if pattern else None
    if not match or (language == "perl" and found and found[-1].text in ("->", "$", "{", "&")):
        return 0
    if language == "lua":
        stop = code.find("]]", pos + 2)
        stop = len(code) if stop < 0 else stop
        found.append(Token("str", code[pos + 2 : stop]))
        return stop + 2
    closing = _PAIRS.get(match[2], match[2])
    text, end = _until(code, match.end(), closing)
    if match[1] in ("w", "W", "qw"):
        for word in text.split():
            found += [Token("str", word), Token("punct", ",")]
        return end
    found.append(
        Token("cmd" if match[1] in ("qx", "x") else "str", text, "$" not in text and "#{" not in text)
    )
    return end
