"""Every character of a child stands where its map says, for all the shapes of documents."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.source import Source

_SYNTHETIC = " \n0'"


def off_map(source: Source) -> list[tuple[str, str]]:
    """The (child, parent) characters that differ although the parent has no escape or mark there."""
    wrong = []
    for child in source.walk():
        if child is source:
            continue
        for i, character in enumerate(child.text):
            at = child.in_file(i)
            assert 0 <= at < len(source.text)
            original = source.text[at]
            if original != character and original != "\\" and character not in _SYNTHETIC:
                wrong.append((character, original))
    return wrong


_TEXT = st.text(alphabet="ab !%?$\\\"'\n\t#é\U0001f600\x07", max_size=40)


@given(st.lists(_TEXT, max_size=4), st.booleans(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_notebook_cells_map_to_the_raw_json(cells: list[str], as_list: bool, ascii_only: bool) -> None:
    book = {
        "cells": [
            {
                "cell_type": "code" if i % 2 else "markdown",
                "source": c.splitlines(keepends=True) if as_list else c,
            }
            for i, c in enumerate(cells)
        ],
        "nbformat": 4,
    }
    source = Source("a.ipynb", json.dumps(book, ensure_ascii=ascii_only), "notebook")
    assert off_map(source) == []
    assert source.problems == []


_LINES = st.lists(
    st.sampled_from(
        ["```python", "```", "~~~ sh", "~~~", "- ```py", "  x = 1", "> ```sh", "> $ pip install x", "> ```", "", "    $ pip",
         "1. item", "\timport os", "text", "   ```", ".. code-block:: python", "   import x", "::", ">>> 1", "$ ls \\"]
    ),
    max_size=14,
)  # fmt: skip


@given(_LINES, st.sampled_from(["markdown", "rst"]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=100, deadline=None)
def test_blocks_are_made_of_the_documents_own_characters(lines: list[str], language: str, end: str) -> None:
    assert off_map(Source("a.md", end.join(lines), language)) == []


_COMMANDS = st.lists(
    st.sampled_from(
        ["RUN a \\", "  b", "# c", 'RUN ["a b", "c\\"d"]', "RUN <<EOF", "EOF", "run: x", "- run: |", "    y", "  - 'it''s'",
         "script:", '  - "a\\n$b"', "run: >-", "   folded", "", "all:", "\t@echo $$x \\", "\t-y", "run: [a, 'b']"]
    ),
    max_size=14,
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("Dockerfile", "dockerfile"),
        (".github/workflows/a.yml", "yaml"),
        ("Makefile", "makefile"),
        ("a.html", "html"),
    ],
)
@given(lines=_COMMANDS)
@settings(max_examples=60, deadline=None)
def test_commands_are_made_of_the_files_own_characters(path: str, language: str, lines: list[str]) -> None:
    assert off_map(Source(path, "\n".join(lines), language)) == []


def test_positions_reach_through_two_levels() -> None:
    book = {
        "cells": [{"cell_type": "markdown", "source": ["# T\n", "```bash\n", "pip install otter\n", "```\n"]}]
    }
    text = json.dumps(book, indent=1)
    source = Source("a.ipynb", text, "notebook")
    shell = next(s for s in source.walk() if s.language == "shell")
    start = shell.text.index("otter")
    where = shell.location(start, start + 5)
    assert text[where.start : where.end] == "otter"
    assert "otter" in source.line(where.line)
