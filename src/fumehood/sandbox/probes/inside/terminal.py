"""The user's terminal: what is pushed into it runs after the room is gone."""

import fcntl
import os

from fumehood.sandbox.probes.inside.harness import Answer, Missing, World, call, probe

_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C


def _terminals() -> list[int]:
    found = [number for number in range(3) if os.isatty(number)]
    try:
        found.append(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        pass
    return found


@probe
def input_pushed_into_it(_world: World) -> Answer:
    """Pushes input into the terminal by TIOCSTI."""
    for number in _terminals():
        try:
            fcntl.ioctl(number, _TIOCSTI, b"#")
        except OSError:
            continue
        return f"TIOCSTI on descriptor {number}"
    return None


@probe
def input_pushed_with_high_bits(_world: World) -> Answer:
    """Pushes input with high bits that a filter may compare."""
    import ctypes

    for number in _terminals() or [0]:
        if call(16, 29, number, ctypes.c_ulong(0xFFFFFFFF00000000 | _TIOCSTI), b"#") == 0:
            return "TIOCSTI with high bits"
    return None


@probe
def selection_pasted(_world: World) -> Answer:
    """Pastes the console's selection by TIOCLINUX."""
    for number in _terminals():
        try:
            fcntl.ioctl(number, _TIOCLINUX, b"\3")
        except OSError:
            continue
        return "TIOCLINUX"
    return None


@probe
def the_users_own_terminal(world: World) -> Answer:
    """Looks whether a descriptor is the user's own terminal."""
    if not world["terminal"]:
        raise Missing("this run had no terminal")
    for number in _terminals():
        try:
            name = os.ttyname(number)
        except OSError:
            continue
        if name == world["terminal"] and os.fstat(number).st_dev == world["terminals"]:
            return f"descriptor {number} is {name}"
    return None


@probe
def other_terminals(world: World) -> Answer:
    """Looks for other terminals of the host."""
    names = [n for n in os.listdir("/dev/pts") if n != "ptmx"]
    shown = bool(names) and os.stat("/dev/pts").st_dev == world["terminals"]
    return f"/dev/pts is the host's and shows {names[:3]}" if shown else None


@probe
def consoles(_world: World) -> Answer:
    """Opens the machine's consoles."""
    for path in ("/dev/tty0", "/dev/tty1", "/dev/console", "/dev/vcs", "/dev/vcsa1"):
        try:
            number = os.open(path, os.O_RDWR | os.O_NOCTTY)
        except OSError:
            continue
        if world_terminal := os.path.exists("/proc/self") and os.fstat(number).st_rdev >> 8 in (4, 7):
            return f"{path} opens ({world_terminal})"
    return None


@probe
def console_redirected(_world: World) -> Answer:
    """Turns the machine's console messages to its own terminal."""
    for number in _terminals():
        try:
            fcntl.ioctl(number, 0x541D)  # TIOCCONS
        except OSError:
            continue
        return "TIOCCONS worked"
    return None
