"""Programs that write to disks past the file system, or make and unmake file systems."""

from fumehood.commands.expand.arg import TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call

_SOURCES_WITHOUT_END = ("/dev/zero", "/dev/urandom", "/dev/random")
_LARGE = 50 << 30  # bytes of a file that is called too large
_UNITS = {
    "k": 1 << 10,
    "K": 1 << 10,
    "M": 1 << 20,
    "G": 1 << 30,
    "T": 1 << 40,
    "kB": 1000,
    "MB": 1000**2,
    "GB": 1000**3,
    "c": 1,
    "b": 512,
    "": 1,
}


def dd(call: Call) -> Arg | None:
    """Copies blocks: onto a disk, into a file, out of the memory."""
    operands = dict(a.split("=", 1) for a in call.args if "=" in a)
    taints = {a.partition("=")[0]: a.taint for a in call.args}
    source, target = operands.get("if", ""), operands.get("of")
    content = call.machine.read(source) if source else call.stdin
    if target is None:
        return Arg(content if content.known else UNKNOWN, content.taint - {TERMINAL})
    path = Arg(target, taints.get("of", frozenset()))
    where = call.machine.place(path)
    if where.on in ("disk", "device"):
        call.effect("device", path, on=where.on, path=where.path)
        return Arg("")
    call.machine.write(
        path,
        Arg(content or UNKNOWN, content.taint - {TERMINAL}),
        append="append" in operands.get("oflag", "") or "notrunc" in operands.get("conv", ""),
    )
    if source in _SOURCES_WITHOUT_END and _size(operands) > _LARGE:
        call.effect("exhaust", path, what="a file that fills the disk")
    return Arg("")


def _size(operands: dict[str, str]) -> int:
    block, count = _bytes(operands.get("bs", operands.get("obs", "512"))), operands.get("count")
    return block * _bytes(count) if count else 1 << 62


def _bytes(text: str) -> int:
    digits = text.rstrip("kKMGTBcb")
    return int(digits) * _UNITS.get(text[len(digits) :], 1) if digits.isdecimal() and len(digits) < 15 else 0


# Of each program: what it destroys, and the options or verbs without which it only tells something.
_ALWAYS = ("mkfs", "mke2fs", "mkntfs", "newfs", "mkdosfs", "mkexfatfs", "mkswap", "nwipe", "format")
_VERBS = {
    "wipefs": ("-a", "--all", "-o", "--offset", "-af", "-fa", "-a-f"), "blkdiscard": (), "sgdisk": ("-Z", "--zap-all", "-z", "--zap", "-o", "--clear", "-d", "-n", "--new", "--delete", "-g"), "sfdisk": (), "fdisk": (), "cfdisk": (), "gdisk": (),
    "parted": ("mklabel", "mktable", "rm", "mkpart", "resizepart"), "gparted": (),
    "hdparm": ("--security-erase", "--security-erase-enhanced", "--trim-sector-ranges", "--write-sector", "--make-bad-sector", "--security-set-pass", "--fwdownload"),
    "nvme": ("format", "sanitize", "delete-ns", "write-zeroes", "fw-download"), "badblocks": ("-w", "-n"), "scrub": (),
    "diskutil": ("eraseDisk", "eraseVolume", "erasedisk", "erasevolume", "partitionDisk", "secureErase", "zeroDisk", "randomDisk", "reformat", "apfs"),
    "mdadm": ("--create", "-C", "--zero-superblock", "--remove", "--fail", "--stop", "-S"), "cryptsetup": ("luksFormat", "erase", "luksErase", "luksKillSlot", "luksRemoveKey", "luksHeaderRestore", "reencrypt"),
    "lvremove": (), "vgremove": (), "pvremove": (), "lvreduce": (), "zpool": ("destroy", "labelclear", "create", "offline", "detach", "remove"), "zfs": ("destroy", "rollback"),
    "btrfs": ("delete", "del"), "dmsetup": ("remove", "remove_all", "wipe_table"), "tune2fs": ("-O", "-U"), "resize2fs": ("-M",), "nbdwipe": (),
}  # fmt: skip
_TELLS = frozenset(
    {
        "-l",
        "--list",
        "-L",
        "print",
        "-p",
        "--print",
        "-d-",
        "--dump",
        "-n",
        "--no-act",
        "--dry-run",
        "-N-",
        "--verify",
        "-x",
        "-s",
        "-J",
        "--json",
    }
)


def format_(call: Call) -> Arg | None:
    """Notes what is destroyed, by the program and its verb."""
    if call.helps:
        return Arg("")
    name = call.name
    args = call.args
    device = (
        next((a for a in reversed(args) if "/dev/" in a or call.machine.place(a).on == "disk"), None)
        if args
        else None
    )
    operands = [a for a in args if not a.startswith("-")]
    if name in ("mount", "umount"):
        return _mount(call, operands)
    if name in ("e2fsck", "fsck", "swapoff", "losetup", "bcache"):
        return None
    if any(name.startswith(p) for p in _ALWAYS):
        if operands and not any(a in ("-n",) for a in args):
            target = device or operands[-1]
            on = call.machine.place(target).on
            if on in ("disk", "device", "unknown") or device is not None:
                call.effect("device", target, on=on, what="makes a new file system over it")
        return Arg("")
    verbs = _VERBS.get(name)
    if verbs is None:
        return None
    if verbs and not any(
        a in verbs or a.partition("=")[0] in verbs or (name == "parted" and set(a.split()) & set(verbs))
        for a in args
    ):
        return None
    if name == "wipefs" and any(a in ("-n", "--no-act") for a in args):
        return None
    if not verbs and (any(a in _TELLS for a in args) or not operands):
        return None
    if name in ("tune2fs", "fdisk", "cfdisk", "gdisk", "sfdisk") and (
        device is None or (TERMINAL in call.stdin.taint and name != "sfdisk")
    ):
        return None
    flags = ["snapshot"] if name in ("zfs", "btrfs") and any("@" in a or "snap" in a for a in args) else []
    call.effect(
        "device",
        device or " ".join(operands),
        on="disk",
        what=f"{name} {' '.join(operands[:2])}",
        flags=flags,
    )
    return Arg("")


def _mount(call: Call, operands: list[Arg]) -> Arg | None:
    """Mounting over what is there, or the machine's own processes, hides them."""
    if call.name == "mount" and any("/proc/" in a for a in operands):
        call.effect("trace", " ".join(operands), on="system", what="hides a process behind another")
    elif (
        call.name == "mount"
        and any("remount" in a for a in call.args)
        and any("exec" in a or "rw" in a or "suid" in a for a in call.args)
    ):
        call.effect("protection", " ".join(operands) or "/", on="system", what="how a file system is mounted")
    elif call.name == "mount" and call.machine.place(operands[0]).on == "disk" if operands else False:
        call.effect("escalate", operands[0], on="disk", what="reaches a disk of the machine")
    return None
