"""What a server is, beside its command: the names of variables that it is given, its package, what it calls itself.

Names of variables, never values. Most of an environment says nothing about a server and changes from terminal to terminal,
so only those are kept that hand it a credential, make it load other code, or send it to another address.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fumehood.agents.mcp.words import word_diff
from fumehood.audit.obvious import secret_name

SERVER = "(server)"
_LOADS = frozenset({
    "NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONPATH", "PYTHONHOME",
    "PYTHONSTARTUP", "PERL5OPT", "PERL5LIB", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "BASH_ENV",
    "ENV", "DOTNET_STARTUP_HOOKS", "GCONV_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "GIT_SSH_COMMAND",
    "GIT_CONFIG_GLOBAL", "DOCKER_HOST", "KUBECONFIG", "NPM_CONFIG_REGISTRY",
})  # fmt: skip
_BEGINNINGS = ("LD_", "DYLD_", "MCP_")
_ENDINGS = ("_URL", "_URI", "_ENDPOINT", "_PROXY", "_HOST", "_SERVER", "_REGISTRY", "_INDEX")
_MOST = 500  # names that are kept


def identity(environment: Iterable[str], package: Mapping[str, str]) -> dict[str, Any]:
    """What the lock file keeps of a server before it has said a word.

    Args:
        environment: the names of all variables.
        package: `name` and, where they are known, `ecosystem` and `version`.
    """
    names = sorted(name for name in environment if _matters(name))[:_MOST]
    return {"name": SERVER, "environment": names, "package": dict(package)}


def greeted(known: dict[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the name and the version by which the server greets."""
    said = result.get("serverInfo")
    if not isinstance(said, dict):
        return known
    calls = {key: said[key][:200] for key in ("name", "version") if isinstance(said.get(key), str)}
    return {**known, "calls_itself": calls}


def changes(reviewed: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is not as it was reviewed, a sentence each; a variable that is gone, or what was not known before, is nothing."""
    found = []
    names = reviewed.get("environment", ())
    if not set(now["environment"]) <= set(names):
        both = [{"environment": " ".join(each)} for each in (names, now["environment"])]
        found.append(f"it is given new variables: {word_diff(*both)}")
    for key, what in (("package", "its package"), ("calls_itself", "what it calls itself")):
        before, after = reviewed.get(key), now.get(key)
        if before and after and before != after:
            found.append(
                f"{what} has changed: {word_diff({what: _spelled(before)}, {what: _spelled(after)})}"
            )
    return found


def learned(reviewed: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether something is known now that was not when the server was reviewed."""
    return any(now.get(key) and not reviewed.get(key) for key in ("package", "calls_itself"))


def _matters(name: str) -> bool:
    upper = name.upper()
    return (
        upper in _LOADS or upper.startswith(_BEGINNINGS) or upper.endswith(_ENDINGS) or secret_name(name)
    ) and upper not in ("SSH_AUTH_SOCK", "LD_LIBRARY_PATH_ORIG")


def _spelled(value: Mapping[str, str]) -> str:
    return " ".join(f"{key} {value[key]}" for key in sorted(value))
