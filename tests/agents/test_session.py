"""A whole session: install, a denied command, a deletion that is undone, and the record, by the real commands.

A scripted assistant speaks Claude Code's hook protocol: it reads the line that was installed and runs it as the
assistant would, with an event on standard input.
"""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "agents" / "session.py"


def test_the_session_of_the_example(tmp_path):
    command = str(Path(sys.executable).parent / "fumehood")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), command, str(tmp_path)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    assert "deny" in said
    for part in (
        "restored results.csv",
        "restored data/raw.csv",
        "rm -rf results.csv data",
        "whole: ",
        "what runs is: mv --",
        "app.py, line 7",
        "told the user: ",
    ):
        assert part in said, said
