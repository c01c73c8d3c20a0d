"""The other git commands: those that run programs, fetch, and show credentials."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

_TRANSFER_LONG = (
    "--upload-pack",
    "--config",
    "--branch",
    "--depth",
    "--origin",
    "--template",
    "--reference",
    "--exec",
    "--remote",
    "--server-option",
    "--shallow-since",
    "--filter",
    "--jobs",
    "--output",
    "--format",
    "--prefix",
    "--separate-git-dir",
    "--receive-pack",
)


def other(call: Call, verb: str) -> Arg | None:
    """Follows the subcommand."""
    if verb == "config":
        from fumehood.commands.programs.git_config import config

        config(call)
    elif verb in ("clone", "fetch", "pull", "ls-remote", "archive", "fetch-pack", "submodule-add", "init"):
        _transfer(call, verb)
    elif verb == "bisect" and call.args[:1] == ["run"]:
        return call.run(call.args[1:])
    elif verb in ("difftool", "mergetool"):
        options = parse(call.args, "xt", ("--extcmd", "--tool"))
        for text in options.all_values("-x", "--extcmd"):
            call.run_text(text)
    elif verb == "diff" and "--no-index" in call.args:
        for path in (a for a in call.args if not a.startswith("-")):
            call.machine.read(path)
    elif verb == "grep":
        for arg in call.args:
            if arg.startswith(("-O", "--open-files-in-pager=")):
                call.run_text(Arg(arg.partition("=")[2] if "=" in arg else arg[2:], arg.taint))
    elif verb in (
        "credential",
        "credential-store",
        "credential-cache",
        "credential-osxkeychain",
        "credential-manager",
        "credential-libsecret",
    ):
        if call.args[:1] in (["fill"], ["get"]) or "get" in call.args:
            call.effect("read-secret", f"git {verb}", on="home", what="the passwords that git keeps")
            return Arg(UNKNOWN, frozenset(("secret",)))
    elif verb == "send-email":
        call.effect("send", " ".join(call.args), on="remote", what="patches")
    elif verb == "instaweb" and "--stop" not in call.args:
        call.effect("listen", "git instaweb", on="project-root", what="the repository", flags=["files"])
    elif verb in ("daemon", "http-backend"):
        call.effect("listen", f"git {verb}", on="machine")
    return None


def _transfer(call: Call, verb: str) -> None:
    options = parse(call.args, "ubocj" if verb == "clone" else "oj", _TRANSFER_LONG)
    for text in (
        options.all_values("--upload-pack", "-u", "--exec", "--receive-pack")
        if verb in ("clone", "fetch", "pull", "ls-remote", "archive")
        else ()
    ):
        call.run_text(text)
    if verb == "clone":
        from fumehood.commands.programs.git_config import judge

        for setting in options.all_values("-c", "--config"):
            name, _, value = setting.partition("=")
            judge(call, name, Arg(value, setting.taint), lasting=True)
    for source in options.rest[:1]:
        if source.startswith("ext::"):
            call.run_text(Arg(source[5:], source.taint))
