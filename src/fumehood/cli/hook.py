"""Judges one event of an assistant: JSON on standard input, the assistant's own answer on standard output.

`fumehood agents install` writes the line that calls it. Nothing is printed for what is allowed; what cannot be read or
judged is blocked: exit code 2 (or the assistant's own refusal) with one line that says why.

Agents: claude codex cursor gemini copilot vscode windsurf cline opencode goose kiro qwen amp

Example:
  echo '{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "rm -rf ~"}}' | fumehood hook claude
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from fumehood.agents.world import World
    from fumehood.cli.console import Console

_WARM_AFTER = 1.0  # seconds: the first requests are not to wait for what they may not need
_TOOL_VARIABLES = ("CLINE_TOOL_NAME", "AGENT_TOOL_NAME")


def configure(parser: "ArgumentParser") -> None:
    """Adds the arguments of `hook`."""
    parser.add_argument("agent", nargs="?", metavar="AGENT", help="which assistant calls")
    parser.add_argument(
        "--serve",
        action="store_true",
        help="be the resident server (started by the first hook that misses it)",
    )


def run(args: "Namespace", _console: "Console") -> int:
    """Judges the event on standard input; returns the assistant's exit code."""
    if args.serve:
        return _serve()
    if not args.agent:
        from fumehood.core.errors import UsageError

        raise UsageError("no agent is named", "see `fumehood hook --help`")
    return hook(args.agent)


def hook(agent: str) -> int:
    """Reads the event, answers it, returns the exit code; whatever goes wrong blocks with one line."""
    try:
        from fumehood.agents.handle import LARGEST, handle
        from fumehood.cli.hook_world import make_world

        raw = sys.stdin.buffer.read(LARGEST + 1)
        answer = handle(agent, raw, variables(), make_world())
        out, err, code = answer.stdout, answer.stderr, answer.code
    except BaseException as error:  # noqa: BLE001 - also an interrupt must block
        out, err, code = "", f"fumehood: blocked: internal error ({type(error).__name__})", 2
    try:
        if out:
            _write(1, out)
        if err:
            _write(2, _shown(err))
        from fumehood.agents.server.life import ensure

        ensure()
    except Exception:  # noqa: BLE001 - an answer that does not arrive is none
        return 2
    return code


def _write(descriptor: int, text: str) -> None:
    left = (text + "\n").encode("utf-8", "backslashreplace")
    while left:
        left = left[os.write(descriptor, left) :]


def _serve() -> int:
    """Is the resident server until it is idle; every file that the hook's process had open is closed first."""
    from fumehood.agents.adapter import Answer
    from fumehood.agents.handle import handle
    from fumehood.agents.server.protocol import Request
    from fumehood.agents.server.serve import serve
    from fumehood.cli.hook_world import make_world

    os.closerange(3, 1024)
    os.chdir("/")
    world = make_world()

    def respond(request: Request) -> Answer:
        answer = handle(request.agent, request.event, request.environment, world)
        return Answer(answer.stdout, _shown(answer.stderr), answer.code)

    event = b'{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "git status"}}'
    rehearsal = make_world()
    rehearsal.record = rehearsal.keep = None  # nobody did this: it is no part of the record
    handle("claude", event, {"PWD": "/"}, rehearsal)  # loads what every command needs
    serve(respond, lambda: _warm(world))
    return 0


def _warm(world: "World") -> None:
    """Loads the guards and the package index, so that the first file that is written does not wait for them."""
    import contextlib
    import gc
    import time

    from fumehood.commands.installs import Install

    time.sleep(_WARM_AFTER)
    with contextlib.suppress(Exception):  # whatever it is, the first event will say it
        world.inspect(("code", "injection", "exposure"), "a.py", "import os\n\nprint(os.name)\n", "/")
        world.inspect(("injection", "exposure"), "result.md", "A plain sentence.\n", "/")
        for ecosystem, name in (("pypi", "requests"), ("npm", "lodash")):
            world.concerns("/")(Install(ecosystem, name, elsewhere=False))
    gc.freeze()


def variables() -> dict[str, str]:
    """What an adapter may know of the hook's process."""
    known = {"PWD": os.getcwd()} if os.path.isdir(".") else {}
    for name in _TOOL_VARIABLES:
        if os.environ.get(name):
            known["FUMEHOOD_TOOL"] = os.environ[name]
    if os.environ.get("AMP_THREAD_ID"):
        known["AMP_THREAD_ID"] = os.environ["AMP_THREAD_ID"]
    return known


def _shown(text: str) -> str:
    """One line that no terminal obeys."""
    if text.isascii() and text.isprintable():
        return text
    from fumehood.report.safe import safe

    return safe(text, keep="\n")
