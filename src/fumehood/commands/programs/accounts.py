"""Accounts: making, changing and removing users, groups and passwords."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call

_TELLS = {
    "passwd": ("-S", "--status"),
    "chage": ("-l", "--list"),
    "pw": ("usershow", "groupshow", "show"),
    "dscl": ("-list", "-read", "list", "read", "-search"),
}
_NEEDS = {
    "net": ("user", "localgroup", "group"), "loginctl": ("enable-linger", "terminate-user", "kill-user"), "dscl": ("-create", "-append", "-passwd", "-delete", "create", "append", "passwd"),
    "pw": ("useradd", "usermod", "userdel", "adduser", "add", "mod", "del", "groupadd", "groupmod", "lock", "unlock", "user", "group"), "samba-tool": ("user", "group", "domain"),
    "htpasswd": (),
}  # fmt: skip
_GROUPS = ("sudo", "wheel", "admin", "root", "docker", "adm", "shadow", "disk", "lxd", "libvirt", "staff")


def account(call: Call) -> Arg | None:
    """Notes the change; membership in a group of administrators is a gain of rights."""
    if call.helps or any(a in _TELLS.get(call.name, ()) for a in call.args):
        return None
    needed = _NEEDS.get(call.name)
    if needed is not None and not any(a in needed for a in call.args):
        return None
    words = [a for a in call.args if not a.startswith("-")]
    if not words and call.name not in ("passwd", "chpasswd", "vipw", "newusers", "pwconv", "pwunconv"):
        return None
    if call.name == "net" and not any(a in ("/add", "/delete", "/active:yes") for a in call.args):
        return None
    rights = any(g in w.split(",") for w in words for g in _GROUPS) or any(
        v == "0" for v in call.options("ugGd").all_values("-u", "-g")
    )
    call.effect(
        "account",
        " ".join([call.name, *words[-2:]]),
        on="system",
        what="an account",
        flags=["rights"] if rights else [],
    )
    return Arg("")


def getent(call: Call) -> Arg | None:
    """Prints a list of the system; `shadow` is the one with the hashes of the passwords."""
    if call.args[:1] in (["shadow"], ["gshadow"]):
        return call.machine.read(Arg("/etc/shadow"))
    return None
