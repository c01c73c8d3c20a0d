"""A virtual machine as the room: qemu, itself in a bubblewrap room, or Firecracker; one guest agent for both."""
