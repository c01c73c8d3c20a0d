"""Memory, queues and semaphores that the host shares."""

import os

from fumehood.sandbox.probes.inside.harness import (
    SECRET,
    Answer,
    Missing,
    World,
    call,
    libc,
    probe,
    secret_in,
)


@probe
def shared_memory_of_system_v(world: World) -> Answer:
    """Attaches a segment of System V memory of the host."""
    if not world["sysv"]:
        raise Missing("the host made no segment")
    number = libc().shmget(world["sysv"], 0, 0o600)
    return "a segment of the host is found" if number >= 0 else None


@probe
def segments_by_proc(_world: World) -> Answer:
    """Lists segments, queues and semaphores of the host in `/proc/sysvipc`."""
    for name in ("shm", "msg", "sem"):
        try:
            with open(f"/proc/sysvipc/{name}", encoding="ascii") as file:
                lines = file.read().splitlines()[1:]
        except OSError:
            continue
        if lines:
            return f"/proc/sysvipc/{name} shows {len(lines)} of the host"
    return None


@probe
def message_queue_of_system_v(_world: World) -> Answer:
    """Makes a queue of System V that others could use."""
    return "a queue can be made" if call(68, 186, 0x5EED, 0o1600) >= 0 else None


@probe
def shared_memory_by_name(world: World) -> Answer:
    """Reads a file of the host in `/dev/shm`."""
    return secret_in("/dev/shm/" + world["shm"])


@probe
def message_queue_by_name(world: World) -> Answer:
    """Opens a POSIX queue of the host."""
    if not world["queue"]:
        raise Missing("the host made no queue")
    return (
        "a queue of the host opens"
        if call(240, 180, world["queue"].encode(), os.O_RDONLY, 0, None) >= 0
        else None
    )


@probe
def everything_in_shared_memory(_world: World) -> Answer:
    """Reads all that `/dev/shm` shows."""
    for name in os.listdir("/dev/shm"):
        with open("/dev/shm/" + name, "rb") as file:
            if SECRET.search(file.read(4096)):
                return f"/dev/shm/{name}"
    return None


@probe
def segment_left_for_others(_world: World) -> Answer:
    """Makes a segment of System V memory that others could attach."""
    number = call(29, 194, 0x5EED01, 4096, 0o1666)
    if number < 0:
        return None
    call(31, 195, number, 0, None)
    return "a segment was made"


@probe
def semaphores_left_for_others(_world: World) -> Answer:
    """Makes semaphores of System V that others could use."""
    number = call(64, 190, 0x5EED02, 1, 0o1666)
    if number < 0:
        return None
    call(66, 191, number, 0, 0, None)
    return "semaphores were made"
