"""Folders that are skipped by their kind: what others wrote, or what can be made again."""

SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".bzr", "node_modules", "__pycache__", ".tox", ".nox", ".venv", ".mypy_cache",
     ".ruff_cache", ".pytest_cache", ".hypothesis", ".eggs", ".direnv", ".terraform", ".gradle", ".tools"}
)  # fmt: skip
