"""Firewalls, mandatory access control, audit, and other protections: what switches them off or opens them."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call

_ALWAYS = frozenset({
    "setenforce", "aa-disable", "aa-teardown", "aa-complain", "update-ca-certificates", "update-ca-trust", "certctl", "pam-auth-update", "iptables-restore", "esentutl", "falconctl", "bcdedit", "vssadmin",
})  # fmt: skip
# A word among the arguments that makes a call a change, by program; the rest of the calls only tell something.
_WORDS: dict[str, tuple[str, ...]] = {
    "setsebool": ("on", "off", "1", "0", "-P", "true", "false"), "semanage": ("-d", "-D", "-m", "-a", "--delete", "permissive", "dontaudit"), "ufw": ("disable", "reset", "allow", "delete", "default", "logging", "prepend", "insert", "deny", "enable", "reject", "limit"),
    "firewall-cmd": ("--panic-off", "--remove-", "--add-", "--set-", "--zone=trusted", "--set-default-zone"), "iptables": ("-F", "--flush", "-D", "--delete", "-P", "--policy", "-X", "-A", "-I", "--append", "--insert", "-R", "-t", "-Z"), "ip6tables": ("-F", "--flush", "-D", "--delete", "-P", "--policy", "-X", "-A", "-I", "-R"),
    "nft": ("flush", "delete", "add", "insert", "-f", "destroy"), "pfctl": ("-d", "-F", "-f", "-e", "-a"), "auditctl": ("-D", "-e", "-d", "-W", "-a", "-A", "-w"), "sysctl": ("-w", "--write", "-p", "--load", "--system"), "spctl": ("--master-disable", "--disable", "--global-disable", "--add", "kext-consent"),
    "csrutil": ("disable", "clear", "authenticated-root"), "fail2ban-client": ("stop", "unban", "set"), "apparmor_parser": ("-R", "--remove"), "mdatp": ("config", "exclusion", "threat"), "fdesetup": ("disable", "removerecovery"), "tccutil": ("reset",),
    "apt-key": ("add", "adv"), "rpmkeys": ("--import",), "xattr": ("-d", "-c", "-r", "-dr", "-rd", "-cr", "-rc"), "nvram": ("boot-args",), "bputil": ("-",), "authselect": ("select", "apply-changes", "create-profile"), "auditpol": ("/clear", "/set", "/remove"), "netsh": ("off", "disable", "reset", "add"), "wevtutil": ("cl", "clear-log", "sl"),
    "wmic": ("delete", "call", "create"), "journalctl": ("--vacuum-time", "--vacuum-size", "--vacuum-files", "--rotate"), "dmesg": ("-c", "-C", "--clear", "--read-clear", "-n", "-D"), "defaults": ("com.apple.LaunchServices", "LSQuarantine", "com.apple.loginwindow", "com.apple.screensaver", "GatekeeperAutoRearm", "com.apple.security"),
    "scutil": ("--set",), "networksetup": ("-setwebproxy", "-setsecurewebproxy", "-setdnsservers", "-setautoproxyurl", "-setsocksfirewallproxy"), "update-crypto-policies": ("--set",), "systemd-cryptenroll": ("--wipe-slot",), "arptables": ("-F",), "ebtables": ("-F",), "resolvectl": ("dns",), "pmset": (),
}  # fmt: skip
_TRACES = ("journalctl", "wevtutil", "dmesg")


def protect(call: Call) -> Arg | None:
    """Notes the change of a protection."""
    name, args = call.name, call.args
    if call.helps:
        return Arg("")
    text = " ".join(args)
    if name in _ALWAYS:
        if name == "setenforce" and args[:1] in (["1"], ["Enforcing"]):
            return Arg("")
        call.effect("protection", text, on="system", what=f"{name} {text}".strip(), flags=["off"])
        return Arg("")
    words = _WORDS.get(name, ())
    if name == "sysctl" and any("=" in a for a in args):
        call.effect("protection", text, on="system", what="settings of the kernel", flags=["kernel"])
        return Arg("")
    if (
        not any(
            a.startswith(words)
            if name in ("firewall-cmd", "journalctl", "networksetup", "nvram", "defaults")
            else a in words
            for a in args
        )
        or not words
    ):
        return None
    if name == "defaults" and args[:1] not in (["write"], ["delete"]):
        return None
    if (
        name == "xattr"
        and not any("quarantine" in a for a in args)
        and not any(a in ("-c", "-cr", "-rc") for a in args)
    ):
        return None
    if name in _TRACES:
        call.effect("trace", text, on="system", what="records of the machine")
        return Arg("")
    if name in ("iptables", "ip6tables") and any(
        a in ("-L", "-S", "--list", "--list-rules", "-C") for a in args
    ):
        return None
    off = (
        any(
            a
            in (
                "disable",
                "reset",
                "-F",
                "--flush",
                "-D",
                "-d",
                "flush",
                "stop",
                "off",
                "--master-disable",
                "-X",
                "--disable",
                "delete",
                "-R",
            )
            or a.startswith("--remove")
            for a in args
        )
        or "ACCEPT" in args
    )
    call.effect("protection", text, on="system", what=f"{name} {text}", flags=["off"] if off else ["changed"])
    return Arg("")
