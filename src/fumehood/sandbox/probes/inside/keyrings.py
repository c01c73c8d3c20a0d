"""Keyrings of the kernel, which namespaces do not keep apart."""

from fumehood.sandbox.probes.inside.harness import Answer, Missing, World, call, probe

_USER, _SESSION, _PROCESS = -4, -3, -2


@probe
def key_of_the_host(world: World) -> Answer:
    """Searches the user's keyrings for a key of the host."""
    if not world["key"]:
        raise Missing("the host made no key")
    for ring in (_USER, _SESSION, -5):
        if call(250, 219, 10, ring, b"user", world["key"].encode(), 0) > 0:
            return "a key of the host is found"
    return None


@probe
def key_asked_for(world: World) -> Answer:
    """Asks the kernel for a key of the host."""
    if not world["key"]:
        raise Missing("the host made no key")
    return "request_key answers" if call(249, 218, b"user", world["key"].encode(), None, 0) > 0 else None


@probe
def key_left_for_others(_world: World) -> Answer:
    """Leaves a key in the user's keyring."""
    return "a key was added" if call(248, 217, b"user", b"fumehood-left", b"x", 1, _USER) > 0 else None


@probe
def rings_joined(_world: World) -> Answer:
    """Joins a session keyring."""
    return "a session keyring was joined" if call(250, 219, 1, None, 0, 0, 0) > 0 else None


@probe
def list_of_keys(world: World) -> Answer:
    """Lists keys of the host in `/proc/keys`."""
    if not world["key"]:
        raise Missing("the host made no key")
    with open("/proc/keys", encoding="utf-8", errors="replace") as file:
        return "a key of the host is listed" if world["key"] in file.read() else None


@probe
def persistent_ring(_world: World) -> Answer:
    """Opens the keyring that outlives a login."""
    return "the persistent keyring opens" if call(250, 219, 22, -1, _PROCESS, 0, 0) > 0 else None
