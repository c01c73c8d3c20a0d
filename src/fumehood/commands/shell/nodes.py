"""The syntax tree of a shell command: plain classes with slots, built by the grammar, read by the interpreter.

Positions are code-point offsets into the text that was parsed (end exclusive).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Text:
    """Literal characters; `quoted` ones are neither split nor globbed."""

    __slots__ = ("quoted", "text")

    def __init__(self, text: str, quoted: bool) -> None:
        self.text = text
        self.quoted = quoted


class Parameter:
    """`$name` and every `${…}`: `op` is the operator as written (`:-`, `%%`, `//`, `:` …), `arg` what follows it."""

    __slots__ = ("arg", "index", "indirect", "length", "name", "op", "quoted")

    def __init__(
        self,
        name: str,
        quoted: bool,
        *,
        op: str = "",
        arg: "Word | None" = None,
        index: str = "",
        indirect: bool = False,
        length: bool = False,
    ) -> None:
        self.name = name
        self.quoted = quoted
        self.op = op
        self.arg = arg
        self.index = index
        self.indirect = indirect
        self.length = length


class Substitution:
    """`$(…)` and backquotes."""

    __slots__ = ("body", "quoted")

    def __init__(self, body: "Sequence_", quoted: bool) -> None:
        self.body = body
        self.quoted = quoted


class Process:
    """`<(…)` (`direction` is `<`) and `>(…)`."""

    __slots__ = ("body", "direction")

    def __init__(self, body: "Sequence_", direction: str) -> None:
        self.body = body
        self.direction = direction


class Arithmetic:
    """`$((…))` and `$[…]`: the expression with the expansions in it."""

    __slots__ = ("expression", "quoted")

    def __init__(self, expression: "Word", quoted: bool) -> None:
        self.expression = expression
        self.quoted = quoted


Part = Text | Parameter | Substitution | Process | Arithmetic


class Word:
    """Parts that are joined without a blank between them."""

    __slots__ = ("end", "parts", "start")

    def __init__(self, parts: "list[Part]", start: int, end: int) -> None:
        self.parts = parts
        self.start = start
        self.end = end

    def literal(self) -> str | None:
        """The text when the word is one unquoted literal (as a reserved word must be), else None."""
        if len(self.parts) == 1 and isinstance(self.parts[0], Text) and not self.parts[0].quoted:
            return self.parts[0].text
        return None

    def plain(self) -> str | None:
        """The text when nothing in the word is expanded, quoted or not; else None."""
        texts = [part.text for part in self.parts if isinstance(part, Text)]
        return "".join(texts) if len(texts) == len(self.parts) else None


class Assignment:
    """`name=value`, `name+=value`, `name[index]=value`, `name=(values)`."""

    __slots__ = ("append", "index", "name", "value", "values")

    def __init__(
        self, name: str, index: str, append: bool, value: Word | None, values: "list[Word] | None"
    ) -> None:
        self.name = name
        self.index = index
        self.append = append
        self.value = value
        self.values = values


class Redirect:
    """`op` as written (`>`, `>>`, `<<`, `<<<`, `&>` …); `target` is the file, descriptor or here-string.

    Of a here-document `target` is the body; `descriptor` is the number before the operator, or "".
    """

    __slots__ = ("descriptor", "op", "target")

    def __init__(self, op: str, target: Word, descriptor: str = "") -> None:
        self.op = op
        self.target = target
        self.descriptor = descriptor


class Simple:
    """Assignments, words and redirections."""

    __slots__ = ("assignments", "end", "redirects", "start", "words")

    def __init__(
        self,
        assignments: "list[Assignment]",
        words: "list[Word]",
        redirects: "list[Redirect]",
        start: int,
        end: int,
    ) -> None:
        self.assignments = assignments
        self.words = words
        self.redirects = redirects
        self.start = start
        self.end = end


class Sequence_:  # noqa: N801 - `Sequence` is the standard library's
    """Commands one after the other, each joined to the one before by `;`, `&`, `&&`, `||` or a newline."""

    __slots__ = ("background", "items")

    def __init__(self, items: "list[Pipeline]", background: "list[bool]") -> None:
        self.items = items
        self.background = background


class Pipeline:
    """Commands whose output feeds the next one's input."""

    __slots__ = ("commands", "negated")

    def __init__(self, commands: "list[Command]", negated: bool) -> None:
        self.commands = commands
        self.negated = negated


class Compound:
    """Something with bodies: `kind` is subshell, group, if, while, until, arithmetic, condition or coproc.

    `bodies` are all parts that run, in order; `words` are those of an arithmetic or a condition.
    """

    __slots__ = ("bodies", "kind", "redirects", "words")

    def __init__(self, kind: str, bodies: "list[Sequence_]", words: "Sequence[Word]" = ()) -> None:
        self.kind = kind
        self.bodies = bodies
        self.words = words
        self.redirects: list[Redirect] = []


class Loop:
    """`for` and `select`: `words` is None when the list is that of the positional parameters."""

    __slots__ = ("body", "name", "redirects", "words")

    def __init__(self, name: str, words: "list[Word] | None", body: Sequence_) -> None:
        self.name = name
        self.words = words
        self.body = body
        self.redirects: list[Redirect] = []


class Case:
    """`case`: the subject, and for each branch its patterns and its body."""

    __slots__ = ("branches", "redirects", "subject")

    def __init__(self, subject: Word, branches: "list[tuple[list[Word], Sequence_]]") -> None:
        self.subject = subject
        self.branches = branches
        self.redirects: list[Redirect] = []


class Function:
    """A function's definition."""

    __slots__ = ("body", "name", "redirects")

    def __init__(self, name: str, body: "Command") -> None:
        self.name = name
        self.body = body
        self.redirects: list[Redirect] = []


Command = Simple | Compound | Loop | Case | Function


class Tree:
    """A parsed text. `problems` says in short what is not valid shell; the tree then holds what could be read."""

    __slots__ = ("body", "problems", "text")

    def __init__(self, body: Sequence_, text: str, problems: "list[str]") -> None:
        self.body = body
        self.text = text
        self.problems = problems
