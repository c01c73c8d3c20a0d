"""Secrets of the home, of other projects and of the machine."""

import os
import subprocess

from fumehood.sandbox.probes.inside.harness import Answer, Missing, World, opens, probe, secret_in


@probe
def ssh_key(world: World) -> Answer:
    """Reads the SSH key."""
    return secret_in(world["home"] + "/.ssh/id_rsa")


@probe
def cloud_credentials(world: World) -> Answer:
    """Reads the credentials of a cloud."""
    return secret_in(world["home"] + "/.aws/credentials")


@probe
def package_index_token(world: World) -> Answer:
    """Reads the tokens of package indexes."""
    return secret_in(world["home"] + "/.pypirc") or secret_in(world["home"] + "/.npmrc")


@probe
def agents_login(world: World) -> Answer:
    """Reads the logins of assistants."""
    return secret_in(world["home"] + "/.claude/.credentials.json") or secret_in(
        world["home"] + "/.codex/auth.json"
    )


@probe
def shell_history(world: World) -> Answer:
    """Reads the shell's history."""
    return secret_in(world["home"] + "/.bash_history")


@probe
def other_project(world: World) -> Answer:
    """Reads a file of another project."""
    return secret_in(world["home"] + "/other/notes.txt") or secret_in(
        world["project"] + "/../other/notes.txt"
    )


@probe
def temporary_file_of_the_host(world: World) -> Answer:
    """Reads files in `/tmp` and `/var/tmp` of the host."""
    return next((found for path in world["outside"] if (found := secret_in(path))), None)


@probe
def through_a_link_of_the_project(world: World) -> Answer:
    """Follows links of the project that lead out of it."""
    return secret_in(world["project"] + "/link-out/notes.txt") or secret_in(world["project"] + "/link-key")


@probe
def through_root_links_of_proc(world: World) -> Answer:
    """Goes by `/proc/PID/root` and `cwd` of every process in view."""
    if not os.path.isdir("/proc/self"):
        raise Missing("no /proc")
    tails = (world["home"] + "/.ssh/id_rsa", world["home"] + "/other/notes.txt", *world["outside"])
    for pid in ["self", "thread-self", *filter(str.isdigit, os.listdir("/proc"))]:
        for part in ("root", "cwd"):
            for tail in tails:
                if found := secret_in(f"/proc/{pid}/{part}{tail}"):
                    return found
    return None


@probe
def dotdot_above_the_root(world: World) -> Answer:
    """Climbs above the root with `..`."""
    return secret_in("/.." * 9 + world["home"] + "/.ssh/id_rsa")


@probe
def password_hashes(_world: World) -> Answer:
    """Reads `/etc/shadow` and its kin."""
    for path in ("/etc/shadow", "/etc/gshadow", "/etc/shadow-", "/etc/sudoers"):
        try:
            with open(path, "rb") as file:
                if file.read(10):
                    return f"read {path}"
        except OSError:
            continue
    return None


@probe
def accounts_of_the_machine(world: World) -> Answer:
    """Looks for accounts of the machine in `/etc/passwd`."""
    with open("/etc/passwd", encoding="utf-8") as file:
        names = {line.split(":")[0] for line in file}
    known = names & set(world["accounts"])
    return f"accounts: {sorted(known)}" if known else None


@probe
def host_keys_and_machine_id(_world: World) -> Answer:
    """Reads host keys of SSH and the machine's number."""
    for path in (
        "/etc/ssh/ssh_host_ed25519_key",
        "/etc/ssh/ssh_host_rsa_key",
        "/etc/machine-id",
        "/etc/ssl/private",
    ):
        if opens(path):
            return f"{path} can be read"
    return None


@probe
def logs_and_state_of_the_machine(world: World) -> Answer:
    """Lists logs, mail, mounted disks and the state of services."""
    for folder in ("/var/log", "/var/lib", "/srv", "/media", "/mnt", "/boot", "/var/mail", "/var/spool"):
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        names = [name for name in names if not f"{world['home']}/".startswith(f"{folder}/{name}/")]
        if names:
            return f"{folder} holds {names[:3]}"
    return None


@probe
def names_in_the_real_home(world: World) -> Answer:
    """Lists the names in the user's own home."""
    folder = world["real_home"]
    own = {".ssh", ".aws", ".git-credentials", ".cache", ".config", ".gitconfig"}
    try:
        names = set(os.listdir(folder)) & set(world["real_names"]) - own
    except OSError:
        return None
    return f"{folder} shows {sorted(names)[:3]}" if names else None


@probe
def records_of_other_runs(world: World) -> Answer:
    """Reads the record of other runs."""
    return secret_in(world["state"] + "/fumehood/probe-record")


@probe
def searched_for(world: World) -> Answer:
    """Searches the whole tree, as somebody would who knows no path."""
    roots = [r for r in ("/home", "/root", "/tmp", "/var", "/opt", "/run", world["home"]) if os.path.isdir(r)]
    pattern = "probe" + "-secret-"
    left_out = ["--exclude-dir=" + world["project"].rpartition("/")[2]]
    try:
        done = subprocess.run(
            ["grep", "-rIlsD", "skip", *left_out, pattern, *roots],
            capture_output=True,
            timeout=10,
            check=False,
        )
    except FileNotFoundError:
        raise Missing("no grep") from None
    return done.stdout.decode("utf-8", "replace")[:200] or None


def _of_home(world: World, *names: str) -> Answer:
    return next((found for name in names if (found := secret_in(f"{world['home']}/{name}"))), None)


@probe
def kubernetes_and_containers(world: World) -> Answer:
    """Reads the logins of Kubernetes and of container registries."""
    return _of_home(world, ".kube/config", ".docker/config.json", ".config/containers/auth.json")


@probe
def keys_and_passwords(world: World) -> Answer:
    """Reads keys of GnuPG, a password store and the passwords of a browser."""
    return _of_home(
        world, ".gnupg/private-keys-v1.d/x.key", ".password-store/x.gpg", ".mozilla/firefox/logins.json"
    )


@probe
def histories_of_programs(world: World) -> Answer:
    """Reads what was typed into databases and interpreters."""
    return _of_home(world, ".psql_history", ".python_history", ".mysql_history", ".node_repl_history")


@probe
def git_logins(world: World) -> Answer:
    """Reads the logins that git and the tools of its hosts keep."""
    return _of_home(
        world, ".git-credentials", ".gitconfig", ".config/gh/hosts.yml", ".config/glab-cli/config.yml"
    )
