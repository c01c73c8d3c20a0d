"""The environment of the caller, and what /proc tells of others."""

import os

from fumehood.sandbox.probes.inside.harness import SECRET, Answer, Missing, World, probe, secret_in


def _pids() -> list[str]:
    try:
        found = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        found = []
    if not found:
        raise Missing("no /proc")
    return found


@probe
def own_environment(_world: World) -> Answer:
    """Looks for the caller's secrets in its own environment."""
    found = [
        key for key, value in os.environ.items() if SECRET.search(value.encode("utf-8", "surrogateescape"))
    ]
    return f"variables {found}" if found else None


@probe
def agent_sockets_in_the_environment(_world: World) -> Answer:
    """Looks for addresses of the SSH agent, the bus and the display."""
    found = [
        n for n in ("SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XAUTHORITY") if n in os.environ
    ]
    return f"variables {found}" if found else None


@probe
def environment_of_the_first_process(_world: World) -> Answer:
    """Reads the launcher's environment in `/proc/1/environ`."""
    _pids()
    return secret_in("/proc/1/environ")


@probe
def environment_of_all_processes(_world: World) -> Answer:
    """Reads the environment of every process in view."""
    return next((found for pid in _pids() if (found := secret_in(f"/proc/{pid}/environ"))), None)


@probe
def command_lines_of_all_processes(_world: World) -> Answer:
    """Reads the command line of every process in view, for secrets."""
    return next((found for pid in _pids() if (found := secret_in(f"/proc/{pid}/cmdline"))), None)


@probe
def processes_of_the_host(world: World) -> Answer:
    """Looks for a process of the host in `/proc`."""
    for pid in _pids():
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read() == b"sleep\0%s\0" % world["victim_word"].encode():
                    return f"process {pid} of the host can be seen"
        except OSError:
            continue
    return None


@probe
def memory_of_the_kernel(_world: World) -> Answer:
    """Reads the kernel's memory in `/proc/kcore`."""
    try:
        with open("/proc/kcore", "rb") as file:
            return "read /proc/kcore" if file.read(4) else None
    except OSError:
        return None


@probe
def auxiliary_files_of_proc(_world: World) -> Answer:
    """Reads addresses of the kernel, timers and keys in `/proc`."""
    for name in ("kallsyms", "vmallocinfo", "timer_list", "keys"):
        try:
            with open(f"/proc/{name}", "rb") as file:
                data = file.read(4096)
        except OSError:
            continue
        if name == "kallsyms" and not data.lstrip(b"0").startswith(b" "):
            return "addresses of the kernel in /proc/kallsyms"
        if name != "kallsyms" and SECRET.search(data):
            return f"read /proc/{name}"
    return None


@probe
def layers_of_the_overlay(_world: World) -> Answer:
    """Goes to the folders of the host that the table of mounts names."""
    _pids()
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        options = [part for line in file for part in line.split(" - ")[-1].split()[-1].split(",")]
    named = [
        part.partition("=")[2] for part in options if part.startswith(("upperdir=", "workdir=", "lowerdir="))
    ]
    project = os.path.realpath(os.getcwd())
    for place in (place for one in named for place in one.split(":")):
        try:
            names = os.listdir(place)
        except OSError:
            continue
        if names and os.path.realpath(place) != project:
            return f"{place} can be listed"
    return None


@probe
def name_of_the_host(world: World) -> Answer:
    """Asks for the machine's own name."""
    return "the machine's name" if os.uname().nodename == world["host_name"] else None


@probe
def log_ins_of_users(_world: World) -> Answer:
    """Reads who is logged in and who was."""
    for path in ("/run/utmp", "/var/run/utmp", "/var/log/wtmp", "/var/log/lastlog", "/run/systemd/users"):
        try:
            os.close(os.open(path, os.O_RDONLY))
        except OSError:
            continue
        return f"{path} can be read"
    return None


@probe
def hardware_numbers(_world: World) -> Answer:
    """Reads serial numbers of the machine and addresses of its network cards."""
    places = [
        "/sys/class/dmi/id/product_uuid",
        "/sys/class/dmi/id/product_serial",
        "/sys/class/dmi/id/board_serial",
    ]
    try:
        places += [f"/sys/class/net/{name}/address" for name in os.listdir("/sys/class/net") if name != "lo"]
    except OSError:
        pass
    for path in places:
        try:
            with open(path, encoding="ascii") as file:
                if file.read(64).strip(" 0:\n"):
                    return f"{path} can be read"
        except OSError:
            continue
    return None
