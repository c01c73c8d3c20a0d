"""Writes outside the project."""

import os
import shutil
import threading

from fumehood.sandbox.probes.inside.harness import Answer, Missing, Tried, World, probe, write


@probe
def shell_start_file(world: World) -> Answer:
    """Writes to the shell's start file."""
    path = world["home"] + "/.bashrc"
    write(path, "probe\n", os.O_APPEND | os.O_CREAT)
    return Tried((path,))


@probe
def new_programs_of_the_home(world: World) -> Answer:
    """Puts programs, start entries and SSH keys into the home."""
    paths = tuple(
        world["home"] + n for n in ("/.local/bin/ls", "/.config/autostart/x.desktop", "/.ssh/authorized_keys")
    )
    for path in paths:
        write(path)
    return Tried(paths)


@probe
def other_project(world: World) -> Answer:
    """Writes to another project."""
    path = world["home"] + "/other/notes.txt"
    write(path)
    return Tried((path, world["home"] + "/other"))


@probe
def temporary_folder_of_the_host(world: World) -> Answer:
    """Writes to the host's `/tmp`, `/var/tmp`, `/dev/shm` and `/run`."""
    paths = tuple(f"{folder}/{world['mark']}" for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run"))
    for path in paths:
        write(path)
    return Tried(paths)


@probe
def system_folders(world: World) -> Answer:
    """Writes to folders of the system."""
    folders = (
        "/usr/local/bin",
        "/usr/bin",
        "/etc",
        "/etc/cron.d",
        "/etc/profile.d",
        "/var/spool/cron",
        "/lib",
        "/opt",
        "",
    )
    paths = tuple(f"{folder}/{world['mark']}" for folder in folders)
    for path in paths:
        write(path)
    return Tried(paths)


@probe
def the_project_behind_its_copy(world: World) -> Answer:
    """Writes to the project itself, behind the copy."""
    if world["outer"] == world["project"]:
        raise Missing("the project stands at its own path")
    paths = [world["outer"] + name for name in ("/behind.txt", "/CLAUDE.md", "/.git/config")]
    for path in paths:
        write(path)
    return Tried(tuple(paths))


@probe
def owner_and_times_outside(world: World) -> Answer:
    """Sets owner and times of a file outside."""
    path = world["home"] + "/other-times/notes.txt"
    try:
        os.chown(path, os.getuid(), os.getgid())
    except OSError:
        os.utime(path, (1, 1))
        return f"the times of {path} were changed"
    return f"the owner of {path} was set"


@probe
def attributes_outside(world: World) -> Answer:
    """Sets an extended attribute of a file outside."""
    os.setxattr(world["home"] + "/other-times", "user.probe", b"x")
    return "a folder outside has a new attribute"


@probe
def through_a_link(world: World) -> Answer:
    """Writes through links of the project that lead out of it."""
    write(world["project"] + "/link-out/written.txt")
    write(world["project"] + "/link-file", "probe\n", os.O_TRUNC)
    return Tried((world["home"] + "/other-link",))


@probe
def through_a_link_made_here(world: World) -> Answer:
    """Makes a link that leads out and writes through it."""
    link = world["project"] + "/made-link"
    os.symlink(world["home"] + "/other-made", link)
    write(link + "/written.txt")
    return Tried((world["home"] + "/other-made",))


@probe
def through_dotdot(world: World) -> Answer:
    """Writes beside the project by `..`."""
    write(world["project"] + "/../beside.txt")
    write("/proc/self/cwd/../beside.txt")
    return Tried((world["home"] + "/beside.txt",))


@probe
def rename_out(world: World) -> Answer:
    """Renames a file out of the project."""
    own = world["project"] + "/to-move"
    write(own)
    for target in (world["home"] + "/moved-out", world["home"] + "/other-moved/moved-out"):
        try:
            os.rename(own, target)
        except OSError:
            continue
    return Tried((world["home"] + "/moved-out", world["home"] + "/other-moved"))


@probe
def hard_link_in(world: World) -> Answer:
    """Links a file of the home into the project and writes to it."""
    own = world["project"] + "/hard-in"
    os.link(world["home"] + "/other-hard/notes.txt", own)
    write(own)
    return Tried((world["home"] + "/other-hard",))


@probe
def permissions_outside(world: World) -> Answer:
    """Opens the permissions of files outside."""
    for path in (world["home"] + "/other-mode", world["home"] + "/other-mode/notes.txt"):
        try:
            os.chmod(path, 0o777)
        except OSError:
            continue
    return Tried((world["home"] + "/other-mode",))


@probe
def race_of_a_folder_and_a_link(world: World) -> Answer:
    """Swaps a folder for a link to outside while writing in it."""
    place = world["project"] + "/raced"
    os.mkdir(place)
    going = [True]

    def swap() -> None:
        while going[0]:
            try:
                shutil.rmtree(place)
                os.symlink(world["home"] + "/other-raced", place)
                os.unlink(place)
                os.mkdir(place)
            except OSError:
                continue

    thread = threading.Thread(target=swap, daemon=True)
    thread.start()
    for number in range(300):
        write(f"{place}/raced{number}")
    going[0] = False
    thread.join()
    return Tried((world["home"] + "/other-raced",))


@probe
def records_of_the_runs(world: World) -> Answer:
    """Changes and deletes the record of runs."""
    folder = world["state"] + "/fumehood"
    write(folder + "/probe-record")
    shutil.rmtree(folder, ignore_errors=True)
    return Tried((folder + "/probe-record",))


@probe
def program_in_use(_world: World) -> Answer:
    """Opens its own interpreter for writing, by `/proc/self/exe` and by path."""
    for path in ("/proc/self/exe", os.path.realpath("/proc/self/exe"), "/proc/1/exe"):
        try:
            os.close(os.open(path, os.O_WRONLY))
        except OSError:
            continue
        return f"{path} opens for writing"
    return None


@probe
def by_root_links_of_proc(world: World) -> Answer:
    """Writes by `/proc/PID/root` and `cwd` of every process in view."""
    path = world["home"] + "/other-root/notes.txt"
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for way in ("root" + path, "cwd/../other-root/notes.txt"):
            write(f"/proc/{pid}/{way}", "probe\n", os.O_TRUNC)
    return Tried((path,))


@probe
def caches_of_packages(world: World) -> Answer:
    """Writes to the caches of pip, uv, npm and cargo, which other projects install from."""
    names = ("/.cache/pip/wheels/x", "/.cache/uv/x", "/.npm/_cacache/x", "/.cargo/registry/x")
    for name in names:
        write(world["home"] + name)
    return Tried(tuple(world["home"] + name for name in names))


@probe
def removal_outside(world: World) -> Answer:
    """Deletes files and folders outside."""
    path = world["home"] + "/other-removed/notes.txt"
    try:
        os.unlink(path)
    except OSError:
        shutil.rmtree(os.path.dirname(path), ignore_errors=True)
    return Tried((path,))


@probe
def truncation_outside(world: World) -> Answer:
    """Empties a file outside without opening it."""
    path = world["home"] + "/other-cut/notes.txt"
    os.truncate(path, 0)
    return Tried((path,))


@probe
def the_project_moved(world: World) -> Answer:
    """Renames the project's own folder."""
    path = world["project"] + "-moved"
    try:
        os.rename(world["project"], path)
    except OSError:
        return None
    os.rename(path, world["project"])
    return "the project's folder was renamed"
