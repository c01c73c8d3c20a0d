#!/bin/sh
# What fumehood sees in a poisoned repository, in the lesson's two packages, and in a careful twin. Offline.
# Usage: tools/demo.sh path/to/fumehood
set -eu
fumehood=$1
cd "$(dirname "$0")/.."

title() { printf '\n── %s\n   $ fumehood %s\n\n' "$1" "$2"; }

# 0 is clean and 1 is found: both are what a demonstration may see. Everything else is a fault.
found() { "$fumehood" "$@" || [ $? = 1 ]; }

title "A repository you were asked to look at" "scan examples/poisoned-repo"
found scan examples/poisoned-repo -o fumehood-report.html -o fumehood-report.sarif -o fumehood-report.json

title "Two packages an assistant suggested" "check package datavalidator flask_secure_session numpy"
found check package datavalidator flask_secure_session numpy

title "The same project, done right" "scan examples/clean-twin"
"$fumehood" scan examples/clean-twin

here=$(pwd)
printf '\n── Reports of the first scan\n'
printf '   %s\n' "$here/fumehood-report.html    open it in a browser; it works offline" \
    "$here/fumehood-report.sarif   for code hosts and editors" \
    "$here/fumehood-report.json    for scripts"
printf '\n── Next\n'
printf '   %s\n' ". .venv/bin/activate && cd your/project" \
    "fumehood scan                             look at your own code" \
    "fumehood explain FHC101                   why a rule matters, and how to fix what it finds" \
    "fumehood check text reply.md --as reply   before you follow an assistant's answer"
printf '\n   The half hour that follows this minute: docs/quick-start.md\n'
