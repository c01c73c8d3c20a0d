"""With `--workspace direct`: what would act outside later and appeared in the run is moved aside when the run ends.

What exists is bound read-only; what does not exist yet cannot be, without leaving an empty stub on the host. So it is
looked for afterwards, and kept in the run's folder for the user to look at.
"""

import os

from fumehood.sandbox.plan import OF_REPOSITORIES, Plan
from fumehood.sandbox.survey import Survey, survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def snapshot(plan: Plan) -> "Mapping[str, str]":
    """How each protected path looks before the run: its kind, and where it leads when it is a link."""
    return {path: _look(path) for path in plan.fixed}


def move_aside(plan: Plan, before: "Mapping[str, str]", folder: str) -> list[str]:
    """Moves what appeared or was exchanged into `folder`; returns the paths, relative to the project."""
    wanted = sorted({*before, *_places(survey(plan.project))})
    moved: list[str] = []
    for path in wanted:
        now = _look(path)
        if now in ("nothing", before.get(path, "nothing")) or path in plan.masked:
            continue
        if path not in before and _as_git_makes_it(path):
            continue
        os.makedirs(folder, mode=0o700, exist_ok=True)
        import shutil

        shutil.move(path, os.path.join(folder, f"{len(moved)}-{os.path.basename(path)}"))
        moved.append(os.path.relpath(path, plan.project))
    return moved


def _places(found: Survey) -> list[str]:
    own = [os.path.join(one, name) for one in found.repositories for name in OF_REPOSITORIES]
    return [*found.settings, *found.links, *own]


def _look(path: str) -> str:
    if os.path.islink(path):
        return f"link to {os.readlink(path)}"
    return "folder" if os.path.isdir(path) else "file" if os.path.lexists(path) else "nothing"


def _as_git_makes_it(folder: str) -> bool:
    """The hooks and the list of ignored files that `git init` puts there do nothing."""
    name = os.path.basename(folder)
    if name not in ("hooks", "info") or not os.path.isdir(folder):
        return False
    return all(one.endswith(".sample") if name == "hooks" else one == "exclude" for one in os.listdir(folder))
