"""Which packages a text names: one door to all carriers.

`items_in` says all that a source says itself; documents inside it are sources of their own.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.packages.carriers.entry import NotReadError
from fumehood.packages.mention import Item, Mention
from fumehood.packages.tools import CALLS, TOOL

Read = Callable[[str], str | None]

_PROSE = frozenset({"markdown", "rst", "text", "html"})
_CONDA = pattern(r"^dependencies:", re.MULTILINE)
_CONDA_NAME = pattern(r"(?:^|[-_.])(?:conda|environment|env)(?:[-_.]|$)|^meta\.ya?ml$", re.IGNORECASE)
_TOML_LOCKS = frozenset({"uv.lock", "poetry.lock", "pdm.lock"})
_PYLOCK = pattern(r"pylock(?:\.[\w-]+)?\.toml")


def mentions_in(source: Source, read: Read | None = None) -> Iterator[Mention]:
    """The packages that `source` itself names, in the order of its carriers.

    `read` gives the text of a file that a requirements file includes, or None; without it, includes are
    not followed. Of an import, the name is the distribution that provides the module, where we know it.
    """
    for item in items_in(source, read):
        if isinstance(item, Mention):
            yield with_distribution(item)


def all_mentions(source: Source, read: Read | None = None) -> Iterator[Mention]:
    """The packages that `source` or a document inside it names; a name at its first place only.

    Positions are those of `source.text`.
    """
    from msgspec.structs import replace

    seen: set[tuple[str, str]] = set()
    for one in source.walk():
        for mention in mentions_in(one, read):
            key = (
                mention.ecosystem,
                re.sub(r"[-_.]+", "-", mention.name).lower() if mention.ecosystem == "pypi" else mention.name,
            )
            if key not in seen:
                seen.add(key)
                start = one.in_file(mention.start)
                end = max(start, one.in_file(max(mention.start, mention.end - 1)) + 1)
                yield replace(mention, start=start, end=end)


def mentions_in_command(argv: Sequence[str], read: Read | None = None) -> Iterator[Mention]:
    """The packages that a command line names; positions are those of the words joined by single spaces."""
    from fumehood.packages.install_commands import word_items
    from fumehood.packages.shell_words import Word

    words, at = [], 0
    for text in argv:
        words.append(Word(text, tuple(range(at, at + len(text))), quoted=True))
        at += len(text) + 1
    for item in word_items(words, read):
        if isinstance(item, Mention):
            yield item


def language_of_text(text: str) -> str:
    """The language of a text that comes without a name: a file by its shape, else a chat answer (Markdown)."""
    from fumehood.core.embedded.guess import guess

    if text.lstrip()[:1] == "{":
        return "json"
    kind = guess(text)
    return kind if kind in ("requirements", "toml") else "markdown"


def with_distribution(mention: Mention) -> Mention:
    """An import's mention under the name of the distribution that provides the module."""
    if mention.origin != "import":
        return mention
    from msgspec.structs import replace

    from fumehood.packages.imports import distributions_for_import

    known = distributions_for_import(mention.module)
    return replace(mention, name=known[0] if known else mention.module.partition(".")[0])


def items_in(source: Source, read: Read | None = None) -> Iterator[Item]:
    """Mentions and notices of `source` itself; an import's mention has the dotted name of the module."""
    find = _BY_LANGUAGE.get(source.language)
    if find is not None:
        try:
            yield from find(source, read)
        except NotReadError as error:
            source.root.problems.append(f"packages: {error}")


def _requirements(source: Source, read: Read | None) -> Iterator[Item]:
    from fumehood.packages.carriers.requirements import requirement_lines

    yield from requirement_lines(source.text, read)


def _toml(source: Source, _: Read | None) -> Iterator[Item]:
    from fumehood.packages.carriers import locks, pyproject

    name = _file_name(source).lower()
    if name in _TOML_LOCKS or _PYLOCK.fullmatch(name):
        yield from locks.toml_lock_items(source.text)
        return
    yield from pyproject.pyproject_items(source.text, name)
    if "mcp" in source.text and "command" in source.text:
        from fumehood.packages.carriers import servers, toml_entries

        yield from servers.server_items(source.text, toml_entries.toml_entries(source.text))


