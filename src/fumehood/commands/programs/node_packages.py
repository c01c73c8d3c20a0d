"""JavaScript's package tools: installs, scripts of the project, publishing, settings."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.programs.origin import is_local, is_url, unusual
from fumehood.commands.programs.python_packages import install
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

_LONG = (
    "--registry",
    "--prefix",
    "--cwd",
    "--filter",
    "--workspace",
    "--tag",
    "--otp",
    "--access",
    "--loglevel",
    "--cache",
    "--userconfig",
    "--package",
    "--call",
    "--dir",
    "--config",
    "--scope",
    "--modules-folder",
)
_INSTALLS = frozenset(
    {
        "install",
        "i",
        "add",
        "ci",
        "update",
        "up",
        "upgrade",
        "in",
        "isntall",
        "clean-install",
        "link",
        "dlx",
        "create",
        "init",
        "exec",
        "x",
        "global",
        "install-test",
        "it",
        "dedupe",
        "rebuild",
        "import",
        "audit",
        "fetch",
        "prune",
        "add-remote",
    }
)
_NAMING = frozenset({"install", "i", "in", "isntall", "add", "install-test", "it", "global"})
_RUNS = frozenset({"run", "run-script", "rum", "test", "start", "stop", "restart", "t", "tst"})
_KNOWN_VERBS = _INSTALLS | _RUNS | frozenset({
    "publish", "unpublish", "deprecate", "config", "c", "set", "get", "view", "info", "show", "list", "ls", "outdated", "why", "explain", "pack", "version", "help", "login", "logout", "whoami", "owner", "access", "token", "team", "dist-tag",
    "uninstall", "remove", "rm", "un", "unlink", "search", "doctor", "cache", "root", "bin", "prefix", "fund", "ping", "store", "env", "licenses", "workspaces", "workspace", "plugin", "patch", "repo", "docs", "bugs", "pkg", "query", "sbom", "stars", "profile", "hook", "org",
    "adduser", "completion", "diff", "edit", "star", "unstar", "shrinkwrap", "find-dupes", "global", "node", "pm", "build", "upgrade-interactive", "policies", "versions", "constraints", "stage", "unplug", "explore",
})  # fmt: skip


def npm(call: Call) -> Arg | None:
    """npm, pnpm, yarn and bun."""
    if call.helps or "--dry-run" in call.args:
        return Arg("")
    options = call.options("CwFc" if call.name != "bun" else "er", _LONG, first_only=True)
    words = options.rest
    if not words:
        if code := options.value("-e"):
            from fumehood.commands.inline.languages import run_code

            run_code(call.machine, "node", code, [])
        elif call.name == "yarn":
            call.effect("install", "", on="project", what="npm")
        return None
    verb, rest = words[0], words[1:]
    if verb in _RUNS:
        return _script(call, str(rest[0] if verb in ("run", "run-script", "rum") and rest else verb))
    if verb in ("exec", "x", "dlx"):
        return _exec(call, list(rest))
    if verb in ("publish",) or list(words[:2]) in (["npm", "publish"], ["pm", "publish"]):
        call.effect("publish", "", on="remote", what="a package")
    elif (
        verb in ("unpublish", "deprecate", "owner", "access", "team", "org")
        and rest
        and rest[0] not in ("ls", "list", "get", "status", "list-collaborators", "list-packages")
    ):
        call.effect(
            "destroy-remote" if verb == "unpublish" else "publish",
            " ".join(rest),
            on="registry",
            what="a published package",
            flags=["registry", *(["small"] if verb != "unpublish" else [])],
        )
    elif verb == "token" and rest[:1] in (["create"], ["list"]):
        call.effect("account", f"{call.name} token {rest[0]}", on="registry", what="the user's credentials")
    elif verb in ("pkg", "set-script"):
        _own_script(call, list(rest))
    elif verb in ("config", "c", "set"):
        _setting(call, [a for a in rest if a != "set"] if verb != "set" else list(rest))
    elif verb in _INSTALLS:
        found = parse(rest, "Cw", _LONG)
        names = [n for n in found.rest if n != "add"]
        listed = names if verb in _NAMING else _maker(names) if verb in ("init", "create") else ()
        install(call, "npm", names, found, listed=listed)
    elif verb not in _KNOWN_VERBS:
        if verb.endswith((".js", ".ts", ".mjs", ".tsx", ".cjs")) and call.name == "bun":
            return call.run([Arg("node"), *words])
        return _script(call, str(verb)) if call.name != "npm" else None
    return None


def _maker(names: list[Arg]) -> list[Arg]:
    """The package that `npm init NAME` fetches and runs (documentation of npm-init)."""
    if not names or names[0].startswith("@") or "/" in names[0]:
        return []
    return [Arg(f"create-{names[0]}")]


def _own_script(call: Call, words: list[Arg]) -> None:
    """A script that is put into package.json: it is judged now, for it runs later without a look."""
    for setting in words[1:] if words[:1] == ["set"] else ():
        name, _, text = setting.partition("=")
        if name.startswith("scripts."):
            call.run_text(Arg(text, setting.taint))
    if call.args[:1] == ["set-script"]:
        for text in words[1:2]:
            call.run_text(text)


def _setting(call: Call, words: list[Arg]) -> None:
    text = " ".join(words)
    name, _, value = text.replace("=", " ", 1).partition(" ")
    value = value.strip()
    if (
        name.endswith("registry")
        and is_url(value)
        and unusual(value)
        and not is_local(value)
        and "npmjs" not in value
    ):
        call.effect("source", value, on="remote", what="packages are then taken from another index")
    elif name == "strict-ssl" and value.startswith("false"):
        call.effect("protection", text, on="home", what="the server's identity is not checked", flags=["tls"])
    elif (
        name in ("script-shell", "shell", "node-options", "git", "editor")
        and value
        and value not in ("bash", "/bin/bash", "zsh", "sh")
    ):
        call.effect("load-code", text, on="home", what="a program that npm then runs")


def _script(call: Call, name: str) -> Arg | None:
    """A script of the project's package.json, followed when the file can be read."""
    from fumehood.commands.programs.project import package_scripts

    for text in package_scripts(call.machine, name):
        return call.run_text(text)
    return None


