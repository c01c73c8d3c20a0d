"""What a run leaves in the audit record, and what happens when the record cannot be kept."""

import json

import pytest


def records(world):
    done = world("audit", "show", "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_beginning_and_end_are_there(anyone):
    done = anyone.run("sh", "-c", "echo x > made.txt; exit 3", options=("--memory", "1g"))
    assert done.returncode == 3, done.stderr
    begin, end = records(anyone)
    assert (begin["kind"], end["kind"]) == ("run", "run-end")
    assert begin["session"] == end["session"]
    assert begin["project"] == str(anyone.project)
    assert begin["data"]["backend"] == "bwrap"
    assert len(begin["data"]["policy"]) == 16
    assert "made.txt" in begin["data"]["command"]
    assert (end["data"]["code"], end["data"]["changes"]) == (3, 1)
    assert anyone("audit", "verify").returncode == 0


def test_another_policy_has_another_hash(world):
    world.run("true")
    world.run("true")
    world.run("true", options=("--workspace", "ro"))
    first, second, third = (one["data"]["policy"] for one in records(world) if one["kind"] == "run")
    assert first == second != third


def test_a_secret_of_the_command_line_is_not(world):
    secret = "gh" + "p_" + "a1B2" * 9
    world.run("true", "--token", secret)
    assert secret not in world("audit", "show", "--format", "jsonl").stdout


def test_the_limit_that_ended_it(world):
    world.sh("sleep 30", "--time=1s")
    assert records(world)[-1]["data"]["limit"] == "time"


def test_a_touched_credential_with_its_time(world):
    world.sh("cat ~/.ssh/id_ed25519 ~/.aws/credentials > /dev/null; cat ~/.ssh/id_ed25519 >/dev/null")
    kinds = [(one["kind"], one["data"].get("path", "")) for one in records(world)]
    home = str(world.home)
    assert sorted(kinds[1:-1]) == [
        ("honeytoken", f"{home}/.aws/credentials"),
        ("honeytoken", f"{home}/.ssh/id_ed25519"),
    ]
    assert kinds[-1][0] == "run-end"
    assert f"{home}/.ssh/id_ed25519" in world("audit", "show").stdout


def test_what_is_moved_aside(world):
    world.sh("mkdir .vscode; echo {} > .vscode/tasks.json", "--workspace=direct")
    assert ("set-aside", ".vscode") in [(one["kind"], one["data"].get("path")) for one in records(world)]


def test_a_change_that_apply_leaves(world):
    world.sh("mkdir .vscode; echo {} > .vscode/tasks.json; ln -s /etc out; echo x > fine")
    assert world("changes", "apply").returncode == 1
    left = {
        one["data"]["path"]: one["data"]["reason"] for one in records(world) if one["kind"] == "left-change"
    }
    assert "leads out" in left["out"]
    assert ".vscode/tasks.json" in left
    assert "fine" not in left


def test_a_record_that_cannot_be_kept_is_said_and_the_run_goes_on(world):
    broken = world.home / ".config" / "fumehood"
    broken.mkdir(parents=True)
    (broken / "audit-anchor").mkdir()
    done = world.sh("echo ran")
    assert (done.returncode, done.stdout) == (0, "ran\n")
    assert "not everything of this run is on record" in done.stderr


@pytest.mark.parametrize("backend", ["bwrap", "landlock"])
def test_every_backend_tells(world, backend):
    done = world.run("sh", "-c", "cat $HOME/.ssh/id_ed25519", options=("--backend", backend))
    assert done.returncode == 0, done.stderr
    assert [one["kind"] for one in records(world)] == ["run", "honeytoken", "run-end"]
    assert records(world)[0]["data"]["backend"] == backend
