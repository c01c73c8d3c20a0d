"""Files made to cost time: the guard reads each in time that grows with its length only.

Each text is so long that a quadratic reader would take minutes; pytest's own patience is the limit.
"""

import pytest

from fumehood.core.language import language_of
from fumehood.core.source import Source
from fumehood.packages.guard import PackagesGuard

N = 20_000
TEXTS = {
    "imports of many names": ("a.py", "".join(f"import m{i}\n" for i in range(N))),
    "imports in one block": ("a.py", "try:\n" + "    import bb\n" * N),
    "imports at every depth": ("a.py", "".join("    " * (i % 50) + f"import a{i}\n" for i in range(N))),
    "quotes": ("a.py", '"""' * N + "\nimport q\n"),
    "hooks": (".pre-commit-config.yaml", "  additional_dependencies: [a]\n" * N),
    "a requirement of brackets": ("requirements.txt", "a[" * N),
    "addresses": ("requirements.txt", "git+https://" * N),
    "continued lines": ("requirements.txt", "a\\\n" * N),
    "modules of a lock": ("package-lock.json", '"node_modules/' * N),
    "packages of a lock": ("uv.lock", "[[package]]\n" * N),
    "tables": ("pyproject.toml", "[a." * N),
    "inline code": ("a.md", "`pip install a` " * N),
    "open inline code": ("a.md", "`pip" * N),
    "shells in shells": ("a.sh", "sh -c 'sh -c \"pip install a" * (N // 10)),
}


@pytest.mark.parametrize("case", TEXTS)
def test_reads_to_the_end(case: str) -> None:
    path, text = TEXTS[case]
    source = Source(path, text, language_of(path))
    guard = PackagesGuard()
    inspections = [guard.inspect(one) for one in source.walk() if guard.wants(one)]
    assert all(not inspection.findings for inspection in inspections if path != "requirements.txt")
