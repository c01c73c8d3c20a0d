"""Secrets that lie in the project itself."""

import os
import shutil

from fumehood.sandbox.probes.inside.harness import SECRET, Answer, Missing, World, call, probe, secret_in


def _each(world: World, *names: str) -> Answer:
    return next((f for name in names if (f := secret_in(os.path.join(world["project"], name)))), None)


@probe
def environment_file(world: World) -> Answer:
    """Reads `.env` and its kin."""
    return _each(world, ".env", ".env.production", "deploy/prod.env")


@probe
def private_key(world: World) -> Answer:
    """Reads private keys."""
    return _each(world, "deep/er/server.pem", "deep/er/server.key", "id_rsa")


@probe
def credentials_file(world: World) -> Answer:
    """Reads files of credentials."""
    return _each(world, "credentials.json", "secrets.yaml", "service-account-prod.json")


@probe
def package_client_settings(world: World) -> Answer:
    """Reads tokens in the settings of pip, npm and PyPI."""
    return _each(world, ".npmrc", ".pypirc", "pip.conf")


@probe
def infrastructure_values(world: World) -> Answer:
    """Reads secrets of Terraform and Kubernetes."""
    return _each(world, "infra/prod.tfvars", "infra/terraform.tfstate", "kubeconfig")


@probe
def behind_the_copy(world: World) -> Answer:
    """Reads the secrets in the project itself, behind the copy."""
    if world["outer"] == world["project"]:
        raise Missing("the project stands at its own path")
    return _each({**world, "project": world["outer"]}, ".env", "id_rsa", "credentials.json")


@probe
def key_in_source_code(world: World) -> Answer:
    """Reads a key that stands in source code."""
    return _each(world, "src/signing.py")


@probe
def key_in_settings(world: World) -> Answer:
    """Reads a key that stands in a file of settings."""
    return _each(world, "config/app.json")


@probe
def key_in_a_renamed_folder(world: World) -> Answer:
    """Renames the folder around a key in source code."""
    target = world["project"] + "/renamed-source"
    os.rename(world["project"] + "/src", target)
    return secret_in(target + "/signing.py")


@probe
def through_a_link(world: World) -> Answer:
    """Reads a secret file by a link to it."""
    return _each(world, "linked-settings")


@probe
def through_a_hard_link(world: World) -> Answer:
    """Reads a secret file by a hard link of another name."""
    return _each(world, "hard-linked-settings")


@probe
def password_in_the_git_remote(world: World) -> Answer:
    """Reads a password in the address of a git remote."""
    return _each(world, ".git/config", "deep/nested/.git/config")


@probe
def after_a_copy(world: World) -> Answer:
    """Copies a secret file and reads the copy."""
    target = world["project"] + "/copied-settings"
    shutil.copyfile(world["project"] + "/.env", target)
    return secret_in(target)


@probe
def after_a_rename(world: World) -> Answer:
    """Renames a secret file and reads it."""
    target = world["project"] + "/renamed-settings"
    os.rename(world["project"] + "/deploy/prod.env", target)
    return secret_in(target)


@probe
def after_its_folder_was_renamed(world: World) -> Answer:
    """Renames the folder around a secret file and reads it."""
    target = world["project"] + "/renamed-folder"
    os.rename(world["project"] + "/infra", target)
    return secret_in(target + "/prod.tfvars")


@probe
def after_its_removal(world: World) -> Answer:
    """Removes the mask of a secret file and reads what is under it."""
    os.unlink(world["project"] + "/secrets.yaml")
    return secret_in(world["project"] + "/secrets.yaml")


@probe
def by_other_calls(world: World) -> Answer:
    """Reads a secret file by a map of it, sendfile and copy_file_range."""
    import mmap

    target = world["project"] + "/sent-settings"
    with open(world["project"] + "/.env", "rb") as file, open(target, "wb") as out:
        number = file.fileno()
        with mmap.mmap(number, 0, prot=mmap.PROT_READ) as view:
            if SECRET.search(view[:]):
                return "a map shows it"
        try:
            os.sendfile(out.fileno(), number, 0, 1 << 16)
            os.copy_file_range(number, out.fileno(), 1 << 16, 0)
        except OSError:
            pass
    return secret_in(target)


@probe
def by_reopening(world: World) -> Answer:
    """Opens a secret file as a mere place and then again by `/proc/self/fd`."""
    for name in (".env", "id_rsa"):
        number = os.open(f"{world['project']}/{name}", os.O_PATH)
        if found := secret_in(f"/proc/self/fd/{number}"):
            return found
    return None


@probe
def by_a_new_hard_link(world: World) -> Answer:
    """Makes a hard link to a secret file and reads that."""
    for name in (".env", "id_rsa", "kubeconfig"):
        target = f"{world['project']}/new-link-{name}"
        try:
            os.link(f"{world['project']}/{name}", target)
        except OSError:
            continue
        if found := secret_in(target):
            return found
    return None


@probe
def by_an_exchange(world: World) -> Answer:
    """Swaps a secret file with another one in a single step."""
    own, other = world["project"] + "/.npmrc", world["project"] + "/exchanged"
    with open(other, "w", encoding="ascii") as file:
        file.write("x")
    call(316, 276, -100, own.encode(), -100, other.encode(), 2)  # RENAME_EXCHANGE
    return secret_in(other) or secret_in(own)


@probe
def by_another_way_to_the_folder(world: World) -> Answer:
    """Goes to a secret file by `/proc/self/cwd` and `/proc/self/root`."""
    os.chdir(world["project"])
    ways = ("/proc/self/cwd", "/proc/thread-self/cwd", "/proc/self/root" + world["project"])
    return next((found for way in ways if (found := secret_in(way + "/.env"))), None)


@probe
def backups(world: World) -> Answer:
    """Reads copies of secret files that editors and people leave."""
    return _each(
        world,
        ".env.bak",
        ".env~",
        ".env.old",
        ".env.save",
        "id_rsa.bak",
        "secrets.yaml.orig",
        "credentials.json~",
    )


@probe
def other_letters(world: World) -> Answer:
    """Reads secret files whose names are written in capitals."""
    return _each(world, "OLD/.ENV", "OLD/ID_RSA", "OLD/Credentials.json", "OLD/Secrets.YML")


@probe
def key_in_a_notebook(world: World) -> Answer:
    """Reads a key that stands in a cell of a notebook."""
    return _each(world, "analysis.ipynb")


@probe
def key_in_a_compose_file(world: World) -> Answer:
    """Reads a key that stands in a file of Compose, indented."""
    return _each(world, "docker-compose.yml")
