"""Functions and methods of Python's library that make texts, paths and files: what they give is worked out."""

import binascii

from fumehood.commands.expand.arg import DECODED, ENVIRONMENT, FILE, NONE, UNKNOWN, Arg, activate
from fumehood.commands.inline.python_values import Blank, Place, Ref, Value, taint_in, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.commands.inline.python import Walker

_LARGEST = 262_144
_PATHS = frozenset({"pathlib.Path", "Path", "pathlib.PosixPath", "pathlib.PurePath"})
_DECODED = frozenset((DECODED,))


def library(walker: "Walker", name: str, args: list[Value], keywords: dict[str, Value]) -> Value | None:
    """What a known function gives; None when it is not one of these."""
    first = args[0] if args else Blank()
    machine = walker.machine
    if name in ("__import__", "importlib.import_module"):
        return Ref(str(text_of(first))) if text_of(first).known else Blank(taint_in(first))
    if name == "getattr" and len(args) > 1:
        attribute = text_of(args[1])
        return (
            Ref(f"{first.name}.{attribute}")
            if isinstance(first, Ref) and first.base is None
            else Ref("." + attribute, first)
        )
    if name in ("globals", "locals", "vars"):
        return Blank()
    if name == "print":
        pieces = [text_of(a) for a in args]
        walker.printed.append(Arg(" ".join(pieces) + "\n", NONE.union(*(p.taint for p in pieces))))
        return Blank()
    if name in ("open", "io.open", "codecs.open", "os.fdopen", "gzip.open", "bz2.open", "lzma.open"):
        return _open(walker, args, keywords)
    if name in _PATHS:
        return Place(_joined(args)) if args else Place(Arg("."))
    if name in ("pathlib.Path.home", "Path.home"):
        return Place(Arg(machine.home_of("") or UNKNOWN))
    if name in ("pathlib.Path.cwd", "Path.cwd"):
        return Place(Arg(machine.state.cwd or UNKNOWN))
    known = _text(walker, name, args, first)
    return known if known is not None else _files(walker, name, args, first)


def _text(walker: "Walker", name: str, args: list[Value], first: Value) -> Value | None:
    machine = walker.machine
    if name in (
        "base64.b64decode",
        "base64.urlsafe_b64decode",
        "binascii.a2b_base64",
        "base64.standard_b64decode",
        "base64.decodebytes",
        "base64.decodestring",
    ):
        return _bytes(first, lambda raw: binascii.a2b_base64(raw + b"=" * (-len(raw) % 4)))
    if name in ("bytes.fromhex", "bytearray.fromhex", "binascii.unhexlify", "binascii.a2b_hex"):
        return _bytes(first, lambda raw: bytes.fromhex(raw.decode()))
    if name == "base64.b32decode":
        import base64

        return _bytes(first, base64.b32decode)
    if name in ("zlib.decompress", "gzip.decompress"):
        import zlib

        return _bytes(first, lambda raw: zlib.decompressobj(47).decompress(raw, _LARGEST))
    if name in ("codecs.decode", "codecs.encode") and len(args) > 1:
        kind = str(text_of(args[1])).lower().replace("_", "").replace("-", "")
        if kind == "rot13" and isinstance(first, Arg):
            import codecs

            return Arg(codecs.encode(str(first), "rot13"), first.taint | _DECODED)
        if kind in ("hex", "hexcodec"):
            return _bytes(first, lambda raw: bytes.fromhex(raw.decode()))
        return Blank(taint_in(first) | _DECODED)
    if name == "chr" and isinstance(first, int):
        return Arg(chr(first), _DECODED) if 0 <= first < 0xD800 else Arg(UNKNOWN)
    if name == "ord" and isinstance(first, Arg) and len(first) == 1:
        return ord(first)
    if name in (
        "str",
        "repr",
        "os.fspath",
        "os.path.abspath",
        "os.path.realpath",
        "os.path.normpath",
        "shlex.quote",
        "shlex.join",
        "os.fsdecode",
        "str.strip",
    ):
        return text_of(first)
    if name in ("bytes", "bytearray"):
        return (
            bytes(v for v in first if isinstance(v, int) and 0 <= v < 256)
            if isinstance(first, list)
            else first
        )
    if name == "int":
        text = str(text_of(first))
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 18 else Blank()
    if name in ("list", "tuple", "set", "sorted", "iter", "reversed"):
        characters: list[Value] = (
            [Arg(c, first.taint) for c in str(first)] if isinstance(first, Arg) and first.known else []
        )
        items: Value = characters or first
        return items[::-1] if name == "reversed" and isinstance(items, list) else items
    if name == "map" and len(args) > 1 and isinstance(first, Ref):
        second = args[1]
        mapped: list[Value] = (
            second
            if isinstance(second, list)
            else [*second]
            if isinstance(second, bytes)
            else [walker.element(second)]
        )
        from fumehood.commands.inline.python_calls import call

        return [
            walker.call_own(first.name, [i], {})
            if first.name in walker.functions
            else call(walker, first, [i], {})
            for i in mapped[:256]
        ]
    if name == "zip" and all(isinstance(a, list) for a in args):
        return [list(row) for row in zip(*(a for a in args if isinstance(a, list)), strict=False)]
    if name == "range" and all(isinstance(a, int) for a in args) and args:
        return [*range(*(a for a in args if isinstance(a, int)))[:64]] if len(args) < 3 or args[2] else []
    if name == "shlex.split" and isinstance(first, Arg):
        return [Arg(w, first.taint) for w in first.split()]
    if name in ("os.path.join", "posixpath.join"):
        return _joined(args)
    if name in ("os.path.expanduser", "os.path.expandvars"):
        text = text_of(first)
        home = machine.home_of("") or UNKNOWN
        return Arg(
            text.replace("~", home, 1) if text.startswith("~") else text.replace("$HOME", home), text.taint
        )
    if name in ("os.path.dirname", "os.path.basename"):
        text = text_of(first)
        return Arg(text.rpartition("/")[0 if name.endswith("dirname") else 2], text.taint)
    if name in ("os.getenv", "os.environ.get"):
        known = machine.state.variables.get(str(text_of(first)))
        secret = any(s in text_of(first).upper() for s in ("TOKEN", "SECRET", "PASSW", "KEY"))
        return known[0] if known else Arg(UNKNOWN, frozenset(("credential",)) if secret else NONE)
    if name in ("os.environ.copy", "os.environ.items", "dict", "json.dumps"):
        return Blank(
            frozenset((ENVIRONMENT,)) if "environ" in name else NONE.union(*(taint_in(a) for a in args))
        )
    if name in ("os.getcwd", "os.curdir"):
        return Arg(machine.state.cwd or UNKNOWN)
    if name in ("sys.stdin.read", "input", "sys.stdin.readline"):
        stdin = walker.stdin
        return (
            Arg(stdin, stdin.taint - {"terminal"})
            if stdin is not None and "terminal" not in stdin.taint
            else Arg(UNKNOWN)
        )
    if name.startswith("tempfile."):
        return Arg("/tmp/python-" + UNKNOWN)
    return None


