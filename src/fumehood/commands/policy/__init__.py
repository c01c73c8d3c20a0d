"""From effects to a decision: rules in TOML, each with its examples."""
