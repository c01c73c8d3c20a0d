"""The masks of a plan as files, for backends that can show only files of the host."""

import os

from fumehood.sandbox.masks import contents
from fumehood.sandbox.plan import Plan


def write_masks(plan: Plan, folder: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a file in `folder` and the secret path that it stands for; none where the project is a copy."""
    if plan.workspace == "overlay":
        return ()
    os.makedirs(folder, mode=0o755, exist_ok=True)
    found = []
    for number, (path, content) in enumerate(contents(plan).items()):
        place = os.path.join(folder, str(number))
        with open(place, "wb") as file:
            file.write(content)
        os.chmod(place, 0o444)
        found.append((place, path))
    return tuple(found)
