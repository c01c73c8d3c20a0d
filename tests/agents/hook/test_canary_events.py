"""The canaries' events: each is stopped for what it says, and its harmless counterpart passes (so it was understood)."""

import pytest

from fumehood.agents.canary.events import KINDS, canary_event, event_name
from fumehood.agents.canary.fire import CANARY, HARMLESS
from fumehood.agents.native.table import AGENTS
from fumehood.agents.table import adapter
from fumehood.exposure.generators import generate

TOKEN = "ghp_" + generate("with-checksum", 30)
SEEN = [(agent, kind) for agent in AGENTS for kind in KINDS if kind not in adapter(agent).unseen]


@pytest.mark.parametrize(("agent", "kind"), SEEN)
def test_the_canary_is_stopped_and_its_counterpart_is_not(ask, place, agent, kind):
    acts = {
        "shell": (CANARY, HARMLESS, "FHA101"),
        "read": (f"{place.parent}/.ssh/id_ed25519", f"{place}/README.md", "FHA"),
        "edit": (f"{place.parent}/.config/fumehood/fumehood.toml", f"{place}/notes.md", "FHA152"),
        "mcp": (CANARY, HARMLESS, "FHA101"),
        "prompt": (f"log in with {TOKEN}", "mend the tests, please", "FHE1"),
    }
    bad, good, rule = acts[kind]
    for act, stopped in ((bad, True), (good, False)):
        raw, environment = canary_event(agent, kind, act, str(place))
        tool = environment.get("AGENT_TOOL_NAME")
        reply = ask(agent, raw, **({"FUMEHOOD_TOOL": tool} if tool else {}))
        assert (reply.decision != "allow") == stopped, reply.said
        assert not stopped or rule in reply.said


@pytest.mark.parametrize("agent", AGENTS)
def test_what_is_fired_at_is_installed(agent):
    for kind in KINDS:
        if kind not in adapter(agent).unseen:
            assert event_name(agent, kind) in AGENTS[agent].events
