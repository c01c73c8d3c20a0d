"""PowerShell on the command line: its cmdlets by what they do, other programs as anywhere else."""

import binascii
import re

from fumehood.commands.expand.arg import (
    DECODED,
    DOWNLOAD,
    FILE,
    NONE,
    TERMINAL,
    UNKNOWN,
    Arg,
    activate,
    literal,
)
from fumehood.commands.inline.cmdlets import ALIASES, CLOUD_NOUNS, EFFECTS, FETCHES, RUN_KEYS
from fumehood.commands.run.call import Call
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import note_origin

_MOST = 300  # statements that are followed
_TOKEN = re.compile(
    r"'((?:[^']|'')*)'|\"((?:[^\"`]|`.|\"\")*)\"|(#[^\n]*)|(\|\||&&|[;\n|&{}(),])|((?:[^\s;|&{}(),'\"`#]|`.)+|[`'\"#])",
    re.DOTALL,
)
_NET = re.compile(r"downloadstring|downloadfile|downloaddata|net\.webclient|system\.net\.", re.IGNORECASE)
_RUNS = re.compile(r"\b(?:iex|invoke-expression)\b|\.invoke\(|\[scriptblock\]::create", re.IGNORECASE)
_DELETES = re.compile(
    r"\[(?:system\.)?io\.(file|directory)\]::delete\(\s*['\"]([^'\"]{1,300})", re.IGNORECASE
)
_VALUED = frozenset({"-filter", "-include", "-exclude", "-erroraction", "-ea", "-encoding", "-method", "-headers", "-contenttype", "-stream"})  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s'\"()|;]{1,300}")
_SENDS = ("-body", "-infile")


def powershell(call: Call) -> Arg | None:
    """Follows `-Command`, `-EncodedCommand`, `-File`, and what is piped in."""
    args = call.args
    for at, arg in enumerate(args):
        option = arg.lower()
        if option in ("-e", "-ec", "-enc", "-encodedcommand", "-encoded") and at + 1 < len(args):
            text = _decoded(args[at + 1])
            note_origin(call.machine, Arg(text, frozenset((DECODED,))))
            _follow(call, text)
            return None
        if option in ("-f", "-file") and at + 1 < len(args):
            from fumehood.commands.run.script import run_file

            run_file(call.machine, args[at + 1], list(args[at + 2 :]), call.stdin, "powershell")
            return None
        if option in ("-c", "-command", "/c") or (not option.startswith("-") and at == 0):
            words = args[at + (1 if option.startswith(("-", "/")) else 0) :]
            if list(words) == ["-"]:
                break
            return _follow(call, " ".join(literal(a) for a in words))
    if TERMINAL not in call.stdin.taint and call.stdin:
        note_origin(call.machine, call.stdin)
        return _follow(call, call.stdin)
    return None


def _decoded(text: str) -> str:
    try:
        return binascii.a2b_base64(text.encode() + b"==").decode("utf-16-le")
    except (binascii.Error, ValueError):
        return UNKNOWN


def _follow(call: Call, text: str) -> Arg:
    machine = call.machine
    machine.program = "powershell"
    lower = text.lower()
    taint: frozenset[str] = NONE
    fetches = (
        bool(_NET.search(text))
        or any(w in lower for w in FETCHES)
        or re.search(r"\b(?:iwr|irm|curl|wget)\b", lower)
    )
    if fetches and (_RUNS.search(text) or re.search(r"&\s*\(", text)):
        hosts = {f"host:{address}" for address in _ADDRESS.findall(text)}
        note_origin(machine, Arg(UNKNOWN, frozenset((DOWNLOAD, *hosts))))
    if "tcpclient" in lower:
        runs = "getstream" in lower and ("iex" in lower or "invoke-expression" in lower)
        machine.effect(
            "remote-shell" if runs else "connect", "a connection", on="remote", what="commands over a connection", flags=["raw"]
        )  # fmt: skip
    for found in _DELETES.finditer(text):
        machine.delete(
            _path(machine, found[2]), recursive=found[1].lower() == "directory" and "true" in lower
        )
    before: list[str] = []  # the statement that the pipe comes out of
    for words, piped in _statements(text):
        taint |= _statement(call, words, before if piped else [], taint)
        before = words
    return Arg(UNKNOWN, taint)


def _statements(text: str) -> "list[tuple[list[str], bool]]":
    """The statements as words without quotes, each with whether what came before is piped into it."""
    found: list[tuple[list[str], bool]] = []
    words: list[str] = []
    piped = False
    for match in _TOKEN.finditer(text):
        single, double, comment, sign, plain = match.groups()
        if comment is not None:
            continue
        if sign is None:
            words.append(
                single.replace("''", "'")
                if single is not None
                else re.sub(r"`(.)", r"\1", double if double is not None else plain)
            )
            if single is not None or double is not None:
                words[-1] = words[-1] or " "
        elif sign == ",":
            continue
        else:
            if words:
                found.append((words, piped))
                words = []
            piped = sign == "|" or (piped and sign in "{(" and not words)
        if len(found) >= _MOST:
            break
    if words:
        found.append((words, piped))
    return found


