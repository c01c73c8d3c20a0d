"""Services and schedules: what runs by itself, and what stops doing so."""

from fumehood.commands.expand.arg import TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call

# Services that guard or record: stopping one weakens the machine.
GUARDS = (
    "audit", "auditd", "syslog", "rsyslog", "journal", "journald", "falcon", "crowdstrike", "osquery", "wazuh", "ossec", "ufw", "firewalld", "iptables", "nftables", "pf", "apparmor", "selinux", "fail2ban",
    "clam", "cbdaemon", "cbagent", "carbon", "mdatp", "sentinel", "cylance", "sophos", "defender", "falco", "filebeat", "auditbeat", "td-agent", "fluent", "crond", "cron", "tripwire", "aide",
    "rkhunter", "snort", "suricata", "zeek", "trendmicro", "ds_agent", "nessus", "qualys", "rapid7", "datadog", "newrelic", "splunk", "fumehood", "sysmon", "esensor", "elastic-agent", "santad", "tanium",
)  # fmt: skip
_VITAL = (
    "ssh",
    "sshd",
    "network",
    "NetworkManager",
    "systemd-",
    "dbus",
    "docker",
    "containerd",
    "kubelet",
    "postgres",
    "mysql",
    "nginx",
    "apache",
    "httpd",
)


def _is_guard(name: str) -> bool:
    return any(guard in name.lower() for guard in GUARDS)


def systemctl(call: Call) -> Arg | None:
    """Starts, stops, enables and masks units."""
    if call.helps:
        return Arg("")
    options = call.options(
        "tpHMnosP",
        (
            "--type",
            "--state",
            "--property",
            "--host",
            "--machine",
            "--root",
            "--lines",
            "--output",
            "--signal",
            "--kill-who",
            "--job-mode",
        ),
        names=("--user", "--system", "--now", "--global"),
    )
    if not options.rest:
        return None
    verb, units = options.rest[0], options.rest[1:]
    user = ["user"] if options.any("--user") else []
    target = " ".join(units)
    if verb in ("poweroff", "reboot", "halt", "kexec", "soft-reboot", "exit"):
        call.effect("stop", verb, on="machine", what="the machine", flags=["machine", *user])
    elif verb in ("rescue", "emergency", "isolate", "default"):
        call.effect("stop", verb, on="system", what="stops services", flags=["service", "vital"])
    elif verb in ("stop", "disable", "mask", "kill"):
        if any(_is_guard(u) for u in units):
            call.effect(
                "protection",
                target,
                on="system",
                what=f"{verb}s a service that guards or records",
                flags=["service"],
            )
        else:
            call.effect(
                "stop",
                target,
                on="system",
                what=f"{verb}s a service",
                flags=[
                    "service",
                    *user,
                    *(["process"] if verb == "kill" else []),
                    *(["vital"] if any(u.startswith(_VITAL) for u in units) else []),
                ],
            )
    elif verb in ("enable", "reenable", "link", "edit", "set-default", "add-wants", "add-requires"):
        call.effect(
            "persist", target, on="system", what="a service that starts by itself", flags=["service", *user]
        )
    elif verb in (
        "start",
        "restart",
        "reload",
        "try-restart",
        "reload-or-restart",
        "daemon-reload",
        "daemon-reexec",
        "reset-failed",
        "set-property",
    ):
        known = [
            call.machine.files[f]
            for u in units
            for f in call.machine.files
            if f.endswith("/" + u.partition("@")[0].removesuffix(".service") + ".service")
        ]
        call.effect(
            "schedule",
            target,
            on="system",
            what=f"{verb}s a service",
            flags=["service", *user, *(["fresh"] if known else [])],
        )
    return None


def service(call: Call) -> Arg | None:
    """`service NAME VERB` and its kin."""
    words = [a for a in call.args if not a.startswith("-")]
    line = " ".join(call.args)
    if len(words) < 2 and "=" not in line:
        return None
    if not words:
        return None
    first, second = words[0], words[1] if len(words) > 1 else ""
    name, verb = (
        (second, first)
        if call.name in ("chkconfig", "update-rc.d", "rc-update", "sv", "initctl", "svcadm")
        and first in ("stop", "start", "add", "del", "enable", "disable", "down", "up", "force-stop")
        else (first, second)
    )
    if (
        verb in ("stop", "off", "disable", "del", "remove", "down", "force-stop")
        or '="NO"' in line
        or "=NO" in line
        or "--del" in call.args
    ):
        if _is_guard(name):
            call.effect(
                "protection",
                name,
                on="system",
                what="stops a service that guards or records",
                flags=["service"],
            )
        else:
            vital = ["vital"] if name.startswith(_VITAL) else []
            call.effect("stop", name, on="system", what="stops a service", flags=["service", *vital])
    elif (
        verb in ("on", "enable", "add", "defaults")
        or "--add" in call.args
        or "=YES" in line
        or '="YES"' in line
    ):
        call.effect("persist", name, on="system", what="a service that starts by itself", flags=["service"])
    elif verb in ("start", "restart", "onestart", "reload"):
        call.effect("schedule", name, on="system", what=f"{verb}s a service", flags=["service"])
    return None


