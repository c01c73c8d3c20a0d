"""What a command really runs: variables, sudo, env, shells inside shells and the like peeled off."""

import re
from collections.abc import Iterator, Mapping, Sequence

from fumehood.core.patterns import pattern
from fumehood.packages import option_words as options
from fumehood.packages.option_words import words as word_set
from fumehood.packages.shell_words import Command, Word, commands_in, joined

_ASSIGNMENT = pattern(r"[A-Za-z_]\w*\+?=")
_KEYWORDS = word_set(
    "if then elif else do while until ! { } time exec command builtin nohup eval setsid nocorrect "
    "noglob & call start @ caffeinate unbuffer begin and or not fakeroot"
)
_SHELLS = word_set("sh bash zsh dash ksh ash fish su runuser powershell pwsh cmd")
# These run a command somewhere else; their own options are too many, so the command is looked for.
_CARRIERS = word_set(
    "docker podman nerdctl kubectl conda mamba micromamba poetry pdm hatch pipenv rye uv nox tox "
    "wsl lxc vagrant bwrap singularity apptainer srun heroku fly flyctl docker-compose oc gosu "
    "su-exec tini pixi direnv asdf mise nix-shell nix chroot-run firejail unshare parallel "
    "ansible gcloud az aws"
)
# Of each wrapper: the options that take a value in the next word, and how many plain words come before the command.
_WRAPPERS: Mapping[str, tuple[frozenset[str], int]] = {
    "sudo": (word_set("-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir"), 0),
    "doas": (word_set("-u -C"), 0),
    "env": (word_set("-u --unset -C --chdir -S --split-string"), 0),
    "nice": (word_set("-n --adjustment"), 0),
    "ionice": (word_set("-c -n -p"), 0),
    "timeout": (word_set("-k -s --kill-after --signal"), 1),
    "xargs": (word_set("-n -P -I -d -L -s -a -E --max-args --max-procs --replace --delimiter --arg-file"), 0),
    "stdbuf": (word_set("-i -o -e"), 0),
    "chroot": (frozenset(), 1),
    "arch": (frozenset(), 0),
    "chronic": (frozenset(), 0),
    "retry": (word_set("-t -d"), 0),
    "watch": (word_set("-n --interval"), 0),
    "strace": (word_set("-e -o"), 0),
}
_SHELL_OPTION = pattern(r"-[a-zA-Z]*c|/[ck]|-command|--command", re.IGNORECASE)
_RUNS = pattern(
    r"(?:pip|pip-?\d(?:\.\d+)?|pipx|easy_install|npm|npx|pnpm|yarn|bunx|uvx)(?:\.exe|\.cmd)?|python[\d.]*(?:\.exe)?|py|sh|bash|zsh"
)
_DEEPEST = 8


def name_of(word: Word) -> str:
    """The command that a word names, without its folder and `.exe`, in lower case."""
    name = re.split(r"[/\\]", word.text)[-1].lower()
    return name.removesuffix(".exe").removesuffix(".cmd").removesuffix(".bat")


def invocations(command: Command, depth: int = 0) -> Iterator[tuple[Word, ...]]:
    """The argument lists that a command comes to, innermost command first in each."""
    words = _peeled(command.words)
    if not words or depth > _DEEPEST:
        return
    name = name_of(words[0])
    if name in _SHELLS:
        inner = _shell_text(words)
        for one in commands_in(inner) if inner else ():
            yield from invocations(one, depth + 1)
        return
    if name == "ssh":
        rest = _after_options(words[1:], options.SSH)[1:]
        for one in commands_in(joined(rest)) if rest else ():
            yield from invocations(one, depth + 1)
        return
    yield words
    if name in _CARRIERS:
        for i in range(2, len(words)):
            if _RUNS.fullmatch(name_of(words[i])) and not words[i - 1].text.startswith("--"):
                yield from invocations(Command(words[i:]), depth + 1)
                break


def _peeled(words: Sequence[Word]) -> tuple[Word, ...]:
    words = tuple(words)
    for _ in range(40):
        if not words:
            break
        first = words[0]
        name = name_of(first)
        if name == "eval" and len(words) == 2 and words[1].quoted:
            inner = list(commands_in(words[1]))
            return inner[0].words if inner else ()
        if first.text in _KEYWORDS or (_ASSIGNMENT.match(first.text) and not first.quoted):
            words = words[1:]
        elif name in _WRAPPERS and not first.dynamic:
            values, plain = _WRAPPERS[name]
            words = _after_options(words[1:], values)[plain:]
        elif first.text[:1] in ("@", "-") and len(first.text) > 1 and first.text[1:].isalnum():
            words = (Word(first.text[1:], first.at[1:], first.dynamic), *words[1:])
        else:
            break
    return words


def _after_options(words: tuple[Word, ...], values: frozenset[str]) -> tuple[Word, ...]:
    """The words behind the options, whose values are swallowed."""
    i = 0
    while i < len(words) and words[i].text.startswith("-"):
        if words[i].text == "--":
            return words[i + 1 :]
        i += 2 if words[i].text in values else 1
    return words[i:]


def _shell_text(words: tuple[Word, ...]) -> Word | None:
    """The text that a shell is told to run, if it is."""
    for i in range(1, len(words)):
        if _SHELL_OPTION.fullmatch(words[i].text) and i + 1 < len(words):
            rest = words[i + 1 :]
            return rest[0] if rest[0].quoted or len(rest) == 1 else joined(rest)
        if not words[i].text.startswith(("-", "/")) and name_of(words[0]) not in ("su", "runuser"):
            return None
    return None
