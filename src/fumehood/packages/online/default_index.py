"""Which index a client asks when nobody configured one: its own constant, read from the client itself."""

import glob
import os

from fumehood.core.patterns import pattern

_CONSTANT = pattern(r"""PyPI\s*=\s*PackageIndex\(\s*["'](https://[^"']{4,200})["']""")
_MODULE = "pip/_internal/models/index.py"


def pip_default() -> str:
    """The address in pip's own code, from the pip beside fumehood or the wheel that Python bundles; else empty.

    The file is read, not imported.
    """
    for text in (_installed(), *_bundled()):
        if found := _CONSTANT.search(text):
            return f"{found[1].rstrip('/')}/simple/"
    return ""


def _installed() -> str:
    from importlib.util import find_spec

    spec = find_spec("pip")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        try:
            with open(os.path.join(os.path.dirname(folder), _MODULE), encoding="utf-8") as file:
                return file.read(20_000)
        except OSError:
            continue
    return ""


def _bundled() -> list[str]:
    import sysconfig
    import zipfile

    folders = [os.path.join(sysconfig.get_path("stdlib"), "ensurepip", "_bundled")]
    folders.append(sysconfig.get_config_var("WHEEL_PKG_DIR") or "/usr/share/python-wheels")
    texts = []
    for wheel in (
        path for folder in folders for path in sorted(glob.glob(os.path.join(folder, "pip-*.whl")))
    ):
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(_MODULE) as file:
                texts.append(file.read(20_000).decode("utf-8", "replace"))
        except (OSError, KeyError, zipfile.BadZipFile):
            continue
    return texts
