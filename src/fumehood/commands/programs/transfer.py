"""Programs that copy files to other machines and services, and those whose queries carry data."""

from fumehood.commands.expand.arg import ENCODED, FILE, NONE, SECRET, TERMINAL, UNKNOWN, Arg, has_glob
from fumehood.commands.programs.origin import is_local
from fumehood.commands.programs.sending import is_drop, sends
from fumehood.commands.run.call import Call


def scp(call: Call) -> Arg | None:
    """Copies over ssh."""
    options = call.options("cDFiJloPSX", first_only=False)
    if program := options.value("-S"):
        call.run_text(program)
    from fumehood.commands.wrappers.remote import _local_options

    _local_options(call, options.all_values("-o"))
    if len(options.rest) < 2:
        return None
    sources, target = options.rest[:-1], options.rest[-1]
    if is_remote(target):
        taint = NONE.union(*(call.machine.read(s).taint for s in sources if not is_remote(s)))
        sends(
            call,
            Arg(UNKNOWN, taint),
            target.partition(":")[0].rpartition("@")[2],
            always=True,
            flags=("tool",),
        )
    else:
        call.machine.write(target, Arg(UNKNOWN))
    return Arg("")


def is_remote(path: str) -> bool:
    """Whether the operand names another machine (`host:path`, `scp://…`)."""
    if path.startswith(("scp://", "sftp://", "rsync://")):
        return True
    head, colon, _ = path.partition(":")
    return bool(colon) and "/" not in head and len(head) > 1


_SENDS = ("put", "mput", "send", "mirror -R", "mirror --reverse", "append", "reput")


def sftp(call: Call) -> Arg | None:
    """Ftp and its kin: `put` in what is piped in, in a batch file, or in `-e`."""
    options = call.options("bcDFiJloPRSXseucpIkUWmAgqTN", ("--rcfile",))
    texts = [call.stdin] if TERMINAL not in call.stdin.taint else []
    texts += options.all_values("-c", "-e") if call.name in ("lftp", "smbclient") else []
    texts += [call.machine.read(p) for p in options.all_values("-b", "-s") if call.name in ("sftp", "psftp")]
    target = str(next((a for a in options.rest if not a.startswith("-")), "")).strip("/") or "another machine"
    if call.name in ("ncftpput", "atftp") or (
        call.name == "tftp" and any(a in ("put", "-p") for a in call.args)
    ):
        if call.name != "atftp" or options.any("-p", "--put"):
            sends(call, NOTHING, target, always=True, what="a local file")
        return None
    if call.name in {"cadaver", "curlftpfs"}:
        return None
    for text in texts:
        for line in text.replace(";", "\n").splitlines():
            stripped = line.strip()
            if stripped.startswith("!"):
                call.run_text(Arg(stripped[1:], text.taint))
            elif stripped.lower().startswith(_SENDS) or UNKNOWN in stripped[:1]:
                words = stripped.split()
                content = call.machine.read(Arg(words[1])) if len(words) > 1 else NOTHING
                sends(call, content, target, always=True, what="a local file")
            elif stripped.lower().startswith(("delete", "rm ", "rmdir", "mdelete")):
                call.effect("destroy-remote", stripped, on="remote", flags=["small"])
    return None


NOTHING = Arg(UNKNOWN)
_CLOUD_SENDS = {
    "rclone": ("copy", "copyto", "sync", "move", "moveto", "rcat", "bisync"), "restic": ("backup",), "borg": ("create",), "duplicity": ("backup", "full", "incr"), "s3cmd": ("put", "sync"), "s4cmd": ("put", "sync"),
    "s5cmd": ("cp", "sync", "mv", "pipe"), "mc": ("cp", "mirror", "pipe"), "gsutil": ("cp", "rsync", "mv"), "azcopy": ("copy", "sync", "cp"), "b2": ("upload-file", "sync"), "mega-put": (), "megaput": (), "dropbox_uploader.sh": ("upload",),
    "gdrive": ("upload", "files"), "skicka": ("upload",), "onedrive": (),
}  # fmt: skip
_CLOUD_REMOVES = {
    "rclone": ("purge", "delete", "deletefile", "rmdirs", "cleanup"), "restic": ("forget", "prune"), "borg": ("delete", "prune"), "s3cmd": ("rb", "del", "rm"), "s5cmd": ("rm", "rb"), "mc": ("rm", "rb"), "gsutil": ("rm", "rb"), "azcopy": ("remove", "rm"), "b2": ("delete-bucket", "delete-file-version"),
}  # fmt: skip