def _statement(call: Call, words: list[str], source: list[str], taint: frozenset[str]) -> frozenset[str]:
    machine = call.machine
    if (len(words) > 2 and words[1] == "=") or (len(words) > 1 and words[0] in (".", "return", "$null")):
        words = words[2:] if words[1] == "=" else words[1:]
    first, rest = words[0].lower(), words[1:]
    name = ALIASES.get(first, first)
    if name == "remove-item":
        _removes(call, rest, source)
    elif name in ("foreach-object", "%", "where-object", "?", "get-childitem"):
        return NONE
    elif name in EFFECTS:
        kind, on, what, flags = EFFECTS[name]
        machine.effect(kind, " ".join(words)[:60], on=on, what=what, flags=flags.split())
    elif name in ("get-content", "copy-item", "import-clixml"):
        paths = _operands(rest)
        return NONE.union(
            *(machine.read(_path(machine, p)).taint for p in (paths if name != "copy-item" else paths[:1]))
        )
    elif name in ("set-content", "add-content", "out-file", "new-item", "tee-object", "clear-content"):
        for path in _operands(rest)[:1]:
            profile = path.lower().startswith("$profile")
            if profile:
                machine.effect("persist", path, on="home", what="a start-up file of the shell")
            else:
                machine.write(_path(machine, path), Arg(UNKNOWN, taint), append=name == "add-content")
    elif name in ("set-itemproperty", "new-itemproperty", "remove-itemproperty", "new-psdrive"):
        _registry(call, " ".join(rest))
    elif name == "stop-process" and any(w in ("*", "-1") for w in rest):
        machine.effect("stop", " ".join(rest), on="machine", what="every process", flags=["all"])
    elif name == "start-process":
        if any(w.lower() == "runas" for w in rest):
            machine.effect(
                "escalate", " ".join(rest)[:60], on="system", what="runs as administrator", flags=["sudo"]
            )
        call.run([Arg(w) for w in rest if not w.startswith("-")][:1])
    elif name in FETCHES:
        _requests(call, rest, taint)
        return frozenset((DOWNLOAD,))
    elif name.startswith("remove-") and name[7:].startswith(CLOUD_NOUNS):
        machine.effect("destroy-remote", " ".join(words)[:60], on="cloud", what="a resource", flags=["small"])
    elif "-" not in name.strip("-") or name.endswith(".exe"):
        _program(call, words)
    return taint


def _program(call: Call, words: list[str]) -> None:
    """Any other program, when it is one that is known."""
    from fumehood.commands.run.simple import program_name
    from fumehood.commands.run.table import PROGRAMS

    name = program_name(words[0])
    if name in PROGRAMS and name not in ("echo", "test", "sort", "set", "where", "select"):
        call.run([Arg(w) for w in words])
        call.machine.program = "powershell"


def _operands(words: list[str]) -> list[str]:
    found = []
    skip = False
    for word in words:
        if word.startswith("-"):
            skip = word.lower() in _VALUED
        elif skip:
            skip = False
        elif word not in (">", ">>", "2>&1", "$null"):
            found.append(word)
    return found


def _removes(call: Call, words: list[str], source: list[str]) -> None:
    flags = [w.lower() for w in words if w.startswith("-")]
    recursive = any(f.startswith("-r") for f in flags)
    if any(f.startswith("-whatif") for f in flags):
        return
    paths = [p for p in _operands(words) if p not in ("$_", "$_.FullName", "$PSItem")]
    found: list[str] = []
    if (
        not paths
        and source
        and ALIASES.get(source[0].lower(), source[0].lower()) in ("get-childitem", "get-item")
    ):
        paths = _operands(source[1:]) or ["."]
        lower = [w.lower() for w in source]
        narrow = any(w in ("-filter", "-include") for w in lower) or any("*." in p for p in paths)
        recursive = recursive or any(w.startswith("-r") for w in lower)
        found = ["find", *(["narrow"] if narrow else [])]
    for path in paths or [UNKNOWN]:
        if path.lower().startswith(("hklm:", "hkcu:", "registry::")):
            _registry(call, path)
        else:
            call.machine.delete(_path(call.machine, path), recursive=recursive, flags=found)


def _path(machine: Machine, path: str) -> Arg:
    """The path as the rest of this guard writes paths: slashes, a drive below the root, the home folder spelled out."""
    lower = path.lower()
    for home in ("$env:userprofile", "$home", "${home}", "$env:home", "~"):
        if lower == home or lower.startswith((home + "/", home + "\\")):
            return Arg(activate(machine.map.home + path[len(home) :].replace("\\", "/")))
    path = re.sub(r"\$(?:env:)?\w+|\$\{[^}]*\}|\$\([^)]*\)", UNKNOWN, path).replace("\\", "/")
    return Arg(activate("/" + path if path[1:2] == ":" else path))


def _registry(call: Call, text: str) -> None:
    lower = text.lower()
    if any(key in lower for key in RUN_KEYS):
        call.machine.effect("persist", text[:80], on="system", what="what starts by itself")
    elif lower.lstrip("'\"").startswith(("hklm", "registry::")) or "hklm:" in lower or "policies" in lower:
        call.machine.effect("system", text[:80], on="system", what="a setting of the system")


def _requests(call: Call, words: list[str], taint: frozenset[str]) -> None:
    from fumehood.commands.programs.sending import sends

    lower = [w.lower() for w in words]
    to = next((w for w in words if "://" in w), "another machine")
    content = Arg(UNKNOWN, taint)
    for option, value in zip(lower, words[1:], strict=False):
        if option == "-infile":
            content = Arg(UNKNOWN, taint | call.machine.read(_path(call.machine, value)).taint | {FILE})
    if any(option in lower for option in _SENDS):
        sends(call, content, to)
    if "delete" in lower and "-method" in lower:
        call.effect("destroy-remote", to, on="remote", flags=["small", "http"])
