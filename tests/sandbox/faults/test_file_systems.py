"""Projects and state folders that lie on file systems of others: sshfs (a real network file system), bindfs, exFAT."""

import os
import shutil
import subprocess
import textwrap

import pytest

SERVER = "/usr/lib/openssh/sftp-server"
VALUE = "v4lue" + "-of-mine"


@pytest.fixture
def mounting(anyone):
    """Runs a shell script in mounts of its own, as the world's user, in its base folder; `$F` is the command.

    `mount_ssh FROM TO` mounts by sshfs, whose server is a process beside it in place of one behind a connection.
    """
    if os.getuid():
        pytest.skip("mounts of one's own need root; the tests of the build service run as root")
    if not (shutil.which("sshfs") and os.path.exists(SERVER) and os.path.exists("/dev/fuse")):
        pytest.skip("no sshfs here; `make test` installs it where apt-get may")
    base = anyone.home.parent
    server = base / "server"
    server.write_text(f"#!/bin/sh\nexec {SERVER}\n")
    server.chmod(0o755)
    user = (
        () if anyone.user is None else (f"--reuid={anyone.user}", f"--regid={anyone.user}", "--clear-groups")
    )

    def run(script: str) -> subprocess.CompletedProcess:
        head = f"mount_ssh() {{ mkdir -p $1 $2; sshfs -o ssh_command={server} ${{3:-}} there:$(realpath $1) $2; }}\ncd {base}\n"
        environment = anyone.environment | {"F": " ".join(anyone.command), "SERVER": SERVER}
        return subprocess.run(
            ["unshare", "-m", *(("setpriv", *user) if user else ()), "sh", "-ec", head + textwrap.dedent(script)],
            cwd=base, env=environment, capture_output=True, text=True, timeout=100, start_new_session=True,
        )  # fmt: skip

    return run


FILES = f"""
    echo old > a.txt; echo gone > gone.txt; mkdir d; echo moved > d/x; echo KEY={VALUE} > .env; git init -q .
"""
WORK = "cat .env; exec 3< a.txt; rm a.txt; echo new > a.txt; rm gone.txt; mkdir n; mv d/x n/x; echo made > made.txt"


