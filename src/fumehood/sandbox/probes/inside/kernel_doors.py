"""Parts of the kernel that have often had holes and that no program of a project needs."""

import os

from fumehood.sandbox.probes.inside.harness import Answer, Missing, World, call, libc, opens, probe


@probe
def io_uring(_world: World) -> Answer:
    """Sets up a ring of io_uring, which filters do not see into."""
    return "io_uring_setup worked" if call(425, 425, 1, bytes(120)) >= 0 else None


@probe
def bpf(_world: World) -> Answer:
    """Makes a map for programs of the kernel."""
    import ctypes

    libc()
    attributes = ctypes.create_string_buffer(bytes([2, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0]), 72)
    found = call(321, 280, 0, attributes, 72)
    return "a map was made" if found >= 0 else None


@probe
def performance_events(_world: World) -> Answer:
    """Opens a counter of performance events."""
    import ctypes

    libc()
    attributes = ctypes.create_string_buffer(bytes([1, 0, 0, 0, 112, 0, 0, 0]), 112)
    return "perf_event_open worked" if call(298, 241, attributes, 0, -1, -1, 0) >= 0 else None


@probe
def page_faults(_world: World) -> Answer:
    """Asks to handle page faults by userfaultfd."""
    if call(323, 282, 1) >= 0:
        return "userfaultfd worked"
    return "/dev/userfaultfd opens" if opens("/dev/userfaultfd", os.O_RDWR) else None


@probe
def filter_of_system_calls(_world: World) -> Answer:
    """Looks whether there is a filter of system calls at all."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        lines = [line.split()[1] for line in file if line.startswith("Seccomp:")]
    if not lines:
        raise Missing("/proc/self/status tells nothing of a filter")
    return None if lines[0] == "2" else "no filter of system calls"


@probe
def calls_of_x32(_world: World) -> Answer:
    """Calls by the numbers of x32, which a filter may not know."""
    if os.uname().machine != "x86_64":
        raise Missing("only x86_64 has them")
    return "a call of x32 worked" if call(0x40000000 + 39, -1) > 0 else None


@probe
def calls_of_32_bits(_world: World) -> Answer:
    """Calls by the 32-bit entry, which a filter may not know."""
    if os.uname().machine != "x86_64":
        raise Missing("only x86_64 has them")
    import ctypes
    import mmap

    libc()
    # mov eax, 20 (getpid); int 0x80; ret
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    found = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    return "a call of 32 bits worked" if found > 0 else None


@probe
def new_kernel(_world: World) -> Answer:
    """Loads a module or another kernel, or restarts."""
    import ctypes

    libc()
    for x86, arm in ((246, 104), (320, 294), (175, 105), (313, 273), (169, 142)):
        # A wrong argument: a kernel that looks at it says so, a filter or a missing right says EPERM.
        ctypes.set_errno(0)
        if call(x86, arm, -1, -1, -1, -1) == -1 and ctypes.get_errno() not in (1, 38):
            return f"call {x86} is let in"
    return None


@probe
def randomisation_off(_world: World) -> Answer:
    """Switches the randomisation of addresses off."""
    return "address randomisation can be switched off" if call(135, 92, 0x0040000) != -1 else None


@probe
def accounting_and_swap(_world: World) -> Answer:
    """Switches accounting and swap space."""
    for x86, arm in ((163, 89), (167, 224), (168, 225)):
        if call(x86, arm, None, 0) == 0:
            return f"call {x86} worked"
    return None


@probe
def ports(_world: World) -> Answer:
    """Asks for direct access to the ports of the hardware."""
    if os.uname().machine != "x86_64":
        raise Missing("only x86_64 has them")
    return "ports are open" if call(172, -1, 3) == 0 or call(173, -1, 0x80, 1, 1) == 0 else None


@probe
def notices_of_the_whole_disk(_world: World) -> Answer:
    """Asks to be told of every file that anybody opens."""
    number = call(300, 262, 0x4, 0)
    if number < 0:
        return None
    marked = call(301, 263, number, 0x1 | 0x100, 0x20, -100, b"/")  # a whole file system, opened files
    return "fanotify watches the disk" if marked == 0 else None
