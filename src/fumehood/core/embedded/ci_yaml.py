"""Commands in the YAML of continuous integration: `run:`, `script:` and their kin.

Read by lines: no aliases are expanded, nothing is constructed, and a broken file still gives what can be read.
"""

import re
from collections.abc import Iterator

from fumehood.core.embedded.pieces import Pieces
from fumehood.core.embedded.yaml_scalars import copy_scalar, next_line
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_CI_FILE = pattern(
    r"(?:^|/)(?:\.github/(?:workflows|actions)/.*|action|[\w.-]*\.?gitlab-ci[\w.-]*|\.gitlab/.*|azure-pipelines[\w.-]*|"
    r"\.azure(?:-pipelines|devops)?/.*|\.circleci/.*|\.travis|\.?appveyor|bitbucket-pipelines|\.drone|\.cirrus|"
    r"\.woodpecker(?:/.*)?|\.semaphore/.*|\.buildkite/.*|\.readthedocs|readthedocs|taskfile[\w.-]*|cloudbuild[\w.-]*|"
    r"buildspec[\w.-]*|codemagic|\.builds/.*|[\w.-]*compose[\w.-]*)\.ya?ml$",
    re.IGNORECASE,
)
_KEYS = (
    "run|script|before_script|after_script|before_install|install|after_success|before_deploy|commands?|cmds?|bash|"
    "powershell|pwsh|inlineScript|[a-z]+_script|test_script|build_script|setup|pre_build|post_build|build|"
    "(?:pre|post)_(?:checkout|install|build|create_environment|system_dependencies)"
)
_KEY = pattern(rf"(?P<indent> *)(?P<dashes>(?:- +)*)(?:\"|')?(?P<key>{_KEYS})(?:\"|')?[ \t]*:(?=[ \t\r\n]|$)")
_ANY = pattern(r"(?P<indent> *)(?P<dashes>(?:- +)*)[^\s#][^\n]*?:[ \t]+[|>][-+\d]{0,3}[ \t]*(?:#[^\n]*)?\r?$")
_ITEM = pattern(r"(?P<indent> *)- +")
_SHELL = pattern(r"[ \t]*(?:- +)?shell:[ \t]*[\"']?(?P<name>[\w-]+)")
_CI_TEXT = pattern(
    r"^(?:jobs|steps|stages|before_script|pipeline|[\w.-]+:\n +(?:stage|script))\b", re.MULTILINE
)
_OTHER = {
    "python": "python",
    "python3": "python",
    "pwsh": "powershell",
    "powershell": "powershell",
    "node": "javascript",
}
_MOST_DOCUMENTS = 10_000


def find(source: Source) -> Iterator[Source]:
    """One document for each command text of a CI file; nothing for other YAML."""
    if source.parent is None:
        if not _CI_FILE.search(source.path):
            return
    elif not _CI_TEXT.search(source.text):
        return
    text, position, number = source.text, 0, 0
    while position < len(text):
        after = next_line(text, position)
        key = _KEY.match(text, position, after)
        if key is None:
            holder = _ANY.match(text, position, after)
            position = after
            if holder:  # a block of text under another key is no place for keys
                position = _block_end(text, after, len(holder["indent"]) + len(holder["dashes"]))
            continue
        column = len(key["indent"]) + len(key["dashes"])
        pieces = Pieces(source)
        position = _value(pieces, key.end(), column)
        if pieces.text().strip():
            number += 1
            if number > _MOST_DOCUMENTS:
                source.problems.append(f"commands after the first {_MOST_DOCUMENTS} were not opened")
                return
            yield pieces.child(_language(text, key, column, position))


def _value(pieces: Pieces, start: int, column: int) -> int:
    """Adds the command or the list of commands that follows a key at `column`; returns where the next key may be."""
    text = pieces.source.text
    after = next_line(text, start)
    rest = text[start:after].strip()
    if rest and not rest.startswith("#"):
        return copy_scalar(pieces, start, column)
    position = after
    while position < len(text):
        after = next_line(text, position)
        if not text[position:after].strip() or text[position:after].lstrip().startswith("#"):
            position = after
            continue
        item = _ITEM.match(text, position, after)
        if item is None or len(item["indent"]) < column:
            break
        if _KEY.match(text, position, after) or re.match(r" *- +[\w-]+:\s", text[position:after]):
            if not re.match(r" *- +(?:cmd|command|run|bash|script):\s", text[position:after]):
                break  # a list of mappings: their keys speak for themselves
            position = (
                position + len(item["indent"]) + text[position + len(item["indent"]) : after].index(":") + 1
            )
            position = copy_scalar(pieces, position, len(item["indent"]) + 2)
            continue
        position = copy_scalar(pieces, item.end(), len(item["indent"]))
    return position


def _block_end(text: str, position: int, column: int) -> int:
    """Where the lines end that are blank or indented by more than `column`."""
    while position < len(text):
        after = next_line(text, position)
        line = text[position:after]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
            break
        position = after
    return position


def _language(text: str, key: "re.Match[str]", column: int, after: int) -> str:
    """The language of the command: what the same mapping says under `shell:`, else the key's."""
    if key["key"] in ("powershell", "pwsh"):
        return "powershell"
    for position, step in ((key.start(), -1), (after, 1)):
        for _ in range(12):
            if step < 0:
                if key["dashes"] or position <= 0:
                    break
                position = text.rfind("\n", 0, position - 1) + 1  # noqa: PLW2901 - walks up
            line = text[position : next_line(text, position)]
            width = len(line) - len(line.lstrip(" -"))
            if line.strip():
                if width < column or (step > 0 and (width != column or line.lstrip().startswith("-"))):
                    break
                if width == column and (shell := _SHELL.match(line)):
                    return _OTHER.get(shell["name"], "shell")
                if step < 0 and line.lstrip().startswith("-") and width == column:
                    break
            if step > 0:
                position = next_line(text, position)  # noqa: PLW2901 - walks down
                if position >= len(text):
                    break
    return "shell"