def test_a_project_on_a_network_file_system_is_worked_on_applied_and_taken_back(mounting):
    done = mounting(
        f"""
        mount_ssh served home/project; cd home/project
        {FILES}
        $F run -- sh -c '{WORK}'
        cat a.txt gone.txt; $F changes show | grep '^  [-+~]'
        $F changes apply > ../applied
        cat a.txt n/x made.txt; ls -A
        $F changes undo > ../undone
        cat a.txt gone.txt d/x; ls -A
        """
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert VALUE not in done.stdout
    assert done.stdout.splitlines() == [
        "KEY=masked-by-fumehood", "old", "gone",
        "  ~ a.txt", "  - gone.txt", "  + made.txt", "  + n/", "  - d/x", "  + n/x",
        "new", "moved", "made", ".env", ".git", "a.txt", "d", "made.txt", "n",
        "old", "gone", "moved", ".env", ".git", "a.txt", "d", "gone.txt",
    ]  # fmt: skip


def test_in_place_it_is_protected_there_as_well(mounting):
    done = mounting(
        f"""
        mount_ssh served home/project; cd home/project
        {FILES}
        $F run --workspace direct -- sh -c '{WORK}; echo x > .git/hooks/pre-commit' || echo refused
        cat a.txt; ls .git/hooks | grep -v sample || true
        $F run --workspace ro -- sh -c 'cat .env; echo x > a.txt' || echo refused
        cat a.txt
        """
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert VALUE not in done.stdout
    words = ["KEY=masked-by-fumehood", "refused", "new", "KEY=masked-by-fumehood", "refused", "new"]
    assert done.stdout.split() == words


def test_with_the_home_on_it_the_run_works_on_a_copy_says_why_and_loses_nothing_of_the_same_second(mounting):
    done = mounting(
        f"""
        mount_ssh served net; mkdir -p net/home/project; export HOME=$PWD/net/home; cd net/home/project
        {FILES}
        $F run -- sh -c '{WORK}'
        $F changes show | grep '^  [-+~]' | sort
        $F changes apply > ../applied
        cat a.txt n/x; ls -A
        $F changes undo > ../undone
        cat a.txt gone.txt d/x; ls -A
        find $HOME/.local/state -name '.fuse*'
        """
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "the state folder lies on fuse.sshfs" in done.stderr
    assert "works on a copy" in done.stderr
    assert done.stdout.splitlines() == [
        "KEY=masked-by-fumehood",
        "  + made.txt", "  + n/", "  + n/x", "  - d/x", "  - gone.txt", "  ~ a.txt",
        "new", "moved", ".env", ".git", "a.txt", "d", "made.txt", "n",
        "old", "gone", "moved", ".env", ".git", "a.txt", "d", "gone.txt",
    ]  # fmt: skip


def test_a_file_changed_or_removed_meanwhile_is_a_conflict_whatever_the_clock_of_the_server_says(mounting):
    """The times of sshfs are whole seconds of the server's: an edit has an old time, an untouched file a future one."""
    done = mounting(
        """
        mount_ssh served home/project; cd home/project
        for one in edited removed; do echo old > $one; done
        echo old > future; touch -d '+1 hour' future
        $F run -- sh -c 'for one in edited removed future; do echo inside > $one; done'
        echo "outside, at another time" > edited; touch -d '-1 hour' edited; rm removed
        $F changes apply || echo code $?
        cat edited future; ls
        """
    )
    assert done.stdout.splitlines() == [
        "left     edited: conflict: changed on the host since the run began; the host's version stands",
        "left     removed: conflict: removed on the host since the run began; the host's version stands",
        "applied  future",
        "code 1",
        "outside, at another time",
        "inside",
        "edited",
        "future",
    ], done.stderr


def test_a_disk_that_is_mounted_inside_the_project_is_seen_and_its_secrets_are_not(mounting):
    done = mounting(
        f"""
        mkdir -p served home/project/data; echo KEY={VALUE} > served/.env; cd home/project
        echo old > a.txt; mount_ssh ../../served data
        $F run -- sh -c 'cat data/.env; echo new > a.txt; echo made > data/made.txt'
        $F changes apply
        cat a.txt data/made.txt data/.env
        """
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "data is a file system of its own (fuse.sshfs)" in done.stderr
    assert done.stdout.splitlines() == [
        "KEY=masked-by-fumehood", "applied  a.txt", "applied  data/made.txt", "new", "made", f"KEY={VALUE}",
    ]  # fmt: skip


def test_a_read_only_one_says_why_nothing_is_applied(mounting):
    done = mounting(
        """
        mkdir served; echo old > served/a.txt; mount_ssh served home/project "-o ro"; cd home/project
        $F run -- sh -c 'echo new > a.txt; cat a.txt'
        $F changes apply || echo code $?
        cat a.txt
        """
    )
    assert done.stdout == "new\ncode 4\nold\n", done.stderr
    assert "Read-only file system" in done.stderr


def test_a_server_that_is_gone_is_one_clear_line_and_the_changes_wait(mounting):
    done = mounting(
        """
        mount_ssh served home/project; cd home/project; echo old > a.txt
        $F run -- sh -c 'echo new > a.txt'
        for server in $(pgrep -s 0 -f "^$SERVER"); do kill -9 $server; done
        while ls . > /dev/null 2>&1; do sleep 0.1; done
        $F changes show || echo code $?
        $F run -- true || echo code $?
        cd $HOME; cat $(find .local/state -name a.txt)
        """
    )
    assert done.stdout == "code 4\ncode 4\nnew\n", done.stderr
    assert done.stderr.count("mount it again") == 2
    assert "internal error" not in done.stderr


EXFAT = """
    truncate -s 40M disk; mkfs.exfat disk > /dev/null 2>&1; device=$(losetup -f --show disk); trap 'umount $BASE/exfat; losetup -d $device' EXIT
    mkdir exfat; mount.exfat-fuse $device exfat > /dev/null; mkdir exfat/project; cd exfat/project
"""


def test_where_names_are_the_same_in_any_case_masks_and_protection_hold_in_all_of_them(world, in_own_mounts):
    if not (shutil.which("mount.exfat-fuse") and shutil.which("mkfs.exfat") and loop_devices()):
        pytest.skip("no exFAT or no loop devices here")
    done = in_own_mounts(
        f"""
        cd $BASE; {EXFAT}
        git init -q .; echo KEY={VALUE} > .env; mkdir .vscode; echo old > a.txt
        $F run -- sh -c 'cat .ENV; cp -r .git .GIT2; echo x > .GIT/HOOKS/pre-commit; mkdir .VSCODE; echo x > .VSCODE/tasks.json; echo new > a.txt; true'
        $F changes apply || echo code $?
        ls -A . .vscode; cat a.txt
        for mode in direct ro; do $F run --workspace $mode -- cat .ENV || echo code $?; done
        cd $BASE
        """
    )
    assert VALUE not in done.stdout
    assert "reached in upper and lower case" in done.stderr
    assert done.stderr.count("--workspace overlay") == 2, done.stderr
    assert "left     .VSCODE/tasks.json: refused: a setting" in done.stdout
    assert ".vscode:\nnew\ncode 125\ncode 125\n" in done.stdout


def loop_devices():
    return subprocess.run(["losetup", "-f"], capture_output=True).returncode == 0


CLOCK = """
    mkdir -p $BASE/served/project; echo old > $BASE/served/project/a.txt; mkdir $BASE/bound
    bindfs {options} $BASE/served $BASE/bound; cd $BASE/bound/project
"""


@pytest.mark.parametrize("options", ["--ctime-from-mtime", "--xattr-none", "--chmod-ignore --chown-ignore"])
def test_what_a_file_system_in_user_space_makes_up_does_not_mislead(world, in_own_mounts, options):
    if not shutil.which("bindfs"):
        pytest.skip("no bindfs here; `make test` installs it where apt-get may")
    done = in_own_mounts(
        CLOCK.format(options=options)
        + """
        $F run -- sh -c 'echo new > a.txt; echo made > b.txt'
        $F changes apply
        $F run -- sh -c 'echo newer > a.txt; rm b.txt'
        echo outside > a.txt
        $F changes apply || echo code $?
        cat a.txt; ls
        """
    )
    assert done.stdout.splitlines() == [
        "applied  a.txt", "applied  b.txt",
        "left     a.txt: conflict: changed on the host since the run began; the host's version stands", "applied  b.txt", "code 1",
        "outside", "a.txt",
    ], done.stderr  # fmt: skip
