"""Text that becomes a program: `eval`, `sh -c`, what is piped into a shell, scripts."""

from fumehood.commands.expand.arg import DECODED, DOWNLOAD, UNKNOWN, Arg, literal, shown
from fumehood.commands.run.machine import Machine
from fumehood.commands.shell.parse import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEPEST = 12  # texts inside texts
_SHELL_LANGUAGES = ("sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "fish")


def run_text(
    machine: Machine,
    text: Arg,
    stdin: Arg,
    *,
    own: bool = True,
    flags: "Iterable[str]" = (),
    positional: "list[Arg] | None" = None,
) -> Arg:
    """Follows `text` as shell code and returns what it prints; notes where it came from when that matters."""
    note_origin(machine, text)
    if not text.strip(UNKNOWN + " \t\n;"):
        return Arg(UNKNOWN, text.taint)
    state = machine.state
    if state.nested >= _DEEPEST:
        machine.problem("shells call one another too deeply to follow")
        return Arg(UNKNOWN)
    from fumehood.commands.run.interpret import sequence

    tree = parse(as_source(text), depth=min(state.nested * 2, 30))
    script = "script" in text.taint
    for problem in () if script else tree.problems:
        machine.problem(problem)
    outer = state
    if own:
        machine.state = state = state.copy()
    state.nested += 1
    before = state.flags
    state.flags = before.union(
        flags, ("script",) if script else (), ("decoded",) if DECODED in text.taint else ()
    )
    if positional is not None:
        state.positional = positional
    try:
        return sequence(machine, tree.body, stdin)
    finally:
        state.flags = before
        state.nested -= 1
        machine.state = outer


def as_source(text: Arg) -> str:
    """The text as a shell would read it: active globs are themselves, an unknown part is a variable nobody set."""
    source = literal(text)
    return source.replace(UNKNOWN, "${__unknown__}") if UNKNOWN in source else source


# Hosts of installers that their authors tell people to pipe into a shell. They are asked about, not refused.
INSTALLERS = (
    "astral.sh",
    "sh.rustup.rs",
    "rustup.rs",
    "get.docker.com",
    "install.python-poetry.org",
    "bun.sh",
    "deno.land",
    "get.pnpm.io",
    "starship.rs",
    "get.helm.sh",
    "sdk.cloud.google.com",
    "get.k3s.io",
    "deb.nodesource.com",
    "rpm.nodesource.com",
    "get.sdkman.io",
    "fnm.vercel.app",
    "mise.run",
    "mise.jdx.dev",
    "nixos.org",
    "install.determinate.systems",
    "cli.github.com",
    "just.systems",
    "get.volta.sh",
    "ollama.com",
    "tailscale.com",
    "pyenv.run",
    "pixi.sh",
    "micro.mamba.pm",
    "dl.google.com",
    "packages.microsoft.com",
    "get.opentofu.org",
    "claude.ai",
    "opencode.ai",
    "cursor.com",
    "fly.io",
    "railway.com",
    "install.julialang.org",
    "get.haskell.org",
    "get-ghcup.haskell.org",
    "wasmtime.dev",
    "ohmyposh.dev",
    "bootstrap.pypa.io",
    "dot.net",
    "aka.ms",
    "setup.ohmyz.sh",
    "get.scala-lang.org",
    "gh.io/copilot-install",
    "fluxcd.io",
    "run.linkerd.io",
    "sh.jbang.dev",
    "aspire.dev",
    "bun.com",
    "webi.sh",
    "dl.k8s.io",
    "raw.githubusercontent.com/k3d-io",
    "raw.githubusercontent.com/rancher",
    "raw.githubusercontent.com/anchore",
    "raw.githubusercontent.com/aquasecurity",
    "raw.githubusercontent.com/kubernetes",
    "raw.githubusercontent.com/nvm-sh",
    "raw.githubusercontent.com/Homebrew",
    "raw.githubusercontent.com/ohmyzsh",
    "raw.githubusercontent.com/helm",
    "raw.githubusercontent.com/golangci",
    "raw.githubusercontent.com/pyenv",
)


def note_origin(machine: Machine, text: Arg, what: str = "", flags: "tuple[str, ...]" = ()) -> None:
    """Notes that this text is run, when it came over the network, out of a decoder, or from nobody knows where."""
    taint = text.taint
    machine.program = machine.program or "sh"
    if "socket" in taint:
        machine.effect("remote-shell", on="remote", what="what arrives over a connection")
    elif DOWNLOAD in taint:
        hosts = [label[5:] for label in taint if label.startswith("host:")]
        known = hosts and all(any(h.startswith(("https://" + i, i)) for i in INSTALLERS) for h in hosts)
        target = hosts[0].partition("://")[2].partition("/")[0] if hosts else ""
        machine.effect(
            "run-download",
            target,
            on="remote",
            what=what or "what was downloaded",
            flags=[*flags, *(["installer"] if known else [])],
        )
    elif DECODED in taint and UNKNOWN in text and "decoded" not in machine.state.flags:
        machine.effect("run-hidden", what=what or "text that was decoded just before", flags=["decoded"])
    elif not text.strip(UNKNOWN + " \t\n;") and text:
        machine.effect(
            "run-hidden",
            shown(text),
            what=what or "commands that are not known until it runs",
            flags=["dynamic", *flags],
        )


def language_of(text: str, name: str) -> str:
    """The language of a script by its first line, else by its name; "" when it is none of those that are followed."""
    first = text[:200].partition("\n")[0]
    if first.startswith("#!"):
        words = first[2:].replace("/usr/bin/env", " ").replace("-S", " ").split()
        interpreter = words[0].rpartition("/")[2] if words else ""
        base = interpreter.rstrip("0123456789.")
        return "sh" if base in _SHELL_LANGUAGES else base
    for ending, language in (
        (".sh", "sh"),
        (".bash", "sh"),
        (".py", "python"),
        (".js", "node"),
        (".mjs", "node"),
        (".cjs", "node"),
    ):
        if name.endswith(ending):
            return language
    for ending, language in ((".rb", "ruby"), (".pl", "perl"), (".php", "php"), (".lua", "lua")):
        if name.endswith(ending):
            return language
    return ""
