"""One policy, written into every assistant's own mechanism that keeps files from being read.

Only a sandbox mask and a hook enforce; these mechanisms ask the assistant to behave. `mechanisms.py` says
for each which routes to a file it does not stop.
"""
