"""Assembles straight-line x86-64 code that makes system calls one after the other: the guest's first process.

A guest is sure to have a kernel and nothing else, and users have no compiler. A failing step ends the process with the
step's number, which the kernel's panic message then shows.

Source: System V ABI for x86-64, ELF-64 object file format, syscall(2).
"""

import struct
from typing import NamedTuple

CALLS = {
    "read": 0, "write": 1, "close": 3, "dup2": 33, "nanosleep": 35, "execve": 59, "exit": 60, "chdir": 80, "mkdir": 83,
    "open": 2, "ioctl": 16, "clock_settime": 227, "clock_gettime": 228, "setuid": 105, "setgid": 106, "setgroups": 116, "prctl": 157, "chroot": 161, "mount": 165,
    "umount2": 166, "unshare": 272, "finit_module": 313, "socket": 41, "bind": 49, "listen": 50, "accept": 43,
}  # fmt: skip
START = 0x400000
_MOST = 250
_ARGUMENTS = (b"\x48\xbf", b"\x48\xbe", b"\x48\xba", b"\x49\xba", b"\x49\xb8", b"\x49\xb9")
"""`mov reg, imm64` of rdi, rsi, rdx, r10, r8, r9."""
_FROM_KEPT = (
    b"\x4c\x89\xe7",
    b"\x4c\x89\xe6",
    b"\x4c\x89\xe2",
    b"\x4d\x89\xe2",
    b"\x4d\x89\xe0",
    b"\x4d\x89\xe1",
)
"""`mov reg, r12` of the same."""
_FROM_LAST = (
    b"\x48\x89\xc7",
    b"\x48\x89\xc6",
    b"\x48\x89\xc2",
    b"\x49\x89\xc2",
    b"\x49\x89\xc0",
    b"\x49\x89\xc1",
)
"""`mov reg, rax` of the same."""
_SYSCALL = b"\x0f\x05"


class Kept(NamedTuple):
    """The result that `keep` put aside, as an argument."""


class Last(NamedTuple):
    """The result of the call before, as an argument."""


class Counted(NamedTuple):
    """A number and the address of the content, as an argument that is the address of both (struct sock_fprog)."""

    number: int
    content: bytes


class Buffer(NamedTuple):
    """Room of `size` bytes in the program, as an argument; the same name is the same place."""

    name: str
    size: int


Argument = int | bytes | tuple[bytes, ...] | Kept | Last | Counted | Buffer
"""Bytes become their address, a tuple of bytes that of an array of pointers, closed by a null."""


