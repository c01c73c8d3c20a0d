"""Commands that install from a Python index: pip and what is like it, with the options of each.

Sources: the command references of pip 26, uv 0.9, pipx 1.8, Poetry 2, PDM 2, Pipenv, Rye, Pixi.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from fumehood.core.patterns import pattern
from fumehood.packages import option_words as options
from fumehood.packages.invocation import name_of
from fumehood.packages.mention import Item, Notice
from fumehood.packages.requirement import requirement
from fumehood.packages.shell_words import Word

Read = Callable[[str], str | None]
Words = Sequence[Word]

_PIP = pattern(r"pip(?:-?\d(?:\.\d+)?)?")
_TOOL_VARIABLE = pattern(r"pipx|pip|uv|poetry|pdm")
_PYTHON = pattern(r"(?:python|pypy|py|micromamba-python)[\d.]*w?(?:-\w+)?|python3?\.\d+t?")
_MODULE_OPTION = pattern(r"-[A-Za-z]*m")

# Tools whose `install` takes plugins from the index, as pip would.
_PLUGIN_HOSTS = frozenset(["llm", "datasette", "sqlite-utils"])


def python_mentions(words: Words, read: Read | None = None) -> Iterator[Item]:
    """What a command of a Python installer names; nothing for any other command."""
    name, rest = name_of(words[0]), list(words[1:])
    if words[0].dynamic or _PYTHON.fullmatch(name):
        module = _module(rest)
        if module is not None:
            name, rest = module
        elif variable := _TOOL_VARIABLE.search(name):
            name = variable[0]
        else:
            return
    if _PIP.fullmatch(name):
        yield from _pip(rest, read)
    elif name in ("uv", "uvx"):
        yield from _uv(rest if name == "uv" else [Word("tool", ()), Word("run", ()), *rest], read)
    elif name == "pipx":
        yield from _pipx(rest, read)
    elif name == "easy_install":
        yield from arguments(rest, options.PIP, read)
    elif name == "poetry":
        yield from _after(rest, ("add",), options.POETRY, read, skip=("self",))
    elif name == "pdm":
        yield from _after(rest, ("add",), options.PDM, read, skip=("self", "plugin"))
    elif name == "pipenv":
        yield from _after(rest, ("install",), options.PIPENV, read)
    elif name == "rye":
        yield from _after(rest, ("add", "install"), frozenset(["--features", "-f"]), read, skip=("tools",))
    elif name == "pixi" and any(w.text == "--pypi" for w in rest):
        yield from _after(rest, ("add",), frozenset(["--feature", "-f", "--platform"]), read)
    elif name in _PLUGIN_HOSTS:
        yield from _after(rest, ("install",), options.PIP, read)


def arguments(words: Words, values: frozenset[str], read: Read | None) -> Iterator[Item]:
    """The requirements among the arguments of an installer whose options are those of pip and `values`."""
    i, plain = 0, False
    while i < len(words):
        word = words[i]
        i += 1
        if plain or not word.text.startswith("-"):
            if not any(c in word.text for c in "\n<>") or word.quoted:
                yield from _one(word)
            continue
        if word.text == "--":
            plain = True
            continue
        option, equals, _ = word.text.partition("=")
        value = _tail(word, len(option) + 1) if equals else None
        if (
            not equals
            and len(option) > 2
            and option[1] != "-"
            and option[:2] in ("-r", "-c", "-e", "-i", "-t", "-f")
        ):
            option, value = option[:2], _tail(word, 2)
        elif not equals and len(option) > 2 and option[1] != "-" and _takes_value(f"-{option[-1]}", values):
            option = f"-{option[-1]}"  # several letters behind one dash
        if value is None and _takes_value(option, values) and i < len(words):
            value = words[i]
            i += 1
        if value is not None:
            yield from _option(option, value, read)


def _takes_value(option: str, values: frozenset[str]) -> bool:
    return (
        option in values or option in options.FILES or option in options.INDEX or option in options.EXTRA_INDEX or option in options.TRUST
        or option in options.EDITABLE or option in options.PIP
    )  # fmt: skip


def _option(option: str, value: Word, read: Read | None) -> Iterator[Item]:
    if option in options.FILES and value.text:
        yield Notice("include", value.start, value.at[-1] + 1, value.text, "install-command")
        text = read(value.text) if read and not value.dynamic else None
        if text is not None:
            from fumehood.packages.carriers.requirements import included

            yield from included(text, value.start, value.at[-1] + 1, read)
    elif option in options.EDITABLE:
        yield from _one(value)
    else:
        yield from index_notices(option, value)


def index_notices(option: str, value: Word) -> Iterator[Notice]:
    """What an option that names an index says about where packages come from."""
    if not value.at:
        return
    kind: str | None = None
    if option in options.EXTRA_INDEX or (option == "--index" and not value.dynamic):
        kind = "extra-index"
    elif option in options.TRUST:
        kind = "untrusted-index"
    if option in options.EXTRA_INDEX or option in options.INDEX:
        address = value.text.rpartition("=")[2] if option == "--index" else value.text
        if plain_http(address):
            kind = "untrusted-index"
    if kind == "extra-index":
        yield Notice("extra-index", value.start, value.at[-1] + 1, value.text, "install-command")
    elif kind == "untrusted-index":
        yield Notice("untrusted-index", value.start, value.at[-1] + 1, value.text, "install-command")


_LOOPBACK = pattern(
    r"http://(?:[^/@]*@)?(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0|host\.docker\.internal)(?:[:/]|$)",
    re.IGNORECASE,
)


def plain_http(address: str) -> bool:
    """Whether an address is fetched without encryption over a network."""
    return address.lower().startswith("http://") and not _LOOPBACK.match(address)


def _one(word: Word) -> Iterator[Item]:
    for item in requirement(word.text, 0, "install-command"):
        yield at_word(item, word)


def at_word(item: Item, word: Word) -> Item:
    """The item, whose span counts characters of the word, at the place of the word."""
    end = min(item.end, len(word.at))
    return replace(item, start=word.at[item.start], end=word.at[end - 1] + 1)


def _tail(word: Word, start: int) -> Word:
    return Word(word.text[start:], word.at[start:], word.dynamic, quoted=True)


def _module(words: Words) -> tuple[str, list[Word]] | None:
    """The module that Python is told to run, and its arguments."""
    i = 0
    while i < len(words):
        text = words[i].text
        if _MODULE_OPTION.fullmatch(text) and i + 1 < len(words):
            return words[i + 1].text.lower(), list(words[i + 2 :])
        if text.startswith("-m") and len(text) > 2:
            return text[2:].lower(), list(words[i + 1 :])
        if text in ("-X", "-W", "-V:"):
            i += 1
        elif not text.startswith("-") or text == "-c":
            return None
        i += 1
    return None


def _verb(words: Words, values: frozenset[str]) -> tuple[str, list[Word]]:
    """The first word that is no option, and what follows it."""
    i = 0
    while i < len(words) and words[i].text.startswith(("-", "+")):
        i += 2 if words[i].text in values else 1
    return (words[i].text, list(words[i + 1 :])) if i < len(words) else ("", [])


def _pip(words: Words, read: Read | None) -> Iterator[Item]:
    verb, rest = _verb(words, options.GLOBAL)
    if verb in ("install", "download", "wheel"):
        yield from arguments(rest, options.PIP, read)


def _after(
    words: Words,
    verbs: tuple[str, ...],
    values: frozenset[str],
    read: Read | None,
    *,
    skip: tuple[str, ...] = (),
) -> Iterator[Item]:
    verb, rest = _verb(words, options.GLOBAL)
    if verb in skip:
        verb, rest = _verb(rest, options.GLOBAL)
    if verb in verbs:
        yield from arguments(rest, values, read)


def _uv(words: Words, read: Read | None) -> Iterator[Item]:
    verb, rest = _verb(words, options.GLOBAL)
    if verb == "pip":
        verb, rest = _verb(rest, options.GLOBAL)
        if verb == "install":
            yield from arguments(rest, options.PIP, read)
        elif verb in ("sync", "compile"):
            yield from (i for w, v in _options(rest) for i in index_notices(w, v))
    elif verb == "add":
        yield from arguments(rest, options.UV_ADD, read)
    elif verb == "run":
        yield from _run(rest, read, tool=False)
    elif verb == "tool":
        verb, rest = _verb(rest, options.GLOBAL)
        if verb in ("run", "install"):
            yield from _run(rest, read, tool=True, goes_on=verb == "install")


def _options(words: Words) -> Iterator[tuple[str, Word]]:
    for i, word in enumerate(words):
        option, equals, _ = word.text.partition("=")
        if option.startswith("--"):
            if equals:
                yield option, _tail(word, len(option) + 1)
            elif i + 1 < len(words):
                yield option, words[i + 1]


def _run(words: Words, read: Read | None, *, tool: bool, goes_on: bool = False) -> Iterator[Item]:
    """`uv run`, `uvx`: --with and --from name packages; the first plain word is the tool, then come its arguments.

    `goes_on` says that options may follow the tool too (`uv tool install`).
    """
    i, source_named = 0, False
    while i < len(words):
        word = words[i]
        if not word.text.startswith("-"):
            if tool and not source_named:
                yield from _one(word)
            if not goes_on:
                return
            source_named = True
            i += 1
            continue
        option, equals, _ = word.text.partition("=")
        i += 1
        if equals:
            value = _tail(word, len(option) + 1)
        elif option in options.UV_RUN or option in options.WITH or _takes_value(option, options.UV_ADD):
            if i >= len(words):
                return
            value = words[i]
            i += 1
        else:
            continue
        if option in options.WITH:
            yield from _listed(value)
        elif option == "--from":
            source_named = True
            yield from _one(value)
        elif option in ("--module", "-m"):
            return
        else:
            yield from _option(option, value, read)


def _listed(word: Word) -> Iterator[Item]:
    """`--with a,b`: requirements between commas that are not inside an extra or a version."""
    at = 0
    for part in re.split(r",(?=[A-Za-z])(?![^\[]*\])", word.text):
        piece = Word(part, word.at[at : at + len(part)], word.dynamic, quoted=True)
        if part:
            yield from _one(piece)
        at += len(part) + 1


def _pipx(words: Words, read: Read | None) -> Iterator[Item]:
    verb, rest = _verb(words, options.GLOBAL)
    if verb == "install":
        yield from arguments(rest, options.PIPX, read)
    elif verb == "inject":
        plain = [i for i, w in enumerate(rest) if not w.text.startswith("-")]
        yield from arguments(rest[plain[0] + 1 :] if plain else [], options.PIPX, read)
    elif verb == "run":
        spec = next((v for o, v in _options(rest) if o == "--spec"), None)
        if spec is not None:
            yield from _one(spec)
            return
        _, after = _verb_word(rest, options.PIPX | options.INDEX)
        if after is not None:
            yield from _one(after)


def _verb_word(words: Words, values: frozenset[str]) -> tuple[int, Word | None]:
    i = 0
    while i < len(words) and words[i].text.startswith("-"):
        i += 2 if words[i].text in values else 1
    return (i, words[i]) if i < len(words) else (i, None)
