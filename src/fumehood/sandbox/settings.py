"""Files whose content runs, or is obeyed, outside of the room later: settings of agents, editors, shells and builds."""

NAMES = frozenset((
    # editors and their start files
    ".vscode", ".idea", ".zed", ".fleet", ".devcontainer", ".devcontainer.json", ".exrc", ".vimrc", ".nvimrc", ".nvim.lua",
    ".dir-locals.el", ".gdbinit", ".lldbinit",
    # agents and what they are told
    ".mcp.json", ".claude", ".cursor", ".cursorrules", ".cursorignore", ".codex", ".gemini", ".windsurf", ".windsurfrules",
    ".clinerules", ".continue", ".aider.conf.yml", ".kiro", ".roo", ".amazonq", ".junie", ".goosehints", ".opencode",
    "opencode.json", "CLAUDE.md", "CLAUDE.local.md", "AGENTS.md", "GEMINI.md", "copilot-instructions.md",
    # shells
    ".envrc", ".direnv", "mise.toml", ".mise.toml", ".mise", ".autoenv", ".autoenv.zsh",
    # build servers and checks before a commit
    ".gitlab-ci.yml", ".circleci", ".travis.yml", "Jenkinsfile", "azure-pipelines.yml", ".buildkite", ".woodpecker.yml",
    ".drone.yml", "bitbucket-pipelines.yml", "appveyor.yml", ".husky", ".lefthook", "lefthook.yml", ".lefthook.yml",
    ".pre-commit-config.yaml", ".overcommit.yml",
    # what Python and other interpreters load by themselves in a folder
    "sitecustomize.py", "usercustomize.py", "ipython_config.py", "jupyter_config.py", "jupyter_notebook_config.py",
    "jupyter_server_config.py", ".pdbrc", ".Rprofile", ".Renviron", ".irbrc", ".pryrc", ".octaverc", ".ghci", ".perldb", ".rvmrc",
    # programs that package managers and build tools start before anything else
    ".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs", "bunfig.toml", ".bundle", ".mvn", ".bazelrc", ".bazeliskrc",
    "gradle-wrapper.properties", "gradle-wrapper.jar",
))  # fmt: skip
_LOWER = frozenset(map(str.lower, NAMES))
_BELOW = {
    "workflows": ".github", "actions": ".github", "config.toml": ".cargo", "config": ".cargo", "releases": ".yarn", "plugins": ".yarn",
    "bazel": "tools",
}  # fmt: skip
"""Such names in a folder of this name only."""
_INSTALLED = ("/node_modules/", "/site-packages/", "/dist-packages/")
"""Packages carry such files of their own projects; nobody opens those folders as a project."""


def is_setting_in_any_case(path: str) -> bool:
    """As `is_setting`, where the file system takes every spelling of a name for the same."""
    lower = path.lower()
    return lower.rpartition("/")[2] in _LOWER or is_setting(lower)


def is_setting(path: str) -> bool:
    """Whether the last part of `path` (with slashes) is such a file or folder."""
    above, _, name = path.rpartition("/")
    folder = _BELOW.get(name)
    below = folder is not None and (above == folder or above.endswith("/" + folder))
    if not (name in NAMES or below or name.endswith(".code-workspace")):
        return False
    return not any(one in f"/{path}" for one in _INSTALLED)
