"""`NamedTuple` without `typing`, whose import costs a third of a start of `run`.

A type checker sees the real one; at run time a class of fields with annotations becomes the same kind of tuple.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - said so that it is exported
    from typing import Self
else:
    from _operator import itemgetter

    class NamedTuple(tuple):
        """The base of a tuple with named fields; fields with a default come last, as in `typing`."""

        __slots__ = ()
        _fields = ()
        _defaults = ()

        def __init_subclass__(cls) -> None:
            cls._fields = tuple(cls.__dict__.get("__annotations__", ()))  # noqa: RUF063 - `inspect` is what is spared
            cls._defaults = tuple(cls.__dict__[name] for name in cls._fields if name in cls.__dict__)
            for index, name in enumerate(cls._fields):
                setattr(cls, name, property(itemgetter(index)))

        def __new__(cls, *values: object, **named: object) -> "Self":
            """The tuple; every field once, by place or by name."""
            missing = cls._fields[len(values) :]
            start = len(cls._fields) - len(cls._defaults)
            for index, name in enumerate(missing, len(values)):
                if name in named:
                    values += (named.pop(name),)
                elif index >= start:
                    values += (cls._defaults[index - start],)
            if named or len(values) != len(cls._fields):
                raise TypeError(f"{cls.__name__} takes the fields {', '.join(cls._fields)}")
            return tuple.__new__(cls, values)

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            inner = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({inner})"

        def _replace(self, **named: object) -> "NamedTuple":
            values = [named.pop(name, value) for name, value in zip(self._fields, self, strict=True)]
            return type(self)(*values, **named)

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))
