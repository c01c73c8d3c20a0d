"""Python's package tools: what they install, from where; what they publish; the command behind `uv run`."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, has_glob
from fumehood.commands.programs.origin import is_local, is_url, unusual
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import Options, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PIP_LONG = (
    "--requirement", "--constraint", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", "--target", "--prefix", "--root", "--editable", "--proxy", "--cert", "--cache-dir", "--log", "--python",
    "--platform", "--python-version", "--abi", "--implementation", "--only-binary", "--no-binary", "--config-settings", "--global-option", "--index", "--default-index", "--with", "--from", "--extra", "--group", "--directory",
    "--env-file", "--project", "--with-requirements", "--with-editable", "--token", "--publish-url", "--repository", "--repository-url", "--username", "--password", "--name", "--file", "--channel", "--env", "--src", "--pip-args", "--spec",
)  # fmt: skip
_PIP = "rcitefpC"


def pip(call: Call) -> Arg | None:
    """Pip and pipx."""
    if call.helps:
        return Arg("")
    options = call.options(_PIP, _PIP_LONG)
    if not options.rest:
        return None
    verb, names = options.rest[0], options.rest[1:]
    if (
        verb in ("install", "download", "wheel", "inject", "upgrade", "reinstall")
        and "--dry-run" not in options.flags
    ):
        install(call, "pypi", names, options)
    elif verb == "run" and call.name == "pipx":
        install(call, "pypi", _of_a_run(options, names), options)
    elif verb == "config" and len(names) > 2 and names[0] == "set":
        if "trusted-host" in names[1]:
            call.effect(
                "protection",
                f"{names[1]} {names[2]}",
                on="home",
                what="the index is not checked",
                flags=["tls"],
            )
        elif "index" in names[1] and not is_local(names[2]):
            call.effect("source", names[2], on="remote", what="packages are then taken from another index")
    return None


def _of_a_run(options: Options, words: "Sequence[Arg]") -> list[Arg]:
    """The packages of `uvx` and its kin: the program's own name unless another is given, and what it runs with."""
    return [*(options.all_values("--from", "--spec") or words[:1]), *_with(options)]


def _with(options: Options) -> list[Arg]:
    return [Arg(name) for value in options.all_values("--with", "-w") for name in value.split(",") if name]


def install(
    call: Call, ecosystem: str, names: list[Arg], options: Options, *, listed: "Sequence[Arg] | None" = None
) -> None:
    """Notes an installation and the signs that its source is not the usual one.

    `listed` are the packages whose names an index can be asked about; all `names` when left out.
    """
    elsewhere = any(o in options.values for o in _OTHER_INDEX)
    asked = tuple(str(n) for n in (names if listed is None else listed) if _is_name(n))
    call.effect(
        "install",
        " ".join(names),
        on="project",
        what=ecosystem,
        flags=["other-index"] if elsewhere else [],
        names=asked,
    )
    for path in options.all_values("-r", "--requirement", "--with-requirements"):
        if is_url(path) and unusual(path):
            call.effect("source", path, on="remote", what="a list of packages from an address")
    for url in options.all_values(
        "--index-url",
        "-i",
        "--extra-index-url",
        "--find-links",
        "--index",
        "--default-index",
        "--registry",
        "--source",
        "-c",
        "--channel",
    ):
        name, equals, behind = url.partition("=")  # uv names an index: `NAME=ADDRESS`
        address = behind if equals and "/" not in name else str(url)
        if is_url(address) and unusual(address) and not _usual_index(address):
            call.effect("source", address, on="remote", what="packages are taken from another index")
    for host in options.all_values("--trusted-host"):
        if not is_local(host):
            call.effect(
                "protection",
                f"--trusted-host {host}",
                on="remote",
                what="the index is not checked",
                flags=["tls"],
            )
    for name in names:
        address = name.partition(" @ ")[2].strip() or str(name)
        if is_url(address) and unusual(address.removeprefix("git+")):
            call.effect("source", name, on="remote", what="a package from an address instead of the index")


_OTHER_INDEX = (
    "--index-url",
    "-i",
    "--extra-index-url",
    "--find-links",
    "-f",
    "--index",
    "--default-index",
    "--registry",
)


def _is_name(text: Arg) -> bool:
    """Whether the word names a package of an index: no path, no address, nothing that is only known when it runs."""
    if (
        UNKNOWN in text
        or has_glob(text)
        or "://" in text
        or text.startswith((".", "/", "~", "git+", "git@", "file:", "github:"))
    ):
        return False
    return text.startswith("@") or ("/" not in text and not text.endswith((".whl", ".gz", ".zip", ".tgz")))


