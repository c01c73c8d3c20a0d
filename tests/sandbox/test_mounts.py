"""Tables of mounts, whatever their places are called; and other spellings of a name."""

import os

from hypothesis import given
from hypothesis import strategies as st

from fumehood.sandbox.letter_case import folds, other_spelling
from fumehood.sandbox.mounts import Mount, inside, is_local, kind_of, mounts, parse

NAMES = st.text(st.characters(exclude_characters="\0/", codec="utf-8"), min_size=1, max_size=20)
ESCAPED = {" ": "\\040", "\t": "\\011", "\n": "\\012", "\\": "\\134"}
KINDS = st.sampled_from(["ext4", "nfs4", "fuse.sshfs", "cifs"])


def line(place, kind):
    shown = "".join(ESCAPED.get(one, one) for one in place)
    return f"36 35 98:0 /mnt1 {shown} rw,noatime master:1 - {kind} /dev/root rw,errors=continue\n"


@given(st.lists(st.tuples(NAMES, KINDS), max_size=6))
def test_places_and_kinds_come_back_as_they_are_called(wanted):
    table = "".join(line("/" + name, kind) for name, kind in wanted).encode()
    assert parse(table) == [Mount("/" + name, kind) for name, kind in wanted]


@given(st.binary(max_size=300))
def test_no_table_breaks_it(table):
    assert all(mount.place for mount in parse(table) if mount.place)


def test_the_nearest_and_latest_mount_counts():
    table = [
        Mount("/", "ext4"),
        Mount("/home", "nfs4"),
        Mount("/home/a/p", "xfs"),
        Mount("/home/a/p", "fuse.sshfs"),
    ]
    assert kind_of("/home/a", table) == "nfs4"
    assert kind_of("/home2", table) == "ext4"
    assert kind_of("/home/a/p/x", table) == "fuse.sshfs"
    assert not is_local("/home/a/p", table)
    assert is_local("/srv", table)
    assert not is_local("/srv", [])
    assert inside("/home/a", table) == Mount("/home/a/p", "xfs")
    assert inside("/home/a/p", table) is None


def test_this_machine_tells_its_own():
    assert kind_of("/proc", mounts()) == "proc"


def test_names_that_differ_in_case_are_two_files_here(tmp_path):
    for name in ("a.txt", "A.TXT", ".env"):
        (tmp_path / name).write_text("x")
    assert not folds(str(tmp_path))
    assert other_spelling([os.path.join(tmp_path, name) for name in os.listdir(tmp_path)]) == ""
