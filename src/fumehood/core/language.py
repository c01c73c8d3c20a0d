"""What kind of text a file holds, by its name, and by its first line where the name does not tell."""

import re

from fumehood.core.patterns import pattern

_BY_NAME = {
    "dockerfile": "dockerfile",
    "containerfile": "dockerfile",
    "makefile": "makefile",
    "gnumakefile": "makefile",
    "justfile": "makefile",
    "pipfile": "toml",
    "pipfile.lock": "json",
    "poetry.lock": "toml",
    "uv.lock": "toml",
    "pdm.lock": "toml",
    "yarn.lock": "text",
    "package-lock.json": "json",
    ".babelrc": "json",
    ".eslintrc": "json",
    ".bashrc": "shell",
    ".bash_profile": "shell",
    ".profile": "shell",
    ".zshrc": "shell",
    ".bash_history": "shell",
    ".zsh_history": "shell",
    ".cursorrules": "markdown",
    ".windsurfrules": "markdown",
    ".clinerules": "markdown",
}
_BY_SUFFIX = {
    "py": "python", "pyi": "python", "pyw": "python",
    "ipynb": "notebook",
    "md": "markdown", "markdown": "markdown", "mdx": "markdown", "mdc": "markdown", "mkd": "markdown",
    "rst": "rst",
    "html": "html", "htm": "html", "xhtml": "html", "vue": "html", "svelte": "html",
    "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascript",
    "ts": "typescript", "tsx": "typescript", "mts": "typescript", "cts": "typescript",
    "sh": "shell", "bash": "shell", "zsh": "shell", "ksh": "shell", "env": "env",
    "ps1": "powershell", "psm1": "powershell",
    "yml": "yaml", "yaml": "yaml",
    "json": "json", "jsonc": "json", "json5": "json", "webmanifest": "json",
    "jsonl": "jsonl", "ndjson": "jsonl",
    "toml": "toml",
    "ini": "ini", "cfg": "ini", "conf": "ini", "properties": "ini",
    "xml": "xml", "svg": "xml",
    "css": "css", "scss": "css", "less": "css",
    "c": "c", "h": "c", "cc": "c", "cpp": "c", "cxx": "c", "hpp": "c", "hh": "c", "m": "c",
    "java": "java", "kt": "java", "kts": "java", "scala": "java", "groovy": "java", "gradle": "java",
    "cs": "java", "swift": "java", "dart": "java",
    "go": "go", "rs": "rust", "rb": "ruby", "php": "php", "pl": "perl", "pm": "perl", "lua": "lua",
    "r": "r", "jl": "julia", "sql": "sql", "tf": "hcl", "tfvars": "hcl", "hcl": "hcl",
    "mk": "makefile", "dockerfile": "dockerfile",
    "csv": "csv", "tsv": "csv",
    "txt": "text", "text": "text", "log": "text", "po": "text", "pot": "text",
}  # fmt: skip
_REQUIREMENTS = pattern(r"(?i)(?:^|[-_.])(?:requirements?|constraints?)(?:[-_.][\w.-]*)?\.(?:txt|in)$")
_ENV_FILE = pattern(r"(?i)^\.env(?:rc|\.[\w.-]+)?$|^[\w.-]+\.env$")
_SHEBANG = (
    ("python", "python"),
    ("bash", "shell"),
    ("sh", "shell"),
    ("zsh", "shell"),
    ("node", "javascript"),
)


def language_of(path: str, first_line: str = "") -> str:
    """The language of the file at `path`: one of the names used here, `"text"` when nothing tells."""
    folder, _, name = path.rpartition("/")
    low = name.lower()
    if low in _BY_NAME:
        return _BY_NAME[low]
    if low.startswith(("dockerfile.", "containerfile.")):
        return "dockerfile"
    if _ENV_FILE.match(name):
        return "env"
    if _REQUIREMENTS.search(name) or (
        folder.rpartition("/")[2] == "requirements" and low.endswith((".txt", ".in"))
    ):
        return "requirements"
    _, dot, suffix = low.rpartition(".")
    if dot and suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if first_line.startswith("#!"):
        for word, language in _SHEBANG:
            if re.search(rf"[/ ]{word}[\d.]*(?:\s|$)", first_line):
                return language
    return "text"
