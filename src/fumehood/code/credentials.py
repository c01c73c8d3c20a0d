"""Constants that look like credentials: where they stand, what they are called, and whether they are real."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from fumehood.code.reached import HIGH, LOW, MEDIUM, Verdict
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_PASSWORD: Final = pattern(
    r"(?i)(?:^|_)(?:passw(?:or)?d|passwd|pwd|passphrase|pass|pw)$|(?:Password|Passwd)$"
)
_KEY: Final = pattern(
    r"(?i)(?:^|_)(?:secret|secret_?key|api_?key|apikey|api_?secret|access_?key(?:_?id)?|secret_?access_?key|private_?key|"
    r"encryption_?key|signing_?key|jwt_?(?:key|secret)|auth_?token|access_?token|refresh_?token|bearer_?token|api_?token|"
    r"token|client_?secret|consumer_?secret|app_?secret|secret_?token|credentials?|auth_?key|license_?key|hmac_?key|aes_?key)$"
)
_BARE_KEY: Final = pattern(r"(?i)^(?:key|auth|iv|_key)$")
_PLACEHOLDER: Final = pattern(
    r"(?i)^(?:x+|\*+|\.+|-+|_+|0+|1234?5?6?7?8?9?0?|none|null|true|false|n/?a|todo|tbd|fixme|empty|undefined|unknown|"
    r"test(?:ing)?|dummy|fake|sample|example|placeholder|default|string|str|text|value|redacted|hidden|masked|foo|bar|baz)$|"
    r"your[-_ ]|[-_ ]here\b|change[-_ ]?me|replace[-_ ]?(?:me|this|with)|example|placeholder|dummy|not[-_ ]?(?:a[-_ ]?)?real|insert[-_ ]|"
    r"<[^>]*>|\$\{|\{\{|\{\w*\}|%\(|%s|\$\(|^\$\w+$|^env[:.]|^os\.environ|\.\.\.|xxxx|^file:|^https?://|^/|^\\"
)
_NAMES_A_THING: Final = pattern(
    r"(?i)^[\w.-]*(?:passw(?:or)?d|passwd|pwd|secret|token|key|auth|credential|bearer|session|cookie|user|login|csrf|field|header|basic|digest)[\w.-]*$"
)
_URL: Final = pattern(
    r"(?i)\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'\"{}$<>%]{1,64}:(?P<password>[^\s/:@'\"{}$<>%]{1,64})@[\w.-]+"
)
_STAND_INS: Final = frozenset({"p", "pw", "pass", "foo", "bar", "baz", "xxx", "word"})
_CONNECTS: Final = pattern(
    r"(?i)connect|login|auth|engine|session|client|pool|database|db|smtp|ftp|ssh|redis|mongo"
)
_LONGEST: Final = 200


_BESIDE: Final = {
    word: pattern(
        word
        + r"[\w-]{0,40}[\"']?\]?\)?\s{0,4}(?:: ?[\w. |\[\]]{0,40})?(?:[:=]=?|!=|,)\s{0,4}\(?\s{0,4}[a-z]{0,2}[\"']"
    )
    for word in ("passw", "pwd", "passphrase", "secret", "token", "key", "auth", "credential", "pass", "pw")
}
_BEFORE: Final = pattern(r"[\"'] ?[!=]= ?[\w.]{0,60}(?:passw|pwd|secret|token|key|pw)")
_URL_START: Final = pattern(r"://[^\s/:@]{1,64}:[^\s/:@]{1,64}@")


def may_hold_credentials(source: Source) -> bool:
    """Whether some text of the file stands beside a name such as those of credentials; cheap, on the text."""
    lower = source.lower
    if any(word in lower and pattern.search(lower) for word, pattern in _BESIDE.items()):
        return True
    return bool(("://" in lower and _URL_START.search(lower)) or ("= " in lower and _BEFORE.search(lower)))


class Candidate(Struct):
    """A constant in the place of a credential. `how` is assigned, passed, compared, default, item or url."""

    name: str
    value: ast.Constant
    node: ast.AST
    how: str
    call: str = ""


def candidates(tree: ast.Module) -> Iterator[Candidate]:
    """Every text constant of the file that stands where a credential may stand."""
    documentation: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            documentation.add(id(node.value))  # comes before its value; the exposure guard reads it as text
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _assigned(target, node.value, node)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from _assigned(node.target, node.value, node)
        elif isinstance(node, ast.Call):
            yield from _passed(node)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str) and _is_text(value):
                    assert isinstance(value, ast.Constant)
                    yield Candidate(key.value, value, value, "item")
        elif (
            isinstance(node, ast.Compare)
            and len(node.ops) == 1
            and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        ):
            yield from _compared(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _defaults(node)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "://" in node.value[:_LONGEST]
            and id(node) not in documentation
        ):
            yield Candidate("", node, node, "url")


def _is_text(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str | bytes)
        and 0 < len(node.value) <= _LONGEST
    )


def name_of(node: ast.AST) -> str:
    """The last name of a target: a variable, an attribute, or a constant key."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
    ):
        return name_of(ast.Subscript(value=node.func, slice=node.args[0]))
    return ""