def rclone(call: Call) -> Arg | None:
    """Copies to storage on the network, and removals there."""
    if call.helps or "--dry-run" in call.args or "-n" in call.args or "--dryrun" in call.args:
        return Arg("")
    options = call.options(
        "rofmp" if call.name == "restic" else "oh" if call.name == "gsutil" else "",
        (
            "--repo",
            "--config",
            "--password-file",
            "--exclude",
            "--include",
            "--tag",
            "--files-from",
            "--transfers",
            "--profile",
            "--endpoint-url",
            "--storage-class",
            "--password-command",
            "--rsh",
            "--filter",
        ),
    )
    for text in options.all_values("--password-command", "--rsh"):
        call.run_text(text)
    words = list(options.rest)
    if call.name == "gsutil" and words[:1] in (["iam"], ["acl"], ["defacl"]):
        if words[1:2] in (["ch"], ["set"]) and any("all" in w.lower() or "public" in w for w in words[2:]):
            call.effect("protection", " ".join(words), on="cloud", what="who may read what is stored")
        return None
    verb = next(
        (w for w in words if w in (*_CLOUD_SENDS[call.name], *_CLOUD_REMOVES.get(call.name, ()))), None
    )
    if verb is None and _CLOUD_SENDS[call.name]:
        return None
    operands = words[words.index(verb) + 1 :] if verb else words
    if verb in _CLOUD_REMOVES.get(call.name, ()):
        many = (
            verb in ("purge", "rb", "delete-bucket", "delete")
            or options.any("-r", "-R", "--recursive", "--force")
            or any(has_glob(o) or "*" in o for o in operands)
        )
        call.effect(
            "destroy-remote",
            " ".join(operands),
            on="cloud",
            what="stored files",
            flags=["large"] if many else ["small"],
        )
        return None
    local = [o for o in (operands[:-1] or operands) if not _stored(o)]
    taint = NONE.union(*(call.machine.read(o).taint for o in local))
    repository = options.value("-r", "--repo")
    target = str(operands[-1]).lstrip(":") if operands else ""
    if call.name in ("restic", "borg", "duplicity"):
        target = str(repository or operands[0] if operands else "")
        if not any(s in target for s in (":", "::")) or target.startswith(("/", ".")):
            return None
    if (local and (_stored(target) or repository)) or call.name in (
        "mega-put",
        "megaput",
        "onedrive",
        "skicka",
        "gdrive",
        "dropbox_uploader.sh",
    ):
        own = call.name in ("gsutil", "s3cmd", "s4cmd", "s5cmd", "azcopy", "b2", "mc")
        if SECRET in taint or not own:
            sends(call, Arg(UNKNOWN, taint), target, always=True, flags=("tool",))
    return None


def _stored(operand: str) -> bool:
    head = operand.lstrip(":").partition(":")[0]  # rclone makes a remote of `:http:…` on the spot
    return "://" in operand or (":" in operand and "/" not in head and len(head) > 1)


