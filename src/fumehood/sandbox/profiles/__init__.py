"""What known agents need of a room: a value each, in a module of its name, and what this machine has of it."""
