"""Programs that run inside the room: one a class of attack. The standard library only; they import `harness` alone."""