class Program:
    """Code that will stand at `base`; bytes given as arguments become data behind it, closed by a zero."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.steps: list[str] = []
        self._parts: list[bytes | int] = []
        self._data = b""
        self._addresses: list[tuple[int, int]] = []
        self._buffers: dict[Buffer, int] = {}

    def call(self, name: str, *arguments: Argument, may_fail: bool = False) -> None:
        """One system call; the process ends with the step's number when it fails, unless it may.

        Raises:
            ValueError: more steps than an exit code can tell apart.
        """
        self._call(name, arguments)
        if may_fail:
            return
        self.steps.append(" ".join([name, *(_plain(one) for one in arguments)]))
        if len(self.steps) > _MOST:
            raise ValueError("too many steps for one program")
        leave = b"\xbf" + struct.pack("<I", len(self.steps)) + b"\xb8\x3c\0\0\0" + _SYSCALL
        # test rax, rax; jns over the exit
        self._parts.append(b"\x48\x85\xc0\x79" + bytes([len(leave)]) + leave)

    def until(self, name: str, *arguments: Argument, pause: int) -> None:
        """Repeats a call until it works, with `pause` nanoseconds between: for what the kernel makes by and by."""
        start = self._size()
        self._call(name, arguments)
        at = len(self._parts)
        self._parts.append(b"")
        before = self._size()
        self._call("nanosleep", (struct.pack("<qq", 0, pause), 0))
        again = before + 5 + (self._size() - before) + 5
        self._parts.append(b"\xe9" + struct.pack("<i", start - again))
        # test rax, rax; jns over the pause
        body = self._size() - before
        self._parts[at] = b"\x48\x85\xc0\x79" + bytes([body])

    def keep(self) -> None:
        """Puts the last result aside, in r12."""
        self._parts.append(b"\x49\x89\xc4")

    def read_and_jump(self, place: int, size: int) -> None:
        """Reads exactly `size` bytes from the kept descriptor to `place`, and goes on there."""
        # mov r13, place; mov r14, size
        self._parts.append(b"\x49\xbd" + struct.pack("<Q", place) + b"\x49\xbe" + struct.pack("<Q", size))
        start = self._size()
        # mov rdi, r12; mov rsi, r13; mov rdx, r14; xor eax, eax; syscall
        self._parts.append(b"\x4c\x89\xe7\x4c\x89\xee\x4c\x89\xf2\x31\xc0" + _SYSCALL)
        # test rax, rax; jle back (nobody is at the other end yet)
        self._back(b"\x48\x85\xc0\x0f\x8e", start)
        # add r13, rax; sub r14, rax; jnz back
        self._parts.append(b"\x49\x01\xc5")
        self._back(b"\x49\x29\xc6\x0f\x85", start)
        # mov rax, place; jmp rax
        self._parts.append(b"\x48\xb8" + struct.pack("<Q", place) + b"\xff\xe0")

    def become_arguments(self) -> None:
        """Executes the file that its own first argument names; the arguments behind it are those of the new program."""
        # mov rdi, [rsp+16]; lea rsi, [rsp+24]; mov rcx, [rsp]; lea rdx, [rsp+rcx*8+16]; mov eax, 59; syscall
        self._parts.append(
            b"\x48\x8b\x7c\x24\x10\x48\x8d\x74\x24\x18\x48\x8b\x0c\x24\x48\x8d\x54\xcc\x10\xb8\x3b\0\0\0"
        )
        # mov edi, 126; mov eax, 60; syscall
        self._parts.append(_SYSCALL + b"\xbf\x7e\0\0\0\xb8\x3c\0\0\0" + _SYSCALL)

    def code(self) -> bytes:
        """The code with its data."""
        start = self.base + self._size()
        text = b"".join(
            part if isinstance(part, bytes) else struct.pack("<Q", start + part) for part in self._parts
        )
        data = bytearray(self._data)
        for at, target in self._addresses:
            struct.pack_into("<Q", data, at, start + target)
        return text + bytes(data)

    def _back(self, jump: bytes, start: int) -> None:
        self._parts.append(jump + struct.pack("<i", start - (self._size() + len(jump) + 4)))

    def _call(self, name: str, arguments: tuple[Argument, ...]) -> None:
        for place, value in enumerate(arguments):
            if isinstance(value, Kept):
                self._parts.append(_FROM_KEPT[place])
            elif isinstance(value, Last):
                self._parts.append(_FROM_LAST[place])
            elif isinstance(value, (bytes, tuple)):
                self._parts += [_ARGUMENTS[place], self._place(value)]
            else:
                self._parts.append(_ARGUMENTS[place] + struct.pack("<Q", value & (1 << 64) - 1))
        self._parts.append(b"\xb8" + struct.pack("<I", CALLS[name]) + _SYSCALL)

    def _place(self, value: bytes | tuple[bytes, ...] | Counted | Buffer) -> int:
        if isinstance(value, Buffer):
            if value not in self._buffers:
                self._buffers[value] = self._place(bytes(value.size))
            return self._buffers[value]
        if isinstance(value, Counted):
            target = self._place(value.content)
            at = len(self._data)
            self._addresses.append((at + 8, target))
            self._data += struct.pack("<QQ", value.number, 0)
            return at
        if isinstance(value, bytes):
            at = len(self._data)
            self._data += value + b"\0"
            return at
        found = [self._place(one) for one in value]
        at = len(self._data)
        self._addresses += [(at + 8 * number, target) for number, target in enumerate(found)]
        self._data += bytes(8 * (len(found) + 1))
        return at

    def _size(self) -> int:
        return sum(len(part) if isinstance(part, bytes) else 8 for part in self._parts)


def _plain(value: Argument) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") if len(value) < 200 and value.isascii() else "data"
    return str(value) if isinstance(value, int) else "…"


def executable(code: bytes, room: int = 0) -> bytes:
    """A static ELF file of `code` for `START`, with `room` bytes of memory behind it."""
    header = 64 + 56
    # The code begins behind the headers, in the same page; so its base is START + header.
    size = header + len(code)
    file = b"\x7fELF\x02\x01\x01" + bytes(9)
    file += struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, START + header, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    file += struct.pack("<IIQQQQQQ", 1, 7, 0, START, START, size, size + room, 4096)
    return file + code


ENTRY = START + 64 + 56
"""Where the code of an `executable` stands."""
