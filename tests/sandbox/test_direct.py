"""`--workspace direct`: writes count at once, but not those that would act outside later."""

import os
import subprocess


def direct(world, script):
    return world.sh(script, "--workspace", "direct")


def move(old, new):
    """A rename and nothing else: `mv` would copy where that is refused."""
    return f"python3 -c \"import os; os.rename('{old}', '{new}')\""


def owned(world):
    for folder, names, files in os.walk(world.project):
        for name in (*names, *files):
            if world.user is not None:
                os.lchown(os.path.join(folder, name), world.user, world.user)


def listing(world):
    return sorted(os.path.join(f, n) for f, ns, fs in os.walk(world.project) for n in (*ns, *fs))


def test_hooks_and_configuration_stand_at_any_depth(anyone):
    for place in ("", "deep/er/vendor/one"):
        subprocess.run(["git", "init", "-q", str(anyone.project / place)], check=True)
    anyone.write(".vscode/tasks.json", "{}")
    owned(anyone)
    before = listing(anyone)
    for attack in (
        "echo x > .git/hooks/pre-commit",
        "git config core.fsmonitor x",
        move(".git", ".moved"),
        move(".git/hooks", ".git/other"),
        "echo x > deep/er/vendor/one/.git/hooks/pre-commit",
        move("deep/er/vendor/one/.git", "x"),
        move("deep", "moved"),
        "echo x > .vscode/tasks.json",
        "rm -rf .vscode",
    ):
        assert direct(anyone, attack).returncode != 0, attack
        assert listing(anyone) == before, attack


def test_commits_work(anyone):
    subprocess.run(["git", "init", "-q", str(anyone.project)], check=True)
    owned(anyone)
    who = "-c user.name=a -c user.email=a@example.com"
    done = direct(anyone, f"echo x > x; git add x && git {who} commit -qm first && git log --format=%s")
    assert done.stdout == "first\n", done.stderr


def test_what_appears_is_moved_aside_and_told(world):
    subprocess.run(["git", "init", "-q", str(world.project)], check=True)
    subprocess.run(["rm", "-rf", str(world.project / ".git/hooks")], check=True)
    done = direct(world, "mkdir -p .git/hooks .claude sub; echo x > .git/hooks/pre-push; echo {} > .claude/settings.json;"
                         "echo x > kept; echo 'gitdir: /elsewhere' > sub/.git")  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in (".git/hooks", ".claude", "sub/.git"):
        assert not (world.project / name).exists()
        assert f"{name} would act outside" in done.stderr
    assert (world.project / "kept").exists()


def test_hooks_behind_a_link_or_a_setting_stand(world):
    subprocess.run(["git", "init", "-q", str(world.project)], check=True)
    subprocess.run(["git", "-C", str(world.project), "config", "core.hooksPath", "tools/hooks"], check=True)
    world.write("tools/hooks/pre-commit", "old\n")
    assert direct(world, "echo new > tools/hooks/pre-commit").returncode != 0
    assert direct(world, "mv tools/hooks tools/x").returncode != 0


def test_nothing_is_left_behind(world):
    world.write("a.txt")
    before = listing(world)
    assert direct(world, "true").returncode == 0
    assert listing(world) == before


def test_secrets_are_masked_here_too(world):
    value = "v" + "4lue"
    world.write(".env", f"A={value}\n")
    done = direct(world, "cat .env; echo A=other > .env; rm -f .env")
    assert value not in done.stdout
    assert (world.project / ".env").read_text() == f"A={value}\n"
