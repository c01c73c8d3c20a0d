"""Programs that only tell something or only wait."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call


def nothing(call: Call) -> Arg | None:
    """No effect; what is printed is not known."""
    del call
    return None
