"""Drives Firecracker by its HTTP interface on a Unix socket."""