def _exec(call: Call, rest: list[Arg]) -> Arg | None:
    options = parse(rest, "pc", ("--package", "--call"), first_only=True)
    if text := options.value("-c", "--call"):
        return call.run_text(text)
    words = options.rest
    install(call, "npm", list(options.all_values("-p", "--package") or words[:1]), options)
    return call.run(words) if words else None


def npx(call: Call) -> Arg | None:
    """A package's program, fetched when it is not there."""
    return _exec(call, call.args)


def deno(call: Call) -> Arg | None:
    """Deno: code from addresses, code on the command line."""
    options = call.options("", ("--allow-net", "--config", "--import-map", "--lock"), first_only=True)
    words = options.rest
    if words[:1] == ["eval"]:
        from fumehood.commands.inline.languages import run_code

        code = [a for a in words[1:] if not a.startswith("-")]
        if code:
            run_code(call.machine, "node", code[0], [])
    elif words[:1] in (["run"], ["install"], ["x"], ["add"]):
        named = [Arg(w[4:], w.taint) for w in words[1:] if w.startswith("npm:")]
        if words[0] == "run":
            named = named[:1] if words[1:2] and words[1].startswith("npm:") else []
        if named or words[0] in ("install", "add"):
            install(call, "npm", named, options)
        for name in words[1:]:
            if (
                is_url(name)
                and not name.startswith(("jsr:", "npm:"))
                and not any(h in name for h in ("deno.land", "jsr.io", "esm.sh"))
                and not is_local(name)
            ):
                call.effect("run-download", name, on="remote", what="a script from an address")
                break
    return None


def lerna(call: Call) -> Arg | None:
    """Tools over several packages."""
    words = [a for a in call.args if not a.startswith("-")]
    if "publish" in words[:2] and "--dry-run" not in call.args:
        call.effect("publish", "", on="remote", what="packages")
    elif words[:1] == ["exec"] and "--" in call.args:
        return call.run(call.args[call.args.index("--") + 1 :])  # type: ignore[arg-type]
    elif words[:1] in (["unpublish"], ["delete"]):
        call.effect(
            "destroy-remote",
            " ".join(words[1:]),
            on="registry",
            what="a published extension",
            flags=["registry"],
        )
    return None
