"""A policy: rules in order, settings, and the judgement of effects."""

from fumehood.commands.decision import ALLOW, ASK, DENY, SEVERITIES, STRICTNESS, Decision
from fumehood.commands.effect import Effect
from fumehood.commands.policy.rule import PolicyRule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MOST_REASONS = 6


class Policy:
    """`rules` in order, the first that fits an effect decides; `stricter` rules of a project may only tighten."""

    __slots__ = ("_by_kind", "_stricter", "settings")

    def __init__(
        self,
        rules: "Iterable[PolicyRule]",
        stricter: "Iterable[PolicyRule]" = (),
        settings: "Mapping[str, str] | None" = None,
    ) -> None:
        self._by_kind = _indexed(rules)
        self._stricter = _indexed(stricter)
        self.settings = dict(settings or {})

    def judge(self, effects: "Sequence[Effect]", session: frozenset[str] = frozenset()) -> Decision:
        """The decision about a command that has these effects: the strictest of all."""
        found: list[tuple[str, str, PolicyRule, Effect]] = []
        for effect in effects:
            rule = self.rule_for(effect, session)
            decision = self._decision(rule) if rule else ALLOW
            for stricter in self._stricter.get(effect.kind, ()):
                if stricter.fits(effect, session) and STRICTNESS[stricter.decision] > STRICTNESS[decision]:
                    rule, decision = stricter, stricter.decision
                    break
            if rule is not None and decision != ALLOW:
                found.append((decision, rule.severity, rule, effect))
        if not found:
            return Decision(ALLOW, effects=tuple(effects))
        found.sort(key=lambda f: (-STRICTNESS[f[0]], -SEVERITIES[f[1]]))
        reasons = list(dict.fromkeys(rule.reason_for(effect) for _, _, rule, effect in found))
        return Decision(
            DENY if found[0][0] == DENY else ASK,
            max((f[1] for f in found), key=lambda s: SEVERITIES[s]),
            tuple(dict.fromkeys(rule.report or "FHA112" for _, _, rule, _ in found)),
            tuple(reasons[:_MOST_REASONS]),
            tuple(
                dict.fromkeys(
                    rule.instead.replace("{{", "{").replace("}}", "}")
                    for _, _, rule, _ in found
                    if rule.instead
                )
            )[:3],
            tuple(effects),
            tuple(dict.fromkeys(rule.name for _, _, rule, _ in found)),
        )

    def rule_for(self, effect: Effect, session: frozenset[str] = frozenset()) -> PolicyRule | None:
        """The rule that decides about the effect, or None: it is allowed then."""
        for rule in self._by_kind.get(effect.kind, ()):
            if rule.fits(effect, session):
                return rule
        return None

    def _decision(self, rule: PolicyRule) -> str:
        return self.settings.get(rule.setting, rule.decision) if rule.setting else rule.decision


def _indexed(rules: "Iterable[PolicyRule]") -> dict[str, list[PolicyRule]]:
    made: dict[str, list[PolicyRule]] = {}
    for rule in rules:
        for kind in rule.kinds:
            made.setdefault(kind, []).append(rule)
    return made


_shipped: "list[Policy]" = []


def shipped() -> Policy:
    """The policy that fumehood ships, made once."""
    if not _shipped:
        from fumehood.commands.policy.shipped_rules import RULES

        _shipped.append(Policy(PolicyRule(table) for table in RULES))
    return _shipped[0]
