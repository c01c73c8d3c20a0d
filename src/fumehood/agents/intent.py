"""What shall hold in every agent, before anything is said about how one agent expresses it."""

import os
from collections.abc import Callable, Sequence

from msgspec import Struct

from fumehood.agents.prefixes import JudgedPrefix, judged
from fumehood.core.paths import config_folder, state_folder
from fumehood.exposure.exclusion.policy import Policy as Exclusion

# Stores of credentials in a home, for lists that speak of files outside the project. Folders end in a slash.
HOME_SECRETS = (
    ".ssh/", ".aws/", ".gnupg/", ".kube/", ".azure/", ".config/gcloud/", ".password-store/", ".netrc", ".pgpass", ".pypirc", ".npmrc",
    ".git-credentials", ".docker/config.json", ".config/gh/hosts.yml", ".bash_history", ".zsh_history", ".python_history",
)  # fmt: skip
# Addresses at which a cloud hands out credentials to whatever runs on one of its machines.
METADATA_HOSTS = ("169.254.169.254", "metadata.google.internal", "169.254.170.2")


class Intent(Struct, frozen=True, kw_only=True):
    """One policy: the hook's line, commands by prefix, hidden files, protected folders, refused hosts.

    `hidden` are gitignore patterns in order, `hidden_plain` the same without negation. `protected` are absolute
    folders of fumehood's own. `sandbox` also switches on an agent's own sandbox.
    """

    line: str
    prefixes: tuple[JudgedPrefix, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_plain: tuple[str, ...] = ()
    home_secrets: tuple[str, ...] = HOME_SECRETS
    protected: tuple[str, ...] = ()
    refused_hosts: tuple[str, ...] = METADATA_HOSTS
    sandbox: bool = False


def intent_for(line: str, cwd: str, patterns: Sequence[str] = (), *, sandbox: bool = False) -> Intent:
    """The policies that hold in the folder `cwd`, as an intent.

    Args:
        line: the shell line of the agent's hook.
        cwd: the project, or the home for what holds everywhere.
        patterns: what assistants should not read; sensible defaults when empty.
        sandbox: whether agents' own sandboxes shall be switched on.

    Raises:
        UsageError: the policy on commands is broken.
    """
    exclusion = Exclusion(patterns)
    return Intent(
        line=line,
        prefixes=tuple(judged(_judge(cwd))),
        hidden=tuple(exclusion.patterns),
        hidden_plain=tuple(exclusion.positive),
        protected=tuple(os.path.abspath(f) for f in (config_folder(), state_folder())),
        sandbox=sandbox,
    )


def _judge(cwd: str) -> Callable[[str, str], tuple[str, str]]:
    from fumehood.commands.context import Context
    from fumehood.commands.decide import decide
    from fumehood.commands.policy.load import load

    policy, _ = load(cwd, config_folder())

    def judge(command: str, folder: str) -> tuple[str, str]:
        decision = decide(command, folder, Context(project=folder), policy)
        return decision.decision, (decision.reasons or ("",))[0]

    return judge
