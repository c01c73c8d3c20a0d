"""The room with a kernel of its own: gVisor's runsc, without a container engine and without root."""
