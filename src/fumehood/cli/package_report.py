"""How the answers of `check package` look: for people, one line each, and for programs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fumehood.packages.answer import VERDICTS, Answer
from fumehood.report.paint import Paint, painter
from fumehood.report.safe import safe
from fumehood.report.width import cut, wrap

_ROLE = {
    "known": "good", "unverified": "low", "suspicious": "high", "malicious": "critical", "absent": "high",
    "unchecked": "unscanned",
}  # fmt: skip
_SUGGESTED = 3
_MARGIN = 2
_NAME = 100  # cells; no index has a longer one that anybody meant


def as_text(answers: Sequence[Answer], *, online: bool, color: bool, width: int) -> str:
    """A block a name, with what to do next, and a closing line."""
    paint = painter(color)
    column = max((len(answer.verdict) for answer in answers), default=0)
    blocks = ["\n".join(_block(answer, column, online, paint, width)) for answer in answers]
    return "\n".join([*blocks, "", _closing(answers, online=online, paint=paint)])


def _block(answer: Answer, column: int, online: bool, paint: Paint, width: int) -> Iterator[str]:
    verdict = paint(_ROLE[answer.verdict], answer.verdict.ljust(column))
    where = "" if answer.ecosystem == "pypi" else paint("faint", f" ({safe(answer.ecosystem)})")
    yield f"{verdict}  {paint('strong', cut(safe(answer.name), _NAME) or '(no name)')}{where}"
    indent = " " * (column + _MARGIN)

    def lines(text: str) -> list[str]:
        return (indent + wrap(text, width, indent)).split("\n")

    for reason in answer.reasons:
        yield from lines(f"{safe(reason.message)} [{reason.code}]")
    if meant := ", ".join(map(safe, answer.suggestions[:_SUGGESTED])):
        yield from (paint("help", line) for line in lines(f"did you mean: {meant}"))
    if advice := next_step(answer, online=online):
        yield from lines(f"next: {advice}")


def next_step(answer: Answer, *, online: bool) -> str:
    """What to do now, in one sentence; empty where nothing needs doing."""
    codes = {reason.code for reason in answer.reasons}
    if answer.verdict == "known":
        return "make sure that this is the one you want" if answer.suggestions else ""
    if codes & {"private-name", "private-name-taken"}:
        return "list only your own index for it (uv: explicit = true; pip: one --index-url, no extra one)"
    if answer.verdict == "malicious":
        return "do not install it; if it was installed, treat that machine's secrets as read"
    if "standard-library" in codes:
        return "import it; do not install anything"
    if "invalid-name" in codes:
        return "check the spelling; letters, digits and . _ - make a name, and an index in front of it is npm: or pypi:"
    if answer.verdict == "absent":
        instead = (
            f"install {safe(answer.suggestions[0])} if that was meant"
            if sure_of(answer)
            else "do not install it"
        )
        return f"{instead}; whoever registers this name decides what it would bring"
    if answer.verdict == "suspicious":
        look = "" if online else ", with --online, which shows its age and its releases"
        return f"do not install it before a person has compared it with what was meant{look}"
    if answer.verdict == "unchecked":
        return _to_check(codes, online=online)
    return "look at its source and its author first" + ("" if online else "; --online shows how old it is")


def sure_of(answer: Answer) -> bool:
    """Whether the first suggestion is more than the nearest name: a slip of the finger, or an import's distribution."""
    likely = {"import-name", "one-letter-off", "separators-moved", "look-alike-letters", "words-reordered"}
    return bool(answer.suggestions) and bool(likely & {reason.code for reason in answer.reasons})


def _to_check(codes: set[str], *, online: bool) -> str:
    if "by-address" in codes:
        return "look at that address; no index vouches for what comes from it"
    if "unknown-ecosystem" in codes:
        return "look it up on the index of its own ecosystem"
    return "ask again when your index answers" if online else "ask your own index: add --online"


def _closing(answers: Sequence[Answer], *, online: bool, paint: Paint) -> str:
    counts = Counter(answer.verdict for answer in answers)
    told = ", ".join(paint(_ROLE[v], f"{counts[v]} {v}") for v in VERDICTS if counts[v]) or "none"
    lists = sorted({str(answer.facts["as_of"]) for answer in answers if "as_of" in answer.facts})
    dated = f" · list of {' and '.join(lists)}" if lists else ""
    noun = "name" if len(answers) == 1 else "names"
    return f"{len(answers)} {noun}: {told}{dated} · network: {'on' if online else 'off'}"


def as_concise(answers: Sequence[Answer]) -> str:
    """One line a name."""
    lines = []
    for answer in answers:
        why = f": {safe(answer.reasons[0].message)} [{answer.reasons[0].code}]" if answer.reasons else ""
        meant = (
            f" (did you mean {', '.join(map(safe, answer.suggestions[:_SUGGESTED]))}?)"
            if answer.suggestions
            else ""
        )
        prefix = "" if answer.ecosystem == "pypi" else f"{safe(answer.ecosystem)}:"
        lines.append(f"{prefix}{safe(answer.name)}: {answer.verdict}{why}{meant}")
    return "\n".join(lines)
