"""A session with a scripted assistant: install, a denied command, a deletion that is undone, the record.

The assistant is forty lines that speak Claude Code's hook protocol. Everything else is real: the line that
`fumehood agents install` wrote is run for each event, and commands that are not denied are run.

    python examples/agents/session.py [FUMEHOOD [FOLDER]]

FOLDER gets a home and a project of its own; nothing else of this machine is touched.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FUMEHOOD = os.path.abspath(shutil.which(sys.argv[1] if len(sys.argv) > 1 else "fumehood") or "fumehood")
PLACE = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="fumehood-session-"))
HOME, PROJECT, NOTES = PLACE / "home", PLACE / "home" / "thesis", PLACE / "home" / "notes"
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "GIT_", "FUMEHOOD_", "CLAUDE_"))}
ENVIRONMENT |= {"HOME": str(HOME), "NO_COLOR": "1", "FUMEHOOD_SERVER": "off"}
ENVIRONMENT["PATH"] = f"{os.path.dirname(FUMEHOOD)}:{ENVIRONMENT['PATH']}"
APP = """import os
import flask

app = flask.Flask(__name__)
@app.route("/")
def run():
    return str(os.system(flask.request.args["command"]))
"""


def person(*words, folder=PROJECT):
    """Runs fumehood as the person at the keyboard would, and shows it."""
    print(f"\n$ fumehood {' '.join(words)}")
    done = subprocess.run([FUMEHOOD, *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    return done.returncode


def hooks(event="PreToolUse"):
    """The lines that were installed for an event."""
    settings = json.loads((HOME / ".claude" / "settings.json").read_text())
    return [hook["command"] for group in settings["hooks"][event] for hook in group["hooks"]]


def assistant(number, command, folder=PROJECT):
    """Asks the installed hooks about a shell command, as Claude Code does; runs it when none of them minds."""
    event = {
        "session_id": "a-scripted-session", "transcript_path": str(HOME / "none.jsonl"), "cwd": str(folder),
        "permission_mode": "default", "hook_event_name": "PreToolUse", "tool_name": "Bash",
        "tool_input": {"command": command}, "tool_use_id": f"toolu_{number}",
    }
    print(f"\nassistant wants: {command}")
    for line in hooks():
        done = subprocess.run(
            ["sh", "-c", line], input=json.dumps(event), cwd=folder, env=ENVIRONMENT, capture_output=True, text=True
        )
        if done.returncode:
            print(f"  blocked: {done.stderr.strip()}")
            return "deny"
        if done.stdout.strip():
            answer = json.loads(done.stdout)["hookSpecificOutput"]
            if answer.get("permissionDecision") in ("deny", "ask"):
                print(f"  {answer['permissionDecision']}: {answer['permissionDecisionReason']}")
                if answer["permissionDecision"] == "deny":
                    return "deny"
                print("  (the person says yes)")
            if "updatedInput" in answer:
                command = answer["updatedInput"]["command"]
                print(f"  and what runs is: {command.replace(str(PLACE), '…')}")
    subprocess.run(["sh", "-c", command], cwd=folder, env=ENVIRONMENT)
    print("  was run")
    return "run"


def end_of_turn():
    """Tells the installed hooks that the assistant has finished; returns what they want the person to see."""
    event = {
        "session_id": "a-scripted-session", "transcript_path": str(HOME / "none.jsonl"), "cwd": str(PROJECT),
        "hook_event_name": "Stop", "stop_hook_active": False,
    }
    shown = ""
    for line in hooks("Stop"):
        done = subprocess.run(
            ["sh", "-c", line], input=json.dumps(event), cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True
        )
        shown += json.loads(done.stdout)["systemMessage"] if done.stdout.strip() else ""
    print(f"\nthe assistant has finished: {shown or '(nothing to say)'}")
    return shown


def main():
    """Plays the session; ends with 1 when something is not as it should be."""
    (PROJECT / "data").mkdir(parents=True)
    (PROJECT / ".gitignore").write_text("data/\n")
    (PROJECT / "thesis.tex").write_text("\\title{Thesis}\n")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run([*git, *words], cwd=PROJECT, env=ENVIRONMENT, check=True)
    (PROJECT / "results.csv").write_text("a week of work, in no commit\n")
    (PROJECT / "data" / "raw.csv").write_text("measured once, ignored by git\n")

    (NOTES / "slides").mkdir(parents=True)
    (NOTES / "slides" / "talk.md").write_text("tomorrow's talk, in no repository\n")

    ok = person("agents", "install", "claude") == 0
    ok &= assistant(1, "ls") == "run"
    ok &= assistant(2, "rm -rf ~") == "deny"
    ok &= assistant(3, "rm -rf results.csv data") == "run"
    print(f"\nleft in the project: {sorted(p.name for p in PROJECT.iterdir() if p.name != '.git')}")
    person("changes", "undo")
    ok &= (PROJECT / "results.csv").exists() and (PROJECT / "data" / "raw.csv").exists()
    ok &= assistant(4, "rm -rf slides", NOTES) == "run"  # no git there: it can only be moved away
    person("changes", "undo", folder=NOTES)
    ok &= (NOTES / "slides" / "talk.md").exists()
    ok &= end_of_turn() == ""
    ok &= assistant(5, f"cat > app.py <<'END'\n{APP}END") == "run"
    ok &= "app.py, line 7" in end_of_turn()
    person("audit", "show")
    ok &= person("audit", "verify") == 0
    print(f"\n{'all as it should be' if ok else 'NOT as it should be'}; look around in {PLACE}")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
