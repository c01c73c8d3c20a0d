"""The options shared by the verbs that report findings, and what they mean."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from msgspec import Struct

from fumehood.core.config import RISKS, Config, load
from fumehood.core.engine import Settings
from fumehood.core.errors import UsageError
from fumehood.core.finding import Confidence, Severity
from fumehood.core.nearest import nearest

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "html", "github")


class Choice(Struct):
    """What the options and the configuration come to. `fail_on` None is never."""

    risks: tuple[str, ...]
    settings: Settings
    fail_on: Severity | None
    config: Config
    baseline: str | None
    notices: list[str]


def add_selection(parser: ArgumentParser) -> None:
    """What to look for and what counts."""
    group = parser.add_argument_group("what to look for")
    group.add_argument(
        "--risk", metavar="RISK,…", help=f"only these risks: {', '.join(RISKS)} (default: all)"
    )
    group.add_argument("--select", metavar="ID,…", help="only these rules, or rules with these prefixes")
    group.add_argument("--ignore", metavar="ID,…", help="without these rules, or rules with these prefixes")
    group.add_argument(
        "--min-confidence", choices=("low", "medium", "high"), help="hide what is less sure (default: medium)"
    )
    group.add_argument(
        "--fail-on",
        choices=("low", "medium", "high", "critical", "never"),
        help="lowest severity that gives exit code 1 (default: medium)",
    )
    group.add_argument("--baseline", metavar="FILE", help="hide the findings of this earlier JSON report")
    group.add_argument("--config", metavar="FILE", help="follow this configuration file wholly")
    group.add_argument("--no-config", action="store_true", help="follow no configuration file")
    group.add_argument(
        "--online",
        action="store_true",
        help="ask the package index that your own clients use (default: no packet leaves)",
    )


def add_output(parser: ArgumentParser) -> None:
    """How to show it."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--format", choices=FORMATS, default="text", help="what goes to standard output (default: text)"
    )
    group.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FILE",
        help="write a report; .json .jsonl .sarif .html .txt (repeatable)",
    )
    group.add_argument("--no-progress", action="store_true", help="no progress line on a terminal")


def choose(args: Namespace, folder: str) -> Choice:
    """The options over the configuration found at `folder`.

    Raises:
        UsageError: an unknown risk, rule or key.
    """
    config, notices = load(folder, args.config, none=args.no_config)
    risks = _risks(args.risk) if args.risk else tuple(config.risk or RISKS)
    select, ignore = _prefixes(args.select), _prefixes(args.ignore)
    fail_on = args.fail_on or config.fail_on or "medium"
    return Choice(
        risks=risks,
        settings=Settings(
            min_confidence=Confidence(args.min_confidence or config.min_confidence or "medium"),
            select=select or tuple(config.select),
            ignore=(*ignore, *config.ignored_rules()),
            exclude=tuple(config.exclude),
            jobs=getattr(args, "jobs", None) or config.jobs or 0,
            cache=not getattr(args, "no_cache", False),
            injection_ignores=config.inline_ignores == "all",
            network=bool(args.online or config.online),
            key=(*sorted(risks), *config.exposure.regions),
        ),
        fail_on=None if fail_on == "never" else Severity(fail_on),
        config=config,
        baseline=args.baseline or config.baseline,
        notices=notices,
    )


def _split(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split(",") if part.strip()]


def _risks(value: str) -> tuple[str, ...]:
    for risk in _split(value):
        if risk not in RISKS:
            near = nearest(risk, RISKS)
            raise UsageError(
                f"unknown risk {risk!r}", f"did you mean {near}?" if near else f"one of {', '.join(RISKS)}"
            )
    return tuple(_split(value))


def _prefixes(value: str | None) -> tuple[str, ...]:
    """Rule ids or prefixes, each checked against the registry; names are turned into ids."""
    wanted: Sequence[str] = _split(value)
    if not wanted:
        return ()
    from fumehood.core.registry import all_rules

    rules = all_rules()
    names = {rule.name: id_ for id_, rule in rules.items()}
    chosen = []
    for word in wanted:
        prefix = names.get(word, word.upper() if word[:2].upper() == "FH" else word)
        if not any(id_.startswith(prefix) for id_ in rules) and prefix not in ("FHA", "FHK"):
            near = nearest(word, [*rules, *names])
            raise UsageError(
                f"no rule matches {word!r}",
                f"did you mean {near}?" if near else "`fumehood rules` lists them",
            )
        chosen.append(prefix)
    return tuple(chosen)
