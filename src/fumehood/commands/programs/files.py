"""Programs that delete, move, copy, make and cut files."""

from fumehood.commands.expand.arg import NONE, SECRET, TERMINAL, UNKNOWN, Arg, shown
from fumehood.commands.paths.meaning import meaning
from fumehood.commands.paths.normal import base
from fumehood.commands.run.call import Call


def rm(call: Call) -> Arg:
    """Deletes its operands."""
    if call.helps:
        return Arg("")
    options = call.options(
        "",
        names=(
            "--recursive",
            "--force",
            "--interactive",
            "--verbose",
            "--dir",
            "--one-file-system",
            "--no-preserve-root",
            "--preserve-root",
        ),
    )
    recursive = options.any("-r", "-R", "--recursive")
    flags = [
        *(["force"] if options.any("-f", "--force") else []),
        *(["no-preserve-root"] if options.any("--no-preserve-root") else []),
    ]
    if options.any("-i", "--interactive") and not options.any("-f", "--force") and not recursive:
        flags.append("asks")
    call.machine.program = call.name
    piped = TERMINAL not in call.stdin.taint  # rm reads no names there, but who pipes them means them
    if recursive and not options.rest and options.any("-f", "--force") and piped:
        call.effect("delete", "what is not named", on="unknown", flags=["recursive", "dynamic", *flags])
    for path in options.rest:
        call.machine.delete(path, recursive=recursive, flags=flags)
    return Arg("")


def rmdir(call: Call) -> Arg:
    """Removes empty folders: nothing is lost."""
    del call
    return Arg("")


def unlink(call: Call) -> Arg:
    """Deletes one file."""
    for path in call.args:
        if not path.startswith("-"):
            call.machine.delete(path, recursive=False)
    return Arg("")


def srm(call: Call) -> Arg:
    """Shred and srm: what they overwrite cannot be brought back."""
    if call.helps:
        return Arg("")
    options = call.options("nsN", ("--iterations", "--size", "--random-source", "--remove"))
    for path in options.rest:
        where = call.machine.place(path)
        if where.on in ("disk", "device"):
            call.effect("device", path, on=where.on, path=where.path)
        else:
            call.machine.delete(path, recursive=options.any("-r", "-R", "--recursive"), flags=["shred"])
    return Arg("")


def trash(call: Call) -> Arg | None:
    """Moves to a trash folder, from which it can be brought back; emptying that cannot be undone."""
    if call.name == "gio" and call.args[:1] not in (["trash"], ["remove"]):
        return None
    if call.args[:1] == ["remove"]:
        for path in call.args[1:]:
            call.machine.delete(path, recursive=True)
    if "--empty" in call.args:
        call.effect("delete", "the trash folder", on="cache", flags=["recursive"])
    return Arg("")


_COPY_LONG = (
    "--target-directory",
    "--suffix",
    "--context",
    "--no-preserve",
    "--preserve",
    "--reflink",
    "--sparse",
)


def cp(call: Call) -> Arg:
    """Copies: reads the sources, writes the target; a copy of a secret file is the secret still."""
    if call.helps:
        return Arg("")
    sources, target = _operands(call)
    contents = [call.machine.read(s, quiet=_same_folder(s, target)) for s in sources]
    _put(call, sources, contents, target)
    return Arg("")


def _same_folder(source: Arg, target: Arg | None) -> bool:
    """A backup beside the file (`cp .env .env.bak`) shows it to nobody."""
    return (
        target is not None
        and source.rpartition("/")[0] == target.rpartition("/")[0]
        and base(target).startswith(base(source))
    )


def _operands(call: Call) -> tuple[list[Arg], Arg | None]:
    options = call.options("tS", _COPY_LONG)
    given = options.value("-t", "--target-directory")
    if given is not None:
        return list(options.rest), given
    return list(options.rest[:-1]), options.rest[-1] if len(options.rest) > 1 else None


def _put(call: Call, sources: list[Arg], contents: list[Arg], target: Arg | None) -> None:
    if target is None:
        return
    taint = NONE.union(*(c.taint for c in contents))
    folder = target.endswith("/") or len(sources) > 1
    for source, content in zip(call.machine.limited(sources, 500, "files"), contents, strict=False):
        full = call.machine.full(target)
        into = f"{full}/{base(source)}" if folder or not base(full) or _is_folder(full) else full
        known = call.machine.files.get(call.machine.full(source))
        call.machine.write(
            into,
            known if known is not None else Arg(UNKNOWN, content.taint - {TERMINAL} or taint),
            flags=["copy"],
        )


