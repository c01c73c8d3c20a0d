"""Are all four risks on Django's source, without a cache, at least as fast as bandit alone on the same tree?

fumehood reads every file of the wheel, bandit only its Python. The runs alternate; each pair is one
ratio. Then: how much of that does a second scan cost, and how much memory do all processes take?
"""

import statistics
import sys

import measure

DJANGO = "Django==5.2.19"
PAIRS = 5


def main() -> int:
    """Writes the result; 1 when a target is missed."""
    tree = measure.archive(DJANGO, wheel=True)
    home = measure.home()
    ours = [measure.FUMEHOOD, "scan", ".", "--no-progress", "--format", "json"]
    theirs = [str(measure.BIN / "bandit"), "-q", "-r", "."]
    for argv in (ours, theirs):  # bytes of the tree into memory, modules compiled, data unpacked
        assert measure.run([*argv, *(["--no-cache"] if argv is ours else [])], tree, home).code in (0, 1, 4)
    cold, peer = [], []
    for _ in range(PAIRS):
        cold.append(measure.run([*ours, "--no-cache"], tree, home))
        peer.append(measure.run(theirs, tree, home))
    measure.run(ours, tree, home)  # fills the cache
    warm = [measure.run(ours, tree, home) for _ in range(PAIRS)]
    ratios = [a.wall / b.wall for a, b in zip(cold, peer, strict=True)]
    warm_share = statistics.median(r.wall for r in warm) / statistics.median(r.wall for r in cold)
    memory = max(r.memory for r in cold)
    missed = [
        name
        for name, bad in (
            ("wall against bandit at most 1", statistics.median(ratios) > 1),
            ("warm at most 0.25 of cold", warm_share > 0.25),
            ("memory at most 1 GiB", memory > 1 << 30),
        )
        if bad
    ]
    python = [p for p in tree.rglob("*.py") if p.is_file()]
    figures: dict[str, object] = {
        "tree": {
            "what": f"wheel of {DJANGO}",
            "files": sum(p.is_file() for p in tree.rglob("*")),
            "python_files": len(python),
            "python_lines": sum(p.read_bytes().count(b"\n") for p in python),
        },
        "pairs": PAIRS,
        "wall_ratio_to_bandit": measure.spread(ratios),
        "fumehood_wall_s": measure.spread([r.wall for r in cold]),
        "fumehood_cpu_s": measure.spread([r.cpu for r in cold]),
        "bandit_wall_s": measure.spread([r.wall for r in peer]),
        "bandit_cpu_s": measure.spread([r.cpu for r in peer]),
        "warm_wall_s": measure.spread([r.wall for r in warm]),
        "warm_share_of_cold": round(warm_share, 3),
        "memory_mib": round(memory / (1 << 20)),
        "bandit_memory_mib": round(max(r.memory for r in peer) / (1 << 20)),
        "missed": missed,
    }
    measure.write("django_vs_bandit", __doc__.partition("\n")[0], figures, "bandit")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
