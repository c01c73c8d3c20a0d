"""Which rights on which paths a plan comes to. Pure but for listing the folders around a secret.

Landlock knows no exception below a folder that is granted: around a secret, its neighbours are granted one by one
instead of the folder.
"""

import os

from fumehood.sandbox.backends.landlock import ruleset as rights
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.workspace_copy import Place

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx")
_SHARED = "/dev/shm"  # noqa: S108 - semaphores of multiprocessing live there
_HOSTS = "/etc/hosts"
_OF_ITSELF = ("127.", "::1", "fe00::", "ff00::", "ff02::")
Grants = tuple[tuple[str, int], ...]


def grants(plan: Plan, place: Place) -> Grants:
    """Paths and rights of the room."""
    found: list[tuple[str, int]] = [(path, rights.READ) for path in plan.shown]
    found += [(link, rights.READ) for _, link in plan.links]
    found += [(path, rights.READ_FILE | rights.WRITE_FILE | rights.IOCTL_DEV) for path in _DEVICES]
    found += [(path, rights.READ_FILE) for path in ("/etc/nsswitch.conf", "/etc/host.conf")]
    if tells_nothing(_HOSTS):
        found.append((_HOSTS, rights.READ_FILE))
    found += [("/proc", rights.READ_FILE | rights.READ_DIR)]
    found += [
        (
            _SHARED,
            rights.READ_FILE | rights.WRITE_FILE | rights.MAKE_REG | rights.REMOVE_FILE | rights.TRUNCATE,
        )
    ]
    found += [(path, rights.WRITE) for path in (place.home, place.tmp, *plan.writable)]
    found += [(source, rights.WRITE) for source, _ in plan.state]
    if plan.workspace == "overlay":
        found.append((place.project, rights.WRITE))
    else:
        found += around(plan.project, plan.masked)
    return tuple(found)


def tells_nothing(hosts: str) -> bool:
    """Whether the table of hosts at this path names nothing but this machine, so that it may be read for `localhost`."""
    try:
        with open(hosts, encoding="utf-8", errors="replace") as file:
            lines = [line.partition("#")[0].split() for line in file]
    except OSError:
        return False
    own = os.uname().nodename.partition(".")[0]
    return all(
        words[0].startswith(_OF_ITSELF) or all(name.partition(".")[0] == own for name in words[1:])
        for words in lines
        if words
    )


def writable(given: Grants) -> tuple[str, ...]:
    """The paths that the room may write and that are its own, as far as it can own anything."""
    return tuple(path for path, right in given if right & rights.MAKE_REG and path != _SHARED)


def around(folder: str, secrets: tuple[str, ...]) -> Grants:
    """Reading of everything below `folder` but `secrets`."""
    chain = {folder} if secrets else set()
    for path in secrets:
        above = os.path.dirname(path)
        while above.startswith(folder):
            chain.add(above)
            above = os.path.dirname(above)
    if not chain:
        return ((folder, rights.READ),)
    found: list[tuple[str, int]] = []
    for one in sorted(chain):
        found.append((one, rights.READ_DIR))
        try:
            names = os.listdir(one)
        except OSError:
            continue
        for name in names:
            path = os.path.join(one, name)
            # A link's rule would be one for what it leads to.
            if path not in chain and path not in secrets and not os.path.islink(path):
                found.append((path, rights.READ))
    return tuple(found)
