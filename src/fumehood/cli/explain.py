"""Explains one rule: what it does, why it matters, how to fix it, with an unsafe and a safe example.

Examples:
  fumehood explain FHC101              by id
  fumehood explain sql-injection       by name
  fumehood explain FHC101 --prompt     an instruction for an assistant, to avoid the weakness
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, UsageError
from fumehood.core.rule import Rule


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `explain`."""
    parser.add_argument("rule", metavar="ID", help="the rule's id or name")
    parser.add_argument("--prompt", action="store_true", help="print an instruction to give to an assistant")


def run(args: Namespace, console: Console) -> int:
    """Prints the rule's texts; 0."""
    from fumehood.report.rules_prompt import prompt
    from fumehood.report.rules_text import explain

    rule = find(args.rule)
    console.out(prompt(rule) if args.prompt else explain(rule, console.color), end="")
    return CLEAN


def find(word: str) -> Rule:
    """The rule with this id (in any case) or name.

    Raises:
        UsageError: there is none; the remedy names the nearest.
    """
    from fumehood.core.registry import all_rules

    rules = all_rules()
    by_word = {rule.name: rule for rule in rules.values()} | dict(rules)
    if found := by_word.get(word.upper()) or by_word.get(word.lower()):
        return found
    from fumehood.core.nearest import nearest

    begun = [ident for ident in rules if word and ident.startswith(word.upper())]
    near = (
        next(iter(begun), None)
        or nearest(word.upper(), rules)
        or nearest(word.lower(), [r.name for r in rules.values()])
    )
    raise UsageError(
        f"no rule has the id or name `{word}`",
        f"did you mean `{by_word[near].id}` ({by_word[near].name})?"
        if near
        else "`fumehood rules` lists the ids, such as FHC101",
    )
