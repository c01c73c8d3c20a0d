"""Builds an index file from a name list: what `tools/build_package_index.py` and `index update` share."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from fumehood.core.patterns import pattern
from fumehood.packages import near_keys
from fumehood.packages.front_coding import encode
from fumehood.packages.index import encode_downloads
from fumehood.packages.index_file import Header, packed, write
from fumehood.packages.names import is_valid, normalise

KNOWN_NPM = 15_000  # as many as the PyPI list ranks
FAMILY = 40  # ranked names with a first part in common are found by that part, not one by one
NO_FAMILY = frozenset(
    {"python", "py"}
)  # a language is no family: python-nmap and python-magic have nothing in common
TALKED_ABOUT = 30  # mentions (a summary counts once, a name three times) that make a name well known
_WORD = pattern(r"[a-z][a-z0-9_.-]{2,40}[a-z0-9]")


class BadListError(ValueError):
    """A name list is not what the builder expects."""


class Row:
    """One line of a list."""

    __slots__ = ("downloads", "month", "name", "rank", "summary")

    def __init__(self, name: str, month: str, rank: int, downloads: int, summary: str) -> None:
        self.name, self.month, self.rank, self.downloads, self.summary = name, month, rank, downloads, summary


class NameList:
    """The rows of a list, each normalised name once, sorted by the bytes of the name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        by_name = {row.name: row for row in rows}
        self.rows = sorted(by_name.values(), key=lambda row: row.name.encode())

    @classmethod
    def read(cls, path: str, ecosystem: str) -> "NameList":
        """The list at `path`: tab-separated, with a header line that begins with `name`.

        Raises:
            OSError: the file cannot be read.
            BadListError: it has no such header, or a line that makes no sense.
        """
        with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
            header = file.readline().rstrip("\n").split("\t")
            columns = _columns(header, path)
            rows = list(_rows(file, columns, ecosystem, path))
        if not rows:
            raise BadListError(f"{path} has no names")
        return cls(rows)


def _columns(header: Sequence[str], path: str) -> dict[str, int]:
    columns = {}
    for i, title in enumerate(header):
        for column in ("name", "month", "rank", "downloads", "summary"):
            if title.strip().lower().startswith(column):
                columns[column] = i
    if columns.get("name") != 0:
        raise BadListError(f"{path}: the first line is no header that begins with the column 'name'")
    return columns


def _rows(lines: Iterator[str], columns: dict[str, int], ecosystem: str, path: str) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        cells = line.rstrip("\n").split("\t")
        value = {c: cells[i].strip() if i < len(cells) else "" for c, i in columns.items()}
        name = normalise(value["name"], ecosystem)
        if not is_valid(name, ecosystem):
            continue
        try:
            rank, downloads = int(value.get("rank") or 0), int(value.get("downloads") or 0)
        except ValueError as error:
            raise BadListError(f"{path}:{number}: {error}") from error
        yield Row(name, value.get("month", ""), rank, downloads, value.get("summary", "").lower())


def pypi_index(names: NameList, as_of: date) -> bytes:
    """The index of a complete list with months and ranks."""
    rows = names.rows
    ranked = [(i, row.rank) for i, row in enumerate(rows) if row.rank]
    sections = {
        **_name_sections(rows),
        **_planes("months", [_age(row.month, as_of) + 1 for row in rows]),
        "ranked": packed(array("I", (i for i, _ in ranked))),
        "ranks": packed(array("H", (rank for _, rank in ranked))),
        **_near_sections(_pypi_targets(rows)),
    }
    header = Header(
        ecosystem="pypi", as_of=as_of.isoformat(), complete=True, count=len(rows), ranked=len(ranked)
    )
    return write(header, sections)


def npm_index(names: NameList, as_of: date) -> bytes:
    """The index of a partial list with downloads."""
    rows = names.rows
    popular = sorted(rows, key=lambda row: (-row.downloads, row.name))
    known = min(row.downloads for row in popular[:KNOWN_NPM])
    sections = {
        **_name_sections(rows),
        **_planes("downloads", [encode_downloads(row.downloads) for row in rows]),
        **_near_sections([row.name for row in popular[:KNOWN_NPM] if not row.name.startswith("@")]),
    }
    header = Header(
        ecosystem="npm",
        as_of=as_of.isoformat(),
        complete=False,
        count=len(rows),
        known_downloads=max(1, known),
    )
    return write(header, sections)


def _name_sections(rows: Sequence[Row]) -> dict[str, bytes]:
    table, blocks = encode(row.name.encode() for row in rows)
    return {"names": table, "blocks": packed(blocks)}


def _planes(name: str, values: Sequence[int]) -> dict[str, bytes]:
    """Low and high bytes apart: they pack better, and need no alignment."""
    return {f"{name}_low": bytes(v & 0xFF for v in values), f"{name}_high": bytes(v >> 8 for v in values)}


def _age(month: str, as_of: date) -> int:
    """Months between a month ("2026-05") and the list's date; -1 when the month is not told."""
    year, dash, number = month.partition("-")
    if not dash:
        return -1
    return max(0, (as_of.year - int(year)) * 12 + as_of.month - int(number))


def _near_sections(targets: Sequence[str]) -> dict[str, bytes]:
    text, starts = bytearray(), array("I", [0])
    for name in targets:
        text += name.encode()
        starts.append(len(text))
    return {"targets": bytes(text), "target_starts": packed(starts), **near_keys.build(targets)}


def _pypi_targets(rows: Sequence[Row]) -> list[str]:
    """Names that others imitate or mistake, most popular first: ranked, well known, much talked about."""
    ranked = sorted((row for row in rows if row.rank), key=lambda row: row.rank)
    families: Counter[str] = Counter()
    for row in ranked:
        families.update(_first_parts(row.name))
    alone = [r.name for r in ranked if all(families[part] < FAMILY for part in _first_parts(r.name))]
    large = [part for part, count in families.items() if count >= FAMILY]
    talk = _mentions(rows)
    unranked = [
        r.name
        for r in rows
        if not r.rank and len(r.name) > near_keys.SHORTEST and talk[r.name] >= TALKED_ABOUT
    ]
    unranked.sort(key=lambda name: (-talk[name], name))
    return list(dict.fromkeys([*alone, *_well_known(), *large, *unranked]))


def _well_known() -> list[str]:
    """Names that people know although few download a distribution of that name, or none is called so."""
    from importlib.resources import files

    text = files("fumehood.packages").joinpath("data/well_known_names.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _first_parts(name: str) -> list[str]:
    words = name.split("-")
    return ["-".join(words[:n]) for n in range(1, len(words)) if n > 1 or words[0] not in NO_FAMILY]


def _mentions(rows: Sequence[Row]) -> Counter[str]:
    summaries: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for row in rows:
        summaries.update({normalise(word) for word in _WORD.findall(row.summary)})
        parts.update(set(row.name.split("-")))
    return Counter({word: summaries[word] + 3 * n for word, n in parts.items() if n >= 3})
