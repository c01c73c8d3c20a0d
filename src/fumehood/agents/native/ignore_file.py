"""The ignore file of an agent that has one in a project, with the block that `fumehood ignore sync` writes as well."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Scope
from fumehood.agents.settings.files import BlockFile
from fumehood.exposure.exclusion.mechanisms import MECHANISMS


def ignore_files(scope: Scope, intent: Intent, assistant: str) -> list[BlockFile]:
    """The file of an assistant's mechanism in project scope; nothing in user scope."""
    if not scope.project:
        return []
    return [
        BlockFile(os.path.join(scope.project, m.file), intent.hidden if m.negation else intent.hidden_plain)
        for m in MECHANISMS
        if m.assistant == assistant
    ]
