"""`python -m fumehood`: the same as the command, without the current folder on the module path."""

import os
import sys


def _is_here(folder: str) -> bool:
    try:
        return os.path.realpath(folder) == os.path.realpath(os.getcwd())
    except OSError:  # a folder that is gone, or its server
        return True


if not sys.flags.safe_path and sys.path and _is_here(sys.path[0]):
    del sys.path[0]

from fumehood.cli.main import main  # noqa: E402 - the path first

sys.exit(main())
