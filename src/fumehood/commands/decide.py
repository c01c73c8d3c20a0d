"""The one question of this package: may this command run?"""

from fumehood.commands.analyse import analyse
from fumehood.commands.context import Context, context_of
from fumehood.commands.decision import Decision
from fumehood.commands.policy.policy import Policy, shipped


def decide(command: str, cwd: str, context: Context | None = None, policy: Policy | None = None) -> Decision:
    """The decision about `command`, run in the folder `cwd`; a hook and a resident server call this alike.

    Args:
        command: shell code as an agent would run it.
        cwd: the absolute folder that it runs in.
        context: what is known of the world; that of this process when left out.
        policy: the shipped one when left out.
    """
    context = context or context_of(cwd)
    return (policy or shipped()).judge(analyse(command, cwd, context), context.session)
