"""From an event's bytes to the answer: the one path of the cold hook and of the resident server."""

from fumehood.agents.adapter import Adapter, Answer
from fumehood.agents.event import UnreadableEventError
from fumehood.agents.table import AGENTS, adapter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from fumehood.agents.world import World

LARGEST = 8 * 1024 * 1024  # bytes of an event


def handle(agent: str, raw: bytes, environment: "Mapping[str, str]", world: "World") -> Answer:
    """What the hook of `agent` says about the event; never an exception: what goes wrong blocks.

    Args:
        agent: its id, as in `AGENTS`.
        raw: the event as it came on standard input.
        environment: `PWD` of the hook's process, `FUMEHOOD_TOOL` where the assistant names the tool in a variable.
        world: policy, guards, record and session memory.
    """
    try:
        speaker = adapter(agent)
    except KeyError:
        from fumehood.core.nearest import nearest

        near = nearest(agent, AGENTS)
        return _refusal(
            None,
            f"unknown agent {agent!r}; "
            + (f"did you mean {near}?" if near else f"known are {', '.join(AGENTS)}"),
        )
    except Exception as error:  # noqa: BLE001 - a damaged installation must block, too
        return _refusal(None, f"internal error ({type(error).__name__}); reinstall fumehood")
    try:
        return _handled(speaker, raw, environment, world)
    except UnreadableEventError as error:
        return _refusal(
            speaker,
            f"the event of {agent} cannot be read: {error}; `fumehood agents test {agent}` checks the hook",
        )
    except (RecursionError, MemoryError) as error:
        return _refusal(speaker, f"the event of {agent} is too large to be followed ({type(error).__name__})")
    except Exception as error:  # noqa: BLE001 - a fault of ours must block, with one line
        from fumehood.core.errors import FumehoodError

        if isinstance(error, OSError) and error.filename:
            return _refusal(
                speaker, f"{error.filename}: {error.strerror}; free some space, or make it yours and writable"
            )
        if isinstance(error, FumehoodError):
            return _refusal(speaker, f"{error.message}; {error.remedy}" if error.remedy else error.message)
        return _refusal(
            speaker, f"internal error ({type(error).__name__}: {str(error)[:120]}); please report it"
        )


def _handled(speaker: Adapter, raw: bytes, environment: "Mapping[str, str]", world: "World") -> Answer:
    from fumehood.agents.judge.judge import judge

    event = speaker.read(_decoded(raw), environment)
    verdict = judge(event, world)
    verdict = world.settle(event, verdict, speaker)
    return speaker.answer(event, verdict)


def _decoded(raw: bytes) -> object:
    if len(raw) > LARGEST:
        raise UnreadableEventError(f"it is larger than {LARGEST // 1_048_576} MiB")
    if not raw.strip():
        raise UnreadableEventError("it is empty")
    import json

    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableEventError("it is not valid UTF-8") from None
    except ValueError:
        raise UnreadableEventError("it is not valid JSON") from None
    except RecursionError:
        raise UnreadableEventError("it is nested too deeply") from None


def _refusal(speaker: Adapter | None, reason: str) -> Answer:
    message = "fumehood: blocked: " + " ".join(reason.split())
    return speaker.refuse(message) if speaker else Answer(stderr=message, code=2)
