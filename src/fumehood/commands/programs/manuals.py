"""The manual, and the programs that it starts to show itself."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call


def man(call: Call) -> Arg | None:
    """`man -P` and `-H` name the program that shows the page."""
    options = call.options("PMLmrsSCeEpRX", ("--pager", "--manpath", "--sections", "--locale"), optional="H")
    for text in options.all_values("-P", "--pager", "-H", "--html"):
        call.run_text(text)
    return None
