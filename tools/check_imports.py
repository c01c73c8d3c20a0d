"""Checks data/imports.txt: every distribution is on the list of the index, no module stands twice.

Usage: check_imports.py LIST      (a TSV whose first column has the names of all distributions)
"""

import re
import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src/fumehood/packages/data/imports.txt"


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as lines:
        listed = {normalised(line.partition("\t")[0]) for line in lines}
    wrong = 0
    seen: set[str] = set()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        module, *distributions = line.split()
        missing = [d for d in distributions if normalised(d) not in listed]
        if module in seen or missing:
            print(f"{module}: {'stands twice' if module in seen else 'not listed: ' + ', '.join(missing)}")
            wrong += 1
        seen.add(module)
    print(f"{len(seen)} modules, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
