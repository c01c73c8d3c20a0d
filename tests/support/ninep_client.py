"""A small client of 9P2000.L, to ask our server what a guest's kernel would."""

import os

from fumehood.sandbox.microvm.files import wire


class Client:
    """Speaks over `line`; handle 0 is the folder itself. Errors come as OSError."""

    def __init__(self, line):
        self.line = line
        self.next = 1
        assert self.ask(wire.VERSION, wire.pack("is", 1 << 17, wire.NAME))[4:] == wire.pack("s", wire.NAME)
        self.ask(wire.ATTACH, wire.pack("iissi", 0, 0xFFFFFFFF, b"me", b"/", 0))

    def ask(self, kind, body):
        self.line.sendall(wire.HEAD.pack(wire.HEAD.size + len(body), kind, 7) + body)
        length, kind, tag = wire.HEAD.unpack(self._exactly(wire.HEAD.size))
        answer = self._exactly(length - wire.HEAD.size)
        assert tag == 7
        if kind == wire.ERROR:
            (number,) = wire.unpack(answer, "i")
            raise OSError(number, os.strerror(number))
        return answer

    def walk(self, *names, start=0):
        number, self.next = self.next, self.next + 1
        body = wire.pack("iih", start, number, len(names)) + b"".join(
            wire.pack("s", one.encode()) for one in names
        )
        (steps,) = wire.unpack(self.ask(wire.WALK, body), "h")
        if steps < len(names):
            raise FileNotFoundError(names[steps])
        return number

    def read(self, *names):
        number = self.walk(*names)
        self.ask(wire.LOPEN, wire.pack("ii", number, os.O_RDONLY))
        found = b""
        while data := wire.unpack(self.ask(wire.READ, wire.pack("iqi", number, len(found), 60000)), "d")[0]:
            found += data
        self.clunk(number)
        return found

    def create(self, name, content=b"", mode=0o644):
        number = self.walk()
        self.ask(wire.LCREATE, wire.pack("isiii", number, name.encode(), os.O_WRONLY, mode, 0))
        for at in range(0, len(content), 50000):
            self.ask(wire.WRITE, wire.pack("iqd", number, at, content[at : at + 50000]))
        return number

    def clunk(self, number):
        self.ask(wire.CLUNK, wire.pack("i", number))

    def names(self, *path):
        number = self.walk(*path)
        self.ask(wire.LOPEN, wire.pack("ii", number, os.O_RDONLY))
        found, offset = [], 0
        while data := wire.unpack(self.ask(wire.READDIR, wire.pack("iqi", number, offset, 300)), "d")[0]:
            while data:
                *_, offset, _, name = wire.unpack(data, "biqqbs")
                data = data[13 + 8 + 1 + 2 + len(name) :]
                found.append(name.decode())
        return found

    def _exactly(self, count):
        found = b""
        while len(found) < count:
            more = self.line.recv(count - len(found))
            if not more:
                raise EOFError
            found += more
        return found
