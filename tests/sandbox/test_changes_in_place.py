"""What apply makes has the group, the mode and the access list that making it in its place would have given."""

import contextlib
import os
import struct
import subprocess

import pytest

SHARED = 4242
"""A group of which nobody here is a member, as one has it on folders of a cluster."""
_DEFAULT, _LIST = "system.posix_acl_default", "system.posix_acl_access"
_OWNER, _GROUP, _NAMED_GROUP, _MASK, _OTHER = 1, 4, 8, 16, 32


def access_list() -> bytes:
    """Everything for the owner, the group and one named group, nothing for others."""
    entries = ((_OWNER, 7, -1), (_GROUP, 7, -1), (_NAMED_GROUP, 6, SHARED), (_MASK, 7, -1), (_OTHER, 0, -1))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)


def described(path):
    info = os.stat(path)
    listed = os.getxattr(path, _LIST) if _LIST in os.listxattr(path) else b""
    return oct(info.st_mode), info.st_gid, listed


def make(world, folder):
    """Makes with ordinary programs, as the world's user, what the run makes."""
    script = "echo x > new.txt; echo x > new.sh; chmod +x new.sh; mkdir -p made/deep; echo x > made/deep/y"
    identity = {} if world.user is None else {"user": world.user, "group": world.user, "extra_groups": []}
    subprocess.run(["sh", "-c", script], cwd=folder, check=True, **identity)


def twice(world, prepare):
    """Two folders made alike: one in which the run writes, one in which its user does."""
    for name in ("run", "own"):
        world.write(f"{name}/keep.txt")
        prepare(world.project / name)
    with contextlib.suppress(FileNotFoundError):
        make(world, world.project / "own")
    done = world.sh(
        "cd run; echo x > new.txt; echo x > new.sh; chmod +x new.sh; mkdir -p made/deep; echo x > made/deep/y"
    )
    assert done.returncode == 0, done.stderr
    done = world("changes", "apply")
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("new.txt", "new.sh", "made", "made/deep", "made/deep/y"):
        yield name, described(world.project / "run" / name), described(world.project / "own" / name)


def test_a_shared_folder_hands_on_its_group(anyone):
    def prepare(folder):
        os.chown(folder, -1, SHARED if os.getuid() == 0 else -1)
        folder.chmod(0o2775)

    for name, found, wanted in twice(anyone, prepare):
        assert found == wanted, name
        assert "made" not in name or found[0].startswith(("0o42", "0o100")), found


def test_a_folder_hands_on_its_access_list(anyone):
    def prepare(folder):
        try:
            os.setxattr(folder, _DEFAULT, access_list())
        except OSError as error:
            pytest.skip(f"this file system has no access lists: {error}")

    for name, found, wanted in twice(anyone, prepare):
        # Whether a program was made so or by a later chmod cannot be told; others never get more than the list gives.
        assert found == wanted or (name == "new.sh" and found[0] == "0o100770"), name
        assert found[2], name


def test_an_edited_file_keeps_group_and_list_through_apply_and_undo(anyone):
    path = anyone.write("shared.txt", "old\n")
    removed = anyone.write("removed/inner.txt", "old\n")
    try:
        for one in (path, removed):
            os.setxattr(one, _LIST, access_list())
    except OSError as error:
        pytest.skip(f"this file system has no access lists: {error}")
    removed.parent.chmod(0o2775)
    before = [described(one) for one in (path, removed, removed.parent)]
    assert anyone.sh("echo new > shared.txt; rm -r removed").returncode == 0
    done = anyone("changes", "apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert path.read_text() == "new\n"
    assert not removed.exists()
    assert described(path) == before[0]
    assert anyone("changes", "undo").returncode == 0
    assert [described(one) for one in (path, removed, removed.parent)] == before
    assert path.read_text() == "old\n"
