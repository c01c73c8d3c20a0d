"""Which parts of this machine a room shows: programs read-only, and chosen files of /etc, never all of it."""

import os
import pwd

SHOWN = (
    "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone",
    "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/etc/pki/tls/certs", "/etc/pki/ca-trust",
    "/etc/mime.types", "/etc/magic", "/etc/os-release", "/etc/debian_version", "/etc/protocols", "/etc/services",
    "/etc/terminfo", "/etc/inputrc", "/etc/fonts", "/etc/perl", "/etc/python3", "/etc/python3.11", "/etc/python3.12",
    "/etc/python3.13", "/etc/R", "/etc/java-17-openjdk", "/etc/java-21-openjdk", "/etc/bash.bashrc",
)  # fmt: skip
"""Files of /etc that programs need and that hold nothing private."""
_ROOTS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")


class System:
    """What stands on the machine; `links` are the root's symbolic links, `shown` what is bound read-only."""

    def __init__(self, shown: tuple[str, ...], links: tuple[tuple[str, str], ...], user: str) -> None:
        self.shown = shown
        self.links = links
        self.user = user


def look() -> System:
    """This machine as it is now."""
    shown = ["/usr"]
    links = []
    for path in _ROOTS:
        if os.path.islink(path):
            links.append((os.readlink(path), path))
        elif os.path.isdir(path):
            shown.append(path)
    shown += [path for path in SHOWN if os.path.exists(path)]
    return System(tuple(shown), tuple(links), _user())


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "user"
