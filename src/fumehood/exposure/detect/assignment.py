"""Credentials by the name in front of them, in every kind of file: `password = "…"`, `"apiKey": "…"`, `TOKEN=…`.

The name decides what the value must look like (`names`), the filters decide what is no value at all.
"""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detect.names import Kind, Name, name_of
from fumehood.exposure.detect.strength import credential, is_strong, looks_random, password
from fumehood.exposure.detect.values import OPERATOR, Value, read
from fumehood.exposure.filters.published import is_published
from fumehood.exposure.view import View
from fumehood.exposure.words import words

# Not `pass` at the end of a line, which is a statement: Python programs are full of it.
_PASS = tuple(sorted({"pass" + chr(c).lower() for c in (9, *range(32, 127))}))
WORDS = (*_PASS, "pwd", "secret", "token", "key", "auth", "cred", "salt", "_pw", "psk", "verifier", "jwt", "phrase", "sessid", "sessionid", ".sid",
         "kennwort", "contrase", "salasana", "senha", "losenord", "lösenord", "wachtwoord", "passord", "mnemonic", "hasło", "haslo", "heslo", "jelsz", "parola", "parool",
         "clave", "lozinka", "şifre", "sifre", "пароль", "密码", "密碼", "パスワード", "비밀번호")  # fmt: skip