def launchctl(call: Call) -> Arg | None:
    """Services of macOS."""
    verb = call.args[0] if call.args else ""
    target = " ".join(a for a in call.args[1:] if not a.startswith("-"))
    if verb in ("load", "bootstrap", "enable", "submit", "setenv", "kickstart"):
        call.effect("persist", target, on="system", what="a job that starts by itself", flags=["service"])
    elif verb in ("unload", "bootout", "disable", "remove", "stop", "kill"):
        own = target.rpartition("/")[2].startswith("com.apple.")  # of the system itself
        kind = "protection" if _is_guard(target) or own else "stop"
        call.effect(kind, target, on="system", what="stops a job", flags=["service"])
    elif verb == "asuser" and len(call.args) > 2:
        return call.run(call.args[2:])
    return None


def crontab(call: Call) -> Arg | None:
    """Installs, edits or removes the user's table."""
    options = call.options("u")
    if options.any("-l"):
        return Arg(UNKNOWN, frozenset(("file",)))
    if options.any("-r"):
        call.effect(
            "delete", "the user's crontab", on="home", what="every job of the user", flags=["recursive"]
        )
    elif options.any("-e") or options.rest or TERMINAL not in call.stdin.taint:
        call.effect(
            "persist", "the user's crontab", on="home", what="a job that runs again and again", flags=["cron"]
        )
        source = (
            call.machine.script(options.rest[0]) if options.rest and options.rest[0] != "-" else call.stdin
        )
        for line in call.machine.limited((source or Arg("")).splitlines(), 200, "jobs"):
            parts = line.split(None, 5)
            if len(parts) == 6 and not line.startswith("#"):
                call.run_text(Arg(parts[5]))
    return Arg("")


def at(call: Call) -> Arg | None:
    """A job for later."""
    options = call.options("qftdr")
    if options.any("-l", "-c") or not (options.rest or options.any("-t", "-f")) or "-V" in call.args:
        return Arg(UNKNOWN)
    call.effect("persist", " ".join(options.rest), on="system", what="a job that runs later", flags=["cron"])
    if file := options.value("-f"):
        text = call.machine.script(file)
        if text is not None:
            call.run_text(text)
    elif call.stdin.known:
        call.run_text(call.stdin)
    return Arg("")


def systemd_run(call: Call) -> Arg | None:
    """A command as a unit of its own, now or by a timer."""
    options = call.options("pMHuEtdS", (
        "--unit", "--property", "--description", "--slice", "--uid", "--gid", "--nice", "--working-directory", "--setenv", "--on-active", "--on-boot", "--on-startup", "--on-unit-active",
        "--on-unit-inactive", "--on-calendar", "--timer-property", "--path-property", "--machine", "--host", "--service-type",
    ), first_only=True)  # fmt: skip
    timed = any(f.startswith("--on-") for f in options.flags)
    confined = options.any("--scope") or options.any("-t", "--pty", "-P", "--pipe", "--wait")
    if timed:
        call.effect("persist", " ".join(options.rest[:3]), on="system", what="a timer", flags=["cron"])
    elif not confined or not options.any("--user", "--scope"):
        call.effect(
            "schedule",
            " ".join(options.rest[:3]),
            on="system",
            what="a program that outlives the agent",
            flags=["unit"],
        )
    return call.run(options.rest) if options.rest else Arg("")


def modules(call: Call) -> Arg | None:
    """Kernel modules."""
    words = [a for a in call.args if not a.startswith("-")]
    if (
        call.name == "depmod"
        or call.helps
        or any(a in ("-n", "--dry-run", "--show-depends", "-c", "-D") for a in call.args)
    ):
        return None
    if call.name == "bpftool":
        if "load" in words or "attach" in words:
            call.effect("load-code", " ".join(words), on="system", what="a program inside the kernel")
        return None
    if words:
        removes = call.name == "rmmod" or "-r" in call.args
        call.effect(
            "load-code",
            " ".join(words),
            on="system",
            what="takes a module out of the kernel" if removes else "a module into the kernel",
            flags=["kernel"],
        )
    return None


def autostart(call: Call) -> Arg | None:
    """Process managers: `pm2 startup` outlives a restart; what they start is followed where it is named."""
    words = [a for a in call.args if not a.startswith("-")]
    if call.name == "pm2" and words[:1] in (["startup"], ["save"]):
        call.effect(
            "persist",
            "pm2 " + words[0],
            on="system",
            what="programs that start with the machine",
            flags=["service", "user"],
        )
    elif words[:1] in (["stop"], ["delete"], ["stopall"], ["shutdown"], ["kill"]):
        call.effect("stop", " ".join(words[1:]), on="machine", what="programs", flags=["service", "user"])
    return None
