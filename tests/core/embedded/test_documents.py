"""What each kind of file holds: the language and the text of its children."""

import json

import pytest

from fumehood.core.source import Source


def inside(path: str, language: str, text: str) -> list[tuple[str, str]]:
    """The language and the text of the documents in a file, without blank ends."""
    return [(c.language, c.text.strip()) for c in Source(path, text, language).children]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```python\nx = 1\n```\n", [("python", "x = 1")]),
        ("~~~~ bash\nls\n~~~\nls\n~~~~\n", [("shell", "ls\n~~~\nls")]),
        ("```console\n$ pip install a \\\n    b\nCollecting c\n$ ls\n```\n", [("shell", "pip install a \\\n    b\nls")]),
        ("```bash\n$ pip install a\nSuccessfully installed z\n```\n", [("shell", "pip install a")]),
        ("```console\nuser@host:~/x$ ls\nout\n```\n", [("shell", "ls")]),
        ("```console\n(venv) C:\\src> pip install a\n```\n", [("shell", "pip install a")]),
        ("```pycon\n>>> import a\n>>> if a:\n...     b\n3\n```\n", [("python", "import a\nif a:\n    b")]),
        ("- item\n  ```py\n  x = 1\n    y\n  ```\n- ```sh\n  ls\n  ```\n", [("python", "x = 1\n  y"), ("shell", "ls")]),
        ("> > ```py\n> > x\n> > ```\nout\n", [("python", "x")]),
        ("> ```py\n> x\nafter the quote\n", [("python", "x")]),
        ("```{code-cell} ipython3\n:tags: [a]\nx = 1\n```\n", [("python", "x = 1")]),
        ("```{.python .numberLines}\nx\n```\n", [("python", "x")]),
        ('```python title="a.py" linenums="1"\nx\n```\n', [("python", "x")]),
        ("```\n$ ls\nfile\n```\n", [("shell", "ls")]),
        ("```\nimport os\nos.system('x')\n```\n", [("python", "import os\nos.system('x')")]),
        ("```\nflask>=2\nrequests\n```\n", [("requirements", "flask>=2\nrequests")]),
        ("```\nAn answer in words.\n```\n", []),
        ("```rust\nfn main() {}\n```\n", []),
        ("Run `x` and\n\n    $ pip install a\n    done\n\nwords\n", [("shell", "pip install a")]),
        ("1. step\n\n    pip install words of the step\n", []),
        ("1. step\n\n       pip install a\n", [("shell", "pip install a")]),
        ("a paragraph\n    pip install lazy\n", []),
        ("```py\nnever closed\n", [("python", "never closed")]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert inside("a.md", "markdown", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. code-block:: bash\n   :linenos:\n\n   ls\n\nText.\n", [("shell", "ls")]),
        (".. code:: python\n\n   x = 1\n\n   y = 2\n", [("python", "x = 1\n\ny = 2")]),
        ("Install it::\n\n    pip install a\n\nThen go.\n", [("shell", "pip install a")]),
        ("Install it::\n\n    $ pip install a\n    done\n", [("shell", "pip install a")]),
        (".. tab:: x\n\n   .. code-block:: console\n\n      $ ls\n      a\n", [("shell", "ls")]),
        ("Try:\n\n>>> import a\n>>> a\n3\n\nText\n", [("python", "import a\na")]),
        (".. note::\n\n   Just pip install the package.\n", []),
    ],
)
def test_rst(text: str, expected: list[tuple[str, str]]) -> None:
    assert inside("a.rst", "rst", text) == expected


def notebook(*cells: tuple[str, str]) -> str:
    return json.dumps(
        {
            "cells": [
                {"cell_type": k, "source": s.splitlines(True), "outputs": [{"source": "no"}]}
                for k, s in cells
            ]
        }
    )


def test_notebook_code_is_one_document_with_magics_blanked() -> None:
    text = notebook(
        ("code", "%matplotlib inline\nimport os\n!ls\nx = !ls -l\n"), ("code", "if x:\n    !rm y\nos?")
    )
    python, *others = inside("a.ipynb", "notebook", text)
    assert python[0] == "python"
    compile(python[1], "a", "exec")
    assert "import os" in python[1]
    assert "matplotlib" not in python[1]
    assert others == [("shell", "ls\nls -l"), ("shell", "rm y")]


