"""A world whose mounts are its own: a small disk, a read-only one, another bubblewrap; gone with the test's process."""

import os
import shutil
import subprocess
import textwrap

import pytest


@pytest.fixture
def in_own_mounts(world):
    """Runs a shell script in a mount namespace of its own; `$F` is the command, the project is the current folder."""
    if os.getuid():
        pytest.skip("mounts need root; the tests of the build service run as root")
    if not shutil.which("unshare"):
        pytest.fail("unshare (util-linux) is not there")

    def run(script: str) -> subprocess.CompletedProcess:
        environment = world.environment | {"F": world.command[0], "BASE": str(world.home.parent)}
        return subprocess.run(
            ["unshare", "-m", "sh", "-ec", textwrap.dedent(script)],
            cwd=world.project, env=environment, capture_output=True, text=True, timeout=100,
        )  # fmt: skip

    return run
