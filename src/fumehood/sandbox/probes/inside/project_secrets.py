"""Secrets that lie in the project itself."""

import os
import shutil

from fumehood.sandbox.probes.inside.harness import Answer, Missing, World, probe, secret_in


def _each(world: World, *names: str) -> Answer:
    return next((f for name in names if (f := secret_in(os.path.join(world["project"], name)))), None)


@probe
def environment_file(world: World) -> Answer:
    return _each(world, ".env", ".env.production", "deploy/prod.env")


@probe
def private_key(world: World) -> Answer:
    return _each(world, "deep/er/server.pem", "deep/er/server.key", "id_rsa")


@probe
def credentials_file(world: World) -> Answer:
    return _each(world, "credentials.json", "secrets.yaml", "service-account-prod.json")


@probe
def package_client_settings(world: World) -> Answer:
    return _each(world, ".npmrc", ".pypirc", "pip.conf")


@probe
def infrastructure_values(world: World) -> Answer:
    return _each(world, "infra/prod.tfvars", "infra/terraform.tfstate", "kubeconfig")


@probe
def behind_the_copy(world: World) -> Answer:
    if world["outer"] == world["project"]:
        raise Missing("the project stands at its own path")
    return _each({**world, "project": world["outer"]}, ".env", "id_rsa", "credentials.json")


@probe
def key_in_source_code(world: World) -> Answer:
    return _each(world, "src/signing.py")


@probe
def key_in_settings(world: World) -> Answer:
    return _each(world, "config/app.json")


@probe
def key_in_a_renamed_folder(world: World) -> Answer:
    target = world["project"] + "/renamed-source"
    os.rename(world["project"] + "/src", target)
    return secret_in(target + "/signing.py")


@probe
def through_a_link(world: World) -> Answer:
    return _each(world, "linked-settings")


@probe
def through_a_hard_link(world: World) -> Answer:
    return _each(world, "hard-linked-settings")


@probe
def password_in_the_git_remote(world: World) -> Answer:
    return _each(world, ".git/config", "deep/nested/.git/config")


@probe
def after_a_copy(world: World) -> Answer:
    target = world["project"] + "/copied-settings"
    shutil.copyfile(world["project"] + "/.env", target)
    return secret_in(target)


@probe
def after_a_rename(world: World) -> Answer:
    target = world["project"] + "/renamed-settings"
    os.rename(world["project"] + "/deploy/prod.env", target)
    return secret_in(target)


@probe
def after_its_folder_was_renamed(world: World) -> Answer:
    target = world["project"] + "/renamed-folder"
    os.rename(world["project"] + "/infra", target)
    return secret_in(target + "/prod.tfvars")


@probe
def after_its_removal(world: World) -> Answer:
    os.unlink(world["project"] + "/secrets.yaml")
    return secret_in(world["project"] + "/secrets.yaml")
