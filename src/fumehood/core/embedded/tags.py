"""What a fence's info string or a directive's argument says about the language of a block."""

from fumehood.core.patterns import pattern

PLAIN = "plain"
CONSOLE = "console"
PYCON = "pycon"

_TAGS = {
    "python": "python py python3 py3 python2 ipython ipython3 py-script pyodide sage starlark",
    PYCON: "pycon pycon3 python-repl python-console pyrepl doctest doctest-requires",
    "shell": "bash sh zsh shell ksh fish shellscript shell-script cli unix",
    CONSOLE: "console shell-session shellsession sh-session bash-session terminal term session "
    "command-line commandline command doscon dosbatch bat batch cmd prompt",
    "powershell": "powershell ps1 pwsh posh ps",
    "javascript": "javascript js jsx mjs cjs node",
    "typescript": "typescript ts tsx mts cts",
    "yaml": "yaml yml",
    "json": "json jsonc json5",
    "toml": "toml",
    "ini": "ini cfg",
    "dockerfile": "dockerfile docker containerfile",
    "makefile": "makefile make mk",
    "html": "html htm xhtml vue svelte",
    "requirements": "requirements requirements.txt requirements-txt pip-requirements",
    "markdown": "markdown md mdx",
    "rst": "rst rest restructuredtext",
    "sql": "sql sqlite postgresql mysql",
    PLAIN: "text txt plain plaintext none output log raw",
}
_LANGUAGE = {tag: language for language, tags in _TAGS.items() for tag in tags.split()}
_WORD = pattern(r"[A-Za-z0-9_.+#-]+")
_DIRECTIVE = pattern(r"\{(?P<name>[\w.:-]{1,40})\}[ \t]*(?P<argument>[\w.+#-]{0,40})")
_CODE_DIRECTIVES = frozenset({"code-block", "code-cell", "code", "sourcecode", "parsed-literal"})


def language_of_tag(info: str) -> str:
    """The language that an info string names: `PLAIN` when it names none, `""` when we know nothing of it.

    Besides the languages of `core.language` it can be `CONSOLE` or `PYCON`: prompts and output mixed.
    """
    info = info.strip()
    if not info:
        return PLAIN
    directive = _DIRECTIVE.match(info)
    if directive:
        name = directive["name"].lower().lstrip(".")
        if name in _CODE_DIRECTIVES:
            return _LANGUAGE.get(directive["argument"].lower(), "") if directive["argument"] else PLAIN
        return _LANGUAGE.get(name, "")
    word = _WORD.search(info)
    tag = word[0].lower().lstrip(".") if word and word.start() <= 2 else ""
    if tag.startswith(("title=", "file=")) or not tag:
        return PLAIN
    return _LANGUAGE.get(tag, "")
