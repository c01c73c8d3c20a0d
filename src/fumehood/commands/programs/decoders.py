"""Programs that turn one text into another: base64, xxd, rev, tr, gzip, openssl, sed.

What they make of a known text is worked out, so that `echo … | base64 -d | sh` shows what it runs.
"""

import binascii
import re

from fumehood.commands.expand.arg import DECODED, ENCODED, FILE, SECRET, TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call

_LARGEST = 262_144  # bytes of what a decompression may make


def _source(call: Call, files: list[Arg]) -> Arg:
    return call.machine.read(files[0]) if files and files[0] != "-" else call.stdin


def _decoded(raw: bytes, source: Arg) -> Arg:
    text = raw.decode("utf-8", "surrogateescape")
    if any("\udc80" <= c <= "\udcff" for c in text):
        text = raw.decode("latin-1")
    return Arg(text, (source.taint | {DECODED}) - {TERMINAL})


def _latin(text: str) -> bytes:
    return (
        text.encode("latin-1")
        if all(ord(c) < 256 for c in text) and any(ord(c) > 127 for c in text)
        else text.encode("utf-8", "surrogatepass")
    )


def base64(call: Call) -> Arg:
    """Encodes, or with `-d` decodes."""
    options = call.options("wbioI", ("--wrap", "--break", "--input", "--output"))
    files = options.rest
    if given := options.value("-i", "--input"):
        files = [given]
    source = _source(call, files)
    decodes = options.any("-d", "-D", "--decode") or call.name == "b64decode"
    if not source.known:
        return Arg(UNKNOWN, (source.taint | {DECODED if decodes else ENCODED}) - {TERMINAL})
    if not decodes:
        return Arg(
            binascii.b2a_base64(_latin(source), newline=False).decode() + "\n", source.taint | {ENCODED}
        )
    text = "".join(source.split()).rstrip("=")
    try:
        return _decoded(
            binascii.a2b_base64(
                text[: len(text) // 4 * 4 + (len(text) % 4 if len(text) % 4 != 1 else 0)]
                + "=" * (-len(text) % 4)
            ),
            source,
        )
    except (binascii.Error, ValueError):
        return Arg(UNKNOWN, source.taint | {DECODED})


def base32(call: Call) -> Arg:
    """Like base64, with its own alphabet."""
    import base64 as library

    options = call.options("w", ("--wrap",))
    source = _source(call, options.rest)
    if options.any("-d", "--decode", "-D") and source.known:
        try:
            return _decoded(library.b32decode("".join(source.split()).upper()), source)
        except (binascii.Error, ValueError):
            return Arg(UNKNOWN, source.taint | {DECODED})
    return Arg(UNKNOWN, source.taint | {DECODED})


def xxd(call: Call) -> Arg:
    """`xxd -r -p` turns hexadecimal digits back."""
    options = call.options("clsog")
    flags = "".join(sorted(options.flags))
    reverse = options.any("-r") or "-r" in flags
    source = _source(call, options.rest)
    if not reverse or not source.known:
        return Arg(UNKNOWN, (source.taint | ({DECODED} if reverse else frozenset())) - {TERMINAL})
    text = source
    if not options.any("-p", "-ps", "-plain"):
        text = Arg(
            "".join(line.partition(":")[2].partition("  ")[0] for line in source.splitlines()) or source,
            source.taint,
        )
    digits = re.sub(r"0x|\\x|[^0-9A-Fa-f]", "", text)
    return _decoded(bytes.fromhex(digits[: len(digits) // 2 * 2]), source)


def rev(call: Call) -> Arg:
    """Each line backwards."""
    source = _source(call, call.options("").rest)
    if not source.known:
        return Arg(UNKNOWN, source.taint - {TERMINAL})
    return Arg("\n".join(line[::-1] for line in source.split("\n")), source.taint | {DECODED})


_CLASSES = {
    "[:lower:]": "abcdefghijklmnopqrstuvwxyz", "[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[:digit:]": "0123456789", "[:space:]": " \t\n\r\f\v", "[:blank:]": " \t",
}  # fmt: skip


def tr(call: Call) -> Arg:
    """Replaces or deletes characters."""
    from fumehood.commands.expand.arg import literal

    options = call.options("")
    source = call.stdin
    sets = [_set(literal(a)) for a in options.rest]
    if not source.known or not sets or options.any("-c", "-C", "--complement"):
        return Arg(UNKNOWN, source.taint - {TERMINAL})
    if options.any("-d", "--delete"):
        return Arg("".join(c for c in source if c not in sets[0]), source.taint | {DECODED})
    if len(sets) < 2 or not sets[1]:
        return Arg(source, source.taint)
    to = sets[1] + sets[1][-1] * (len(sets[0]) - len(sets[1]))
    table = dict(zip(map(ord, sets[0]), to, strict=False))
    made = source.translate(table)
    return Arg(made, source.taint | ({DECODED} if made != source else frozenset()))


def _set(text: str) -> str:
    from fumehood.commands.shell.escapes import decode

    for name, members in _CLASSES.items():
        text = text.replace(name, members)
    text = decode(text)
    return re.sub(
        r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1)))[:300], text, flags=re.DOTALL
    )


def gunzip(call: Call) -> Arg:
    """Decompresses."""
    return unpacked(_source(call, call.options("S").rest))


def unpacked(source: Arg) -> Arg:
    """What a compressed text holds, when it is known."""
    import zlib

    if not source.known:
        return Arg(UNKNOWN, (source.taint | {DECODED}) - {TERMINAL})
    try:
        raw = zlib.decompressobj(47).decompress(_latin(source), _LARGEST)
    except (zlib.error, ValueError):
        return Arg(UNKNOWN, source.taint | {DECODED})
    return _decoded(raw, source)


def uudecode(call: Call) -> Arg:
    """Decoded text, which is not worked out."""
    return Arg(UNKNOWN, (_source(call, call.options("o").rest).taint | {DECODED}) - {TERMINAL})


def openssl(call: Call) -> Arg | None:
    """Decodes and decrypts; `s_client` and `s_server` are raw connections."""
    if not call.args:
        return None
    verb, rest = call.args[0], call.args[1:]
    from fumehood.commands.run.options import parse

    options = parse(
        rest,
        "",
        (
            "-in",
            "-out",
            "-k",
            "-K",
            "-iv",
            "-pass",
            "-connect",
            "-accept",
            "-port",
            "-key",
            "-cert",
            "-host",
            "-inkey",
            "-CAfile",
            "-servername",
            "-proxy",
            "-starttls",
            "-days",
            "-subj",
            "-keyout",
            "-config",
            "-md",
            "-passin",
            "-passout",
            "-kfile",
            "-rand",
            "-www",
        ),
        single_dash=True,
    )
    if verb in ("s_client", "s_server"):
        from fumehood.commands.programs.connections import raw_connection

        listens = verb == "s_server"
        target = options.value("-connect", "-host") or options.value("-accept", "-port") or Arg("")
        return raw_connection(
            call,
            target,
            listens=listens,
            quiet=not listens
            and not call.stdin.taint & {FILE, SECRET}
            and (TERMINAL in call.stdin.taint or call.stdin.strip() in ("", "Q", "QUIT")),
        )
    given = options.value("-in")
    public = verb in ("x509", "req", "crl", "verify", "ocsp", "dgst", "s_time", "asn1parse", "crl2pkcs7")
    source = call.machine.read(given, quiet=public) if given else call.stdin
    if output := options.value("-out", "-keyout"):
        call.machine.write(output, Arg(UNKNOWN, source.taint))
    if verb in ("base64", "enc", "aes-256-cbc", "des3") or verb.startswith(("aes", "des", "bf")):
        decodes = options.any("-d")
        if (
            decodes
            and (verb == "base64" or options.any("-base64", "-a", "-A"))
            and not options.any("-aes-256-cbc", "-k", "-K", "-pass")
            and source.known
        ):
            return base64(Call(call.machine, "base64", [Arg("-d")], source))
        return Arg(UNKNOWN, (source.taint | ({DECODED} if decodes else frozenset())) - {TERMINAL})
    return Arg(UNKNOWN, source.taint - {TERMINAL})


_SUBSTITUTE = re.compile(
    r"s(.)((?:\\.|(?!\1)[^\\]){0,400})\1((?:\\.|(?!\1)[^\\]){0,400})\1([a-zA-Z0-9]*)", re.DOTALL
)


def sed(call: Call) -> Arg | None:
    """Edits files with `-i`, runs commands with `e`, writes with `w`; simple substitutions are worked out."""
    if call.helps:
        return Arg("")
    options = call.options(
        "efls",
        ("--expression", "--file", "--line-length"),
        optional="iE",
        names=("--in-place", "--quiet", "--silent", "--regexp-extended", "--null-data"),
    )
    scripts = options.all_values("-e", "--expression")
    files = list(options.rest)
    if not scripts and not options.any("-f", "--file") and files:
        scripts, files = [files[0]], files[1:]
    for text in scripts:
        _sed_commands(call, text)
    if options.any("-i", "--in-place"):
        for path in files:
            if path:
                call.machine.write(path, Arg(UNKNOWN, frozenset(("file",))), append=True, flags=["edit"])
        return Arg("")
    contents = [call.machine.read(f) for f in files] if files else [call.stdin]
    source = contents[0] if contents else Arg("")
    taint = source.taint.union(*(c.taint for c in contents)) - {TERMINAL}
    if (
        (
            len(scripts) == 1
            and source.known
            and (found := _SUBSTITUTE.fullmatch(scripts[0].strip()))
            and found[4] in ("", "g")
        )
        and not re.search(r"[.*\[\]^$\\+?]", found[2])
        and "&" not in found[3]
    ):
        made = source.replace(
            found[2], found[3].replace("\\n", "\n").replace("\\/", "/"), -1 if found[4] else 1
        )
        return Arg(made, taint | ({DECODED} if made != source else frozenset()))
    return Arg(UNKNOWN, taint)


def _sed_commands(call: Call, text: Arg) -> None:
    """The commands of a script that reach beyond its text: `e`, the flag `e`, `w FILE`, `r FILE`."""
    for line in re.split(r"[\n;]", text):
        found = re.fullmatch(
            r"\s*(?:\d+|\$|/[^/]{0,200}/)?(?:,(?:\d+|\$|/[^/]{0,200}/))?\s*([ewrWR])(?:\s+(.*))?",
            line.strip(),
        )
        if found:
            if found[1] == "e":
                call.run_text(Arg(found[2] or UNKNOWN, text.taint))
            elif found[1] in "wW" and found[2]:
                call.machine.write(found[2].strip(), Arg(UNKNOWN))
            elif found[2]:
                call.machine.read(found[2].strip())
    for found in _SUBSTITUTE.finditer(text):
        if "e" in found[4]:
            call.run_text(Arg(found[3] or UNKNOWN, text.taint))
