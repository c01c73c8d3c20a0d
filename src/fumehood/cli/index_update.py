"""Rebuilds your own package index from name lists, and uses it instead of the shipped one when it is newer.

A list is a text file with tabs and a header line: `name`, `month` (last release, 2026-05) and `rank` for
PyPI, which must be complete, or `name` and `downloads` (a month) for npm. Further columns do no harm.

Examples:
  fumehood index update --pypi pypi.tsv
  fumehood index update --npm npm.tsv --as-of 2026-11-01
"""

import os
from argparse import ArgumentParser, Namespace
from datetime import date

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, UsageError

_FEWEST = 100_000  # a list of all of PyPI's names is longer; a shorter one would call real names absent


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `index update`."""
    parser.add_argument("--pypi", metavar="FILE", help="a list of all of PyPI's names")
    parser.add_argument("--npm", metavar="FILE", help="a list of npm's most downloaded names")
    parser.add_argument("--as-of", metavar="DATE", help="the day of the lists (default: the file's date)")


def run(args: Namespace, console: Console) -> int:
    """Builds and stores an index for each list given; 0."""
    given = [(ecosystem, path) for ecosystem, path in (("pypi", args.pypi), ("npm", args.npm)) if path]
    if not given:
        raise UsageError(
            "`index update` needs a list of names, and downloads none itself",
            "give --pypi FILE or --npm FILE; a new version of fumehood brings a new index, and --online asks your own",
        )
    for ecosystem, path in given:
        _update(ecosystem, path, args.as_of, console)
    return CLEAN


def _update(ecosystem: str, path: str, as_of: str | None, console: Console) -> None:
    from fumehood.packages.build_index import BadListError, NameList, npm_index, pypi_index
    from fumehood.packages.unpack import manifest, store, users_own
    from fumehood.report.safe import safe

    try:
        day = date.fromisoformat(as_of) if as_of else date.fromtimestamp(os.path.getmtime(path))  # noqa: DTZ012 - the file's own day
        names = NameList.read(path, ecosystem)
        if ecosystem == "pypi" and len(names.rows) < _FEWEST:
            raise BadListError(
                f"{path} has {len(names.rows):,} names, so it cannot be a list of all of PyPI's"
            )
        raw = pypi_index(names, day) if ecosystem == "pypi" else npm_index(names, day)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "name a file that exists") from None
    except ValueError as error:
        raise UsageError(
            str(error), "see `fumehood index update --help` for what a list looks like"
        ) from None
    where = users_own(ecosystem)
    if not store(where, raw):
        raise UsageError(f"cannot write {where}", "make its folder writable, or set XDG_DATA_HOME")
    console.out(
        f"{ecosystem}: {len(names.rows):,} names as of {day}, {len(raw) / 1e6:.1f} MB in {safe(where)}"
    )
    shipped = manifest().get(ecosystem)
    if shipped and shipped.as_of > day:
        console.note(f"note: the index that fumehood brings is of {shipped.as_of}, so it is used instead")
