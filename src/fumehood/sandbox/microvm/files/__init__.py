"""Files for a guest without a device for them: a server of folders over one connection each, inside the room."""
