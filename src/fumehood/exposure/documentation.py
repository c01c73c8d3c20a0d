"""Whether a place in a program is documentation: a docstring with an example, a documentation comment.

What stands there is what the manual page of the function says, and no value of the program.
"""

from fumehood.core.comments import StringLiteral, lexemes
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_LINE = pattern(r"[ \t]*(?:>>>[ ]|///[ ]|//![ ])")
_EXAMPLE = pattern(r"(?m)^[ \t]*(?:>>>[ ]|\.\. code-block::|```|.*::$)|\$ \{command\}")


def is_documentation(source: Source, start: int) -> bool:
    """Whether the text at `start` stands in an example of the documentation that a program holds."""
    if source.parent is not None:
        return False
    line = source.line_starts[source.line_of(start) - 1]
    if _LINE.match(source.text, line):
        return True
    if source.language != "python":
        return False
    for one in lexemes(source.text, source.language):
        if one.start > start:
            return False
        if one.end > start:
            return (
                isinstance(one, StringLiteral)
                and one.standalone
                and bool(_EXAMPLE.search(source.text[one.text_start : one.text_end]))
            )
    return False
