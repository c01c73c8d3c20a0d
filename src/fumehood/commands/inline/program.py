"""A program in another language as it is read: its tokens, constants, and what its functions are called with."""

import re

from fumehood.commands.expand.arg import DOWNLOAD, ENVIRONMENT, FILE, NONE, SECRET, UNKNOWN, Arg, activate
from fumehood.commands.inline.lexer import Token, tokens
from fumehood.commands.inline.names import READS
from fumehood.commands.run.machine import Machine

_FARTHEST = 600  # tokens that the arguments of one call may have
_DEEPEST = 12  # calls inside calls
_ENDS = frozenset({";", "\n", "}", "||", "&&", "|"})
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ENVIRONMENTS = frozenset({"process.env", "ENV", "$ENV", "$_ENV", "$_SERVER", "%ENV"})
_ASKS_ENVIRONMENT = frozenset(
    {"getenv", "Deno.env.get", "Sys.getenv", "System.getenv", "os.getenv", "env.get", "ENV.fetch"}
)
_HOMES = frozenset(
    {"homedir", "Dir.home", "home_dir", "homeDir", "System.user_home", "homedir!", "user_home"}
)
_JOINS = frozenset({"path.join", "path.resolve", "path.normalize", "File.join", "joinpath", "file.path", "Path.join", "File.expand_path", "path.expand", "Path.expand"})  # fmt: skip
_NO_TEXT = frozenset({"require", "import", "use"})
GLOBS = frozenset({"glob", "globSync", "Dir.glob", "Sys.glob", "Path.wildcard"})
_INTERPOLATED = re.compile(r"#\{(?:@?(\w+))?[^}]{0,80}\}|\$\{(\w+)[^}]{0,80}\}|\$ENV\{\w+\}|[$@](\w+)")
_HOME = re.compile(r"\bHOME\b|homedir\(\)|Dir\.home")


_RENAMED = re.compile(
    r"\{([^{}]{1,300})\}\s*=\s*(?:await\s+)?(?:require|import)\(|\bimport\s*\{([^{}]{1,300})\}\s*from\b"
)
_TAKEN = re.compile(r"(\w+)\s*=\s*require\(\s*['\"][\w:/.-]{1,60}['\"]\s*\)\.(\w+)\b(?!\s*\()")


def _aliases(code: str) -> dict[str, str]:
    """Functions of a module by the names that a JavaScript program gives them: `{execSync: e}`, `{execSync as e}`."""
    made = dict(_TAKEN.findall(code))
    for found in _RENAMED.finditer(code):
        for item in (found[1] or found[2]).split(","):
            function, _, name = item.replace(" as ", ":").partition(":")
            if name.strip():
                made[name.strip()] = function.strip()
    return made


