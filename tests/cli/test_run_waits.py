"""What `run` says while a start takes its time."""

import pytest

from fumehood.cli.run import _waits


class Ear:
    def __init__(self, *, terminal):
        self.terminal = terminal
        self.said = []

    def note(self, text):
        self.said.append(text)


@pytest.mark.parametrize(("terminal", "first", "then"), [(True, 1, 1), (False, 0, 1)])
def test_at_once_on_a_terminal_and_elsewhere_only_when_it_takes_long(terminal, first, then):
    console = Ear(terminal=terminal)
    waits = _waits(console)
    waits("a machine starts", 0.0)
    assert len(console.said) == first
    waits("a machine starts", 2.0)
    waits("a machine starts", 2.0)
    assert len(console.said) == then
