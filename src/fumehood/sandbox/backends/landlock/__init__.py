"""The room of a kernel without user namespaces: Landlock and the system call filter."""
