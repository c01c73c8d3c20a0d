"""The room as a container of docker or podman."""
