"""Probes of the limits: each is a run of its own, since the limit ends it. Held when the run ended by the right word."""

import subprocess
from typing import NamedTuple

from fumehood.sandbox.probes.started import Result, Room

_SECONDS = 40
_BEGAN = b"began"
"""Printed first: a run that never started was held by nothing."""
_CROWD = (
    "import os,select,time\nr,w=os.pipe()\nfor _ in range({n}):\n"
    "  if not os.fork(): {body}; os.write(w,b'x'); time.sleep(15); os._exit(0)\n"
    "got=0; end=time.time()+8\n"
    "while got<{n} and time.time()<end:\n"
    "  if select.select([r],[],[],.5)[0]: got+=len(os.read(r,999))\n"
    "if got<{n}: raise SystemExit(f'{{got}} of {n}')\ntime.sleep(1); print('survived')"
)
"""All at once, or the limit was held: a kernel may end one process after the other instead of the run."""
_FILL = "import os\nb=os.urandom(1<<20)\nf=open({path!r},'wb')\nfor _ in range(300): f.write(b); f.flush()\nprint('survived')"
_MULTIPLY = (
    "import os,select,time\nr,w=os.pipe()\nfirst=os.getpid()\ne=time.time()+4\nfor _ in range(8):\n  try: os.fork()\n"
    "  except OSError: pass\nos.write(w,b'x')\nwhile time.time()<e: time.sleep(.1)\n"
    "if os.getpid()!=first: os._exit(0)\n"
    "n=len(os.read(r,999))\nif n<200: raise SystemExit(f'{n} of 256')\nprint('survived')"
)
"""At most 256 processes: a probe must not harm the machine of a room that does not hold it."""


class Limit(NamedTuple):
    """A name, the options of the run, the program, the word and exit code that its end must have.

    `soft`: an error inside is as good as the end of the run, so long as the program did not get what it wanted.
    """

    name: str
    options: tuple[str, ...]
    program: str
    word: str
    soft: bool = False


LIMITS = (
    Limit("memory of one process", ("--memory", "150m"), "x=[bytes([1])*(1<<20) for _ in range(900)]; print('survived')", "memory", soft=True),
    Limit("memory of the whole tree", ("--memory", "200m"),
          _CROWD.format(n=12, body="x=[bytes([1])*(1<<20) for _ in range(40)]"), "memory", soft=True),
    Limit("memory of an unmapped file", ("--memory", "150m"),
          "import os,time\nm=os.memfd_create('x')\nb=bytes([1])*(1<<20)\nfor _ in range(600): os.write(m,b)\ntime.sleep(2); print('survived')",
          "memory", soft=True),
    Limit("memory of temporary files", ("--memory", "150m"),
          "\n".join(_FILL.format(path=p).replace("print('survived')", "") for p in ("/tmp/a", "/dev/shm/b"))
          + "\nimport time; time.sleep(2); print('survived')", "memory", soft=True),
    Limit("processes", ("--pids", "40"), _CROWD.format(n=120, body="pass"), "processes", soft=True),
    Limit("processes that multiply", ("--pids", "60"),
          _MULTIPLY, "processes", soft=True),
    Limit("threads", ("--pids", "60"),
          "import threading,time\nfor _ in range(300): threading.Thread(target=time.sleep,args=(10,)).start()\ntime.sleep(3); print('survived')",
          "processes", soft=True),
    Limit("disk of the project", ("--disk", "40m"), _FILL.format(path="big"), "disk", soft=True),
    Limit("disk in many files", ("--disk", "40m"),
          "import os\nb=os.urandom(1<<20)\nfor n in range(300): open(f'f{n}','wb').write(b)\nprint('survived')", "disk", soft=True),
    Limit("hole in a file", ("--disk", "40m"), "open('hole','wb').truncate(1<<40); print('survived')", "disk", soft=True),
    Limit("wall clock", ("--time", "2s"), "import time; time.sleep(30); print('survived')", "time"),
    Limit("processor", ("--time", "2s"), "while True: pass", "time"),
)  # fmt: skip

OF_WORKSPACE = tuple(one for one in LIMITS if one.word == "disk")
"""Those that depend on how the project is written; memory, processes and time are held alike in every workspace."""


def attempt(room: Room, limit: Limit, folder: str) -> Result:
    """Runs the program of a limit, with `folder` as the project."""
    program = f"print({_BEGAN.decode()!r}, flush=True)\n{limit.program}"
    process = room.start(
        limit.options, program, folder=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Result("limits", limit.name, "let through", f"still running after {_SECONDS} s")
    said = err.decode("utf-8", "replace").strip()
    named = process.returncode in (124, 137) and f"limit of {limit.word}" in said
    refused = limit.soft and process.returncode != 0 and b"survived" not in out
    ended = f"exit code {process.returncode}"
    if _BEGAN in out and (named or refused):
        return Result("limits", limit.name, "held", f"{ended}, {limit.word} named" if named else ended)
    began = "" if _BEGAN in out else ", it never began"
    return Result("limits", limit.name, "let through", f"{ended}{began}, {said[-120:]}")
