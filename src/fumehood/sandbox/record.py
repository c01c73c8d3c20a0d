"""What a run tells of itself while it happens: the way to whoever keeps the record, and what could not be kept."""

from fumehood.core.errors import FumehoodError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fumehood.sandbox.plan import Plan
    from fumehood.sandbox.runs import Run

    Tell = Callable[[str, str, Mapping[str, object]], None]
    """Keeps an event: its kind, the id of the run, plain values. Raises a FumehoodError when it cannot."""

    Waits = Callable[[str, float], None]
    """Hears that a start takes its time: what is waited for, and for how many seconds already."""


class Record:
    """Events of one run. `failure` is the first reason for which one could not be kept, empty while all were.

    `waits` hears what a start waits for.
    """

    def __init__(self, tell: "Tell | None" = None, waits: "Waits | None" = None) -> None:
        self._tell = tell
        self.waits: Waits = waits or (lambda _what, _seconds: None)
        self._run = ""
        self._beginning: Plan | None = None
        self._touched: set[str] = set()
        self.failure = ""

    def opens(self, run: "Run", plan: "Plan") -> None:
        """Says which run all that follows belongs to; writes nothing."""
        self._run = run.id
        self._beginning = plan

    def begin(self) -> None:
        """The run has begun."""
        plan = self._beginning
        if plan is not None:
            self.note(
                "run",
                {
                    "command": plan.shell_words(),
                    "backend": plan.backend,
                    "workspace": plan.workspace,
                    "net": plan.net,
                    "hosts": list(plan.hosts),
                    "profile": plan.profile,
                },
            )

    def touched(self, place: str) -> None:
        """A planted credential was opened; the first time counts."""
        if place not in self._touched:
            self._touched.add(place)
            self.note("honeytoken", {"path": place})

    def note(self, kind: str, data: "Mapping[str, object]") -> bool:
        """Whether the event is kept; without anybody who keeps it, it is."""
        if self._tell is None:
            return True
        try:
            self._tell(kind, self._run, data)
        except (FumehoodError, OSError) as error:
            self.failure = self.failure or str(error)
            return False
        return True
