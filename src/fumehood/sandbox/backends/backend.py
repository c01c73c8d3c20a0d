"""What every backend offers. A backend is a module that has these names."""

from typing import NamedTuple, Protocol

from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record
from fumehood.sandbox.room import Done


class Availability(NamedTuple):
    """Whether a backend works here. `reason` says why not, `remedy` what to do, `evidence` what was seen."""

    available: bool
    reason: str
    remedy: str
    evidence: str


class Backend(Protocol):
    """A way to carry a plan out."""

    WEAKER: tuple[str, ...]
    """What it holds less well than `bwrap`, a sentence part each."""

    def probe(self) -> Availability:
        """Starts something for real and says what came of it."""

    def words(self, plan: Plan) -> tuple[str, ...]:
        """What would be started, for people; starts and writes nothing."""

    def carry_out(self, plan: Plan, *, terminal: bool, record: Record) -> Done:
        """Runs the plan's command to its end; `record` hears what happens meanwhile.

        Raises:
            NoSandboxError: the room cannot be set up; the command was not started.
        """
