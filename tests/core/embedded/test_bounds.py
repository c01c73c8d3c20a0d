"""Hostile files: bounded work, and a reason where something was left out."""

from fumehood.core.source import Source


def opened(path: str, language: str, text: str) -> tuple[int, list[str]]:
    source = Source(path, text, language)
    return sum(1 for _ in source.walk()) - 1, source.problems


def test_notebook_of_many_cells_says_what_it_left_out() -> None:
    text = '{"cells": [' + ", ".join(['{"cell_type": "code", "source": ["x = 1"]}'] * 100_000) + "]}"
    count, problems = opened("a.ipynb", "notebook", text)
    assert count == 1
    assert any("cells after the first" in p for p in problems)


def test_notebook_nested_without_end() -> None:
    _, problems = opened("a.ipynb", "notebook", '{"cells": ' + "[" * 200_000)
    assert problems
    _, problems = opened("a.ipynb", "notebook", '{"metadata": ' + '{"a":' * 100_000)
    assert problems


def test_notebook_cut_off_still_gives_its_first_cells() -> None:
    count, problems = opened(
        "a.ipynb", "notebook", '{"cells": [{"cell_type": "code", "source": ["x = 1"]}, {"cell_ty'
    )
    assert count == 1
    assert problems


def test_markdown_in_markdown_ends() -> None:
    text = "x\n"
    for n in range(3, 40):
        text = f"{'`' * n}markdown\n{text}{'`' * n}\n"
    count, problems = opened("a.md", "markdown", text)
    assert count <= 6
    assert problems


def test_long_lines_of_marks() -> None:
    for text in (
        "`" * 500_000,
        ">" * 500_000 + "```\n",
        "```x`" * 100_000,
        "- " * 250_000 + "```py\nx",
        "~" * 10 + "\n" + ">" * 500_000,
    ):
        assert opened("a.md", "markdown", text)[0] <= 1
    assert opened("a.rst", "rst", "::" * 250_000 + "\n" + "a::\n" * 1000)[0] == 0
    assert opened("a.html", "html", "<script " * 100_000)[0] == 0
    assert opened("Dockerfile", "dockerfile", "RUN a <<E\n" * 3000)[0] <= 2
    assert opened(".gitlab-ci.yml", "yaml", "- script: 'a\n" * 3000)[0] <= 3000
