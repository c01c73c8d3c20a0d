"""A rule as an instruction that can be given to an assistant before it writes code."""

from fumehood.core.rule import Rule
from fumehood.report.safe import safe


def prompt(rule: Rule) -> str:
    """A few lines: what to avoid, why, and what to do instead, with the rule's safe example."""

    def flat(text: str) -> str:
        return " ".join(safe(text, keep="\n").split())

    lines = [
        f"While you write or change code in this project, avoid {rule.name} ({rule.id}: {flat(rule.summary)}).",
        f"Why: {flat(rule.why)}",
        f"Instead: {flat(rule.how)}",
    ]
    if rule.risk in ("code", "packages") and rule.good:
        good = rule.good[0]
        body = "\n".join(
            f"    {safe(line, keep=chr(9))}".rstrip() for line in good.text.rstrip("\n").split("\n")
        )
        lines.append(f"This is fine ({safe(good.path)}):\n\n{body}\n")
    lines.append(
        "If you find existing code of this kind, say where it is and propose the change; do not silence the check. "
        f"Verify your work with: fumehood scan --select {rule.id}"
    )
    return "\n".join(lines) + "\n"
