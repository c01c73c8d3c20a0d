"""Puts the guards together: which risks, and what each needs from the outside."""

from collections.abc import Sequence
from functools import partial

from fumehood.core.config import Config, PackagesTable
from fumehood.core.guard import Guard
from fumehood.core.workers import GuardFactory


def guard_factory(risks: Sequence[str], config: Config, *, online: bool = False) -> GuardFactory:
    """A callable that makes the guards of these risks, in the same order everywhere."""
    return partial(_make, tuple(risks), config.packages, online)


def _make(risks: tuple[str, ...], packages: PackagesTable, online: bool) -> list[Guard]:
    guards: list[Guard] = []
    if "packages" in risks:
        from fumehood.packages.guard import PackagesGuard
        from fumehood.packages.verdict import Judge

        guards.append(
            PackagesGuard(Judge(known=packages.known, malicious=packages.malicious, private=packages.private))
        )
    if "injection" in risks:
        from fumehood.injection.guard import InjectionGuard

        guards.append(InjectionGuard())
    if "code" in risks:
        from fumehood.code.guard import CodeGuard

        guards.append(CodeGuard())
    if "exposure" in risks:
        from fumehood.exposure.guard import ExposureGuard
        from fumehood.exposure.local_key import local_key

        guards.append(ExposureGuard(key=local_key()))
    return guards
