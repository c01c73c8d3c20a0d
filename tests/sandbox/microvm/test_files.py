"""The server of folders, asked over a real connection: what works, what is refused, and bytes that are no request."""

import contextlib
import os
import socket
import stat
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ninep_client import Client

from fumehood.sandbox.microvm.files import serve, wire
from fumehood.sandbox.microvm.files.folder import Folder


@pytest.fixture
def top(tmp_path):
    folder = tmp_path / "top"
    folder.mkdir()
    (folder / "file").write_bytes(b"content" * 30000)
    (folder / "below").mkdir()
    (folder / "below/deep").write_text("deep")
    (folder / "out").symlink_to("/etc/passwd")
    (tmp_path / "outside").write_text("not shown")
    return folder


@contextlib.contextmanager
def served(folder, *, fixed=False):
    ours, theirs = socket.socketpair()
    ours.settimeout(30)
    worker = threading.Thread(target=serve.serve, args=(theirs, Folder(str(folder), fixed=fixed)))
    worker.start()
    try:
        yield Client(ours)
    finally:
        ours.close()
        worker.join(30)
        assert not worker.is_alive()


def test_files_are_read_made_and_changed(top):
    with served(top) as client:
        assert client.read("file") == b"content" * 30000
        assert sorted(client.names()) == [".", "..", "below", "file", "out"]
        made = client.create("new", b"x" * 120_000, 0o640)
        client.ask(
            wire.SETATTR, wire.pack("iiiiiqqqqq", made, 0x1 | 0x8 | 0x20 | 0x100, 0o600, 0, 0, 5, 0, 0, 77, 0)
        )
        client.ask(wire.FSYNC, wire.pack("ii", made, 0))
        info = (top / "new").stat()
        assert (info.st_size, stat.S_IMODE(info.st_mode), info.st_mtime) == (5, 0o600, 77)
        told = client.ask(wire.GETATTR, wire.pack("iq", made, 0x7FF))
        assert wire.unpack(told, "qbiqiii")[4:] == [info.st_mode, info.st_uid, info.st_gid]
        client.ask(wire.SYMLINK, wire.pack("issi", 0, b"link", b"file", 0))
        assert wire.unpack(client.ask(wire.READLINK, wire.pack("i", client.walk("link"))), "s") == [b"file"]
        client.ask(wire.LINK, wire.pack("iis", 0, client.walk("file"), b"again"))
        assert (top / "again").stat().st_nlink == 2
        client.ask(wire.MKDIR, wire.pack("isii", 0, b"folder", 0o755, 0))
        client.ask(wire.UNLINKAT, wire.pack("isi", 0, b"folder", 0x200))
        client.ask(wire.UNLINKAT, wire.pack("isi", 0, b"again", 0))
        client.ask(wire.REMOVE, wire.pack("i", client.walk("link")))
        client.ask(wire.MKNOD, wire.pack("isiiii", 0, b"pipe", stat.S_IFIFO | 0o600, 0, 0, 0))
        assert sorted(os.listdir(top)) == ["below", "file", "new", "out", "pipe"]


def test_handles_follow_a_folder_that_is_renamed(top):
    with served(top) as client:
        deep = client.walk("below", "deep")
        client.ask(wire.RENAMEAT, wire.pack("isis", 0, b"below", 0, b"moved"))
        client.ask(wire.LOPEN, wire.pack("ii", deep, os.O_RDONLY))
        assert wire.unpack(client.ask(wire.READ, wire.pack("iqi", deep, 0, 100)), "d") == [b"deep"]


def test_links_are_not_followed_and_nothing_is_above(top):
    with served(top) as client:
        link = client.walk("out")
        with pytest.raises(OSError, match="symbolic"):
            client.ask(wire.LOPEN, wire.pack("ii", link, os.O_RDONLY))
        with pytest.raises(NotADirectoryError):
            client.walk("x", start=link)
        assert sorted(client.names("..", "..")) == [".", "..", "below", "file", "out"]


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/b", "", "..", "."])
def test_a_name_that_is_none_ends_the_connection(top, name):
    before = sorted(os.listdir(top.parent))
    with served(top) as client, pytest.raises(EOFError):
        client.create(name)
    assert sorted(os.listdir(top.parent)) == before


def test_setuid_and_devices_are_refused(top):
    with served(top) as client:
        with pytest.raises(PermissionError):
            client.create("tool", mode=0o4755)
        with pytest.raises(PermissionError):
            client.ask(wire.MKNOD, wire.pack("isiiii", 0, b"disk", stat.S_IFBLK | 0o600, 8, 0, 0))
        made = client.create("plain")
        with pytest.raises(PermissionError):
            client.ask(wire.SETATTR, wire.pack("iiiiiqqqqq", made, 1, 0o2755, 0, 0, 0, 0, 0, 0, 0))
        assert not (top / "tool").exists()
        assert not (top / "plain").stat().st_mode & 0o6000


def test_a_fixed_folder_is_only_read(top):
    before = {path: path.lstat().st_mtime_ns for path in top.rglob("*")}
    with served(top, fixed=True) as client:
        assert client.read("below", "deep") == b"deep"
        file = client.walk("file")
        for kind, body in (
            (wire.LOPEN, wire.pack("ii", file, os.O_RDWR)),
            (wire.LOPEN, wire.pack("ii", file, os.O_TRUNC)),
            (wire.SETATTR, wire.pack("iiiiiqqqqq", file, 8, 0, 0, 0, 0, 0, 0, 0, 0)),
            (wire.MKDIR, wire.pack("isii", 0, b"x", 0o755, 0)),
            (wire.SYMLINK, wire.pack("issi", 0, b"x", b"y", 0)),
            (wire.LINK, wire.pack("iis", 0, file, b"x")),
            (wire.RENAMEAT, wire.pack("isis", 0, b"file", 0, b"x")),
            (wire.UNLINKAT, wire.pack("isi", 0, b"file", 0)),
            (wire.LCREATE, wire.pack("isiii", 0, b"x", os.O_WRONLY, 0o644, 0)),
        ):
            with pytest.raises(OSError, match="Read-only"):
                client.ask(kind, body)
        with pytest.raises(OSError, match="Read-only"):
            client.ask(wire.REMOVE, wire.pack("i", file))
    assert {path: path.lstat().st_mtime_ns for path in top.rglob("*")} == before


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=40)), max_size=8))
def test_no_request_breaks_the_server_or_leaves_the_folder(requests):
    folder = Folder("/nonexistent", fixed=False)
    for kind, body in requests:
        with contextlib.suppress(wire.BrokenError):
            number, answered = serve.answer(folder, kind, body)
            assert number in (wire.ERROR, kind + 1)
            assert isinstance(answered, bytes)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_keep_the_server_busy(data):
    ours, theirs = socket.socketpair()
    worker = threading.Thread(target=serve.serve, args=(theirs, Folder("/nonexistent", fixed=True)))
    worker.start()
    with ours:
        ours.sendall(data)
        ours.shutdown(socket.SHUT_WR)
        ours.settimeout(30)
        while ours.recv(4096):
            pass
    worker.join(30)
    assert not worker.is_alive()
