"""Makes a synthetic twin of a table: same columns, like distributions, no row of the source.

CSV, TSV, Parquet and Excel, by suffix. Needs the extra: pip install 'fumehood[synth]'; the mode dp needs
'fumehood[dp]' as well.

modes:
  schema    types, ranges rounded outward, frequent categories: says least
  marginal  each column's distribution, columns independent
  copula    how columns go together as well (default)
  dp        a copula under differential privacy: from 5,000 rows on, with --bounds for numbers and dates

Examples:
  fumehood synth study.csv -o synthetic.csv --report twin.html
  fumehood synth study.csv --describe          the table in a few sentences, to paste into a prompt
"""

import os
from argparse import ArgumentParser, Namespace

from msgspec import structs

from fumehood.cli.console import Console
from fumehood.core.errors import UsageError

MODES = ("schema", "marginal", "copula", "dp")


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `synth`."""
    parser.add_argument("table", metavar="TABLE", help="the table to learn from")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="where the twin goes; the suffix picks the format"
    )
    parser.add_argument("--mode", choices=MODES, default="copula", help="what is learnt, see below")
    parser.add_argument("--rows", type=int, metavar="N", help="how many rows (default: as many as TABLE)")
    parser.add_argument(
        "--seed", type=int, metavar="N", help="same seed, same twin (default: a new one each time)"
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook (default: the first)")
    parser.add_argument(
        "--report", metavar="FILE", help="write figures and pictures to FILE (.html or .json)"
    )
    parser.add_argument(
        "--bounds",
        action="append",
        default=[],
        metavar="COL=LOW:HIGH",
        help="for --mode dp: a range that anyone would know",
    )
    parser.add_argument(
        "--epsilon", type=float, default=1.0, metavar="E", help="for --mode dp: what may be told (default: 1)"
    )
    parser.add_argument("--describe", action="store_true", help="print what the columns are and stop")


def run(args: Namespace, console: Console) -> int:
    """Writes the twin and says how like it is; 0 unless it could not be done."""
    from fumehood.exposure.synth.needs import need
    from fumehood.report.safe import safe

    _checked(args)
    for module in ("numpy", "scipy"):
        need(module)
    from fumehood.exposure.synth import bounds, files, large
    from fumehood.exposure.synth.describe import described
    from fumehood.exposure.synth.make import twin_of
    from fumehood.exposure.synth.measure import lines
    from fumehood.exposure.synth.report import write as report

    ranges = bounds.parsed(args.bounds)
    if args.report:
        report.suffix(args.report)
    if args.output:
        files.suffix(args.output)
    whole = None
    if large.is_large(args.table):
        if args.mode == "dp":
            raise UsageError(
                f"--mode dp reads tables of up to {large.WHOLE // 1_048_576} MB",
                "cut the table, or choose --mode copula",
            )
        console.note(f"a large table: learning from {large.SAMPLE:,} of its rows, drawn evenly")
        whole = large.read(args.table, args.seed)
    table = whole.sample if whole else files.read(args.table, args.sheet)
    if others := table.dialect.get("others"):
        console.note(
            f"one sheet is read; {others} other{'s are' if others > 1 else ' is'} not in the twin: --sheet NAME"
        )
    if args.describe:
        console.out("\n".join(safe(line) for line in described(table).split("\n")))
        return 0
    rows = args.rows or (whole.rows if whole else table.rows)
    drawn = min(rows, large.SAMPLE) if whole else rows
    model, twin, figures = twin_of(table, args.mode, drawn, args.seed, bounds=ranges, epsilon=args.epsilon)
    if whole:
        large.write(args.output, whole, model, rows, args.seed)
        figures = structs.replace(figures, rows=rows)
    else:
        files.write(args.output, twin)
    if args.report:
        report.write(args.report, figures, safe(os.path.basename(args.table)))
    for line in lines(figures):
        console.error(safe(line))
    return 0


def _same(one: str, other: str) -> bool:
    """Whether two paths are one file, also by links."""
    return os.path.abspath(one) == os.path.abspath(other) or (
        os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)
    )


def _checked(args: Namespace) -> None:
    if not args.describe and not args.output:
        raise UsageError("synth needs -o OUT", "fumehood synth study.csv -o synthetic.csv")
    if args.output and _same(args.output, args.table):
        raise UsageError("the twin would replace its source", "choose another -o FILE")
    if args.report and any(_same(args.report, path) for path in (args.table, args.output or "") if path):
        raise UsageError("the report would replace the table", "choose another --report FILE")
    if args.rows is not None and not 1 <= args.rows <= 1_000_000_000:
        raise UsageError("--rows must be 1 to 1,000,000,000", "")
    if args.seed is None:  # whoever has the source could make the twin of a known seed again
        args.seed = int.from_bytes(os.urandom(6))
    if args.seed < 0:
        raise UsageError("--seed must not be negative", "give 0 or more, or leave it out")
    if args.bounds and args.mode != "dp":
        raise UsageError("--bounds serves --mode dp alone", "add --mode dp, or leave it out")
