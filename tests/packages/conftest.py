from datetime import date

import pytest

from fumehood.packages.build_index import NameList, Row, npm_index, pypi_index
from fumehood.packages.index import Index
from fumehood.packages.index_file import IndexFile

AS_OF = date(2026, 11, 1)
POPULAR = [
    "boto3",
    "requests",
    "numpy",
    "pandas",
    "flask",
    "django",
    "pytest",
    "typing-extensions",
    "scikit-learn",
    "opencv-python",
    "pyyaml",
    "pillow",
    "beautifulsoup4",
    "aiohttp",
    "starlette",
    "colorama",
    "python-nmap",
    "python-dotenv",
    "importlib-metadata",
    "ruamel-yaml",
    "websockets",
    "google-cloud-storage",
    "google-cloud-bigquery",
    "flask-session",
    "cryptography",
    "matplotlib",
]
OBSCURE = {
    "tidy-heron": "2021-03",
    "starlette-telemetry-adapter": "2026-03",
    "starlette-old-adapter": "2019-01",
    "reqeusts": "2026-08",
}
NPM = {
    "lodash": 450_000_000,
    "cross-env": 40_000_000,
    "express": 90_000_000,
    "crossenv": 900,
    "@types/node": 300_000_000,
    "heron": 700,
}


def row(name, month="", rank=0, downloads=0, summary=""):
    return Row(name, month, rank, downloads, summary)


@pytest.fixture(scope="session")
def pypi():
    """A small complete index; the popular names are ranked in the order above."""
    rows = [row(name, "2026-10", rank) for rank, name in enumerate(POPULAR, 1)]
    rows += [row(name, month) for name, month in OBSCURE.items()]
    rows += [
        row(f"mypy-boto3-{service}", "2026-10")
        for service in ("ec2", "emr", "ecr", *(f"s{i:02}" for i in range(30)))
    ]
    return Index(IndexFile(memoryview(pypi_index(NameList(rows), AS_OF))))


@pytest.fixture(scope="session")
def npm(monkeymodule):
    monkeymodule.setattr("fumehood.packages.build_index.KNOWN_NPM", 4)
    rows = [row(name, downloads=count) for name, count in NPM.items()]
    return Index(IndexFile(memoryview(npm_index(NameList(rows), AS_OF))))


@pytest.fixture(scope="session")
def monkeymodule():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def indexes(pypi, npm):
    return {"pypi": pypi, "npm": npm}
