"""Lists all rules, a line each.

Examples:
  fumehood rules                       every rule
  fumehood rules --risk injection      those of one risk
  fumehood rules --format json         for programs
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, UsageError


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `rules`."""
    parser.add_argument("--risk", metavar="RISK,…", help="only rules of these risks")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(args: Namespace, console: Console) -> int:
    """Prints the rules in the order of their ids; 0."""
    from fumehood.core.registry import all_rules
    from fumehood.core.rule import RISK_OF_FAMILY

    rules = list(all_rules().values())
    if args.risk:
        wanted = [word.strip() for word in args.risk.split(",") if word.strip()]
        for word in wanted:
            if word not in RISK_OF_FAMILY.values():
                from fumehood.core.nearest import nearest

                near = nearest(word, RISK_OF_FAMILY.values())
                remedy = (
                    f"did you mean `{near}`?" if near else f"one of: {', '.join(RISK_OF_FAMILY.values())}"
                )
                raise UsageError(f"unknown risk `{word}`", remedy)
        rules = [rule for rule in rules if rule.risk in wanted]
    if args.format == "json":
        from fumehood.report.rules_json import rules_json

        console.out(rules_json(rules))
        return CLEAN
    from fumehood.report.rules_text import rules_table

    console.out(rules_table(rules, console.color), end="")
    return CLEAN