def _bytes(first: Value, decode: "Callable[[bytes], bytes]") -> Value:
    text = text_of(first) if not isinstance(first, bytes) else Arg("")
    if not isinstance(first, bytes) and not text.known:
        return Blank(taint_in(first) | _DECODED)
    raw = first if isinstance(first, bytes) else text.encode("utf-8", "replace")
    try:
        made = decode(bytes(raw))
    except Exception:  # noqa: BLE001 - whatever a decoder raises, the text is not one of its kind
        return Blank(taint_in(first) | _DECODED)
    return Arg(
        made.decode("latin-1") if not _is_text(made) else made.decode("utf-8"), taint_in(first) | _DECODED
    )


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _files(walker: "Walker", name: str, args: list[Value], first: Value) -> Value | None:
    machine = walker.machine
    path = text_of(first)
    second = text_of(args[1]) if len(args) > 1 else Arg(UNKNOWN)
    if name in ("glob.glob", "glob.iglob"):
        return Arg(activate(path), path.taint)
    if name in ("os.listdir", "os.scandir", "os.walk", "os.fwalk"):
        return (
            [Arg(f"{path or '.'}/{UNKNOWN}", path.taint)]
            if name != "os.walk"
            else [[Arg(f"{path or '.'}/{UNKNOWN}"), Blank(), [Arg(UNKNOWN)]]]
        )
    machine.program = "python"
    if name in ("shutil.move", "os.rename", "os.replace", "os.renames"):
        from fumehood.commands.programs.files import mv
        from fumehood.commands.run.call import Call

        mv(Call(machine, "python", [path, second], Arg("")))
    elif name in ("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree"):
        machine.write(second, machine.read(path))
    elif name in ("os.rmdir", "os.removedirs"):
        return Blank()
    elif name in ("os.truncate",):
        machine.write(path, Arg(""))
    elif name in ("os.chmod",):
        from fumehood.commands.programs.permissions import judge_mode
        from fumehood.commands.run.call import Call

        mode = args[1] if len(args) > 1 else Blank()
        judge_mode(
            Call(machine, "python", [], Arg("")),
            f"{mode:o}" if isinstance(mode, int) else "644",
            [path],
            recursive=False,
        )
    elif name in ("os.symlink", "os.link"):
        machine.write(second, machine.read(path, quiet=True), flags=["link"])
    elif name in ("os.setuid", "os.setgid", "os.seteuid"):
        machine.effect(
            "escalate", name, on="system", what="takes the rights of another user", flags=["setuid"]
        )
    elif name in ("os.kill", "os.killpg", "signal.pthread_kill"):
        machine.effect("stop", str(path), on="process", flags=["all"] if first == -1 else ["process"])
    elif name in ("os.chdir",):
        full = machine.full(path)
        machine.state.cwd = None if UNKNOWN in full else full
    elif name in ("ctypes.CDLL", "ctypes.cdll.LoadLibrary", "imp.load_dynamic") and path.startswith(
        ("/tmp", "/dev/shm")
    ):
        machine.effect("load-code", path, what="a library")
    elif name in ("shutil.make_archive",):
        machine.read(text_of(args[2]) if len(args) > 2 else Arg("."))
    elif name in ("socket.create_connection",):
        walker.called.add("socket.connect")
        return Blank(frozenset(("download", "socket")))
    else:
        return None
    return Blank()


