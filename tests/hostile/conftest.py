"""What every hostile case shares: a tree, one scan of it into every format, and what must hold always."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

WRITTEN = ("r.json", "r.jsonl", "r.sarif", "r.html", "r.txt")
PRINTED = ("text", "concise", "github")
# C0 but tab and newline, DEL, C1, zero-width, bidi, line separators, BOM, tag characters, lone surrogates.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
FLAW = "import os\n\n\ndef go(name):\n    os.system('echo ' + name)\n"


def check_sound(outcome) -> None:
    """What holds for every run, whatever it was given."""
    assert not outcome.late, "hangs"
    assert outcome.code in (0, 1, 2, 3, 4), (outcome.code, outcome.err[-2000:])
    assert b"Traceback" not in outcome.err, outcome.err[-2000:]
    for stream in (outcome.out, outcome.err):
        text = stream.decode("utf-8")  # raises when something is not valid UTF-8
        assert not UNSAFE.search(text), repr(UNSAFE.findall(text)[:5])


@pytest.fixture
def sound():
    return check_sound


@pytest.fixture
def flaw() -> str:
    """A small module with a command injection in line 5."""
    return FLAW


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


@pytest.fixture
def put(tree: Path) -> Callable[..., Path]:
    """Writes a file of the tree, with its folders."""

    def write(path: str, content: str | bytes) -> Path:
        full = tree / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return full

    return write


@pytest.fixture
def scan(fumehood, tree: Path):
    """Scans the tree with all outputs at once, checks what must always hold, gives the outcome (JSON)."""

    def run(*arguments: str, code: int | None = None, runner=None):
        outcome = (runner or fumehood)("scan", ".", "--format", "json", "--no-progress", *arguments, cwd=tree)
        check_sound(outcome)
        assert isinstance(outcome.report["findings"], list)
        # A lone surrogate written as an escape is grammatical JSON that many readers refuse.
        json.dumps(outcome.report, ensure_ascii=False).encode()
        if code is not None:
            assert outcome.code == code, (outcome.code, outcome.unscanned, outcome.report["findings"][:3])
        return outcome

    return run


@pytest.fixture
def every_format(fumehood, tree: Path, tmp_path: Path):
    """The scan in every format: `{format: text}`; each is valid and holds nothing that acts on its reader."""

    def run() -> dict[str, str]:
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        texts = {}
        options = [x for name in WRITTEN for x in ("-o", str(out / name))]
        check_sound(fumehood("scan", ".", "--no-progress", *options, cwd=tree))
        for name in WRITTEN:
            texts[name] = (out / name).read_bytes().decode("utf-8")
        for name in PRINTED:
            outcome = fumehood("scan", ".", "--no-progress", "--format", name, cwd=tree)
            check_sound(outcome)
            texts[name] = outcome.text
        for name, text in texts.items():
            assert not UNSAFE.search(text), (name, UNSAFE.findall(text)[:5])
        json.loads(texts["r.json"])
        json.loads(texts["r.sarif"])
        assert all(json.loads(line) for line in texts["r.jsonl"].splitlines())
        return texts

    return run
