"""Puts the guards together: which risks, and what each needs from the outside."""

from collections.abc import Sequence

from fumehood.core.config import Config
from fumehood.core.guard import Guard


def make_guards(
    risks: Sequence[str], config: Config, *, prompt: bool = False, online: bool = False
) -> list[Guard]:
    """The guards of these risks, in the same order everywhere; `prompt` says that a text is about to be sent."""
    packages = config.packages
    guards: list[Guard] = []
    if "packages" in risks:
        from fumehood.packages.guard import PackagesGuard
        from fumehood.packages.verdict import Judge

        judge = Judge(known=packages.known, malicious=packages.malicious, private=packages.private)
        guards.append(PackagesGuard(judge, online=online))
    if "injection" in risks:
        from fumehood.injection.guard import InjectionGuard

        guards.append(InjectionGuard())
    if "code" in risks:
        from fumehood.code.guard import CodeGuard

        guards.append(CodeGuard())
    if "exposure" in risks:
        from fumehood.exposure.guard import ExposureGuard
        from fumehood.exposure.local_key import local_key

        guards.append(ExposureGuard(key=local_key(), prompt=prompt, regions=config.exposure.regions))
    return guards