_KNOWN_FOLDERS = (
    "/tmp",
    "/etc",
    "/usr/local/bin",
    "/usr/bin",
    "/bin",
    "/boot",
    "/root",
    "/var/tmp",
    "/dev/shm",
    "/opt",
)


def _is_folder(full: str) -> bool:
    return full in _KNOWN_FOLDERS or full.endswith(
        (".d", "/hooks", "/LaunchAgents", "/LaunchDaemons", "/system", "/autostart", "/user", "/bin", "/...")
    )


def mv(call: Call) -> Arg:
    """Moves: like a copy, and the source is gone. Out into nothing, it is a deletion."""
    if call.helps:
        return Arg("")
    sources, target = _operands(call)
    if target is not None and call.machine.place(target).on == "null":
        for source in sources:
            call.machine.delete(source, recursive=True)
        return Arg("")
    for source in sources:
        where = call.machine.place(source)
        found = meaning(where.path)
        flags = ["moved", *(["whole"] if where.whole else [])]
        if found and found[0] in ("assistant", "protection", "account", "escalate", "trace"):
            call.effect(found[0], source, on=where.on, what=found[1], flags=["deleted"], path=where.path)
        elif where.on in ("root", "system", "home-root", "project-root", "parent", "vcs") and not (
            where.on == "system" and _own_install(target, where.path)
        ):
            call.effect("delete", source, on=where.on, flags=["recursive", *flags], path=where.path)
    contents = [call.machine.read(s, quiet=True) for s in sources]
    _put(call, sources, contents, target)
    for source in sources:
        call.machine.files.pop(call.machine.full(source), None)
    return Arg("")


def _own_install(target: Arg | None, path: str) -> bool:
    """A rename within the same folder, such as a backup, moves nothing away."""
    return (
        target is not None
        and target.rpartition("/")[0] == path.rpartition("/")[0]
        and base(target).startswith(base(path))
    )


def ln(call: Call) -> Arg:
    """Links: one that replaces a file with `/dev/null` empties it; one of a secret file reads it."""
    options = call.options("tS", ("--target-directory", "--suffix"))
    sources, target = list(options.rest[:-1]), options.rest[-1] if len(options.rest) > 1 else None
    if target is None:
        return Arg("")
    for source in sources:
        content = Arg("") if call.machine.place(source).on == "null" else call.machine.read(source)
        if options.any("-f", "--force") or meaning(call.machine.full(target)):
            call.machine.write(target, content, flags=["link"])
        elif SECRET in content.taint:
            call.machine.files[call.machine.full(target)] = content
    return Arg("")


def install(call: Call) -> Arg:
    """`install` copies with permissions."""
    options = call.options("gmoStT", ("--group", "--mode", "--owner", "--target-directory", "--suffix"))
    if options.any("-d", "--directory"):
        return Arg("")
    mode = options.value("-m", "--mode")
    sources, target = list(options.rest[:-1]), options.rest[-1] if len(options.rest) > 1 else None
    given = options.value("-t", "--target-directory")
    if given is not None:
        sources, target = list(options.rest), given
    _put(call, sources, [call.machine.read(s) for s in sources], target)
    if mode and target:
        from fumehood.commands.programs.permissions import judge_mode

        judge_mode(call, str(mode), [target], recursive=False)
    return Arg("")


def touch(call: Call) -> Arg:
    """Makes empty files, or gives files a time that is not theirs."""
    options = call.options("drt", ("--date", "--reference", "--time"))
    for path in options.rest:
        where = call.machine.place(path)
        found = meaning(where.path)
        if options.any("-r", "-t", "-d", "--reference", "--date"):
            dated = options.value("-t", "-d", "--date") or ""
            hides = options.any("-r", "--reference") or dated[:2] in ("19", "20")
            if hides and where.on not in ("project", "build"):
                call.effect(
                    "trace",
                    path,
                    on=where.on,
                    what="the time of a file is set back",
                    flags=["time"],
                    path=where.path,
                )
        elif found and found[0] in ("persist", "escalate", "load-code") and where.on != "vcs":
            call.effect(found[0], path, on=where.on, what=found[1], flags=["append"], path=where.path)
        elif where.on == "system":
            call.effect("write", path, on=where.on, flags=["append", "touch"], path=where.path)
        call.machine.files.setdefault(where.path, Arg(""))
    return Arg("")


