"""A stand-in for the program `firecracker` in a room: its interface is the fake's, its guest is a few lines of this file.

The guest does what the first code, the kernel and the agent do: it listens, says hello, takes the second stage, lets the
folders be served to it, and speaks frames.
"""

import json
import os
import re
import sys
import threading

sys.path.append("/run/fumehood")

from fake_firecracker import Fake
from ninep_client import Client

from fumehood.sandbox.microvm import protocol

HELLO = b"fumehood guest: ready\n" + (2).to_bytes(8, "little") + bytes(8)
SECOND_STAGE = 1 << 16
ROOM, HOME, WORK = 1025, 1026, 1027


class Program(Fake):
    """The fake with a guest behind its vsock."""

    version = "1.8.0"

    def _calls(self):
        lines = {}
        while not {1024, ROOM, HOME, WORK} <= set(lines):
            line, _ = self._vsock.accept()
            match = re.fullmatch(rb"CONNECT (\d+)\n", self._first(line))
            port = int(match[1])
            if port != 1024 and 1024 not in lines:
                line.close()  # its kernel does not listen yet
                continue
            line.sendall(b"OK 1073741824\n")
            lines[port] = line
            if port == 1024:
                line.sendall(HELLO)
                rest = SECOND_STAGE
                while rest:
                    rest -= len(line.recv(rest))
        self._work(lines)

    @staticmethod
    def _first(line):
        found = b""
        while not found.endswith(b"\n"):
            found += line.recv(1)
        return found

    def _work(self, lines):
        line = lines[1024]
        line.sendall(protocol.frame(protocol.HELLO, b"2.500"))
        reader = protocol.Frames()
        started = None
        while started is None:
            for kind, content in reader.feed(line.recv(65536)):
                started = content if kind == protocol.START else started
        argv, environment, _ = (protocol.unpack(one) for one in protocol.unpack(started))
        work, room = Client(lines[WORK]), Client(lines[ROOM])
        work.clunk(work.create("made.txt", b"by the guest\n"))
        try:
            room.create("made.txt")
            fixed = False
        except OSError:
            fixed = True
        told = {
            "argv": [one.decode() for one in argv],
            "kept": work.read("kept.txt").decode(),
            "env": work.read(".env").decode(),
            "fixed": fixed,
            "top": room.names(),
            "home": Client(lines[HOME]).names(".ssh"),
            "variables": sorted(one.split(b"=")[0].decode() for one in environment),
            "told": self.told,
        }
        line.sendall(protocol.frame(protocol.OUTPUT, json.dumps(told).encode()))
        line.sendall(protocol.frame(protocol.EXIT, protocol.pack([b"6", b"", b""])))


if __name__ == "__main__":
    assert sys.argv[1] == "--api-sock"
    print("firecracker stand-in", flush=True)
    fake = Program(os.path.dirname(sys.argv[2]))
    assert fake.path == sys.argv[2]
    threading.Event().wait()
