"""Setuid, capabilities and other ways to become more than one is."""

import os

from fumehood.sandbox.probes.inside.harness import Answer, Missing, Tried, World, call, libc, probe, write


def _status(key: str) -> str:
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith(key + ":"):
                return line.split(":")[1].strip()
    raise Missing(f"no {key} in /proc/self/status")


@probe
def set_id_bits_left_on_the_host(world: World) -> Answer:
    """Sets setuid and setgid bits on a file of the project."""
    path = world["project"] + "/set-id"
    write(path)
    for mode in (0o4755, 0o2755, 0o6755):
        try:
            os.chmod(path, mode)
        except OSError:
            continue
        if os.stat(path).st_mode & 0o6000:
            return Tried((path,)) if world["workspace"] == "overlay" else f"chmod {mode:o}"
    return None


@probe
def set_id_bits_at_creation(world: World) -> Answer:
    """Makes a file that has such bits from the start."""
    path = world["project"] + "/set-id-new"
    os.umask(0)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o4755))
    return "open made a setuid file" if os.stat(path).st_mode & 0o6000 else None


@probe
def set_id_bits_by_number(world: World) -> Answer:
    """Sets such bits by calls that libraries do not use."""
    path = (world["project"] + "/set-id-number").encode()
    write(path.decode())
    for numbers, arguments in (((452, 452), (-100, path, 0o4755, 0)), ((268, 53), (-100, path, 0o4755))):
        call(*numbers, *arguments)
        if os.stat(path).st_mode & 0o6000:
            return "fchmodat set the bit"
    return None


@probe
def set_id_bits_by_mknod(world: World) -> Answer:
    """Makes a file with such bits by mknod."""
    path = world["project"] + "/set-id-node"
    os.umask(0)
    os.mknod(path, 0o104755)
    return "mknod made a setuid file" if os.stat(path).st_mode & 0o6000 else None


@probe
def file_capabilities(world: World) -> Answer:
    """Gives a file capabilities."""
    path = world["project"] + "/capable"
    write(path)
    os.setxattr(path, "security.capability", bytes.fromhex("0100000200040000000000000000000000000000"))
    return Tried((path,)) if world["workspace"] == "overlay" else "a file has capabilities"


@probe
def no_new_privileges(_world: World) -> Answer:
    """Looks whether programs may gain privileges."""
    return (
        None if libc().prctl(39, 0, 0, 0, 0) == 1 else "programs may gain privileges"
    )  # PR_GET_NO_NEW_PRIVS


@probe
def capabilities(_world: World) -> Answer:
    """Looks for capabilities of its own."""
    for key in ("CapEff", "CapPrm", "CapInh", "CapAmb"):
        try:
            value = _status(key)
        except Missing:
            if key != "CapAmb":  # the kernel of gVisor has no ambient ones
                raise
            continue
        if int(value, 16):
            return f"{key} {value}"
    return None


@probe
def bounding_set(_world: World) -> Answer:
    """Looks for capabilities that could be drawn."""
    if libc().prctl(39, 0, 0, 0, 0) == 1 and os.getuid():
        raise Missing("no new privileges: nothing can be drawn from it")
    value = _status("CapBnd")
    return f"CapBnd {value}" if int(value, 16) else None


@probe
def become_root(_world: World) -> Answer:
    """Calls setuid(0)."""
    if os.getuid() == 0:
        raise Missing("the room's user has this number already")
    os.setuid(0)
    return "setuid(0) worked"


@probe
def other_groups(_world: World) -> Answer:
    """Takes further groups."""
    os.setgroups([0, 6, 42])
    return "setgroups worked"


@probe
def programs_that_give_root(_world: World) -> Answer:
    """Runs sudo, su and pkexec."""
    import subprocess

    if os.getuid() == 0:
        raise Missing("the room's user has this number already")
    for command in (["sudo", "-n", "id", "-u"], ["su", "-c", "id -u"], ["pkexec", "id", "-u"]):
        try:
            done = subprocess.run(
                command, capture_output=True, stdin=subprocess.DEVNULL, timeout=5, check=False
            )
        except OSError:
            continue
        if done.stdout.strip() == b"0":
            return f"{command[0]} gave root"
    return None


@probe
def set_id_bits_of_a_copied_program(world: World) -> Answer:
    """A program of the machine has such bits; a copy that keeps the mode would have them too."""
    import shutil

    found = next(
        (path for path in ("/usr/bin/su", "/usr/bin/passwd", "/usr/bin/mount") if os.path.exists(path)), None
    )
    if found is None:
        raise Missing("no such program here")
    path = world["project"] + "/set-id-copy"
    shutil.copyfile(found, path)
    try:
        shutil.copystat(found, path)
    except OSError:
        return None
    if not os.stat(path).st_mode & 0o6000:
        return None
    return Tried((path,)) if world["workspace"] == "overlay" else "copystat kept the bit"


@probe
def capabilities_raised(_world: World) -> Answer:
    """Gives itself all capabilities."""
    import struct

    head, all_of_them = (
        struct.pack("=Ii", 0x20080522, 0),
        struct.pack("=6I", *[0xFFFFFFFF] * 2, 0, *[0xFFFFFFFF] * 2, 0),
    )
    return "capset gave capabilities" if libc().capset(head, all_of_them) == 0 else None


@probe
def other_users_number(_world: World) -> Answer:
    """Becomes another user."""
    for number in (1, 33, 1000, 65533):
        if number != os.getuid():
            try:
                os.setresuid(number, number, number)
            except OSError:
                continue
            return f"the user's number is {number} now"
    return None


@probe
def set_id_bits_by_a_temporary_file(world: World) -> Answer:
    """Makes a nameless file with setuid and gives it a name."""
    path = world["project"] + "/set-id-nameless"
    os.umask(0)
    number = os.open(world["project"], os.O_TMPFILE | os.O_WRONLY, 0o4755)
    os.link(f"/proc/self/fd/{number}", path, follow_symlinks=True)
    return "a file with setuid has a name" if os.stat(path).st_mode & 0o6000 else None


@probe
def set_id_bits_of_a_folder(world: World) -> Answer:
    """Sets the setgid bit of a folder, which hands a group on."""
    path = world["project"] + "/set-id-folder"
    os.mkdir(path)
    before = os.stat(path).st_mode
    os.chmod(path, 0o2777)
    return "chmod set the bit" if os.stat(path).st_mode & ~before & 0o6000 else None
