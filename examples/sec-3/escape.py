"""Tries what an agent should not be able to do, and says for each whether the room held. It harms nothing.

The exit code is the number of tries that got through.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def internet() -> bool:
    """Reaches a documentation address outside (RFC 5737); any answer but "no way there" counts."""
    try:
        with socket.socket() as client:
            client.settimeout(2)
            client.connect(("192.0.2.1", 80))
    except TimeoutError:
        return True  # packets left: only nobody answered
    except OSError:
        return False
    return True


def write_outside() -> bool:
    """Writes into folders that hold programs and settings of the machine."""
    for place in (Path("/usr/escaped.txt"), Path("/etc/escaped.txt")):
        try:
            place.write_text("out\n")
        except OSError:
            continue
        place.unlink()
        return True
    return False


def privileged() -> bool:
    """Mounts a file system, and becomes somebody else."""
    other = "import os; os.setuid(0 if os.getuid() else 12345)"
    tries = (["mount", "-t", "tmpfs", "none", "/mnt"], [sys.executable, "-c", other])
    return any(subprocess.run(one, capture_output=True).returncode == 0 for one in tries)


def secret() -> bool:
    """Reads the project's secret (an invented one)."""
    try:
        return "only-for-the-owner" in (HERE / ".env").read_text()
    except OSError:
        return False


def environment() -> bool:
    """Looks for a variable of the person who started all this."""
    try:
        found = Path("/proc/1/environ").read_bytes()
    except OSError:
        found = b""
    return "SEC_3_TOKEN" in os.environ or b"SEC_3_TOKEN" in found


TRIES = (internet, write_outside, privileged, secret, environment)

if __name__ == "__main__":
    through = 0
    for one in TRIES:
        got = one()
        through += got
        print(f"{'LET THROUGH' if got else 'held':<12} {one.__name__}")
    raise SystemExit(through)
