"""Writes src/fumehood/commands/policy/shipped_rules.py from default.toml, so that no start parses TOML.

python tools/build_command_policy.py [--check]
"""

import json
import sys
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "src/fumehood/commands/policy"
HEAD = '''"""The rules of default.toml as literals; made by tools/build_command_policy.py, checked by a test."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# fmt: off
RULES: "tuple[dict[str, Any], ...]" = (
'''


def rendered() -> str:
    """The module's text."""
    rules = tomllib.loads((FOLDER / "default.toml").read_text("utf-8"))["rule"]
    kept = [
        {k: tuple(v) if isinstance(v, list) else v for k, v in r.items() if k not in ("match", "not-match")}
        for r in rules
    ]
    return HEAD + "".join(f"    {_literal(rule)},\n" for rule in kept) + ")\n"


def _literal(value: object) -> str:
    """Python source of a value, with double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_literal, value)) + (",)" if len(value) == 1 else ")")
    return json.dumps(value, ensure_ascii=False)


def main() -> int:
    """0 when the module is written, or with --check when it is up to date."""
    target = FOLDER / "shipped_rules.py"
    if "--check" in sys.argv:
        return 0 if target.read_text("utf-8") == rendered() else 1
    target.write_text(rendered(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
