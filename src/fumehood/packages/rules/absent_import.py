"""An import that nothing provides.

What it does
    Reports the import of a module that is not part of Python or of the project, that no declared requirement is known
    to provide, and whose name the index does not have. Imports that the code can do without (`try`, `suppress`,
    `TYPE_CHECKING`), generated modules and modules that a host program brings are left alone.
Why is this bad
    An invented import is the first half of the trap: the second is `pip install` of the same name, which a stranger
    may have registered by then.
How to fix
    Find the library that really does this, declare it, and import what its documentation says. A module of your own
    that lies elsewhere can be named with `# fumehood: ignore[FHP007] reason`.
References
    CWE-1357; Spracklen and others, "We Have a Package for You!" (USENIX Security 2025)
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP007",
    "absent-import",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1357,),
    owasp=("LLM09:2025",),
    bad=(
        Example(
            "app.py", "import os\nimport numpy as np\nfrom otterschemata import validate_schema\n", line=3
        ),
        Example("app.py", "import requests, heron_promptshielder\n", line=1),
        Example("src/app.py", "def f():\n    import otterschemata.deep\n", line=2),
    ),
    good=(
        Example(
            "app.py", '"""Use it so:\n\nimport otterschemata\n"""\nimport json, cv2, sklearn, yaml, PIL\n'
        ),
        Example("app.py", "try:\n    import otterschemata\nexcept ImportError:\n    otterschemata = None\n"),
        Example("otterschemata/check.py", "import otterschemata\nfrom . import heron_promptshielder\n"),
        Example(
            "app.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from otterschemata import Schema\n",
        ),
    ),
)
