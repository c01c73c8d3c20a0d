"""One folder as a client of 9P2000.L sees it. Names lead nowhere but down; what the room does not show is not there.

Handles are paths, opened ones descriptors as well: a client keeps one for each name that it remembers, far more than
descriptors. A renamed folder takes the handles below it along.
"""

from __future__ import annotations

import errno
import os
import stat

from fumehood.sandbox.microvm.files.wire import LARGEST, BrokenError, pack, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BASIC = 0x7FF
_OPENED = os.O_ACCMODE | os.O_TRUNC | os.O_APPEND
_MODE, _UID, _GID, _SIZE, _ATIME, _MTIME, _ATIME_SET, _MTIME_SET = 1, 2, 4, 8, 16, 32, 128, 256
_REMOVE_FOLDER = 0x200
_KINDS = {stat.S_IFDIR: 0x80, stat.S_IFLNK: 0x02}
_NAME_TYPE = 12
"""The type of a name in a listing is the file type of its mode, shifted by this."""
_HANDLES = 1 << 20
_MOST = LARGEST - 24
"""Bytes of data in one answer."""


class Handle:
    """A place below the folder, as the client numbered it; opened, it has a descriptor or a listing."""

    def __init__(self, path: bytes) -> None:
        self.path = path
        self.descriptor = -1
        self.listing: list[tuple[bytes, os.stat_result]] | None = None