def truncate(call: Call) -> Arg:
    """Cuts files."""
    options = call.options("sor", ("--size", "--reference"))
    size = options.value("-s", "--size") or Arg("")
    for path in options.rest:
        grows = size.startswith("+")
        call.machine.write(
            path, Arg(UNKNOWN) if grows else Arg(""), append=grows, flags=["cut"] if not grows else []
        )
    return Arg("")


def tee(call: Call) -> Arg:
    """Writes the input to files and passes it on."""
    options = call.options("", ("--output-error",))
    append = options.any("-a", "--append")
    content = call.stdin if TERMINAL not in call.stdin.taint else Arg(UNKNOWN)
    for path in options.rest:
        call.machine.write(path, content, append=append)
    return Arg(content, content.taint)


def mkdir(call: Call) -> Arg:
    """Makes folders and pipes."""
    options = call.options("mZ", ("--mode", "--context"))
    if call.name == "mknod" and options.rest[1:2] != ["p"]:
        return Arg("")
    if call.name in ("mkfifo", "mknod"):
        for path in options.rest[:1] if call.name == "mknod" else options.rest:
            call.machine.files[call.machine.full(path)] = Arg(UNKNOWN, frozenset(("fifo",)))
    for path in options.rest:
        where = call.machine.place(path)
        if (
            where.on == "system"
            and call.name == "mkdir"
            and not where.path.startswith(("/usr/local", "/opt", "/srv", "/run", "/var/lib"))
        ):
            call.effect("write", path, on="system", flags=["folder"], path=where.path)
    return Arg("")


def fallocate(call: Call) -> Arg:
    """Reserves room; very much of it fills the disk."""
    options = call.options("lop", ("--length", "--offset"))
    size = options.value("-l", "--length") or Arg("")
    if size[-1:].upper() in ("T", "P", "E") or (
        size[-1:].upper() == "G" and size[:-1].isdecimal() and int(size[:-1]) >= 50
    ):
        call.effect("exhaust", " ".join(options.rest), what=f"a file of {shown(size)}")
    return Arg("")


def rsync(call: Call) -> Arg | None:
    """Copies, also to and from other machines; with `--delete` what is not in the source is removed."""
    if call.helps or call.options("").any("-n", "--dry-run"):
        return Arg("")
    options = call.options("eBTfM@", (
        "--rsh", "--exclude", "--include", "--filter", "--exclude-from", "--include-from", "--files-from", "--rsync-path", "--bwlimit", "--timeout", "--port", "--out-format",
        "--log-file", "--backup-dir", "--suffix", "--chmod", "--chown", "--compare-dest", "--link-dest", "--partial-dir", "--temp-dir", "--password-file", "--max-size", "--min-size", "--info",
    ))  # fmt: skip
    for text in options.all_values("-e", "--rsh"):
        if not text.startswith(("ssh", "rsh", "/usr/bin/ssh")):
            call.run_text(text)
        elif "ProxyCommand" in text or "StrictHostKeyChecking=no" in text:
            from fumehood.commands.wrappers.remote import ssh

            words = [Arg(w) for w in text.split()[1:]]
            ssh(Call(call.machine, "ssh", [*words, Arg("host")], Arg("")))
    if not options.rest:
        return None
    sources, target = options.rest[:-1], options.rest[-1]
    taint = NONE.union(*(call.machine.read(s).taint for s in sources if not _remote(s)))
    if _remote(target):
        kind = "send-secret" if SECRET in taint else "send"
        call.effect(kind, target, on="remote", what="local files", flags=["tool"])
    elif not _remote(target) and sources:
        where = call.machine.place(target)
        if options.any(
            "--delete",
            "--delete-after",
            "--delete-before",
            "--delete-excluded",
            "--remove-source-files",
            "--del",
        ) and where.on not in ("temp", "build"):
            call.effect("delete", target, on=where.on, flags=["recursive", "sync"], path=where.path)
        if taint & {SECRET}:
            call.machine.write(target, Arg(UNKNOWN, taint))
        elif where.on == "system":
            call.effect("write", target, on=where.on, path=where.path)
    return None


def _remote(path: str) -> bool:
    head, colon, _ = path.partition(":")
    return bool(colon) and "/" not in head and not path.startswith((".", "/")) and len(head) > 1
