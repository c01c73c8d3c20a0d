"""Functions of the C library that `os` does not offer.

By `_ctypes`, on which `ctypes` stands: the classes that `ctypes` makes when it is loaded are an eighth of a start of `run`.
"""

import _ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class _Int(_ctypes._SimpleCData):  # type: ignore[type-arg]  # noqa: SLF001 - its name, no more, is private
    _type_ = "i"


class _Function(_ctypes.CFuncPtr):
    _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_USE_ERRNO
    _restype_ = _Int


def function(name: str) -> "Callable[..., int]":
    """The function `name`, which takes integers, bytes and None, and returns an int; see `failure`.

    Raises:
        OSError: this system's library has no such function.
    """
    library = _ctypes.dlopen(None, os.RTLD_NOW)  # type: ignore[arg-type]  # what is loaded already
    return _Function(_ctypes.dlsym(library, name))


def failure() -> int:
    """The error number that the last call left behind."""
    return _ctypes.get_errno()
