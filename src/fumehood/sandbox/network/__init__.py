"""The way out of a room with `--net allow`: a proxy outside that lets named hosts through and tells of the rest."""
