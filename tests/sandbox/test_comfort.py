"""What makes a room pleasant to work in: commits have their author, and package installers find what they had."""

import os
import subprocess

import pytest

OWN = ("-c", "git init -q . && echo x > a && git add a && git commit -qm one && git log --format='%an <%ae>'")


def put(world, path, text):
    target = world.home / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return target


def test_commits_have_their_author_and_nothing_else_of_the_configuration_is_there(anyone):
    token = "to" + "ken-value"
    put(anyone, ".gitconfig", f'[user]\n\tname = "Ann \\"A\\" Example" # me\n\temail = ann@example.org\n'
        f"[credential]\n\thelper = store\n[http]\n\textraHeader = Authorization: {token}\n")  # fmt: skip
    done = anyone.run("sh", *OWN)
    assert done.stdout == 'Ann "A" Example <ann@example.org>\n', done.stderr
    shown = anyone.run(
        "sh", "-c", "cat ~/.gitconfig; git config --global pull.rebase true && git config pull.rebase"
    )
    assert token not in shown.stdout
    assert "credential" not in shown.stdout
    assert shown.stdout.endswith("true\n"), shown.stderr
    assert "rebase" not in (anyone.home / ".gitconfig").read_text()


@pytest.mark.parametrize(
    "condition", ["gitdir:~/", "gitdir:~/pro*/", "gitdir/i:~/PROJECT/", "gitdir:project/"]
)
def test_an_included_identity_is_git_s_own(world, condition):
    put(world, ".config/git/config", "[user]\n  name = First\n  email = first@example.org\n")
    put(
        world,
        ".gitconfig",
        f'[includeIf "{condition}"]\n  path = .work\n[includeIf "gitdir:/elsewhere/"]\n  path = .no\n',
    )
    put(world, ".work", "[user]\n  email = work@example.org\n")
    put(world, ".no", "[user]\n  name = Nobody\n")
    subprocess.run(["git", "init", "-q", str(world.project)], check=True, env=world.environment)
    said = subprocess.run(["git", "config", "user.email"], cwd=world.project, env=world.environment,
                          capture_output=True, text=True).stdout  # fmt: skip
    assert said == "work@example.org\n"
    done = world.run("sh", "-c", "git config user.name; git config user.email")
    assert done.stdout == f"First\n{said}", done.stderr


def test_without_an_identity_there_is_none(world):
    assert world.run("ls", "-A", str(world.home)).stdout.split() == [
        ".aws",
        ".git-credentials",
        ".ssh",
        "project",
    ]


def test_an_author_of_the_environment_comes_along(world):
    names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Env") | dict.fromkeys(
        ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "env@example.org"
    )
    assert world.run("sh", *OWN, variables=names).stdout == "Env <env@example.org>\n"


@pytest.mark.parametrize("cache", [".cache/pip", ".cache/uv", ".npm/_cacache"])
def test_package_caches_can_be_read_and_not_written(anyone, cache):
    kept = put(anyone, f"{cache}/kept", "kept")
    done = anyone.run("sh", "-c", f"cat ~/{cache}/kept; echo x > ~/{cache}/kept || echo x > ~/{cache}/new")
    assert done.stdout == "kept"
    assert done.returncode != 0
    assert (kept.read_text(), os.listdir(kept.parent)) == ("kept", ["kept"])


def test_pip_installs_a_wheel_from_its_cache_without_an_index(world):
    import zipfile

    wheel = world.home / ".cache/pip/wheels/small-1.0-py3-none-any.whl"
    wheel.parent.mkdir(parents=True)
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("small.py", "print('installed')\n")
        file.writestr("small-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n")
        file.writestr(
            "small-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr("small-1.0.dist-info/RECORD", "")
    script = (
        "/usr/bin/python3 -m venv env || exit 77; env/bin/pip install -q --no-index --find-links ~/.cache/pip/wheels small"
        " && env/bin/python -m small"
    )
    done = world.sh(script)
    if done.returncode == 77:
        pytest.skip("this machine's Python makes no virtual environments")
    assert done.stdout == "installed\n", done.stderr