def test_notebook_cell_that_is_no_python_stands_alone() -> None:
    text = notebook(("code", "import a\n"), ("code", "this is no python"), ("code", "a.b()"))
    assert inside("a.ipynb", "notebook", text) == [
        ("python", "import a\na.b()"),
        ("python", "this is no python"),
    ]


def test_notebook_cell_magics_and_markdown() -> None:
    text = notebook(
        ("markdown", "```sh\nls\n```"), ("code", "%%bash\npip install a"), ("code", "%%time\nx = 1")
    )
    assert inside("a.ipynb", "notebook", text) == [
        ("markdown", "```sh\nls\n```"),
        ("python", "x = 1"),
        ("shell", "pip install a"),
    ]


def test_notebook_of_format_3() -> None:
    book = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"], "outputs": []}]}]}
    assert inside("a.ipynb", "notebook", json.dumps(book)) == [("python", "x = 1")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM x\nRUN a && \\\n  # words\n  b\n", [("shell", "a && \\\n  b")]),
        ('run ["pip", "install", "a b"]\n', [("shell", "pip install 'a b'")]),
        ("RUN --mount=type=cache,target=/x \\\n  pip install a\n", [("shell", "pip install a")]),
        ("RUN <<EOF\npip install a\nEOF\nRUN b\n", [("shell", "pip install a"), ("shell", "b")]),
        ("RUN python3 <<EOF\nimport os\nEOF\n", [("python", "import os"), ("shell", "python3 <<EOF")]),
        ("COPY <<EOF /app/requirements.txt\nflask\nEOF\n", [("requirements", "flask")]),
        ("# escape=`\nRUN a `\n  b\n", [("shell", "a \\\n  b")]),
        ('ENTRYPOINT ["uvx", "a"]\nENV X=1\n', [("shell", "uvx a")]),
    ],
)  # fmt: skip
def test_dockerfile(text: str, expected: list[tuple[str, str]]) -> None:
    assert inside("Dockerfile", "dockerfile", text) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".github/workflows/a.yml", "steps:\n  - name: x\n    run: |\n      a\n        b\n      c\n  - run: d # no\n",
         [("shell", "a\n  b\nc"), ("shell", "d")]),
        (".github/workflows/a.yml", "- run: >-\n    pip install\n    a\n\n    b\n", [("shell", "pip install a\nb")]),
        (".github/workflows/a.yml", "- shell: python\n  run: |\n    import os\n", [("python", "import os")]),
        (".github/workflows/a.yml", "- run: |\n    ls\n  shell: pwsh\n", [("powershell", "ls")]),
        (".github/workflows/a.yml", "- name: |\n    run: words\n  uses: x\n", []),
        (".gitlab-ci.yml", "a:\n  before_script:\n    - b\n    - 'c ''d'''\n  script: [e, \"f\"]\n  tags: [x]\n",
         [("shell", "b\nc 'd'"), ("shell", "e\nf")]),
        (".gitlab-ci.yml", "a:\n  script:\n  - |\n    b\n    c\n  - d\n", [("shell", "b\nc\nd")]),
        (".circleci/config.yml", "- run:\n    name: x\n    command: |\n      a\n", [("shell", "a")]),
        (".travis.yml", "install: pip install a\n", [("shell", "pip install a")]),
        ("values.yml", "run: ls\n", []),
    ],
)  # fmt: skip
def test_ci_yaml(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert inside(path, "yaml", text) == expected


def test_makefile() -> None:
    text = "X := 1\nall: a\n\t@pip install $(X) \\\n\t  b\n\t-echo $$HOME\nif:\n"
    assert inside("Makefile", "makefile", text) == [("shell", "pip install $(X) \\\n  b\necho $HOME")]


def test_html_scripts() -> None:
    text = (
        '<!-- <b> --><SCRIPT>a()</SCRIPT><script type="text/x-tmpl">no</script><script type=module>b</script>'
    )
    assert inside("a.html", "html", text) == [("javascript", "a()"), ("javascript", "b")]
