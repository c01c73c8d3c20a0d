"""A plain script: nothing but what every run gets."""

from fumehood.sandbox.profiles.profile import Profile

PROFILE = Profile(programs=(), terminal=False)
