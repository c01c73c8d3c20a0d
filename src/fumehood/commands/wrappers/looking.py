"""Programs that only look, whoever runs them: nothing of the machine changes, and no shell can be had from them."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Always; that a private file is read is another effect, which is judged by itself. Left out on purpose are programs
# out of which a person, or an argument, starts others: less, man, more, awk, vim, tcpdump.
_ALWAYS = frozenset(
    [
        "ls",
        "dir",
        "stat",
        "file",
        "du",
        "df",
        "tree",
        "wc",
        "head",
        "tail",
        "cat",
        "tac",
        "nl",
        "grep",
        "egrep",
        "fgrep",
        "zgrep",
        "cut",
        "sort",
        "uniq",
        "cmp",
        "diff",
        "md5sum",
        "sha1sum",
        "sha256sum",
        "sha512sum",
        "id",
        "groups",
        "whoami",
        "who",
        "w",
        "users",
        "last",
        "lastlog",
        "uptime",
        "uname",
        "hostnamectl",
        "arch",
        "nproc",
        "free",
        "ps",
        "pgrep",
        "pidof",
        "lsof",
        "ss",
        "netstat",
        "lsblk",
        "blkid",
        "lscpu",
        "lsmem",
        "lspci",
        "lsusb",
        "lsmod",
        "findmnt",
        "vmstat",
        "iostat",
        "mpstat",
        "iotop",
        "pstree",
        "getent",
        "realpath",
        "readlink",
        "which",
        "whereis",
        "test",
        "true",
        "false",
        "echo",
        "printf",
        "pwd",
        "date",
        "cal",
        "lshw",
        "dmidecode",
        "ping",
        "traceroute",
        "mtr",
        "dig",
        "nslookup",
        "host",
        "getfacl",
        "namei",
        "smartctl",
        "sensors",
        "nvidia-smi",
        "needs-restarting",
        "needrestart",
    ]
)
# Only with these words next; "" is the bare name.
_VERBS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "systemctl": "status is-active is-enabled is-failed list-units list-unit-files list-timers list-sockets list-dependencies show cat get-default is-system-running",
        "git": "status log diff show rev-parse ls-files branch remote blame describe",
        "docker": "ps images logs inspect stats info version top port diff history events", "podman": "ps images logs inspect stats info version top port diff history",
        "apt": "list search show policy", "apt-cache": "search show policy depends rdepends madison", "dnf": "list search info repolist", "yum": "list search info repolist", "snap": "list info find version", "brew": "list info search",
        "ufw": "status version", "ip": "a addr address r route l link neigh n rule", "nginx": "-t -T -v -V", "apachectl": "configtest -t -S", "apache2ctl": "configtest -t -S", "sshd": "-t -T", "crontab": "-l", "fdisk": "-l", "parted": "-l", "iptables": "-L -S -nL -nvL -vnL", "ip6tables": "-L -S -nL", "nft": "list",
        "dpkg": "-l -L -s -S --list --status --listfiles --search", "rpm": "-q -qa -qi -ql -qf", "pacman": "-Q -Qi -Ql -Qs -Si -Ss", "journalctl": "", "dmesg": "", "mount": "", "swapon": "--show -s", "lvs": "", "vgs": "", "pvs": "", "zfs": "list get", "zpool": "list status iostat", "btrfs": "filesystem",
        "service": "--status-all", "nmcli": "device connection general", "resolvectl": "status query", "timedatectl": "status show", "localectl": "status", "loginctl": "list-sessions list-users", "firewall-cmd": "--list-all --state --get-zones", "fail2ban-client": "status ping", "certbot": "certificates", "virsh": "list dominfo", "kubectl": "get describe logs top",
        "supervisorctl": "status", "aa-status": "", "sysctl": "-a -n", "auditctl": "-l -s", "chronyc": "sources tracking", "postfix": "status check", "rabbitmqctl": "status list_queues cluster_status",
    }.items()
}  # fmt: skip
_CHANGES = ("-d", "-D", "-m", "-M", "add", "set", "del", "delete", "flush", "change", "replace", "modify", "up", "down", "set-url", "remove", "rename", "--delete", "-c", "-C", "--clear", "-n1", "--setup", "create")  # fmt: skip


# Of programs that look with any words: the beginnings of those with which they do not.
_NOT_LOOKING = {
    "journalctl": ("--vacuum", "--rotate", "--flush", "--sync", "--setup", "--update"), "mount": ("",), "dmesg": ("-C", "-c", "--clear", "-n", "-D", "-E", "--console"),
}  # fmt: skip


def looks(words: "Sequence[str]") -> bool:
    """Whether the command only looks: by its program, and for clients by the verb."""
    while words and "=" in words[0] and not words[0].startswith(("-", "/")):
        words = words[1:]
    if list(words[:1]) == ["env"]:
        return looks(words[1:])
    if not words:
        return False
    name, rest = words[0].rpartition("/")[2], words[1:]
    if name in _ALWAYS:
        return not (name == "ss" and any(w.startswith("-K") or w == "--kill" for w in rest))
    if name == "service" and len(rest) == 2:
        return rest[1] == "status"
    verbs = _VERBS.get(name)
    if verbs is None:
        return False
    while (
        rest
        and rest[0].startswith("-")
        and rest[0] not in verbs
        and name not in ("journalctl", "dmesg", "mount")
    ):
        rest = rest[1:]
    if not verbs:
        return not any(w.startswith(_NOT_LOOKING.get(name, "--vacuum")) for w in rest)
    changes = name in ("git", "ip", "nmcli", "btrfs", "zfs", "virsh") and any(w in _CHANGES for w in rest[1:])
    return bool(rest) and rest[0] in verbs and not changes
