"""The texts of a rule for people: on the terminal (`fumehood explain`), as help in SARIF, and as a list."""

import re
from collections.abc import Iterable, Iterator

from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, Rule
from fumehood.report.paint import Paint, painter
from fumehood.report.safe import safe
from fumehood.report.width import cells, cut, wrap

WIDTH = 92
EXAMPLES_SHOWN = 2
_LINK = pattern(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")
_CODE = pattern(r"`([^`\n]+)`")
_REFERENCE = ("http", "[", "<http", "CWE", "OWASP", "RFC", "PEP", "Python")
_BULLET = pattern(r"^(\s*(?:[-*]|\d+\.)\s+)(.*)$")


def explain(rule: Rule, color: bool) -> str:
    """Everything about one rule for a terminal: what, why, how to fix, an unsafe and a safe example, references."""
    paint = painter(color)
    head = f"{paint(rule.severity.value, rule.id)} {paint('strong', rule.name)}"
    parts = [f"{head}\n{safe(rule.summary)}\n{paint('faint', facts(rule))}"]
    for title, text in (("What it does", rule.what), ("Why is this bad", rule.why), ("How to fix", rule.how)):
        parts.append(paint("strong", title) + "\n" + "\n".join(_prose(text, paint)))
    reported = "reported; {…} stands for a random value" if rule.risk == "exposure" else "reported"
    parts += [_example("Unsafe", reported, example, paint) for example in rule.bad[:EXAMPLES_SHOWN]]
    parts += [
        _example("Use instead", "safe, not reported", example, paint)
        for example in rule.good[:EXAMPLES_SHOWN]
    ]
    parts.append(
        paint("strong", "References") + "\n" + "\n".join(_prose(reference_list(rule.references), paint))
    )
    parts.append(
        paint("faint", f"To allow one place, with a reason: fumehood: ignore[{rule.id}] why it is fine here")
    )
    return "\n\n".join(parts) + "\n"


def facts(rule: Rule) -> str:
    """One line: risk, severity, confidence, and the lists of weaknesses that name it."""
    parts = [f"risk {rule.risk}", f"severity {rule.severity.value}", f"confidence {rule.confidence.value}"]
    return " · ".join([*parts, *(f"CWE-{n}" for n in rule.cwe), *(f"OWASP {o}" for o in rule.owasp)])


def rules_table(rules: Iterable[Rule], color: bool = False) -> str:
    """All rules, a line each, under the names of their risks."""
    paint = painter(color)
    rules = list(rules)
    width = max((len(r.name) for r in rules), default=0)
    lines: list[str] = []
    risk = ""
    for rule in rules:
        if rule.risk != risk:
            risk = rule.risk
            lines += [*([""] if lines else []), paint("strong", risk)]
        severity = paint(rule.severity.value, rule.severity.value) + " " * (8 - len(rule.severity.value))
        lines.append(f"  {rule.id}  {rule.name.ljust(width)}  {severity}  {safe(rule.summary)}")
    return "\n".join(lines) + "\n"


def help_text(rule: Rule) -> str:
    """What, why and how as plain paragraphs."""
    return "\n\n".join(safe(t, keep="\n") for t in (rule.what, rule.why, rule.how) if t) or rule.name


def help_markdown(rule: Rule) -> str:
    """What, why, how and the references as Markdown under headings of their own."""
    titled = (
        ("What it does", rule.what),
        ("Why is this bad", rule.why),
        ("How to fix", rule.how),
        ("References", reference_list(rule.references)),
    )
    return (
        "\n\n".join(f"**{title}**\n\n{safe(text, keep=chr(10))}" for title, text in titled if text)
        or rule.name
    )


def paragraphs(text: str) -> Iterator[tuple[str, list[str]]]:
    """The blocks of a rule's text: `("code", lines)`, `("list", lines)` or `("prose", [line])`."""
    for block in re.split(r"\n\s*\n", safe(text, keep="\n").strip("\n")):
        lines = block.split("\n")
        if all(line.startswith("    ") for line in lines):
            yield "code", [line[4:] for line in lines]
        elif _BULLET.match(lines[0]):
            items: list[str] = []
            for line in lines:
                if _BULLET.match(line) or not items:
                    items.append(line)
                else:
                    items[-1] += " " + line.strip()
            yield "list", items
        else:
            yield "prose", [" ".join(block.split())]


def reference_list(text: str) -> str:
    """A rule's references as a list, one item each, however its lines were written."""
    items: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if _BULLET.match(line) or not items or line.startswith(_REFERENCE):
            items.append(line if _BULLET.match(line) else f"- {line}")
        else:
            items[-1] += " " + line
    return "\n".join(items)


def _prose(text: str, paint: Paint) -> list[str]:
    found: list[str] = []
    for kind, lines in paragraphs(text):
        if found:
            found.append("")
        for line in lines:
            if kind == "code":
                found.append(paint("code", f"      {line}"))
                continue
            bullet = _BULLET.match(line)
            lead = "  " + (bullet[1] if bullet else "")
            plain = _LINK.sub(r"\1 <\2>", bullet[2] if bullet else line)
            shown = wrap(plain, WIDTH, " " * cells(lead))
            found += (lead + _CODE.sub(lambda m: paint("code", m[1]), shown)).split("\n")
    return found


def _example(title: str, note: str, example: Example, paint: Paint) -> str:
    lines = example.text.split("\n")
    if lines[-1] == "":
        lines.pop()
    role = "high" if example.line else "good"
    head = f"{paint(role, title)} {paint('faint', f'({note})')} {paint('path', safe(example.path))}"
    margin = len(str(len(lines)))
    shown = [head]
    for number, line in enumerate(lines, 1):
        sign = paint(role, ">") if number == example.line else " "
        text = cut(safe(line, keep="\t").replace("\t", "    "), WIDTH)
        shown.append(f" {sign} {paint('frame', f'{str(number).rjust(margin)} |')} {text}".rstrip())
    return "\n".join(shown)
