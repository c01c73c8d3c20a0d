"""A package that does not exist.

What it does
    Reports a name in a requirements file, a manifest or an install command that the complete list of PyPI does not
    have. Names close to it are suggested. A name that only a partial list lacks (npm) is no finding.
Why is this bad
    Assistants invent plausible names. Anyone can register such a name and wait for the next person who follows the
    same advice: the installation then runs the stranger's code.
How to fix
    Look for the package that is really meant, read its page, and correct the name. A package of your own index
    belongs into `private` in your `fumehood.toml`.
References
    CWE-1357, CWE-829; Spracklen and others, "We Have a Package for You!" (USENIX Security 2025);
    OWASP LLM09:2025 Misinformation
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP001",
    "absent-package",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1357, 829),
    owasp=("LLM09:2025", "A06:2021"),
    bad=(
        Example("requirements.txt", "requests\nflask-otter-sessionkeeper-kit==1.0\n", line=2),
        Example(
            "pyproject.toml",
            '[project]\nname = "demo"\ndependencies = [\n  "httpx",\n  "heron-validatorium>=2",\n]\n',
            line=5,
        ),
        Example(
            "Dockerfile", "FROM python:3.12\nRUN pip install flask \\\n    otter-cachelayer-pro\n", line=3
        ),
        Example("README.md", "Install it:\n\n```console\n$ pip install heron-promptshielder\n```\n", line=4),
    ),
    good=(
        Example(
            "requirements.txt",
            "requests\nFlask_SQLAlchemy\n# otter-cachelayer-pro\n-r otter-cachelayer-pro.txt\n",
        ),
        Example("README.md", "Just pip install the otter-cachelayer-pro of your choice.\n"),
        Example(
            "setup.sh", "echo 'pip install otter-cachelayer-pro'\npip install .\npip install \"$PACKAGE\"\n"
        ),
        Example("package.json", '{"name": "demo", "dependencies": {"otter-cachelayer-pro": "^1"}}\n'),
    ),
)