def _json(source: Source, _: Read | None) -> Iterator[Item]:
    from fumehood.packages.carriers import json_entries, locks, node, servers

    name, text = _file_name(source).lower(), source.text
    if name in ("package-lock.json", "npm-shrinkwrap.json", ".package-lock.json"):
        yield from locks.npm_lock_items(text)
    elif name == "pipfile.lock":
        yield from locks.pipfile_lock_items(text)
    elif name == "package.json" or (name in ("", "-") and '"dependencies"' in text):
        yield from node.package_json_items(text)
    if '"command"' in text and ("mcp" in text.lower() or "mcp" in name or '"servers"' in text):
        yield from servers.server_items(text, json_entries.json_entries(text))
    if "devcontainer" in name:
        yield from servers.devcontainer_items(text, json_entries.json_entries(text))


def _yaml(source: Source, _: Read | None) -> Iterator[Item]:
    name, text = _file_name(source).lower(), source.text
    if "additional_dependencies" in text and ("pre-commit" in name or source.parent is not None):
        from fumehood.packages.carriers.pre_commit import pre_commit_items

        yield from pre_commit_items(text)
    elif name == "pnpm-lock.yaml":
        from fumehood.packages.carriers.locks import pnpm_lock_items

        yield from pnpm_lock_items(text)
    elif (
        "dependencies:" in text
        and _CONDA.search(text)
        and (_CONDA_NAME.search(name) or source.parent or "channels:" in text)
    ):
        from fumehood.packages.carriers.conda import conda_items

        yield from conda_items(text)


def _xml(source: Source, _: Read | None) -> Iterator[Item]:
    if _file_name(source) == "package.xml":
        from fumehood.packages.carriers.ros import package_xml_items

        yield from package_xml_items(source.text)


def _ini(source: Source, _: Read | None) -> Iterator[Item]:
    from fumehood.packages.carriers.ini import ini_items

    yield from ini_items(source.text, _file_name(source) if source.parent is None else "setup.cfg")


def _python(source: Source, _: Read | None) -> Iterator[Item]:
    from fumehood.packages.carriers.python_imports import imports_in
    from fumehood.packages.imports import NOT_PACKAGES

    text = source.text
    yield from imports_in(source, NOT_PACKAGES)
    if "# /// script" in text:
        from fumehood.packages.carriers.script_block import script_block_items

        yield from script_block_items(source)
    if "setup(" in text and ("_require" in text or _file_name(source) == "setup.py"):
        from fumehood.packages.carriers.setup_py import setup_items

        yield from setup_items(source)
    if CALLS.search(text):
        from fumehood.packages.carriers.python_calls import call_items

        yield from call_items(source)


def _shell(source: Source, read: Read | None) -> Iterator[Item]:
    from fumehood.packages.install_commands import command_items

    yield from command_items(source.text, read=read)


def _text(source: Source, _: Read | None) -> Iterator[Item]:
    name = _file_name(source).lower()
    if name == "yarn.lock":
        from fumehood.packages.carriers.locks import yarn_lock_items

        yield from yarn_lock_items(source.text)
    elif name == "bun.lock":
        from fumehood.packages.carriers.locks import bun_lock_items

        yield from bun_lock_items(source.text)
    elif name == ".npmrc":
        from fumehood.packages.carriers.node import npmrc_items

        yield from npmrc_items(source.text)
    elif TOOL.search(source.text):
        from fumehood.packages.carriers.prose import prose_items

        yield from prose_items(source.text, source.language)


def _file_name(source: Source) -> str:
    return source.path.rpartition("/")[2] if source.parent is None else ""


_BY_LANGUAGE: dict[str, Callable[[Source, Read | None], Iterator[Item]]] = {
    "requirements": _requirements,
    "toml": _toml,
    "json": _json,
    "yaml": _yaml,
    "ini": _ini,
    "xml": _xml,
    "python": _python,
    "shell": _shell,
    "powershell": _shell,
    **dict.fromkeys(_PROSE, _text),
}
