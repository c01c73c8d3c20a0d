"""Which rights on which paths a plan comes to. Pure but for listing the folders around a secret.

Landlock knows no exception below a folder that is granted: around a secret or a protected file, its neighbours are
granted one by one instead of the folder.
"""

import os

from fumehood.sandbox.backends.landlock import ruleset as rights
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.workspace_copy import Place

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")
_SHARED = "/dev/shm"  # noqa: S108 - semaphores of multiprocessing live there
Grants = tuple[tuple[str, int], ...]


def grants(plan: Plan, place: Place) -> Grants:
    """Paths and rights of the room."""
    found: list[tuple[str, int]] = [(path, rights.READ) for path in plan.shown]
    found += [(link, rights.READ) for _, link in plan.links]
    found += [(path, rights.READ_FILE | rights.WRITE_FILE | rights.IOCTL_DEV) for path in _DEVICES]
    found += [("/proc", rights.READ_FILE | rights.READ_DIR)]
    found += [(_SHARED, rights.READ_FILE | rights.WRITE_FILE | rights.MAKE_REG | rights.REMOVE_FILE)]
    found += [(path, rights.WRITE) for path in (place.home, place.tmp, *plan.writable)]
    if plan.workspace == "overlay":
        found.append((place.project, rights.WRITE))
    else:
        found += around(plan.project, plan.masked, plan.fixed, writable=plan.workspace == "direct")
    return tuple(found)


def around(folder: str, secrets: tuple[str, ...], fixed: tuple[str, ...], *, writable: bool) -> Grants:
    """Rights below `folder`: none on `secrets`, reading on `fixed`, and reading or writing on everything else."""
    full = rights.WRITE if writable else rights.READ
    stops = dict.fromkeys(secrets, 0) | {path: rights.READ for path in fixed if os.path.lexists(path)}
    chain = {folder} if stops else set()
    for path in stops:
        above = os.path.dirname(path)
        while above.startswith(folder):
            chain.add(above)
            above = os.path.dirname(above)
    if not chain:
        return ((folder, full),)
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
            if path in chain or os.path.islink(path):
                continue
            if wanted := stops.get(path, full):
                found.append((path, wanted))
    return tuple(found)
