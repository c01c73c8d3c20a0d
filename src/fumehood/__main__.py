"""`python -m fumehood`: the same as the command, without the current folder on the module path."""

import os
import sys

if not sys.flags.safe_path and sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):
    del sys.path[0]

from fumehood.cli.main import main

sys.exit(main())
