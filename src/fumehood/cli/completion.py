"""Prints a completion script for bash, zsh or fish.

Examples:
  fumehood completion bash > ~/.local/share/bash-completion/completions/fumehood
  fumehood completion zsh > ~/.zfunc/_fumehood
  fumehood completion fish > ~/.config/fish/completions/fumehood.fish
"""

import importlib
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.cli.parser import Parser
from fumehood.cli.verbs import VERBS

GENERAL = ("--help", "--color", "--quiet", "--verbose")


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `completion`."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to complete for")


def run(args: Namespace, console: Console) -> int:
    """Prints the script."""
    console.out({"bash": _bash, "zsh": _zsh, "fish": _fish}[args.shell]())
    return 0


def _table() -> dict[str, tuple[str, list[str]]]:
    """For each verb as typed: its help and its options."""
    table = {}
    for words, text, module in VERBS:
        options = list(GENERAL)
        if module:
            parser = Parser(prog="fumehood")
            importlib.import_module(f"fumehood.cli.{module}").configure(parser)
            options += [o for o in parser.options() if o.startswith("--") and o != "--help"]
        table[words] = (text, options)
    return table


def _next_words(table: dict[str, tuple[str, list[str]]]) -> dict[str, list[str]]:
    """For each beginning of a verb ("" and "check"): the words that may follow."""
    following: dict[str, list[str]] = {}
    for words in table:
        parts = words.split()
        for i, part in enumerate(parts):
            choices = following.setdefault(" ".join(parts[:i]), [])
            if part not in choices:
                choices.append(part)
    return following


def _bash() -> str:
    table = _table()
    cases = [f"    '{begin}') words='{' '.join(words)}' ;;" for begin, words in _next_words(table).items()]
    cases += [f"    '{words}') words='{' '.join(options)}' ;;" for words, (_, options) in table.items()]
    return "\n".join(
        [
            "# bash completion for fumehood",
            "_fumehood() {",
            "  local current=${COMP_WORDS[COMP_CWORD]} typed='' words='' i",
            "  for ((i = 1; i < COMP_CWORD; i++)); do",
            "    case ${COMP_WORDS[i]} in -*) break ;; esac",
            '    typed="${typed:+$typed }${COMP_WORDS[i]}"',
            "  done",
            "  case $typed in",
            *cases,
            "  esac",
            '  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")',
            "}",
            "complete -o default -F _fumehood fumehood",
        ]
    )


def _zsh() -> str:
    return f"#compdef fumehood\nautoload -Uz bashcompinit && bashcompinit\n{_bash()}"


def _fish() -> str:
    lines = ["# fish completion for fumehood", "complete -c fumehood -f"]
    table = _table()
    for begin, words in _next_words(table).items():
        condition = f"__fish_seen_subcommand_from {begin.split()[-1]}" if begin else "__fish_use_subcommand"
        for word in words:
            text = table.get(f"{begin} {word}".strip(), ("", []))[0].replace("'", "\\'")
            lines.append(f"complete -c fumehood -n '{condition}' -a '{word}' -d '{text}'")
    for verb, (_, options) in table.items():
        last = verb.split()[-1]
        lines += [f"complete -c fumehood -n '__fish_seen_subcommand_from {last}' -l {o[2:]}" for o in options]
    return "\n".join(lines)