def share(call: Call) -> Arg | None:
    """Programs whose purpose is to give something to somebody, and those that can be bent to it."""
    if call.helps or any(a.startswith(("--list", "--login", "--read", "--show")) for a in call.args):
        return Arg("")
    if call.args and call.args[0] in (
        "download",
        "exists",
        "delete",
        "info",
        "history",
        "receive",
        "password",
        "params",
    ):
        return None
    name = call.name
    options = call.options("hpuHscaqtrSbAPmjf" if name not in ("ab", "croc") else "pHTACxXnctu")
    words = list(options.rest)
    piped = TERMINAL not in call.stdin.taint and bool(call.stdin)
    if name in ("croc", "wormhole", "magic-wormhole"):
        if words[:1] in (["send"], ["tx"]):
            _gives(call, words[1:], name)
    elif name in ("whois", "finger"):
        host = str(options.value("-h") or next((w.partition("@")[2] for w in words if "@" in w), ""))
        taint = NONE.union(*(w.taint for w in words))
        if host and (options.any("-p") or taint & {FILE, SECRET, ENCODED}):
            sends(call, Arg(UNKNOWN, taint), host, always=not is_local(host), flags=("query",))
    elif name == "ab":
        for path in options.all_values("-p", "-u"):
            sends(call, call.machine.read(path), str(words[0]) if words else "", always=True)
    elif name in ("cancel", "lp", "lpr", "logger"):
        server = (
            options.value("-h", "-H")
            if name != "logger"
            else next(
                (v for f, v in zip(call.args, call.args[1:], strict=False) if f in ("-n", "--server")), None
            )
        )
        if server and not is_local(str(server)):
            _gives(call, words, str(server))
    elif name in ("mail", "mailx", "mutt", "mpack", "sendmail", "swaks", "ssmtp", "msmtp"):
        _mails(call, words, piped=piped)
    elif name in ("mosquitto_pub", "kcat", "kafkacat", "snmptrap"):
        if piped or any(a in ("-f", "-s") for a in call.args):
            sends(call, call.stdin, str(options.value("-h", "-b") or ""), what="what is piped in")
    elif name in ("gist",) or words or piped:
        _gives(call, words, name)
    return None


def _gives(call: Call, words: list[Arg], to: str) -> None:
    taint = NONE.union(
        call.stdin.taint - {TERMINAL},
        *(call.machine.read(w).taint for w in words if not w.startswith(("http", "-"))),
    )
    sends(call, Arg(UNKNOWN, taint), to, always=True, flags=("share",))


def _mails(call: Call, words: list[Arg], *, piped: bool) -> None:
    attached = [
        call.args[n + 1]
        for n, a in enumerate(call.args[:-1])
        if a in ("-a", "-A", "--attach", "-f") and call.name != "sendmail"
    ]
    if not attached and not piped and not any("@" in w for w in words):
        return
    taint = NONE.union(call.stdin.taint - {TERMINAL}, *(call.machine.read(a).taint for a in attached))
    if "@" in " ".join(words) or attached or call.name == "swaks":
        sends(
            call,
            Arg(UNKNOWN, taint),
            " ".join(w for w in words if "@" in w),
            always=bool(attached) or piped,
            what="a message",
        )


def names(call: Call) -> Arg | None:
    """Name look-ups: a name that is made of local data carries it away."""
    taint = NONE.union(*(a.taint for a in call.args))
    target = " ".join(a for a in call.args if "." in a)
    for option, value in zip(call.args, call.args[1:], strict=False):
        if option == "-f":
            call.machine.read(value)
    if (
        call.name in ("hping3", "nping")
        and any(a in ("--flood", "--rand-source", "--faster") for a in call.args)
    ) or (call.name == "ping" and any(a in ("-f", "--flood") for a in call.args)):
        call.effect("exhaust", target, on="remote", what="floods another machine")
    elif taint & {SECRET, FILE, ENCODED, "environment"}:
        sends(
            call,
            Arg(UNKNOWN, taint - {ENCODED} | ({FILE} if ENCODED in taint else NONE)),
            target or "a name server",
            what="local data inside a name",
            flags=("dns",),
        )
    elif is_drop(target):
        call.effect("send", target, on="remote", what="a name that only its owner sees", flags=["dns"])
    return None
