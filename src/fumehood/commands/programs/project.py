"""Tools that run what the project says: make, just, package scripts. The scripts are followed where they can be read."""

import re

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.machine import Machine

_SCRIPT = frozenset(("script",))
_RECIPE = re.compile(
    r"^([A-Za-z0-9_.-]+(?:[ \t]+[A-Za-z0-9_.-]+){0,20})[ \t]*:(?!=)[^\n]*\n((?:(?:\t| {2,8})[^\n]*\n?|[ \t]*\n){0,200})",
    re.MULTILINE,
)
_MAKE_ASSIGNMENT = re.compile(
    r"^(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*[:?]{0,2}=[ \t]*([^\n$#]{0,400})$", re.MULTILINE
)
_MAKE_VARIABLE = re.compile(r"\$[({]([A-Za-z_][\w.]*)[)}]")


def make(call: Call) -> Arg | None:
    """Make and its kin: `SHELL=` and variables that hold commands are looked at; the targets' recipes are followed."""
    if call.helps:
        return Arg("")
    options = call.options(
        "CfIjloOWE",
        (
            "--directory",
            "--file",
            "--makefile",
            "--eval",
            "--jobs",
            "--include-dir",
            "--justfile",
            "--working-directory",
            "--dir",
        ),
        optional="jl" if call.name in ("make", "gmake") else "",
    )
    if options.any(
        "-n", "--dry-run", "--just-print", "--recon", "-p", "--list", "-l", "--summary"
    ) and call.name in ("make", "gmake", "just"):
        return None
    for text in options.all_values("--eval", "-E") if call.name in ("make", "gmake") else ():
        _functions(call, text)
    if call.name == "just" and "--command" in call.args:
        return call.run(call.args[call.args.index("--command") + 1 :])  # type: ignore[arg-type]
    targets = [a for a in options.rest if "=" not in a]
    for setting in options.rest:
        variable, equals, value = setting.partition("=")
        if equals and variable in ("SHELL", "CC", "AR", "LD", "MAKE") and any(c in value for c in " ;|&/"):
            call.run_text(Arg(value, setting.taint))
    if call.name == "cmake" and "-P" not in call.args and "-E" in call.args:
        return _cmake_tool(call)
    folder = options.value("-C", "--directory", "--working-directory", "--dir")
    name = str(
        options.value("-f", "--file", "--makefile", "--justfile")
        or ("justfile" if call.name == "just" else "Makefile")
    )
    if call.name in ("make", "gmake", "just"):
        rules = (
            call.stdin if name == "-" else call.machine.script(Arg(f"{folder}/{name}" if folder else name))
        )
        if rules is not None:
            _follow(call, rules, [str(t) for t in targets])
    return None


def _functions(call: Call, text: Arg) -> None:
    """`$(shell …)` and recipe lines in a text for make."""
    for found in re.finditer(r"\$\(shell ([^)]{1,400})\)", text):
        call.run_text(Arg(found[1], text.taint))
    for found in re.finditer(r":[^\n]{0,40}(?:\n\t|;)[-@+]*([^\n]+)", text):
        call.run_text(Arg(found[1], text.taint))


def _follow(call: Call, text: Arg, targets: list[str]) -> None:
    recipes: dict[str, str] = {}
    first = ""
    for found in _RECIPE.finditer(text[:60_000]):
        for target in found[1].split():
            if not target.startswith(".") and found[2].strip():
                recipes[target] = found[2]
                first = first or target
    known = {name: value.strip() for name, value in _MAKE_ASSIGNMENT.findall(text[:60_000])}
    for target in (targets or [first])[:4]:
        lines = recipes.get(target, "").replace("\\\n", " ").splitlines()
        shell = "\n".join(
            _MAKE_VARIABLE.sub(lambda v: known.get(v[1], f"${{{v[1]}}}"), line.strip().lstrip("@-+")).replace(
                "$$", "$"
            )
            for line in lines
        )
        if shell.strip():
            call.run_text(Arg(shell, _SCRIPT if "script" in text.taint else text.taint))


def _cmake_tool(call: Call) -> Arg | None:
    words = call.args[call.args.index("-E") + 1 :]  # type: ignore[arg-type]
    if words[:1] == ["env"]:
        return call.run(words)
    if words[:1] in (["rm"], ["remove_directory"], ["remove"]):
        return call.run([Arg("rm"), *([Arg("-rf")] if words[0] == "remove_directory" else []), *words[1:]])
    return None


def package_scripts(machine: Machine, name: str) -> list[Arg]:
    """The text of a script in the project's package.json, with those that run before and after it."""
    raw = machine.script(Arg("package.json"))
    if raw is None:
        return []
    import json

    try:
        scripts = json.loads(raw).get("scripts", {})
    except (ValueError, AttributeError, RecursionError):
        return []
    if not isinstance(scripts, dict):
        return []
    texts = [scripts.get(key) for key in (f"pre{name}", name, f"post{name}")]
    joined = "\n".join(t for t in texts if isinstance(t, str))
    return [Arg(joined, raw.taint)] if joined else []


def package_script(call: Call) -> Arg | None:
    """Runners of several package scripts, or of several commands."""
    for arg in call.args:
        if arg.startswith("-"):
            continue
        if call.name == "concurrently" and " " in arg:
            call.run_text(arg)
        else:
            for text in package_scripts(call.machine, str(arg)):
                call.run_text(text)
    return None
