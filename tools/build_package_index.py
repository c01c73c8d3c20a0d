"""Builds the package index that fumehood ships, from name lists given as arguments.

    build_package_index.py --pypi pypi.tsv --npm npm.tsv --out src/fumehood/packages/data

A list has a header line and one name a line, with tabs: `name version month rank summary` for PyPI
(all its names; rank only for the most downloaded), `name version downloads summary` for npm (the most
downloaded names only). Summaries are used to see which names are talked about; none is shipped.
"""

import argparse
import hashlib
import lzma
import os
import sys
from datetime import date

from fumehood.packages.build_index import NameList, npm_index, pypi_index

# Names packed bytewise gain from more literal context and none from position bits.
FILTERS = [
    {
        "id": lzma.FILTER_LZMA2,
        "preset": 9 | lzma.PRESET_EXTREME,
        "lc": 4,
        "lp": 0,
        "pb": 0,
        "dict_size": 1 << 24,
    }
]


def main() -> int:
    """Writes `ECOSYSTEM.index.xz` and a line of the manifest for each list."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pypi", metavar="FILE", required=True)
    parser.add_argument("--npm", metavar="FILE", required=True)
    parser.add_argument(
        "--as-of", metavar="DATE", type=date.fromisoformat, help="default: the list file's date"
    )
    parser.add_argument("--out", metavar="FOLDER", required=True)
    args = parser.parse_args()
    manifest = []
    for ecosystem, path in (("pypi", args.pypi), ("npm", args.npm)):
        as_of = args.as_of or date.fromtimestamp(os.path.getmtime(path))  # noqa: DTZ012 - the file's own day
        names = NameList.read(path, ecosystem)
        raw = pypi_index(names, as_of) if ecosystem == "pypi" else npm_index(names, as_of)
        packed = lzma.compress(raw, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=FILTERS)
        digest = hashlib.blake2b(raw, digest_size=10).hexdigest()
        with open(os.path.join(args.out, f"{ecosystem}.index.xz"), "wb") as file:
            file.write(packed)
        manifest.append(f"{ecosystem} {as_of} {digest} {len(raw)}\n")
        sys.stderr.write(
            f"{ecosystem}: {len(names.rows)} names, {len(raw):,} bytes, packed {len(packed):,}\n"
        )
    with open(os.path.join(args.out, "manifest.txt"), "w", encoding="utf-8") as file:
        file.writelines(manifest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
