"""The packages of the extra `synth`, imported when they are used."""

import importlib
from typing import Any

from fumehood.core.errors import UsageError

INSTALL = "pip install 'fumehood[synth]'"


def need(module: str) -> Any:
    """The module of that name.

    Raises:
        UsageError: it is not installed; the remedy is the line that installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise UsageError(f"synthetic data needs {package}, which is not installed", INSTALL) from None
