"""Signals, tracing and the memory of other processes."""

import os
import signal

from fumehood.sandbox.probes.inside.harness import Answer, Missing, Tried, World, call, libc, probe


@probe
def kill(world: World) -> Answer:
    """Ends a process of the host."""
    os.kill(world["victim"], signal.SIGTERM)
    return Tried(("victim",))


@probe
def kill_the_group(world: World) -> Answer:
    """Ends a group of processes of the host."""
    os.killpg(world["victim"], signal.SIGTERM)
    return Tried(("victim",))


@probe
def kill_by_descriptor(world: World) -> Answer:
    """Ends a process of the host by its descriptor."""
    number = os.pidfd_open(world["victim"])
    signal.pidfd_send_signal(number, signal.SIGTERM)
    return Tried(("victim",))


@probe
def question_by_signal(world: World) -> Answer:
    """Asks by signal 0 whether a process of the host is there."""
    os.kill(world["victim"], 0)
    return "the process of the host can be signalled"


@probe
def trace_the_host(world: World) -> Answer:
    """Traces a process of the host."""
    return "attached" if call(101, 117, 16, world["victim"], 0, 0) == 0 else None


@probe
def trace_the_first_process(_world: World) -> Answer:
    """Traces the first process of the room."""
    return "attached" if call(101, 117, 16, 1, 0, 0) == 0 else None


@probe
def trace_the_parent(_world: World) -> Answer:
    """Traces the process above."""
    return "attached" if call(101, 117, 0x4206, os.getppid(), 0, 0) == 0 else None


@probe
def memory_of_the_parent(_world: World) -> Answer:
    """Reads the memory of the process above by call."""
    import ctypes

    libc()
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    got = call(310, 270, os.getppid(), vector, 1, vector, 1, 0)
    return "process_vm_readv worked" if got > 0 else None


@probe
def memory_file_of_the_first_process(_world: World) -> Answer:
    """Reads the first process's memory by file."""
    if os.getppid() == 1:
        raise Missing("the first process is the command itself")
    with open("/proc/1/maps", encoding="ascii", errors="replace") as file:
        start = int(file.readline().split("-")[0], 16)
    with open("/proc/1/mem", "rb") as memory:
        memory.seek(start)
        return "/proc/1/mem can be read" if memory.read(8) else None


@probe
def limits_of_the_host(world: World) -> Answer:
    """Sets limits of a process of the host."""
    import resource

    resource.prlimit(world["victim"], resource.RLIMIT_CORE, (0, 0))
    return "the limits of a process of the host were set"


@probe
def priority_of_the_host(world: World) -> Answer:
    """Moves a process of the host to other processors."""
    os.sched_setaffinity(world["victim"], {0})
    return "the processors of a process of the host were set"


@probe
def descriptor_of_another(_world: World) -> Answer:
    """Takes a descriptor out of the process above."""
    return "pidfd_getfd worked" if call(438, 438, os.pidfd_open(os.getppid()), 1, 0) >= 0 else None


@probe
def compare_processes(_world: World) -> Answer:
    """Compares what two processes share."""
    return "kcmp worked" if call(312, 272, os.getpid(), os.getppid(), 0, 0, 0) >= 0 else None


@probe
def kill_a_thread(world: World) -> Answer:
    """Ends a thread of the host by its number."""
    call(200, 130, world["victim"], 15)
    call(234, 131, world["victim"], world["victim"], 15)
    return Tried(("victim",))


@probe
def queued_signal(world: World) -> Answer:
    """Queues a signal with data for a process of the host."""
    import struct

    call(129, 138, world["victim"], 15, struct.pack("=3i", 15, 0, -1) + bytes(116))
    return Tried(("victim",))


@probe
def nice_of_the_host(world: World) -> Answer:
    """Sets priority and disk priority of a process of the host."""
    try:
        os.setpriority(os.PRIO_PROCESS, world["victim"], 15)
    except OSError:
        return "ioprio_set worked" if call(251, 30, 1, world["victim"], 3 << 13) == 0 else None
    return "the priority of a process of the host was set"


@probe
def own_out_of_memory_score(world: World) -> Answer:
    """Has the kernel end others first when memory runs out."""
    with open("/proc/version", encoding="utf-8", errors="replace") as version:
        if version.read() != world["kernel"]:
            raise Missing("the room has a kernel of its own")
    for pid, value in (("self", "-900"), (str(world["victim"]), "900")):
        try:
            with open(f"/proc/{pid}/oom_score_adj", "w", encoding="ascii") as file:
                file.write(value)
        except OSError:
            continue
        return f"the score of {pid} was set"
    return None


@probe
def own_limits_raised(_world: World) -> Answer:
    """Raises its own limits above what it was given."""
    import resource

    for name in ("RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_MEMLOCK"):
        kind = getattr(resource, name)
        _, most = resource.getrlimit(kind)
        if most == resource.RLIM_INFINITY:
            continue
        try:
            resource.setrlimit(kind, (most + 1, most + 1))
        except (OSError, ValueError):
            continue
        return f"{name} was raised above {most}"
    return None


@probe
def real_time(_world: World) -> Answer:
    """Asks for a real-time priority, before all others."""
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
    return "real-time priority"