class Program:
    """A program that is being read: its tokens, the constants that it assigns, what it has done so far."""

    def __init__(self, machine: Machine, language: str, code: Arg, args: list[Arg]) -> None:
        self.machine = machine
        self.language = language
        self.code = code
        self.args = args
        self.tokens = tokens(language, code)
        self.constants: dict[str, Arg] = {}
        self.taint: frozenset[str] = NONE
        self.did: set[str] = set()
        self.chosen: list[Arg] = []  # patterns of names that the program goes through
        self.aliases = _aliases(code) if language == "node" else {}

    def arguments(self, at: int, depth: int = 0) -> tuple[list[Arg | list[Arg]], int]:
        """The arguments that begin at a token, and the token after them: texts, lists of texts, unknown ones."""
        closing = ""
        if at < len(self.tokens) and self.tokens[at].text in _CLOSING:
            closing = _CLOSING[self.tokens[at].text]
            at += 1
        made: list[Arg | list[Arg]] = []
        current: list[Arg] = []
        open_ = 0
        items: list[Arg] | None = None
        last = min(len(self.tokens), at + _FARTHEST)
        while at < last:
            token = self.tokens[at]
            if token.kind == "punct":
                if token.text in "([{":
                    open_ += 1
                    if token.text == "[" and open_ == 1 and not current:
                        items = []
                elif token.text in ")]}":
                    if open_ == 0 and (token.text == closing or not closing):
                        break
                    open_ -= 1
                    if token.text == "]" and open_ == 0 and items is not None:
                        if current:
                            items.append(joined(current))
                        made.append(items)
                        items, current = None, []
                elif token.text == ",":
                    if items is not None and open_ == 1:
                        items.append(joined(current))
                        current = []
                    elif open_ == 0:
                        if current:
                            made.append(joined(current))
                        current = []
                elif token.text in _ENDS and open_ == 0 and not closing:
                    break
            elif token.kind == "name" and self._is_environment(at):
                current.append(self._variable(self.tokens[at + 2].text))
                at += 3
            elif token.kind == "name" and self._calls(at):
                at = self._nested(at, current, depth)
            else:
                current.append(self.value(token))
            at += 1
        if current:
            made.append(joined(current))
        return made, at

    def _calls(self, at: int) -> bool:
        """Whether a name is that of a function whose arguments follow: they stand for what it gives."""
        follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return follows is not None and (follows.kind == "str" or follows.text == "(")

    def _is_environment(self, at: int) -> bool:
        """Whether `ENV["NAME"]` and its kin begin here."""
        following = self.tokens[at + 1 : at + 4]
        return (
            self.tokens[at].text in _ENVIRONMENTS
            and len(following) == 3
            and following[0].text in ("[", "{")
            and following[2].text in ("]", "}")
        )

    def _variable(self, name: str) -> Arg:
        return Arg(self.machine.map.home) if name == "HOME" else Arg(UNKNOWN)

    def _nested(self, at: int, current: list[Arg], depth: int) -> int:
        """Adds what a call inside the arguments gives, as far as that is known; returns its last token."""
        name = self.tokens[at].text.lstrip("$@%&")
        if depth >= _DEEPEST or self.tokens[at + 1].text != "(":
            return at  # the text that follows stands for what the function makes of it
        values, end = self.arguments(at + 1, depth + 1)
        texts = [v if isinstance(v, Arg) else Arg(" ".join(v)) for v in values]
        base = name.replace("::", ".").replace("->", ".").rpartition(".")[2]
        method = bool(at) and self.tokens[at - 1].text == "." and bool(current)
        if name in _HOMES or base in _HOMES:
            if method:
                current.pop()
            current.append(Arg(self.machine.map.home))
        elif name in _ASKS_ENVIRONMENT and texts:
            current.append(self._variable(texts[0]))
        elif name in _JOINS and texts:
            whole = self.machine.tilde(Arg("/".join(texts), NONE.union(*(t.taint for t in texts))))
            current.append(Arg(re.sub(r"(?<!:)/{2,}", "/", whole), whole.taint))
        elif base in GLOBS and texts:
            current.append(Arg(activate(texts[0]), texts[0].taint))
        elif name in _NO_TEXT:
            current.append(Arg(UNKNOWN))
        elif base in READS and texts and "://" not in texts[0]:
            current.append(Arg(UNKNOWN, self.machine.read(texts[0]).taint & {SECRET, FILE}))
            self.taint |= current[-1].taint
        else:
            current += texts
        return end

    def value(self, token: Token) -> Arg:
        """The text that a token stands for."""
        if token.kind in ("str", "cmd"):
            if token.exact:
                return Arg(token.text)
            return Arg(self._interpolated(token.text), self.taint & {SECRET, DOWNLOAD})
        if token.kind == "number":
            return Arg(token.text)
        known = self.constants.get(token.text.lstrip("$@%"))
        if known is not None:
            return known
        if token.text == "process.env.HOME":
            return Arg(self.machine.map.home)
        if token.text.startswith(("process.env", "ENV", "$ENV", "$_ENV", "os.environ", "$_SERVER")):
            whole = token.text in ("process.env", "ENV", "%ENV", "$_ENV")
            return Arg(UNKNOWN, frozenset((ENVIRONMENT,)) if whole else NONE)
        return Arg(UNKNOWN)

    def _interpolated(self, text: str) -> str:
        def fill(match: "re.Match[str]") -> str:
            if _HOME.search(match[0]):
                return self.machine.map.home
            return str(self.constants.get(match[1] or match[2] or match[3] or "", UNKNOWN))

        return _INTERPOLATED.sub(fill, text)


def joined(pieces: list[Arg]) -> Arg:
    """The pieces as one text, which comes from wherever they came from."""
    if len(pieces) == 1:
        return pieces[0]
    return Arg("".join(pieces), NONE.union(*(p.taint for p in pieces)))
