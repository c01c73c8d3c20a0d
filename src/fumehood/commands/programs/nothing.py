"""Programs that only tell something or only wait."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call


def silent(call: Call) -> Arg:
    """No effect, and nothing is printed."""
    del call
    return Arg("")


def nothing(call: Call) -> Arg | None:
    """No effect; what is printed is not known."""
    del call
    return None
