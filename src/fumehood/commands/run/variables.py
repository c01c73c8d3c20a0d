"""Variables that programs obey: setting one can run code, load libraries, or switch a record off."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.machine import Machine

_LOADERS = frozenset({"LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "LD_PROFILE_OUTPUT"})
_LIBRARIES = frozenset(
    {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH", "LD_ORIGIN_PATH", "PERL5LIB", "RUBYLIB"}
)
_SCRIPTS = frozenset({"BASH_ENV", "ENV", "PYTHONSTARTUP", "PERL5DB"})
_COMMANDS = frozenset({
    "PROMPT_COMMAND", "GIT_SSH_COMMAND", "GIT_SSH", "GIT_PAGER", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND", "GIT_ASKPASS",
    "SSH_ASKPASS", "PAGER", "MANPAGER", "EDITOR", "VISUAL", "LESSOPEN", "LESSCLOSE", "BROWSER", "SUDO_ASKPASS", "FCEDIT",
})  # fmt: skip
_HISTORY = frozenset({"HISTFILE", "HISTSIZE", "HISTFILESIZE", "HISTIGNORE"})
_CHECKS = {
    "NODE_TLS_REJECT_UNAUTHORIZED": ("0",), "GIT_SSL_NO_VERIFY": ("1", "true", "yes", "on"), "PYTHONHTTPSVERIFY": ("0",), "SSL_VERIFY": ("0", "false"),
    "HUSKY": ("0",), "NPM_CONFIG_STRICT_SSL": ("false",), "npm_config_strict_ssl": ("false",), "CURL_INSECURE": ("1",),
}  # fmt: skip
_SOURCES = frozenset(
    {
        "PIP_INDEX_URL",
        "PIP_EXTRA_INDEX_URL",
        "UV_INDEX_URL",
        "UV_DEFAULT_INDEX",
        "npm_config_registry",
        "NPM_CONFIG_REGISTRY",
        "GOPROXY",
        "GEM_HOST",
        "YARN_REGISTRY",
    }
)
_OPTIONS = {
    "NODE_OPTIONS": ("--require", "-r ", "--import", "--loader"),
    "RUBYOPT": ("-r",),
    "PERL5OPT": ("-M", "-d"),
    "JAVA_TOOL_OPTIONS": ("-javaagent", "-agentpath"),
    "_JAVA_OPTIONS": ("-javaagent",),
}
WATCHED = (
    _LOADERS
    | _LIBRARIES
    | _SCRIPTS
    | _COMMANDS
    | _HISTORY
    | _SOURCES
    | set(_CHECKS)
    | set(_OPTIONS)
    | {"PATH"}
)


def judge(machine: Machine, name: str, text: Arg) -> None:
    """Notes what giving the variable this value does."""
    machine.program = machine.program if machine.program else name
    if name in _LOADERS:
        if text:
            machine.effect("load-code", f"{name}={text}", what="a library that every program then loads")
    elif name in _SCRIPTS:
        if text and text != UNKNOWN and (machine.map.home not in text or "download" in text.taint):
            machine.effect("load-code", f"{name}={text}", what="a script that every shell then runs first")
    elif name in _COMMANDS:
        _follow(machine, text)
    elif name in _HISTORY:
        _history(machine, name, text)
    elif name in _CHECKS:
        if text.lower() in _CHECKS[name]:
            machine.effect(
                "protection",
                f"{name}={text}",
                what="a check is switched off",
                flags=["tls" if "HUSKY" not in name else "hooks"],
            )
    elif name in _SOURCES:
        if "://" in text and not _is_local(text):
            machine.effect("source", text, on="remote", what="packages are then taken from another index")
    elif name in _OPTIONS:
        if any(option in text for option in _OPTIONS[name]) and (
            "/tmp" in text or "download" in text.taint or "://" in text
        ):
            machine.effect("load-code", f"{name}={text}", what="code that every start then loads")
    elif name in _LIBRARIES:
        if text.startswith(("/tmp/", "/var/tmp/", "/dev/shm/")) or _hijacks(text):
            machine.effect(
                "load-code", f"{name}={text}", what="libraries out of a folder that anybody can write to"
            )
    elif name == "PATH" and _hijacks(text):
        machine.effect(
            "load-code",
            f"PATH={text}",
            what="programs are then looked for in a folder that anybody can write to",
        )


def _follow(machine: Machine, text: Arg) -> None:
    if not text.strip(UNKNOWN + " ") or text in (
        "true",
        ":",
        "cat",
        "vi",
        "vim",
        "nano",
        "less",
        "more",
        "code --wait",
    ):
        return
    from fumehood.commands.run.text import run_text

    run_text(machine, text, Arg(""))


def _history(machine: Machine, name: str, text: Arg) -> None:
    off = (
        (name == "HISTFILE" and text in ("", "/dev/null"))
        or (name in ("HISTSIZE", "HISTFILESIZE") and text == "0")
        or (name == "HISTIGNORE" and "*" in text)
    )
    if off:
        machine.effect("trace", f"{name}={text}", what="the record of what was typed is switched off")


def _is_local(text: str) -> bool:
    return "://localhost" in text or "://127." in text


def _hijacks(text: str) -> bool:
    first = text.partition(":")[0]
    return first in (".", "/tmp", "/var/tmp", "/dev/shm") or text.startswith(("/tmp/.", "/dev/shm/"))
