"""`python -m fumehood`: the same as the command, without the current folder on the module path."""

import os
import sys

if not sys.flags.safe_path and sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):
    del sys.path[0]

from fumehood.cli.main import main  # noqa: E402 - the path is mended first

sys.exit(main())
