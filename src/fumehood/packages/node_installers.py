"""Commands that install from the npm registry: npm, npx, pnpm, yarn, bun, deno.

Sources: the command references of npm 11, pnpm 10, Yarn 4 (and 1), Bun 1, Deno 2.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from fumehood.core.patterns import pattern
from fumehood.packages import option_words as options
from fumehood.packages.invocation import name_of
from fumehood.packages.mention import Item, Mention, Notice
from fumehood.packages.python_installers import at_word, plain_http
from fumehood.packages.requirement import npm_package
from fumehood.packages.shell_words import Word

Words = Sequence[Word]

_INSTALL = frozenset(
    ["install", "i", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal", "add", "a", "dlx"]
)
_CREATE = frozenset(["create", "init", "innit"])
_RUN = frozenset(["exec", "x", "dlx"])
_TOOL_VARIABLE = pattern(r"pnpm|npm|npx|yarn")
_SCOPE_ONLY = pattern(r"(@[\w.~-]+)(@.*)?")


def node_mentions(words: Words) -> Iterator[Item]:
    """What a command of a JavaScript package manager names; nothing for any other command."""
    name, rest = name_of(words[0]), list(words[1:])
    if words[0].dynamic and (variable := _TOOL_VARIABLE.search(name)):
        name = variable[0]
    if name in ("npx", "bunx", "pnpx", "pnx"):
        yield from _run(rest)
    elif name in ("npm", "cnpm", "pnpm", "bun", "yarn", "yarnpkg"):
        yield from _manager(name, rest)
    elif name == "deno":
        verb, rest = _verb(rest)
        if verb in ("add", "install", "run"):
            for word in _plain(rest) if verb != "run" else _plain(rest)[:1]:
                if word.text.startswith("npm:"):
                    yield from _one(word)


def _manager(name: str, words: list[Word]) -> Iterator[Item]:
    verb, rest = _verb(words)
    if name in ("yarn", "yarnpkg") and verb == "global":
        verb, rest = _verb(rest)
    if name in ("yarn", "yarnpkg") and verb == "workspace" and len(rest) > 1:
        verb, rest = _verb(rest[1:])
    if verb in _RUN and not (name == "pnpm" and verb == "exec"):
        yield from _run(rest, first_only=True)
    elif verb in _CREATE:
        yield from _created(rest)
    elif verb in _INSTALL and not (name.startswith("yarn") and verb not in ("add", "dlx")):
        yield from _registry(rest)
        for word in _plain(rest):
            yield from _one(word)


def _one(word: Word) -> Iterator[Item]:
    cut = word.text
    if word.dynamic:  # a version in a variable leaves the name readable
        cut = re.split(r"[$%`]|\{\{", cut, maxsplit=1)[0]
        if not re.search(r"[^@]@$", cut):
            return
    if not word.at or cut.endswith("."):
        return
    for item in npm_package(cut, 0, "install-command"):
        yield at_word(item, word)


def _registry(words: Words) -> Iterator[Item]:
    for i, word in enumerate(words):
        option, equals, value = word.text.partition("=")
        if option != "--registry":
            continue
        holder = word if equals else words[i + 1] if i + 1 < len(words) else None
        address = value if equals else holder.text if holder else ""
        if holder is not None and holder.at and plain_http(address):
            yield Notice("untrusted-index", holder.start, holder.at[-1] + 1, address, "install-command")


def _verb(words: Words) -> tuple[str, list[Word]]:
    i = 0
    while i < len(words) and words[i].text.startswith("-"):
        i += 2 if words[i].text in options.NODE and "=" not in words[i].text else 1
    return (words[i].text, list(words[i + 1 :])) if i < len(words) else ("", [])


def _plain(words: Words) -> list[Word]:
    """The words that are neither options nor their values."""
    found, i = [], 0
    while i < len(words):
        text = words[i].text
        if text == "--":
            break
        if text.startswith("-"):
            i += 2 if text in options.NODE else 1
            continue
        found.append(words[i])
        i += 1
    return found


def _run(words: Words, *, first_only: bool = False) -> Iterator[Item]:
    """`npx`: the packages after -p, else the first plain word; then come the tool's own arguments."""
    i, named = 0, False
    while i < len(words):
        word = words[i]
        option, equals, _ = word.text.partition("=")
        i += 1
        if option == "--":
            continue
        if not option.startswith("-"):
            if not named:
                yield from _one(word)
            return
        if option in ("-p", "--package"):
            named = True
            if equals:
                yield from _one(Word(word.text[len(option) + 1 :], word.at[len(option) + 1 :], word.dynamic))
            elif i < len(words):
                yield from _one(words[i])
                i += 1
        elif option in ("-c", "--call"):
            return
        elif option in options.NODE and not equals:
            i += 1
        elif first_only and option == "--bun":
            continue


def _created(words: Words) -> Iterator[Item]:
    """`npm create x` fetches `create-x` (npm init, the documentation's table of forms)."""
    plain = _plain(words)
    if not plain or plain[0].dynamic or plain[0].text.startswith((".", "/")) or "://" in plain[0].text:
        return
    word = plain[0]
    scope = _SCOPE_ONLY.fullmatch(word.text)
    for item in [i for i in npm_package(word.text, 0, "install-command") if not isinstance(i, Notice)]:
        owner, slash, rest = item.name.partition("/")
        name = (
            f"{owner}/create-{rest.removeprefix('create-')}"
            if slash
            else f"create-{owner.removeprefix('create-')}"
        )
        yield at_word(replace(item, name=name), word)
        return
    if scope and word.at:
        at = len(scope[1])
        yield Mention(f"{scope[1]}/create", "npm", word.start, word.at[at - 1] + 1, "install-command")
