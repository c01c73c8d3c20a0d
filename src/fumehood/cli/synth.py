"""Makes a synthetic twin of a table: same columns, like distributions, no row of the source.

CSV, TSV, Parquet and Excel, by suffix. Needs the extra: pip install 'fumehood[synth]'.

examples:
  fumehood synth study.csv -o synthetic.csv
  fumehood synth study.csv --describe          the table in a few sentences, to paste into a prompt
"""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import UsageError


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `synth`."""
    parser.add_argument("table", metavar="TABLE", help="the table to learn from")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="where the twin goes; the suffix picks the format"
    )
    parser.add_argument(
        "--mode",
        choices=("schema", "marginal", "copula", "dp"),
        default="copula",
        help="what is learnt: columns one by one (marginal) or together (copula, the default)",
    )
    parser.add_argument("--rows", type=int, metavar="N", help="how many rows (default: as many as TABLE)")
    parser.add_argument(
        "--seed", type=int, metavar="N", help="same seed, same twin (default: a new one each time)"
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook (default: the first)")
    parser.add_argument("--report", metavar="FILE", help="write the figures to FILE (.json)")
    parser.add_argument("--describe", action="store_true", help="print what the columns are and stop")


def run(args: Namespace, console: Console) -> int:
    """Writes the twin and says how like it is; 0 unless it could not be done."""
    from fumehood.exposure.synth.needs import need
    from fumehood.report.safe import safe

    _checked(args)
    for module in ("numpy", "scipy"):
        need(module)
    from fumehood.exposure.synth import files
    from fumehood.exposure.synth.describe import described
    from fumehood.exposure.synth.measure import lines, measured
    from fumehood.exposure.synth.twin import draw, learn

    table = files.read(args.table, args.sheet)
    if args.describe:
        console.out("\n".join(safe(line) for line in described(table).split("\n")))
        return 0
    files.suffix(args.output)
    rows = table.rows if args.rows is None else args.rows
    model = learn(table, args.mode, args.seed)
    twin = draw(model, table, rows, args.seed)
    figures = measured(table, model, twin, args.mode, args.seed)
    files.write(args.output, twin)
    if args.report:
        import msgspec

        try:
            with open(args.report, "wb") as handle:
                handle.write(msgspec.json.format(msgspec.json.encode(figures)) + b"\n")
        except OSError as error:
            raise UsageError(
                f"cannot write {args.report}: {error.strerror}", "choose another --report FILE"
            ) from None
    for line in lines(figures):
        console.error(safe(line))
    return 0


def _checked(args: Namespace) -> None:
    if not args.describe and not args.output:
        raise UsageError("synth needs -o OUT", "fumehood synth study.csv -o synthetic.csv")
    if args.output and os.path.abspath(args.output) == os.path.abspath(args.table):
        raise UsageError("the twin would replace its source", "choose another -o FILE")
    if args.rows is not None and not 1 <= args.rows <= 10_000_000:
        raise UsageError("--rows must be 1 to 10,000,000", "")
    if args.seed is None:  # whoever has the source could make the twin of a known seed again
        args.seed = int.from_bytes(os.urandom(6))
    if args.seed < 0:
        raise UsageError("--seed must not be negative", "give 0 or more, or leave it out")
    if args.mode in {"schema", "dp"}:
        raise UsageError(f"the mode {args.mode} is not in this version", "use --mode marginal or copula")
    if args.report and not args.report.lower().endswith(".json"):
        raise UsageError("--report writes JSON in this version", "give it the suffix .json")
