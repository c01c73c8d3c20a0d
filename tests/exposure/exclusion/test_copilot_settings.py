"""The lines for Copilot's settings page."""

import yaml

from fumehood.exposure.exclusion.copilot_settings import lines_for


def test_names_folders_and_places():
    lines = lines_for([".env", "secrets/", "*.pem", "/top.txt", "data/raw/", "docs/draft*", ".env"])
    assert yaml.safe_load("\n".join(lines)) == [
        ".env", "**/secrets/**", "*.pem", "/top.txt", "/top.txt/**", "/data/raw/**", "/docs/draft*", "/docs/draft*/**",
    ]  # fmt: skip


def test_odd_names_stay_one_text_each():
    names = ['a"b', "ü #x", "- y: z"]
    assert yaml.safe_load("\n".join(lines_for(names))) == names
