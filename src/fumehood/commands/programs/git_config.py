"""git settings that run programs, trust what they should not, or switch checks off."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

_RUNS = (
    "core.pager", "core.editor", "core.sshcommand", "core.fsmonitor", "core.askpass", "core.gitproxy", "sequence.editor", "diff.external", "gpg.program", "gpg.ssh.program", "web.browser", "browser.", "credential.helper",
    "merge.tool", "uploadpack.packobjectshook", "interactive.difffilter", "sendemail.smtpserver", "trailer.", "pager.", "gpg.x509.program", "core.alternaterefscommand",
)  # fmt: skip
_RUNS_ENDING = (
    ".clean",
    ".smudge",
    ".process",
    ".textconv",
    ".command",
    ".driver",
    ".cmd",
    ".uploadpack",
    ".receivepack",
    ".vcs",
    ".proxy",
)
_HELPERS = (
    "store",
    "cache",
    "osxkeychain",
    "manager",
    "manager-core",
    "wincred",
    "libsecret",
    "gnome-keyring",
    "",
    "!gh auth git-credential",
    "!/usr/bin/gh auth git-credential",
    "!aws codecommit credential-helper $@",
)
_HARMLESS = (
    "less",
    "cat",
    "more",
    "delta",
    "bat",
    "vim",
    "vi",
    "nano",
    "code",
    "emacs",
    "subl",
    "diff-so-fancy",
    "ssh",
    "true",
    "false",
    ":",
    "nvim",
    "gpg",
    "gpg2",
    "git-lfs",
    "micro",
    "cursor",
    "zed",
    "helix",
    "hx",
    "most",
    "diff-highlight",
    "difft",
)


def judge(call: Call, name: str, value: Arg, *, lasting: bool) -> None:
    """Notes what the setting does; `lasting`: it is written to a file."""
    lower = name.lower()
    if lower.startswith("alias.") and value.startswith("!"):
        if lasting:
            call.effect("persist", name, on="home", what="an alias that runs a command", flags=["git"])
        call.run_text(Arg(value[1:], value.taint))
    elif lower == "core.hookspath":
        if value in ("/dev/null", "", "/nonexistent"):
            call.effect("protection", name, on="project", what="the repository's own checks", flags=["hooks"])
        elif lasting and not value.startswith(
            (
                ".husky",
                ".githooks",
                ".hooks",
                "hooks",
                "scripts",
                ".git-hooks",
                "tools",
                "githooks",
                ".config",
            )
        ):
            call.effect(
                "persist", f"{name} {value}", on="project", what="where git finds its hooks", flags=["git"]
            )
    elif lower.startswith(_RUNS) or (lower.endswith(_RUNS_ENDING) and lower.count(".") > 1):
        _runs(call, lower, value, lasting=lasting)
    elif lower in ("http.sslverify", "http.proxysslverify") and value.lower() in ("false", "0", "no", "off"):
        call.effect(
            "protection",
            f"{name}={value}",
            on="home",
            what="the server's identity is not checked",
            flags=["tls"],
        )
    elif lower in ("include.path",) or lower.startswith("includeif."):
        if lasting and value.startswith(("/tmp", "/var/tmp")):
            call.effect(
                "persist",
                f"{name} {value}",
                on="home",
                what="settings out of a file that anybody can write",
                flags=["git"],
            )
    elif (
        lower.startswith("url.")
        and lower.endswith("insteadof")
        and lasting
        and "://" in name
        and not any(h in name for h in ("github.com", "gitlab.com", "bitbucket.org", "git@"))
    ):
        call.effect(
            "source", name, on="remote", what="another server in place of the usual one", flags=["git"]
        )
    elif lower == "safe.directory" and value == "*":
        call.effect(
            "protection",
            "safe.directory=*",
            on="home",
            what="git's care about folders of others",
            flags=["git"],
        )
    elif (
        lower
        in (
            "init.templatedir",
            "core.attributesfile",
            "protocol.ext.allow",
            "protocol.allow",
            "core.worktree",
        )
        and lasting
        and "always" in value + "always"
    ):
        call.effect(
            "persist", f"{name} {value}", on="home", what="what new repositories bring along", flags=["git"]
        )


def _runs(call: Call, lower: str, value: Arg, *, lasting: bool) -> None:
    text = value.lstrip("!").strip()
    if lower.startswith("credential.helper") and text.split(" ")[0] == "store" and lasting:
        call.effect(
            "protection", lower, on="home", what="passwords are then kept as plain text", flags=["git"]
        )
        return
    if lower.startswith("credential.helper") and (value in _HELPERS or value.split(" ")[0] in _HELPERS):
        return
    first = text.split(" ")[0].rpartition("/")[2] if text else ""
    if lower == "core.fsmonitor" and text.lower() in ("true", "false"):
        return
    if first in _HARMLESS and not any(c in text for c in ";|&`$<>") and "ProxyCommand" not in text:
        return
    if (
        "lfs" in lower
        or not text
        or text.lower() in ("true", "false", "auto")
        or lower in ("merge.tool", "web.browser")
        or lower.startswith("trailer.")
    ):
        return
    if lasting:
        call.effect("persist", lower, on="home", what="a program that git runs by itself", flags=["git"])
    call.run_text(Arg(text, value.taint))


def config(call: Call) -> None:
    """`git config NAME VALUE` in all its forms."""
    options = parse(call.args, "f", ("--file", "--blob", "--type", "--default", "--comment", "--value"))
    rest = list(options.rest)
    if rest[:1] in (["set"], ["add"]):
        rest = rest[1:]
    elif rest[:1] in (["get"], ["list"], ["unset"], ["edit"], ["remove-section"]) or options.any(
        "--get",
        "--list",
        "-l",
        "--unset",
        "--get-all",
        "--unset-all",
        "-e",
        "--edit",
        "--get-regexp",
        "--show-origin",
    ):
        return
    if len(rest) > 1:
        judge(call, str(rest[0]), rest[1], lasting=True)
        value = rest[1].lower()
        if (
            rest[0].lower()
            in (
                "commit.gpgsign",
                "transfer.fsckobjects",
                "receive.denynonfastforwards",
                "receive.denydeletes",
            )
            and value in ("false", "no", "0")
            and "--global" in call.args
        ):
            call.effect("protection", f"{rest[0]}={value}", on="home", what="a check of git", flags=["git"])