def _open(walker: "Walker", args: list[Value], keywords: dict[str, Value]) -> Value:
    path = text_of(args[0]) if args else text_of(keywords.get("file", Blank()))
    given = args[1] if len(args) > 1 else keywords.get("mode", Arg("r"))
    mode = str(text_of(given))
    if any(c in mode for c in "wax+"):
        if "w" in mode or "x" in mode:
            walker.machine.program = "python"
            walker.machine.write(path, Arg(UNKNOWN))
        else:
            walker.machine.write(path, Arg(UNKNOWN), append=True)
        return Place(path, "file", mode)
    content = walker.machine.read(path)
    return Place(Arg(path, content.taint | {FILE}), "file", mode)


def _joined(args: list[Value]) -> Arg:
    made, taint = "", NONE
    for arg in args:
        text = text_of(arg)
        taint |= text.taint
        made = str(text) if text.startswith("/") or not made else f"{made.rstrip('/')}/{text}"
    return Arg(made, taint)


def place_method(walker: "Walker", base: Place, name: str, args: list[Value]) -> Value | None:
    """Methods of paths and open files."""
    machine = walker.machine
    machine.program = "python"
    first = args[0] if args else Arg("")
    if base.kind == "file":
        if name in ("read", "readlines", "readline"):
            known = machine.files.get(machine.full(base.path))
            return Arg(
                known if known is not None else UNKNOWN,
                base.path.taint | (known.taint if known is not None else NONE),
            )
        if name in ("write", "writelines"):
            content = text_of(first)
            machine.files[machine.full(base.path)] = Arg(content, taint_in(first))
            return Blank()
        return None
    if name in ("unlink", "rmdir"):
        if name == "unlink":
            machine.delete(base.path, recursive=False)
        return Blank()
    if name in ("write_text", "write_bytes", "touch"):
        machine.write(base.path, text_of(first) if args else Arg(""), append=name == "touch")
        return Blank()
    if name in ("read_text", "read_bytes"):
        return machine.read(base.path)
    if name == "open":
        return _open(walker, [base.path, *args], {})
    if name in ("joinpath", "with_name", "with_suffix"):
        return Place(_joined([base.path, *args]) if name == "joinpath" else Arg(UNKNOWN))
    if name in ("expanduser", "resolve", "absolute"):
        text = base.path
        return Place(
            Arg(
                text.replace("~", machine.home_of("") or UNKNOWN, 1) if text.startswith("~") else text,
                text.taint,
            )
        )
    if name in ("iterdir", "glob", "rglob"):
        return (
            [Place(Arg(f"{base.path}/{UNKNOWN}", base.path.taint))]
            if name == "iterdir" or not args
            else [
                Place(Arg(f"{base.path}/{'' if name == 'glob' else UNKNOWN + '/'}{activate(text_of(first))}"))
            ]
        )
    if name in ("rename", "replace"):
        from fumehood.commands.programs.files import mv
        from fumehood.commands.run.call import Call

        mv(Call(machine, "python", [base.path, text_of(first)], Arg("")))
        return Blank()
    return None


def text_method(base: Arg | bytes, name: str, args: list[Value]) -> Value | None:
    """Methods of texts."""
    text = text_of(base)
    first = text_of(args[0]) if args else Arg("")
    taint = text.taint | first.taint
    if name in ("decode", "encode") or (name in ("strip", "rstrip", "lstrip") and not args):
        if name in ("decode", "encode") and first.lower() in ("hex", "base64", "rot13", "rot_13"):
            return Blank(taint | _DECODED)
        return Arg(text.strip() if name.endswith("strip") else text, taint)
    if not text.known:
        return Arg(UNKNOWN, taint) if name not in ("join",) else None
    if name == "join" and args:
        items = args[0] if isinstance(args[0], list) else [args[0]]
        pieces = [text_of(i) for i in items]
        return Arg(text.join(pieces), taint.union(*(p.taint for p in pieces)))
    if name == "format":
        values = [str(text_of(a)) for a in args]
        try:
            return Arg(str(text).format(*values), taint)
        except (IndexError, KeyError, ValueError, AttributeError):
            return Arg(UNKNOWN, taint)
    if name == "replace" and len(args) > 1:
        return Arg(text.replace(first, text_of(args[1])), taint)
    if name in ("lower", "upper", "title", "swapcase", "capitalize"):
        return Arg(getattr(str(text), name)(), taint)
    if name == "split":
        return [*(Arg(w, text.taint) for w in (text.split(first) if first else text.split())[:256])]
    if name == "hex" and isinstance(base, bytes):
        return Arg(base.hex(), taint)
    return None
