"""The packages of the extras `synth` and `dp`, imported when they are used."""

import importlib
from typing import Any

from fumehood.core.errors import UsageError


def need(module: str, extra: str = "fumehood[synth]") -> Any:
    """The module of that name; `extra` is what brings it.

    Raises:
        UsageError: it is not installed; the remedy is the line that installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise UsageError(
            f"synthetic data needs {package}, which is not installed", f"pip install '{extra}'"
        ) from None
