"""A program at a terminal: its own one, with the user's size, Ctrl-C, and everything restored."""

import contextlib
import fcntl
import os
import pty
import struct
import termios
import time


def session(world, script, keys):
    """What is written when `script` runs at a terminal and `keys` (after which text, what) are typed; and the code."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 101, 0, 0))
    before = termios.tcgetattr(slave)
    process = world.start(
        "run", "--", "sh", "-c", script, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    seen, waiting, end = b"", list(keys), time.monotonic() + 30
    os.set_blocking(master, False)
    while process.poll() is None and time.monotonic() < end:
        try:
            seen += os.read(master, 65536)
        except BlockingIOError:
            time.sleep(0.02)
        if waiting and waiting[0][0] in seen:
            os.write(master, waiting.pop(0)[1])
    process.kill()
    code = process.wait()
    with contextlib.suppress(BlockingIOError):
        seen += os.read(master, 65536)
    after = termios.tcgetattr(slave)
    os.close(master)
    os.close(slave)
    assert before == after
    return seen.decode(), code


def test_it_is_a_terminal_of_the_users_size(world):
    seen, code = session(world, "test -t 0 && test -t 1 && stty size && tty", ())
    assert code == 0, seen
    assert "33 101" in seen


def test_keys_arrive(world):
    seen, code = session(world, "echo ready; read line; echo got:$line", ((b"ready", b"hello\r"),))
    assert code == 0
    assert "got:hello" in seen


def test_ctrl_c_is_the_commands_own_business(world):
    script = 'trap "echo caught; exit 9" INT; echo ready; while :; do sleep 0.1; done'
    seen, code = session(world, script, ((b"ready", b"\x03"),))
    assert "caught" in seen
    assert code == 9


def test_ctrl_c_ends_what_does_not_handle_it(world):
    seen, code = session(world, "echo ready; exec sleep 20", ((b"ready", b"\x03"),))
    assert code == 130, seen
