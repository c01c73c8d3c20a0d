"""An SSH connection that accepts any server.

What it does
    Reports paramiko's `AutoAddPolicy` and `WarningPolicy`, and asyncssh with `known_hosts=None`.
Why is this bad
    Anybody on the way can play the server, and gets the password and all that is sent.
How to fix
    Load the known hosts (`client.load_system_host_keys()`) and keep `RejectPolicy`.
References
    CWE-295, CWE-322
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC217",
    "unverified-host-key",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(295, 322),
    owasp=("A07:2021",),
    bad=(
        Example(
            "ssh.py",
            "import paramiko\n\nclient = paramiko.SSHClient()\nclient.set_missing_host_key_policy(paramiko.AutoAddPolicy())\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "ssh.py", "import paramiko\n\nclient = paramiko.SSHClient()\nclient.load_system_host_keys()\n"
        ),
    ),
)


def _policy(call: Call) -> Verdict | None:
    name = call.argument_or_unknown(0, "policy").symbol.rpartition(".")[2]
    if name in ("AutoAddPolicy", "WarningPolicy"):
        return Verdict("The key of the server is accepted unseen", HIGH)
    return None


def _known_hosts(call: Call) -> Verdict | None:
    if call.at(-1, "known_hosts") is not None and call.constant(-1, "known_hosts") is None:
        return Verdict("The key of the server is accepted unseen", HIGH)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    ".set_missing_host_key_policy": _policy,
    "paramiko.SSHClient.set_missing_host_key_policy": _policy,
    "paramiko.client.SSHClient.set_missing_host_key_policy": _policy,
    "asyncssh.connect": _known_hosts,
}
