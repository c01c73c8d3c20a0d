"""Signals, tracing and the memory of other processes."""

import os
import signal

from fumehood.sandbox.probes.inside.harness import Answer, Missing, Tried, World, call, libc, probe


@probe
def kill(world: World) -> Answer:
    os.kill(world["victim"], signal.SIGTERM)
    return Tried(("victim",))


@probe
def kill_the_group(world: World) -> Answer:
    os.killpg(world["victim"], signal.SIGTERM)
    return Tried(("victim",))


@probe
def kill_by_descriptor(world: World) -> Answer:
    number = os.pidfd_open(world["victim"])
    signal.pidfd_send_signal(number, signal.SIGTERM)
    return Tried(("victim",))


@probe
def question_by_signal(world: World) -> Answer:
    os.kill(world["victim"], 0)
    return "the process of the host can be signalled"


@probe
def trace_the_host(world: World) -> Answer:
    return "attached" if call(101, 117, 16, world["victim"], 0, 0) == 0 else None


@probe
def trace_the_first_process(_world: World) -> Answer:
    return "attached" if call(101, 117, 16, 1, 0, 0) == 0 else None


@probe
def trace_the_parent(_world: World) -> Answer:
    return "attached" if call(101, 117, 0x4206, os.getppid(), 0, 0) == 0 else None


@probe
def memory_of_the_parent(_world: World) -> Answer:
    import ctypes

    libc()
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    got = call(310, 270, os.getppid(), vector, 1, vector, 1, 0)
    return "process_vm_readv worked" if got > 0 else None


@probe
def memory_file_of_the_first_process(_world: World) -> Answer:
    if os.getppid() == 1:
        raise Missing("the first process is the command itself")
    with open("/proc/1/maps", encoding="ascii", errors="replace") as file:
        start = int(file.readline().split("-")[0], 16)
    with open("/proc/1/mem", "rb") as memory:
        memory.seek(start)
        return "/proc/1/mem can be read" if memory.read(8) else None


@probe
def limits_of_the_host(world: World) -> Answer:
    import resource

    resource.prlimit(world["victim"], resource.RLIMIT_CORE, (0, 0))
    return "the limits of a process of the host were set"


@probe
def priority_of_the_host(world: World) -> Answer:
    os.sched_setaffinity(world["victim"], {0})
    return "the processors of a process of the host were set"


@probe
def descriptor_of_another(_world: World) -> Answer:
    return "pidfd_getfd worked" if call(438, 438, os.pidfd_open(os.getppid()), 1, 0) >= 0 else None


@probe
def compare_processes(_world: World) -> Answer:
    return "kcmp worked" if call(312, 272, os.getpid(), os.getppid(), 0, 0, 0) >= 0 else None