def _usual_index(url: str) -> bool:
    return any(
        part in url
        for part in (
            "pypi.",
            "anaconda.",
            "prefix.dev",
            "wheels.astral.sh",
            "pytorch.org",
            "piwheels",
            "nvidia.com",
            "npmjs",
            "npmmirror",
            "yarnpkg",
            "jfrog",
            "artifactory",
            "nexus",
            "codeartifact",
            "pkg.dev",
            "pkgs.dev.azure",
            "gitlab",
            "github",
        )
    )


def uv(call: Call) -> Arg | None:
    """uv: its pip, its projects, and the command behind `uv run` and `uvx`."""
    if call.name == "uvx":
        options = call.options("pw", _PIP_LONG, first_only=True)
        install(call, "pypi", _of_a_run(options, options.rest), options)
        return (
            call.run(options.rest)
            if options.rest and options.rest[0].partition("@")[0] not in ("uv", "uvx")
            else None
        )
    options = call.options("pC", _PIP_LONG, first_only=True)
    words = options.rest
    if words[:1] == ["pip"]:
        return pip(Call(call.machine, "pip", list(words[1:]), call.stdin))
    if words[:1] == ["run"]:
        found = parse(words[1:], "pwm", (*_PIP_LONG, "--module"), first_only=True)
        if extra := _with(found):
            install(call, "pypi", extra, found)
        if module := found.value("-m", "--module"):
            return call.run([Arg("python"), Arg("-m"), module, *found.rest])
        return call.run(found.rest) if found.rest else None
    if words[:2] == ["tool", "run"]:
        found = parse(words[2:], "pw", _PIP_LONG, first_only=True)
        install(call, "pypi", _of_a_run(found, found.rest), found)
        return call.run(found.rest) if found.rest else None
    if words[:1] == ["publish"] and "--dry-run" not in call.args:
        call.effect("publish", "", on="remote", what="a package")
    elif words[:1] in (["add"], ["sync"]) or words[:2] == ["tool", "install"]:
        found = parse(words[1:] if words[0] != "tool" else words[2:], "pwC", _PIP_LONG)
        install(call, "pypi", list(found.rest), found)
    return None


def other(call: Call) -> Arg | None:
    """poetry, pdm, conda, hatch, twine and their kin."""
    if call.helps or "--dry-run" in call.args:
        return Arg("")
    options = call.options("nprcCe", _PIP_LONG, first_only=call.name not in ("twine", "flit"))
    words = options.rest
    if not words:
        return None
    verb, rest = words[0], words[1:]
    if (call.name, verb) == ("pixi", "global") and rest:
        verb, rest = rest[0], rest[1:]
    if verb == "env" and rest[:1] in (["create"], ["update"]) and "conda" in _conda(call.name):
        call.effect("install", "the packages of a file", on="project", what="conda")
    elif verb in ("run", "shell", "exec") and rest:
        found = parse(rest, "npe", ("--name", "--prefix", "--cwd"), first_only=True)
        return call.run(list(found.rest)) if found.rest else None
    elif verb in ("publish", "upload", "register"):
        call.effect("publish", " ".join(rest[-1:]), on="remote", what="a package")
    elif verb in ("install", "add", "create", "update"):
        found = parse(rest, "ncpr", _PIP_LONG)
        pypi = call.name == "pixi" and found.any("--pypi")
        install(call, "pypi" if pypi else _conda(call.name), list(found.rest), found)
    elif (
        list(words[:2]) in (["source", "add"], ["config", "channels"], ["config", "--add"])
        or verb == "config"
    ):
        _settings(call, rest)
    elif call.name == "easy_install":
        install(call, "pypi", list(words), options)
    return None


def _conda(program: str) -> str:
    return "conda" if program in ("conda", "mamba", "micromamba", "pixi") else "pypi"


def _settings(call: Call, rest: list[Arg]) -> None:
    """Another index for all that is installed later, or an index that is not checked."""
    if any("verify_ssl" in a or "ssl_verify" in a for a in rest) and any(a.lower() == "false" for a in rest):
        what = "the server's identity is not checked"
        call.effect("protection", " ".join(rest), on="home", what=what, flags=["tls"])
    for address in rest:
        if is_url(address) and unusual(address) and not _usual_index(address):
            call.effect("source", address, on="remote", what="packages are then taken from another index")
