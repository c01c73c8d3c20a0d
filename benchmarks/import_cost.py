"""What does importing each dependency cost, in CPU milliseconds above a bare interpreter?"""

import statistics
import sys

import measure

ROUNDS = 15
MODULES = ("ahocorasick_rs", "cryptography.hazmat.primitives.ciphers.aead", "jinja2", "msgspec", "packaging.requirements", "pathspec", "yaml",
           "argparse", "ast", "json", "pathlib", "re", "sqlite3", "tomllib", "typing")  # fmt: skip


def main() -> int:
    """Writes the result."""
    home = measure.home()
    calls = {name: [sys.executable, "-I", "-c", f"import {name}"] for name in MODULES}
    calls["bare"] = [sys.executable, "-I", "-c", "pass"]
    seen: dict[str, list[float]] = {name: [] for name in calls}
    for round_ in range(ROUNDS + 1):
        for name, argv in calls.items():
            cpu = measure.run(argv, home, home, watch=False).cpu * 1000
            if round_:  # the first run of each may compile
                seen[name].append(cpu)
    bare = statistics.median(seen.pop("bare"))
    costs = {name: round(statistics.median(values) - bare, 1) for name, values in sorted(seen.items())}
    packages = ("ahocorasick-rs", "cryptography", "jinja2", "msgspec", "packaging", "pathspec", "pyyaml")
    figures: dict[str, object] = {"rounds": ROUNDS, "bare_ms": round(bare, 1), "import_ms_above_bare": costs}
    measure.write("import_cost", __doc__.partition("\n")[0], figures, *packages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