class Folder:
    """Answers requests. Methods take a message's body and return that of the answer.

    They raise OSError for what the answer is an error, `BrokenError` for what is no request.
    """

    def __init__(self, root: str, *, fixed: bool) -> None:
        self._root = os.fsencode(root)
        self._fixed = fixed
        self._handles: dict[int, Handle] = {}

    def attach(self, body: bytes) -> bytes:
        """The folder itself."""
        number = unpack(body, "i")[0]
        self._add(number, Handle(self._root))
        return _qid(os.lstat(self._root))

    def walk(self, body: bytes) -> bytes:
        """Steps down by names; as many as there are, an error only when the first is not."""
        number, new, count = unpack(body, "iih")
        names = unpack(body[10:], "s" * count)
        path = self._at(number).path
        found = b""
        steps = 0
        for name in names:
            try:
                path = path if name in (b".", b"") else self._below(path, name, walking=True)
                found += _qid(os.lstat(path))
            except OSError:
                if not steps:
                    raise
                break
            steps += 1
        if steps == len(names):
            self._add(new, Handle(path))
        return pack("h", steps) + found

    def lopen(self, body: bytes) -> bytes:
        """Opens a file or lists a folder."""
        number, flags = unpack(body, "ii")
        handle = self._at(number)
        info = os.lstat(handle.path)
        if stat.S_ISDIR(info.st_mode):
            handle.listing = None
        else:
            if flags & (os.O_ACCMODE | os.O_TRUNC):
                self._writable()
            handle.descriptor = os.open(
                handle.path, (flags & _OPENED) | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            )
        return _qid(info) + pack("i", 0)

    def lcreate(self, body: bytes) -> bytes:
        """Makes a file and opens it; the handle is the file's from then on."""
        number, name, flags, mode, _ = unpack(body, "isiii")
        self._writable()
        handle = self._at(number)
        path = self._below(handle.path, name)
        opened = (flags & (_OPENED | os.O_EXCL)) | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        handle.descriptor = os.open(path, opened, _plain(mode))
        handle.path = path
        return _qid(os.fstat(handle.descriptor)) + pack("i", 0)

    def read(self, body: bytes) -> bytes:
        """Bytes of an opened file."""
        number, offset, count = unpack(body, "iqi")
        return pack("d", os.pread(self._opened(number), min(count, _MOST), offset))

    def write(self, body: bytes) -> bytes:
        """Bytes into an opened file."""
        number, offset, data = unpack(body, "iqd")
        self._writable()
        return pack("i", os.pwrite(self._opened(number), data, offset))

    def readdir(self, body: bytes) -> bytes:
        """Names of a folder from an offset on, as many as fit."""
        number, offset, most = unpack(body, "iqi")
        handle = self._at(number)
        if not offset or handle.listing is None:
            handle.listing = list(_names(handle.path))
        out = b""
        for at in range(offset, len(handle.listing)):
            name, info = handle.listing[at]
            entry = _qid(info) + pack("qbs", at + 1, stat.S_IFMT(info.st_mode) >> _NAME_TYPE, name)
            if len(out) + len(entry) > min(most, _MOST):
                break
            out += entry
        return pack("d", out)

    def getattr(self, body: bytes) -> bytes:
        """What stat(2) says."""
        handle = self._at(unpack(body, "i")[0])
        info = os.lstat(handle.path) if handle.descriptor < 0 else os.fstat(handle.descriptor)
        times = [
            part
            for ns in (info.st_atime_ns, info.st_mtime_ns, info.st_ctime_ns)
            for part in divmod(ns, 10**9)
        ]
        return (
            pack("q", _BASIC)
            + _qid(info)
            + pack("iii", info.st_mode, info.st_uid, info.st_gid)
            + pack("qqqqq", info.st_nlink, info.st_rdev, info.st_size, info.st_blksize, info.st_blocks)
            + pack("qqqqqqqqqq", *times, 0, 0, 0, 0)
        )

    def setattr(self, body: bytes) -> bytes:
        """Mode, size, owner, times; each only when it is asked for."""
        number, valid, mode, uid, gid, size, *times = unpack(body, "iiiiiqqqqq")
        self._writable()
        handle = self._at(number)
        path = handle.path
        if valid & (_UID | _GID):
            os.lchown(path, uid if valid & _UID else -1, gid if valid & _GID else -1)
        if valid & _MODE:
            if stat.S_ISLNK(os.lstat(path).st_mode):
                raise OSError(errno.EOPNOTSUPP, "")
            os.chmod(path, _plain(mode))
        if valid & _SIZE:
            self._resize(handle, size)
        if valid & (_ATIME | _MTIME):
            import time

            info, now = os.lstat(path), time.time_ns()
            accessed = times[0] * 10**9 + times[1] if valid & _ATIME_SET else now
            modified = times[2] * 10**9 + times[3] if valid & _MTIME_SET else now
            wanted = (
                accessed if valid & _ATIME else info.st_atime_ns,
                modified if valid & _MTIME else info.st_mtime_ns,
            )
            os.utime(path, ns=wanted, follow_symlinks=False)
        return b""

    def statfs(self, body: bytes) -> bytes:
        """How full the disk is."""
        found = os.statvfs(self._at(unpack(body, "i")[0]).path)
        return pack(
            "iiqqqqqqi", 0x01021997, found.f_bsize, found.f_blocks, found.f_bfree, found.f_bavail, found.f_files,
            found.f_ffree, 0, found.f_namemax,
        )  # fmt: skip

    def readlink(self, body: bytes) -> bytes:
        """Where a link leads."""
        return pack("s", os.readlink(self._at(unpack(body, "i")[0]).path))

    def symlink(self, body: bytes) -> bytes:
        """Makes a link."""
        number, name, target, _ = unpack(body, "issi")
        path = self._new(number, name)
        os.symlink(target, path)
        return _qid(os.lstat(path))

    def mkdir(self, body: bytes) -> bytes:
        """Makes a folder."""
        number, name, mode, _ = unpack(body, "isii")
        path = self._new(number, name)
        os.mkdir(path, _plain(mode))
        return _qid(os.lstat(path))

    def mknod(self, body: bytes) -> bytes:
        """Makes a pipe, a socket or a file; devices are none of a guest's business."""
        number, name, mode, _, _, _ = unpack(body, "isiiii")
        if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISREG(mode)):
            raise OSError(errno.EPERM, "")
        path = self._new(number, name)
        os.mknod(path, stat.S_IFMT(mode) | _plain(mode))
        return _qid(os.lstat(path))

    def link(self, body: bytes) -> bytes:
        """Gives a file another name."""
        number, old, name = unpack(body, "iis")
        os.link(self._at(old).path, self._new(number, name), follow_symlinks=False)
        return b""

    def rename(self, body: bytes) -> bytes:
        """Moves what a handle stands for."""
        number, folder, name = unpack(body, "iis")
        self._move(self._at(number).path, self._new(folder, name))
        return b""

    def renameat(self, body: bytes) -> bytes:
        """Moves a name."""
        number, name, folder, new = unpack(body, "isis")
        self._move(self._new(number, name), self._new(folder, new))
        return b""

    def unlinkat(self, body: bytes) -> bytes:
        """Removes a name."""
        number, name, flags = unpack(body, "isi")
        path = self._new(number, name)
        os.rmdir(path) if flags & _REMOVE_FOLDER else os.unlink(path)
        return b""

    def remove(self, body: bytes) -> bytes:
        """Removes what a handle stands for; the handle is gone in any case."""
        handle = self._at(unpack(body, "i")[0])
        self.clunk(body)
        self._writable()
        os.rmdir(handle.path) if stat.S_ISDIR(os.lstat(handle.path).st_mode) else os.unlink(handle.path)
        return b""

    def fsync(self, body: bytes) -> bytes:
        """Waits until a file is on disk."""
        handle = self._at(unpack(body, "i")[0])
        if handle.descriptor >= 0:
            os.fsync(handle.descriptor)
        return b""

    def clunk(self, body: bytes) -> bytes:
        """Forgets a handle."""
        number = unpack(body, "i")[0]
        handle = self._at(number)
        del self._handles[number]
        if handle.descriptor >= 0:
            os.close(handle.descriptor)
        return b""

    def close(self) -> None:
        """Forgets all handles."""
        for number in list(self._handles):
            self.clunk(pack("i", number))

    def _add(self, number: int, handle: Handle) -> None:
        if len(self._handles) >= _HANDLES:
            raise OSError(errno.EMFILE, "")
        if number in self._handles:
            self.clunk(pack("i", number))
        self._handles[number] = handle

    def _at(self, number: int) -> Handle:
        try:
            return self._handles[number]
        except KeyError:
            raise OSError(errno.EBADF, "") from None

    def _opened(self, number: int) -> int:
        descriptor = self._at(number).descriptor
        if descriptor < 0:
            raise OSError(errno.EBADF, "")
        return descriptor

    def _new(self, number: int, name: bytes) -> bytes:
        """The path of a name that is to be made, moved or removed."""
        self._writable()
        return self._below(self._at(number).path, name)

    def _below(self, path: bytes, name: bytes, *, walking: bool = False) -> bytes:
        if name == b".." and walking:
            return path if path == self._root else os.path.dirname(path)
        if not name or name in (b".", b"..") or b"/" in name or b"\0" in name:
            raise BrokenError("a name that is none")
        if walking and not stat.S_ISDIR(os.lstat(path).st_mode):
            raise OSError(errno.ENOTDIR, "")
        return os.path.join(path, name)

    def _writable(self) -> None:
        if self._fixed:
            raise OSError(errno.EROFS, "")

    def _move(self, old: bytes, new: bytes) -> None:
        os.rename(old, new)
        for handle in self._handles.values():
            if handle.path == old or handle.path.startswith(old + b"/"):
                handle.path = new + handle.path[len(old) :]

    def _resize(self, handle: Handle, size: int) -> None:
        if handle.descriptor >= 0:
            os.ftruncate(handle.descriptor, size)
            return
        descriptor = os.open(handle.path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            os.ftruncate(descriptor, size)
        finally:
            os.close(descriptor)


def _plain(mode: int) -> int:
    """The permissions. With setuid or setgid the file would have them on the host as well: refused, as in every room."""
    if mode & (stat.S_ISUID | stat.S_ISGID):
        raise OSError(errno.EPERM, "")
    return mode & 0o1777


def _names(path: bytes) -> Iterator[tuple[bytes, os.stat_result]]:
    yield b".", os.lstat(path)
    yield b"..", os.lstat(path)
    for name in os.listdir(path):
        try:
            yield name, os.lstat(os.path.join(path, name))
        except OSError:
            continue  # it went meanwhile


def _qid(info: os.stat_result) -> bytes:
    """What a file is and which: the room has several disks, whose numbers of files may be the same."""
    version = info.st_mtime_ns & 0xFFFFFFFF
    which = (info.st_ino ^ (info.st_dev & 0xFFFF) << 48) & (1 << 64) - 1
    return pack("biq", _KINDS.get(stat.S_IFMT(info.st_mode), 0), version, which)
