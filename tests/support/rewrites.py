"""Ways to write a shell command so that it does the same and looks different: what an evasion would try.

Each function takes shell code and gives shell code. They are applied to commands that must stay flagged, and to
harmless ones that must stay silent.
"""

import base64
import shlex
import string


def _words(command):
    return command.split(" ")


def _first(command, change):
    head, _, rest = command.partition(" ")
    return f"{change(head)} {rest}".rstrip()


def split_quotes(command):
    return _first(command, lambda w: w[0] + '""' + w[1:])


def single_quotes(command):
    return _first(command, lambda w: f"'{w[0]}'{w[1:]}")


def backslashes(command):
    return _first(command, lambda w: "\\" + w if w.isalpha() else w)


def inner_backslash(command):
    return _first(command, lambda w: w[:-1] + "\\" + w[-1] if w.isalpha() and len(w) > 1 else w)


def ansi_hex(command):
    return _first(command, lambda w: "$'" + "".join(f"\\x{ord(c):02x}" for c in w) + "'")


def ansi_octal(command):
    return _first(command, lambda w: "$'" + "".join(f"\\{ord(c):03o}" for c in w) + "'")


def line_continuation(command):
    return _first(command, lambda w: w[0] + "\\\n" + w[1:])


def variable_name(command):
    head, _, rest = command.partition(" ")
    return f"x={head}; $x {rest}"


def variable_pieces(command):
    head, _, rest = command.partition(" ")
    return f"a={head[0]} b={head[1:]}\n$a$b {rest}"


def default_value(command):
    return _first(command, lambda w: "${none:-" + w + "}")


def indirection(command):
    head, _, rest = command.partition(" ")
    return f"y={head}; z=y; ${{!z}} {rest}"


def array(command):
    if any(c in command for c in "|;&<>()'\"$"):
        return command
    return f'c=({command}); "${{c[@]}}"'


def ifs(command):
    if any(c in command for c in "|;&<>()'\"$*{"):
        return command
    return command.replace(" ", "${IFS}")


def braces(command):
    if any(c in command for c in "|;&<>()'\"$*{,="):
        return command
    return "{" + ",".join(_words(command)) + "}" if " " in command else command


def evaluated(command):
    return "eval " + shlex.quote(command)


def nested_shell(command):
    return "bash -c " + shlex.quote(command)


def nested_twice(command):
    return "sh -c " + shlex.quote("bash -c " + shlex.quote(command))


def here_string(command):
    return "bash <<< " + shlex.quote(command)


def here_document(command):
    return f"bash <<'EOF'\n{command}\nEOF"


def piped(command):
    return f"echo {shlex.quote(command)} | sh"


def printed(command):
    return f"printf '%s\\n' {shlex.quote(command)} | bash"


def encoded(command):
    return f"echo {base64.b64encode(command.encode()).decode()} | base64 -d | bash"


def hexadecimal(command):
    return f"echo {command.encode().hex()} | xxd -r -p | sh"


def reversed_text(command):
    return f"echo {shlex.quote(command[::-1])} | rev | sh" if "\n" not in command else command


def rotated(command):
    table = str.maketrans(
        string.ascii_letters,
        string.ascii_lowercase[13:]
        + string.ascii_lowercase[:13]
        + string.ascii_uppercase[13:]
        + string.ascii_uppercase[:13],
    )
    return f"echo {shlex.quote(command.translate(table))} | tr 'A-Za-z' 'N-ZA-Mn-za-m' | sh"


def substituted(command):
    return f"$(echo {shlex.quote(command)})" if not any(c in command for c in "|;&<>()'\"$*~") else command


def process_substitution(command):
    return f"source <(echo {shlex.quote(command)})"


def function(command):
    return f"f() {{ {command}\n}}; f"


def aliased(command):
    return f"alias q={shlex.quote(command)}; q"


def environment(command):
    return f"env A=1 sh -c {shlex.quote(command)}"


def split_string(command):
    return command if any(c in command for c in "|;&<>()'\"$*~") else f"env -S {shlex.quote(command)}"


def wrapped(command):
    return f"nohup nice -n 5 timeout 60 bash -c {shlex.quote(command)}"


def in_python(command):
    return f"python3 -c {shlex.quote(f'import os; os.system({command!r})')}"


def in_python_list(command):
    return f"python3 -c {shlex.quote(f'import subprocess as s; s.run([{chr(34)}sh{chr(34)}, {chr(34)}-c{chr(34)}, {command!r}])')}"


def in_perl(command):
    return (
        command
        if "'" in command
        else f"perl -e \"system('{command}')\""
        if '"' not in command and "$" not in command
        else command
    )


def in_node(command):
    return (
        f"node -e {shlex.quote(f'require({chr(34)}child_process{chr(34)}).execSync({command!r})')}"
        if '"' not in command and "'" not in command
        else command
    )


def in_ruby(command):
    return command if "'" in command or '"' in command else f"ruby -e \"system('{command}')\""


def in_awk(command):
    return command if "'" in command or '"' in command else f"awk 'BEGIN {{ system(\"{command}\") }}'"


def through_xargs(command):
    return f"echo x | xargs -I% sh -c {shlex.quote(command)}"


def through_find(command):
    return f"find . -maxdepth 0 -exec sh -c {shlex.quote(command)} \\;"


def in_a_loop(command):
    return f"for i in 1; do {command}\ndone"


def in_a_branch(command):
    return f"if true; then {command}\nfi"


def in_background(command):
    return f"({command}) & wait"


def script_file(command):
    return f"printf '%s\\n' {shlex.quote(command)} > /tmp/x.sh && sh /tmp/x.sh"


def busybox(command):
    return f"busybox sh -c {shlex.quote(command)}"


def watched(command):
    return f"watch -n 9 {shlex.quote(command)}"


def trapped(command):
    return f"trap {shlex.quote(command)} EXIT"


def here_document_to_cat(command):
    return f"cat <<'EOF' | sh\n{command}\nEOF"


def case(command):
    return f"case x in x) {command}\n;; esac"


def group(command):
    return f"true && {{ {command}\n}}"


REWRITES = [
    value for name, value in sorted(globals().items()) if callable(value) and not name.startswith("_") and value.__module__ == __name__
]  # fmt: skip
