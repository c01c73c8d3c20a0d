"""A judge that asks the user's own index, all names of a project at once.

`scan --online` concludes twice: the first time tells which names matter, then they are asked together, the
second time answers with what the index said.
"""

from collections.abc import Mapping

from fumehood.packages.answer import Answer
from fumehood.packages.names import ECOSYSTEMS, Name
from fumehood.packages.online.ask import ask_all
from fumehood.packages.online.live_answer import live_answer
from fumehood.packages.verdict import Judge

_KEPT_HERE = {"private-name", "private-name-taken", "invalid-name", "listed-malicious"}


class LiveJudge:
    """Answers like the offline judge until `ask` was called, then with what the index says."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._offline: dict[Name, Answer] = {}
        self._live: Mapping[Name, Answer] = {}

    def answer(self, name: str, ecosystem: str = "pypi") -> Answer:
        """The verdict on a name; the name is remembered for `ask`."""
        key = Name(name, ecosystem)
        if key in self._live:
            return self._live[key]
        return self._offline.setdefault(key, self._judge.answer(name, ecosystem))

    def ask(self) -> list[str]:
        """Asks for every name that was judged so far and may leave; what could not be told, a line each."""
        names = [
            name
            for name, answer in self._offline.items()
            if name.ecosystem in ECOSYSTEMS and not {r.code for r in answer.reasons} & _KEPT_HERE
        ]
        self._live = {
            name: live_answer(self._offline[name], presence, self._judge)
            for name, presence in zip(names, ask_all(names), strict=True)
        }
        return [
            f"packages: {name.name} could not be checked ({answer.reasons[0].message if answer.reasons else 'no answer'})"
            for name, answer in self._live.items()
            if answer.verdict == "unchecked"
        ]
