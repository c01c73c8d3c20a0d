"""`signal` without its enumerations, whose classes cost half of Python's own start; numbers are plain integers."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
else:
    import _signal as signal

__all__ = ["signal"]
