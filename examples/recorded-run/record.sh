#!/usr/bin/env bash
# Records a session: vim in a room, what it changed shown, applied and undone. Writes docs/images/recorded-run.txt and .svg.
# Needs tmux, vim, git and bubblewrap; works on a project of its own in a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
python=${PYTHON:-$root/.venv/bin/python}
command -v tmux >/dev/null && command -v vim >/dev/null || {
    echo "this needs tmux and vim: sudo apt-get install tmux vim" >&2
    exit 1
}

# Not below /tmp: the room has a /tmp of its own.
base=$(mktemp -d "${HOME}/.fumehood-recording-XXXXXX")
frames=$base/frames
mkdir -p "$base/home/survey" "$frames"
socket=$base/tmux
tmux() { command tmux -S "$socket" -f /dev/null "$@"; }
trap 'tmux kill-server 2>/dev/null || true; rm -rf "$base"' EXIT

cat >"$base/home/survey/app.py" <<'EOF'
def totals(rows):
    return sum(row["count"] for row in rows)
EOF
printf 'API_KEY=not-for-the-room\n' >"$base/home/survey/.env"

type_in() { tmux send-keys -t session -l -- "$1"; }
press() { tmux send-keys -t session "$@"; }
# Waits for a state, never for a time.
until_shown() {
    for _ in $(seq 600); do
        if tmux capture-pane -p -t session | grep -qF -- "$1"; then return; fi
        sleep 0.1
    done
    echo "never shown: $1" >&2
    tmux capture-pane -p -t session >&2
    exit 1
}
frame() { # NAME TITLE
    printf '%s\n' "$2" >"$frames/$1.title"
    tmux capture-pane -p -e -t session >"$frames/$1.screen"
}
run() { # COMMAND: on an empty screen
    type_in clear
    press Enter
    sleep 0.3
    type_in "$1"
    press Enter
}

env -i PATH="$(dirname "$python"):/usr/local/bin:/usr/bin:/bin" HOME="$base/home" LC_ALL=C.UTF-8 TERM=xterm-256color \
    PS1='survey$ ' tmux -S "$socket" -f /dev/null new-session -d -s session -x 100 -y 20 \
    -c "$base/home/survey" bash --norc --noprofile -i
until_shown 'survey$'

run 'fumehood run -- vim -Nu NONE -i NONE -n app.py'
until_shown 'app.py" 2L'
press G o
type_in ''
press Enter
type_in 'def find(cursor, name):'
press Enter
type_in "    cursor.execute(\"select * from people where name = '%s'\" % name)"
press Escape
until_shown 'select * from'
frame 0 'vim in the room: a new function in app.py'
type_in ':!cat .env; ls ~'
press Enter
until_shown 'masked-by-fumehood'
frame 1 'what the room shows of .env and of the home'
press Enter
type_in ':wq'
press Enter
until_shown 'changes wait'

run 'fumehood changes show'
until_shown 'what each means'
frame 2 'what it changed waits beside the project, and the guards have looked at it'

run 'fumehood changes apply app.py; cat app.py'
until_shown 'applied  app.py'
until_shown 'def find'
frame 3 'applied, since the file was named'

run 'fumehood changes undo; cat app.py'
until_shown 'restored app.py'
until_shown 'return sum'
frame 4 'and taken back'

"$python" tools/session_picture.py "$frames" docs/images/recorded-run