def _assigned(target: ast.expr, value: ast.expr, node: ast.AST) -> Iterator[Candidate]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from _assigned(one, other, node)
    elif _is_text(value):
        assert isinstance(value, ast.Constant)
        yield Candidate(name_of(target), value, node, "assigned")


def _passed(node: ast.Call) -> Iterator[Candidate]:
    for keyword in node.keywords:
        if keyword.arg is not None and _is_text(keyword.value):
            assert isinstance(keyword.value, ast.Constant)
            yield Candidate(keyword.arg, keyword.value, keyword.value, "passed", dotted_name(node.func))


def dotted_name(node: ast.expr) -> str:
    """The last names of an attribute chain, joined by dots."""
    names: list[str] = []
    while isinstance(node, ast.Attribute) and len(names) < 6:
        names.append(node.attr)
        node = node.value
    names.append(getattr(node, "id", ""))
    return ".".join(reversed(names))


def _compared(node: ast.Compare) -> Iterator[Candidate]:
    for value, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
        if _is_text(value):
            assert isinstance(value, ast.Constant)
            yield Candidate(name_of(other), value, node, "compared")


def _defaults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Candidate]:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(reversed(positional), reversed(arguments.defaults), strict=False),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, value in pairs:
        if value is not None and _is_text(value):
            assert isinstance(value, ast.Constant)
            yield Candidate(argument.arg, value, value, "default")


def judged(candidate: Candidate) -> Verdict | None:
    """Whether the constant is a credential, and how sure that is."""
    raw = candidate.value.value
    text = raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)
    if candidate.how == "url":
        m = _URL.search(text)
        real = (
            m is not None
            and not _PLACEHOLDER.search(m["password"])
            and not _NAMES_A_THING.match(m["password"])
            and m["password"].lower() not in _STAND_INS
        )
        return Verdict("A connection string holds a password", MEDIUM) if real else None
    if _PLACEHOLDER.search(text) or " " in text.strip() or "\n" in text:
        return None
    if _PASSWORD.search(candidate.name):
        return _password(candidate, text)
    if _KEY.search(candidate.name) and _is_random(text, 16):
        return Verdict(
            f"`{candidate.name}` is a constant in the code", HIGH if _is_random(text, 24) else MEDIUM
        )
    if _BARE_KEY.search(candidate.name) and _is_random(text, 24):
        return Verdict(f"`{candidate.name}` is a constant in the code", MEDIUM)
    return None


def _password(candidate: Candidate, text: str) -> Verdict | None:
    if candidate.how == "compared":
        if len(text) < 2:
            return None
        return Verdict(f"`{candidate.name}` is compared with a constant in the code", MEDIUM)
    if candidate.how == "passed":
        if not _CONNECTS.search(candidate.call) and _NAMES_A_THING.match(text):
            return None
        return Verdict(f"`{candidate.name}` is a constant in the code", MEDIUM)
    if _NAMES_A_THING.match(text) or len(text) < 3 or candidate.name.lower() in ("pass", "pw"):
        return None
    mixed = bool(re.search(r"\d", text)) or bool(re.search(r"[^\w.-]", text)) or text != text.lower()
    if candidate.how == "item" and not mixed:
        return None
    return Verdict(
        f"`{candidate.name}` is a constant in the code",
        MEDIUM if mixed or candidate.how == "assigned" else LOW,
    )


def _is_random(text: str, length: int) -> bool:
    """Whether a text is long and mixed enough to be a key: letters and digits, no words with dots or slashes."""
    if len(text) < length or not re.fullmatch(r"[\w+/=.:!@#$%^&*()~-]+", text) or text.count("/") > 3:
        return False
    if re.fullmatch(r"[A-Za-z_.-]+|[a-z]+(?:[-_.:/][a-z\d]{1,12})+", text):
        return False
    digits = sum(c.isdigit() for c in text)
    return digits >= 2 and any(c.isalpha() for c in text) and len(set(text)) >= 8
