"""What tells about the inside of an organisation: hosts, addresses, user names, marks of ownership."""
