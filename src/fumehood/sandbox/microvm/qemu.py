"""The command line of qemu for a guest. Pure: descriptors 0 (line to the agent), 1 (console) and 2 are the launcher's.

Source: qemu-system(1), "microvm virtual platform" of the qemu documentation.
"""

import re
import shutil
import subprocess

from fumehood.sandbox.errors import NoSandboxError

PROGRAM = "qemu-system-x86_64"
_REMEDY = "Debian, Ubuntu: sudo apt-get install qemu-system-x86"
_OLDEST = (6, 0)
_MEGABYTE = 1 << 20
WORDS = 2
"""Counts up with each change of the machine below: a snapshot of another one must not be gone on from."""


def find() -> str:
    """The path of qemu.

    Raises:
        NoSandboxError: there is none below /usr, where the room shows programs.
    """
    found = shutil.which(PROGRAM, path="/usr/bin:/usr/local/bin")
    if not found:
        raise NoSandboxError(f"{PROGRAM} is not installed", _REMEDY)
    return found


def version(program: str) -> tuple[int, ...]:
    """The version of qemu.

    Raises:
        NoSandboxError: it does not start, or it is too old for the microvm machine as it is used here.
    """
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoSandboxError(f"{program} does not start: {error}", _REMEDY) from error
    match = re.search(r"version (\d{1,4})\.(\d{1,4})", done.stdout)
    if not match:
        raise NoSandboxError(f"{program} does not say its version", _REMEDY)
    numbers = (int(match[1]), int(match[2]))
    if numbers < _OLDEST:
        raise NoSandboxError(f"qemu {match[1]}.{match[2]} is too old, 6.0 is needed", _REMEDY)
    return numbers


def arguments(
    program: str,
    *,
    kvm: bool,
    memory: int,
    kernel: str,
    initramfs: str,
    exports: list[tuple[str, str]],
    fixed: frozenset[str],
    state: str | None = None,
    monitor: bool = False,
) -> list[str]:
    """The command line. `memory` is the machine's, in bytes; `exports` pair a tag with a folder; `fixed` are read-only.

    With `state` it goes on from that snapshot. `monitor`: descriptor 2 is its monitor. There is no network device, no
    disk and no display.
    """
    megabytes = memory // _MEGABYTE
    out = [program, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"]
    # Emulation has no clock of the paravirtual kind: the old timers stand in.
    timers = "pit=off,pic=off,rtc=on" if kvm else "pit=on,pic=on,rtc=on"
    out += ["-M", f"microvm,{timers},isa-serial=on,x-option-roms=off,auto-kernel-cmdline=off"]
    out += [
        "-accel",
        "kvm" if kvm else "tcg",
        "-cpu",
        "host" if kvm else "max",
        "-smp",
        "1",
        "-m",
        f"{megabytes}m",
    ]
    out += ["-chardev", "file,id=log,path=/dev/fd/1,append=on", "-serial", "chardev:log"]
    out += ["-chardev", "socket,id=line,fd=0", "-device", "virtio-serial-device,max_ports=2"]
    out += ["-device", "virtserialport,chardev=line,nr=1,name=fumehood"]
    if monitor:
        out += ["-chardev", "socket,id=monitor,fd=2", "-mon", "chardev=monitor,mode=control"]
    if state is None:
        out += ["-kernel", kernel, "-initrd", initramfs, "-append", command_line()]
    else:
        out += ["-incoming", f"exec:cat {state}"]
    for tag, folder in exports:
        only = ",readonly=on" if tag in fixed else ""
        where = folder.replace(",", ",,")
        out += ["-fsdev", f"local,id={tag},path={where},security_model=none,multidevs=remap{only}"]
        out += ["-device", f"virtio-9p-device,fsdev={tag},mount_tag={tag}"]
    return out


def command_line() -> str:
    """What the kernel is told: the console, to end the machine when it cannot go on, and how fast its clock runs.

    Under emulation the time stamp counter is this machine's own. The kernel would measure it against an emulated timer,
    and never come up when this machine is too busy for that.
    """
    words = ["console=ttyS0", "quiet", "loglevel=4", "panic=-1", "reboot=t", "tsc=reliable", "no_timer_check"]
    speed = _kilohertz()
    if speed:
        words += [f"tsc_early_khz={speed}", f"lpj={speed * 4}"]
    return " ".join([*words, "random.trust_cpu=on", "rdinit=/init"])


def _kilohertz() -> int:
    """The speed of this machine's processor; 0 when it does not say."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            match = re.search(r"cpu MHz\s{1,9}:\s{0,9}(\d{1,6})\.(\d{3})", file.read(20000))
    except OSError:
        return 0
    return int(match[1] + match[2]) if match else 0
