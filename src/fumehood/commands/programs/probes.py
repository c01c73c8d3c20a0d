"""Programs that probe, listen to or attack networks and accounts."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.programs.origin import is_local
from fumehood.commands.run.call import Call

_SCANS = frozenset(
    {
        "nmap",
        "masscan",
        "zmap",
        "rustscan",
        "naabu",
        "arp-scan",
        "netdiscover",
        "nbtscan",
        "onesixtyone",
        "snmpwalk",
        "fierce",
        "dnsrecon",
        "smbmap",
        "theharvester",
        "recon-ng",
        "ldapsearch",
        "ldapdomaindump",
        "enum4linux",
        "enum4linux-ng",
        "rpcclient",
        "gobuster",
        "dirb",
        "wfuzz",
        "ffuf",
        "feroxbuster",
        "nikto",
        "wpscan",
        "searchsploit",
        "maltego",
        "smbstatus",
    }
)
_LISTENS = frozenset({"tcpdump", "tshark", "dumpcap", "wireshark", "ngrep", "netsniff-ng", "airodump-ng"})


def probe(call: Call) -> Arg | None:
    """Notes the probe; one of this machine alone is nobody's harm."""
    if (
        call.helps
        or any(a.startswith("--list") for a in call.args)
        or call.args[:1]
        in (["-h"], ["-e"], ["-L"], ["-V"], ["version"], ["help"], ["--help"], ["-D"], ["--list-interfaces"])
    ):
        return Arg("")
    words = [a for a in call.args if not a.startswith("-")]
    if call.name in _LISTENS:
        if any(a in ("-r", "--read-file") or a.startswith("-r") for a in call.args):
            return None
        for option, value in zip(call.args, call.args[1:], strict=False):
            if option == "-z":
                call.run_text(value)
        call.effect("probe", call.name, on="remote", what="listens to a network", flags=["sniff"])
    elif call.name in _SCANS:
        if call.name == "nmap":
            _scripts(call)
        if (
            call.name == "nmap"
            and words
            and all(is_local(w) for w in words if "." in w or w == "localhost")
            and any("." in w or w == "localhost" for w in words)
        ):
            return None
        call.effect("probe", " ".join(words[-1:]), on="remote", what="scans other machines", flags=["scan"])
    else:
        call.effect(
            "probe",
            " ".join(words[-1:]),
            on="remote",
            what=f"{call.name} attacks other machines or accounts",
            flags=["attack"],
        )
    return None


def mine(call: Call) -> Arg | None:
    """Programs that compute somebody's coins."""
    if not call.helps:
        call.effect("exhaust", call.name, on="machine", what=f"{call.name} computes coins on this machine")
    return None


def _scripts(call: Call) -> None:
    """A script file of nmap is a program in Lua."""
    for arg in call.args:
        if arg.startswith("--script=") and ("/" in arg or arg.endswith(".nse")):
            path = arg.partition("=")[2]
            known = call.machine.script(Arg(path))
            if known is not None:
                from fumehood.commands.inline.languages import run_code

                run_code(call.machine, "lua", known, [])
    if "--interactive" in call.args:
        call.effect("run-hidden", "nmap --interactive", what="a prompt that starts shells")
