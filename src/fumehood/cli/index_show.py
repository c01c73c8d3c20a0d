"""Shows the package index: how old it is, what it holds, and where it lies.

Example:
  fumehood index show
"""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, INCOMPLETE


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `index show`."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to write it (default: text)"
    )


def run(args: Namespace, console: Console) -> int:
    """Writes one paragraph an ecosystem; 0, or 4 when an index cannot be read."""
    from fumehood.packages.names import ECOSYSTEMS

    shown = [_facts(ecosystem) for ecosystem in ECOSYSTEMS]
    if args.format == "json":
        import json

        console.out(json.dumps({"indexes": shown}))
    else:
        console.out("\n\n".join("\n".join(_lines(one)) for one in shown))
    return INCOMPLETE if any("error" in one for one in shown) else CLEAN


def _facts(ecosystem: str) -> dict[str, object]:
    import os

    from fumehood.packages.index import STALE_DAYS
    from fumehood.packages.index_file import DamagedIndexError
    from fumehood.packages.unpack import IN_MEMORY, manifest, open_index, users_own

    try:
        index = open_index(ecosystem)
    except (DamagedIndexError, OSError) as error:
        return {"ecosystem": ecosystem, "error": str(error)}
    if index is None:
        return {"ecosystem": ecosystem, "error": "no index for it"}
    days = index.days_old(datetime.now(UTC).date())
    shipped = manifest().get(ecosystem)
    facts: dict[str, object] = {
        "ecosystem": ecosystem,
        "as_of": index.as_of.isoformat(),
        "days_old": days,
        "stale": days > STALE_DAYS,
        "names": index.count,
        "complete": index.complete,
        "ranked": index.ranked,
        "origin": "your own" if index.origin == users_own(ecosystem) else "shipped with fumehood",
        "path": index.origin,
    }
    if shipped:
        facts["packed_bytes"] = os.path.getsize(shipped.packed)
    if index.origin != IN_MEMORY:
        facts["bytes"] = os.path.getsize(index.origin)
    return facts


def _lines(facts: dict[str, object]) -> list[str]:
    from fumehood.packages.reasons import index_name
    from fumehood.packages.unpack import IN_MEMORY
    from fumehood.report.safe import safe

    title = index_name(str(facts["ecosystem"]))
    if "error" in facts:
        return [f"{title}: {safe(str(facts['error']))}", "  help: install fumehood again"]
    whole = "all names" if facts["complete"] else "the most downloaded names; a missing one may exist"
    ranked = f", {facts['ranked']:,} of them ranked by downloads" if facts["ranked"] else ""
    where = (
        "memory, anew at each start: the cache folder cannot be written"
        if facts["path"] == IN_MEMORY
        else facts["path"]
    )
    lines = [
        f"{title}: {facts['names']:,} names as of {facts['as_of']} ({facts['days_old']} days ago)",
        f"  holds      {whole}{ranked}",
        f"  origin     {facts['origin']}",
        f"  read from  {safe(str(where))}",
    ]
    if "bytes" in facts:
        lines.append(
            f"  size       {_megabytes(facts['bytes'])} unpacked, {_megabytes(facts.get('packed_bytes', 0))} shipped"
        )
    if facts["stale"]:
        lines.append(
            "  warning    old: newer packages are missing; run `fumehood index update`, or ask with --online"
        )
    return lines


def _megabytes(count: object) -> str:
    return f"{int(str(count)) / 1e6:.1f} MB"
