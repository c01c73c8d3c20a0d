"""What the hook and the resident server judge with: the guards as they are configured, the record, snapshots."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from fumehood.agents.undo.keep import Kept
    from fumehood.agents.world import ConcernOf, Record, World
    from fumehood.core.config import Config
    from fumehood.core.finding import Finding
    from fumehood.core.guard import Guard

_MOST_REMEMBERED = 32
_SECONDS_A_GUARD = 6.0  # assistants wait for their hooks


def make_world() -> "World":
    """The ports of judging."""
    from fumehood.agents.judge.policies import Policies
    from fumehood.agents.sessions import Sessions
    from fumehood.agents.world import World

    guards = _Guards()
    return World(Policies(), Sessions(), guards.inspect, guards.concerns, _record(), _keep)


class _Guards:
    """Static guards by folder, made anew when a configuration file changes."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[Sequence[Guard], Config]] = {}
        self._concerns: dict[tuple[object, ...], ConcernOf] = {}

    def inspect(self, risks: "Sequence[str]", path: str, text: str, cwd: str) -> "list[Finding]":
        """What the guards of these risks find in a text; ignored rules are left out.

        Raises:
            IncompleteError: a guard could not finish: silence would be no answer.
        """
        from fumehood.core.file_result import inspect_text
        from fumehood.core.read_file import source_of

        guards, config = self._guards(tuple(risks), cwd)
        source = source_of(path, text.encode("utf-8", "replace"))
        ignored = tuple(config.ignored_rules())
        result = inspect_text(source, guards, _SECONDS_A_GUARD)
        if not result.lasting:
            from fumehood.core.errors import IncompleteError

            raise IncompleteError(
                f"{path} could not be looked through: {result.problems[0][:200]}", "make it smaller"
            )
        return [f for f in result.findings if not f.rule.startswith(ignored)]

    def concerns(self, cwd: str) -> "ConcernOf":
        """What is thought of packages that a command in this folder would install."""
        key = self._key(cwd)
        if key not in self._concerns:
            from fumehood.cli.package_concerns import package_concerns

            if len(self._concerns) >= _MOST_REMEMBERED:
                self._concerns.clear()
            self._concerns[key] = package_concerns(cwd, None)
        return self._concerns[key]

    def _guards(self, risks: tuple[str, ...], cwd: str) -> "tuple[Sequence[Guard], Config]":
        key = (risks, *self._key(cwd))
        if key not in self._made:
            from fumehood.cli.guards import make_guards
            from fumehood.core.config import load

            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            config, _ = load(cwd)
            self._made[key] = make_guards(risks, config, prompt=risks == ("exposure",)), config
        return self._made[key]

    @staticmethod
    def _key(cwd: str) -> tuple[object, ...]:
        from fumehood.agents.judge.policies import stamp_of

        stamp = stamp_of(cwd)
        return (cwd, stamp) if any(stamp) else ()


def _record() -> "Record":
    from fumehood.audit.log import append

    return append


def _keep(project: str, reason: str, targets: "Sequence[str]") -> "Kept":
    from fumehood.agents.undo.keep import keep  # only what changes files pays for it

    return keep(project, reason, targets)