PRIORITY = 30
_LONGEST_LIST = 40
_LONGEST_LEFT = 60
_PLACE_IN_A_LINK = frozenset({"#", "/", "?", "&"})
_LEFT = pattern(r"[\w.$@-]*")  # of the text before, read backwards: each character is looked at once
_SPACED = pattern(
    r"(?i)\b(api|access|secret|private|consumer|client|account|auth|encryption|signing|master|app|storage|service)[ ]$"
)
_FLAG = pattern(r"(?<![\w-])(?:--?|/)[\w-]*$")
_ARGUMENT = pattern(
    r"(?:[ \t]{1,8}|\"?,[ \t]{0,4})(?:\"(?P<d>[^\"\n]{1,200})\"|'(?P<s>[^'\n]{1,200})'|(?P<b>[^\s\"'`;|&<>()\[\],]{3,400}))"
)
_REQUIRED = frozenset({":?", ":+"})  # `${NAME:?message}` of shells
_GRAMMAR = words(
    """option options flag flags argument arguments parameter is are in into to from and or for of the a an with without if
    must will when where prompt only on off as at by stdin stdout file files string value be can may was has not"""
)
_PROSE = frozenset({"text", "markdown", "rst", "html"})
_IS = pattern(
    r" (?:(?:is|was|will be|=|:)(?: now| still)?|(?:for|of|to|on|für|til|pour|de|para|per)(?: [\w.-]{1,24}){1,5}?(?:[ ]?(?=[:=])|[ ](?:is|was)(?=[ ])))[:=]? [\"'`]?([^\s\"'`<>]{6,200})"
)
_SENTENCE = pattern(r"[\"'](?:[^\"'\s]+[ ]){2,}$")
_BLANK = frozenset(" \t")
_QUOTES = frozenset("\"'")
_AS = pattern(r" As (?:New )?\w{1,20}(?=[ ]?=)")
_PLAIN_SETTINGS = frozenset({"text", "ini", "env", "java", "ruby"})
_ALONE = pattern(
    r"[ \t]{1,20}(?:\"(?P<d>[^\"\r\n]{4,200})\"|'(?P<s>[^'\r\n]{4,200})'|(?P<b>[^\s\"'`<>(){}\[\],;|]{6,200}))[ \t]{0,4};?[ \t]{0,4}(?=[\r\n]|$)"
)
_ARN = pattern(r"arn:[\w:.-]{0,100}:$")
_VECTOR = pattern(r"(?i)\b(?:rfc[ -]?\d{3,5}|fips[ -]?\d{2,3}|sp ?800-\d|nist|test vectors?)\b")
_SEARCH = pattern(
    r"\bdocsearch\b|\bindex_?[nN]ame\b|\bsearchOnly"
)  # keys that can only search are in every page
_ITEM = pattern(r"\s{0,20}(\\{0,3}[\"'])([^\"'\\\r\n]{1,400})\1\s{0,20},?")
_END = pattern(  # the rest of a name that may have a value: most names in prose and code end otherwise
    r"[\w.$-]{0,60}+(?=[ \t\"'`)\]}:=,<>(\\&*?|+\-!%]|[\r\n][ \t\r\n]{0,19}\\?[\"']?[vV]alue)"
)
_CALLEE = pattern(r"([\w.]{1,40})\(\s{0,10}(?:[\w.]{1,40},\s{0,4})?[\"']?$")
_SETTERS = pattern(
    r"(?i)(?:^|[._])(?:define|set\w*|put\w*|add\w*|env|getenv|get|default|config|option|property|header|append|fetch|environ|"
    r"attr|with|secret|assoc|store|register|fill|type|send_keys)$"
)


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The credentials whose names hold one of WORDS at `positions`."""
    if view.is_locked:
        return
    text = view.text
    done = -1
    for position in positions:
        if position < done:
            continue
        right = _END.match(text, position)
        if right is None:
            continue
        done = end = right.end()
        before = text[max(0, position - 40) : position]
        behind = text[end : end + 2]
        prose = behind[:1] == " " and behind[1:].isalnum()
        operator = (
            OPERATOR.match(text, _behind_type(text, end))
            if not prose or "<" in before or behind == " A"
            else None
        )
        if operator is None:
            if "-" in before or "/" in before:
                yield from _flag(view, position, end)
            if behind[:1] in _BLANK and (behind[1:] in _QUOTES or view.language in _PLAIN_SETTINGS):
                yield from _beside(view, position, end)
            if prose and view.language in _PROSE:
                yield from _told(view, position, end)
            continue
        if operator["op"] == "," and not operator["close"]:  # an argument, and no name of one
            continue
        start = _name_start(text, position)
        if start and text[start - 1] == "\\" and text[start] in "nrt":
            start += 1
        yield from _named(view, start, end, operator)


def _name_start(text: str, position: int) -> int:
    """Where the name begins that goes on at `position`."""
    left = _LEFT.match(text[max(0, position - _LONGEST_LEFT) : position][::-1])
    return position - (left.end() if left else 0)


def _flag(view: View, position: int, end: int) -> Iterator[Candidate]:
    """`--password VALUE`, `-Token VALUE`: a flag of a command, with a space before its value."""
    text = view.text
    value = _ARGUMENT.match(text, end)
    if value is None:
        return
    left = _FLAG.search(text, max(0, position - 60), position)
    if left is None:
        return
    name = name_of(text[left.start() : end].strip("-/"))
    group = value.lastgroup or "b"
    raw = value[group]
    if name is None or raw.startswith(("-", "/", "$", "@", "%")) or raw.lower().strip(".,;:)") in _GRAMMAR:
        return
    if group == "b" and not (is_strong(raw) or view.language in {"shell", "dockerfile", "powershell"} or raw.isupper()
                             or name.kind is not Kind.PASSWORD or _last_on_line(text, value.end())):  # fmt: skip
        return
    yield from _judge(
        view, name, left.start(), Value(value.start(group), value.end(group), "'", "", joined=False)
    )


def _beside(view: View, position: int, end: int) -> Iterator[Candidate]:
    """`storePassword 'VALUE'`, `password VALUE`: a setting that has a line of its own, and only a space in it."""
    text = view.text
    start = _name_start(text, position)
    found = _ALONE.match(text, end)
    if found is None:
        name = name_of(text[start:end].strip(":"))
        value = read(view, end + 1, "(", start)
        if name is not None and value is not None and _is_noise(view, name, value):
            yield from _judge(view, name, start, value)
        return
    if text[view.line_bounds(start, 200)[0] : start].strip():
        return
    name = name_of(text[start:end])
    group = found.lastgroup or "b"
    raw = found[group]
    if (
        name is None
        or " " in raw
        or (group == "b" and not (is_strong(raw) and (name.strong or looks_random(raw))))
    ):
        return
    quote = "" if group == "b" else "'"
    value = Value(found.start(group), found.end(group), quote, "", joined=False, whole_line=True)
    yield from _judge(view, name, start, value)


def _told(view: View, position: int, end: int) -> Iterator[Candidate]:
    """`the password is VALUE`, as people write it to each other and to assistants."""
    told = _IS.match(view.text, end)
    if told is None:
        return
    start = _name_start(view.text, position)
    spaced = _SPACED.search(view.text, max(0, start - 20), start)
    start = spaced.start() if spaced else start
    name = name_of(view.text[start:end])
    raw = told[1].rstrip(".,;:!?)\"'`")
    if name is not None and (
        is_strong(raw) if name.kind is Kind.PASSWORD else looks_random(raw) or raw.startswith(("sk-", "sk_"))
    ):
        value = Value(told.start(1), told.start(1) + len(raw), "", "", joined=False, whole_line=True)
        yield from _judge(view, name, start, value)


def _last_on_line(text: str, end: int) -> bool:
    return text[end : end + 1] in {"", "\n", "\r", "`", "'", '"'}


def _named(view: View, start: int, end: int, operator: re.Match[str]) -> Iterator[Candidate]:
    text = view.text
    if text[start - 2 : start] == "::":  # the name of a type: "AWS::IAM::AccessKey"
        return
    if text[start - 2 : start] == "${" and text[end : end + 2] in _REQUIRED:
        return
    if text[start - 1 : start] == ":" and _ARN.search(text, max(0, start - 120), start):
        return
    name = name_of(text[start:end].rstrip(".-:"))
    spaced = None
    if (name is None or not name.strong) and text[start - 1 : start].isspace():
        spaced = _SPACED.search(text, max(0, start - 20), start)
    if spaced is not None:
        start = spaced.start()
        name = name_of(text[start:end])
    if name is None:
        return
    op = operator["op"] or (">" if operator["element"] else "=")
    if op == ">" and operator["close"] and text[start - 1 : start] in _PLACE_IN_A_LINK:
        return
    if (
        op == ">"
        and text[start - 1 : start] != "<"
        and "</" not in text[operator.end() : operator.end() + 300]
    ):
        return
    if op in {",", "("} and (op == "(" or not _passed(view, start, operator)):
        value = read(view, operator.end(), op, 0) if op == "(" or operator["close"] else None
        if (
            value is None
            or ")" in operator[0]
            or (op == "(" and not name.strong)
            or not _is_noise(view, name, value)
        ):
            return
    if (
        operator["close"]
        and text[start - 1 : start].isspace()
        and _SENTENCE.search(text, max(0, start - 80), start)
    ):
        return
    if text.startswith("[", operator.end()):
        yield from _listed(view, name, start, operator.end() + 1)
        return
    value = read(view, operator.end(), op, start)
    if value is not None:
        yield from _judge(view, name, start, value)


def _listed(view: View, name: Name, start: int, position: int) -> Iterator[Candidate]:
    """The values of a list of strings, `"tokens": ["…", "…"]`."""
    for _ in range(_LONGEST_LIST):
        item = _ITEM.match(view.text, position)
        if item is None:
            return
        if name.kind is Kind.PASSWORD and not is_strong(item[2]):
            return
        found = list(_judge(view, name, start, Value(item.start(2), item.end(2), item[1], "", joined=False)))
        if not found:  # a list of words, and not of secrets
            return
        yield from found
        position = item.end()


def _passed(view: View, start: int, operator: re.Match[str]) -> bool:
    """Whether name and value are the arguments of a setter or of a look-up with a default."""
    if not operator["close"]:
        return False
    first = max(0, start - 90)
    opened = view.text.rfind("(", first, start)  # the expression has one parenthesis, the last
    if opened < 0:
        return False
    callee = _CALLEE.search(view.text, max(first, opened - 40), start)
    return callee is not None and bool(_SETTERS.search(callee[1]))


def _behind_type(text: str, end: int) -> int:
    """The end of the name and of a type behind it, `Dim password As String`."""
    found = _AS.match(text, end)
    return found.end() if found else end


def _is_noise(view: View, name: Name, value: Value) -> bool:
    """Whether this can only be a password, where nothing but the name beside it says so.

    Names and values take turns in arguments of some languages, or have a space or a bracket between them.
    """
    raw = view.text[value.start : value.end]
    return (
        name.kind is Kind.PASSWORD
        and len(raw) >= 8
        and " " not in raw
        and is_strong(raw)
        and looks_random(raw) > 0
    )


def _judge(view: View, name: Name, start: int, value: Value) -> Iterator[Candidate]:
    raw = view.text[value.start : value.end]
    if not raw or raw == view.text[start : start + len(raw)]:
        return
    judge = password if name.kind is Kind.PASSWORD else credential
    confidence = judge(view, name, value, raw)
    if confidence is None or is_published(raw):
        return
    if name.kind is not Kind.PASSWORD and (
        _VECTOR.search(view.text, *_lines_around(view, start))
        or (name.kind is Kind.KEY and _SEARCH.search(view.text, max(0, start - 120), value.end + 120))
    ):
        confidence = Confidence.LOW
    rule = "FHE181" if name.kind is Kind.PASSWORD else "FHE182"
    label = {Kind.PASSWORD: "password", Kind.SECRET: "secret", Kind.TOKEN: "token", Kind.KEY: "key"}[
        name.kind
    ]
    yield Candidate(
        rule=rule,
        start=value.start,
        end=value.end,
        label=label,
        severity=Severity.MEDIUM,
        confidence=confidence,
        priority=PRIORITY + (5 if value.quote else 0),
    )


def _lines_around(view: View, start: int) -> tuple[int, int]:
    """The line of the name and the one before it."""
    first, end = view.line_bounds(start, 300)
    return view.line_bounds(max(0, first - 1), 300)[0], end
