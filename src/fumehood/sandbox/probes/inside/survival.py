"""A process that outlives the run."""

import os
import time

from fumehood.sandbox.probes.inside.harness import Answer, Tried, World, probe


@probe
def daemon(world: World) -> Answer:
    """Leaves a daemon behind."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(3):
                os.close(number)
            os.execvp("sleep", ["sleep", world["survivor"]])
        os._exit(0)
    time.sleep(0.1)
    return Tried(("survivor",))


@probe
def deaf_to_signals(world: World) -> Answer:
    """Leaves a process behind that ignores every signal."""
    import signal

    if os.fork() == 0:
        os.setsid()
        for number in range(1, 32):
            if number not in (9, 19):
                signal.signal(number, signal.SIG_IGN)
        for number in range(3):
            os.close(number)
        os.execvp("sleep", ["sleep", world["survivor"]])
    time.sleep(0.1)
    return Tried(("survivor",))


@probe
def stopped(world: World) -> Answer:
    """Leaves a stopped process behind."""
    import signal

    pid = os.fork()
    if pid == 0:
        os.setsid()
        for number in range(3):
            os.close(number)
        os.execvp("sleep", ["sleep", world["survivor"]])
    time.sleep(0.1)
    os.kill(pid, signal.SIGSTOP)
    return Tried(("survivor",))


@probe
def hopping(world: World) -> Answer:
    """Leaves a process behind that goes on in a new one again and again."""
    if os.fork() == 0:
        for number in range(3):
            os.close(number)
        for _ in range(300):
            if os.fork():
                os._exit(0)
            os.setsid()
            time.sleep(0.01)
        os.execvp("sleep", ["sleep", world["survivor"]])
    return Tried(("survivor",))
