"""One rule of a policy, and whether an effect fits it."""

from fumehood.commands.decision import SEVERITIES, STRICTNESS
from fumehood.commands.effect import KINDS, Effect
from fumehood.commands.expand.arg import activate
from fumehood.commands.expand.glob import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_LISTS = ("kinds", "on", "flags", "without", "after", "programs", "what", "paths", "match", "not-match")
_TEXTS = ("name", "report", "decision", "severity", "reason", "instead", "setting")
KEYS = (*_LISTS, *_TEXTS)
_NOUNS = {
    "destroy-remote": "resources",
    "destroy-data": "data",
    "send": "local data",
    "listen": "a port",
    "stop": "stops something",
    "schedule": "starts something",
    "probe": "probes a network",
    "account": "accounts",
    "source": "another place",
    "publish": "something",
}
SESSION = ("untrusted-read", "secret-read")


class PolicyRule:
    """See the head of `default.toml` for what each key means."""

    __slots__ = (
        "after",
        "decision",
        "flags",
        "instead",
        "kinds",
        "match",
        "name",
        "not_match",
        "on",
        "paths",
        "programs",
        "reason",
        "report",
        "setting",
        "severity",
        "what",
        "without",
    )

    def __init__(self, table: "Mapping[str, Any]") -> None:
        self.name: str = table["name"]
        self.kinds = frozenset(table.get("kinds", ()))
        self.decision: str = table["decision"]
        self.report: str = table.get("report", "")
        self.severity: str = table.get("severity", "medium")
        self.reason: str = table.get("reason", "")
        self.instead: str = table.get("instead", "")
        self.setting: str = table.get("setting", "")
        self.on = frozenset(table.get("on", ()))
        self.flags = frozenset(table.get("flags", ()))
        self.without = frozenset(table.get("without", ()))
        self.after = frozenset(table.get("after", ()))
        self.programs = frozenset(table.get("programs", ()))
        self.what = frozenset(table.get("what", ()))
        self.paths = tuple(activate(p) for p in table.get("paths", ()))
        self.match: tuple[str, ...] = tuple(table.get("match", ()))
        self.not_match: tuple[str, ...] = tuple(table.get("not-match", ()))

    def fits(self, effect: Effect, session: frozenset[str]) -> bool:
        """Whether the rule speaks of this effect."""
        return (
            (not self.on or effect.on in self.on)
            and self.flags <= effect.flags
            and self.without.isdisjoint(effect.flags)
            and self.after <= session
            and (not self.programs or effect.program in self.programs)
            and (not self.what or effect.what in self.what)
            and (not self.paths or any(matches(p, effect.path or effect.target) for p in self.paths))
        )

    def reason_for(self, effect: Effect) -> str:
        """The rule's sentence about this effect, without a full stop."""
        target = " ".join(effect.target.split())
        target = target if len(target) <= 100 else target[:97] + "…"
        text = self.reason or f"{KINDS[effect.kind]}: {{target}}"
        made = text.replace("{{", "{").replace("}}", "}") if "{{" in text else text
        made = (
            made.replace("{target}", target or "…")
            .replace("{what}", effect.what or _NOUNS.get(effect.kind, ""))
            .replace("{program}", effect.program)
        )
        return " ".join(made.split()).strip(" .:").replace("( ", "(").replace(" ()", "")


def problem_in(table: "Mapping[str, Any]", number: int) -> tuple[str, str] | None:
    """What is wrong with a rule's table, and the remedy; None when it is well formed."""
    name = table.get("name", f"number {number}")
    for key, value in table.items():
        if key not in KEYS:
            from fumehood.core.nearest import nearest

            near = nearest(key, KEYS)
            return (
                f"rule {name}: unknown key `{key}`",
                f"did you mean `{near}`?" if near else f"known are {', '.join(KEYS)}",
            )
        if key in _LISTS and not (isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)):
            return f"rule {name}: `{key}` is a list of texts", f'write {key} = ["…"]'
        if key in _TEXTS and not isinstance(value, str):
            return f"rule {name}: `{key}` is a text", f'write {key} = "…"'
    for key in ("name", "kinds", "decision"):
        if not table.get(key):
            return f"rule {name}: `{key}` is missing", "each rule has a name, kinds and a decision"
    for kind in table["kinds"]:
        if kind not in KINDS:
            from fumehood.core.nearest import nearest

            near = nearest(kind, KINDS)
            return (
                f"rule {name}: unknown kind `{kind}`",
                f"did you mean `{near}`?" if near else f"known are {', '.join(KINDS)}",
            )
    for key, known in (("decision", STRICTNESS), ("severity", SEVERITIES)):
        if key in table and table[key] not in known:
            return (
                f"rule {name}: `{key}` is one of {', '.join(known)}",
                f'write {key} = "{next(iter(known))}"',
            )
    for label in table.get("after", ()):
        if label not in SESSION:
            return (
                f"rule {name}: `after` knows {', '.join(SESSION)}",
                "leave `after` out for a rule that always holds",
            )
    return None
