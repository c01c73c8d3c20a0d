"""Settings of agents, editors, shells and build servers: what is written there runs later, outside."""

import os
import shutil

from fumehood.sandbox.probes.inside.harness import Answer, Tried, World, probe, write


def _try(world: World, *names: str) -> Tried:
    paths = tuple(os.path.join(world["project"], name) for name in names)
    for path in paths:
        write(path)
    return Tried(paths)


@probe
def editor(world: World) -> Answer:
    """Writes tasks and settings of editors."""
    return _try(
        world,
        ".vscode/tasks.json",
        ".vscode/settings.json",
        ".idea/workspace.xml",
        ".zed/tasks.json",
        "x.code-workspace",
    )


@probe
def editor_below(world: World) -> Answer:
    """Writes settings of editors further down."""
    return _try(world, "deep/er/.vscode/tasks.json", ".devcontainer/devcontainer.json", ".devcontainer.json")


@probe
def editor_start_files(world: World) -> Answer:
    """Writes start files of vim, Emacs and debuggers."""
    return _try(world, ".exrc", ".nvim.lua", ".vimrc", ".dir-locals.el", ".gdbinit", ".lldbinit")


@probe
def shell_environment(world: World) -> Answer:
    """Writes what a shell loads on entering the folder."""
    return _try(world, ".envrc", "deep/.envrc", "mise.toml", ".mise.toml", ".autoenv")


@probe
def agent(world: World) -> Answer:
    """Writes hooks and settings of assistants."""
    return _try(
        world,
        ".claude/settings.json",
        ".claude/hooks/x.sh",
        ".cursor/mcp.json",
        ".codex/config.toml",
        ".gemini/settings.json",
    )


@probe
def further_agents(world: World) -> Answer:
    """Writes settings of more assistants."""
    return _try(
        world,
        ".windsurf/x.json",
        ".clinerules/x.md",
        ".continue/config.json",
        ".aider.conf.yml",
        ".kiro/x",
        ".roo/mcp.json",
    )


@probe
def agent_tools(world: World) -> Answer:
    """Writes servers of tools for assistants."""
    return _try(world, ".mcp.json", "deep/er/.mcp.json", ".cursorrules")


@probe
def agent_instructions(world: World) -> Answer:
    """Writes what assistants read as instructions."""
    return _try(world, "CLAUDE.md", "AGENTS.md", "GEMINI.md", ".github/copilot-instructions.md")


@probe
def build_server(world: World) -> Answer:
    """Writes what build servers run."""
    return _try(
        world,
        ".github/workflows/x.yml",
        ".github/actions/x/action.yml",
        ".gitlab-ci.yml",
        ".circleci/config.yml",
        "Jenkinsfile",
    )


@probe
def commit_checks(world: World) -> Answer:
    """Writes checks that run at each commit."""
    return _try(world, ".pre-commit-config.yaml", ".husky/pre-commit", "lefthook.yml")


@probe
def start_of_python(world: World) -> Answer:
    """Writes modules that Python loads by itself."""
    return _try(world, "sitecustomize.py", "usercustomize.py")


@probe
def exchanged_folder(world: World) -> Answer:
    """Moves a folder of settings away and makes a new one."""
    path = world["project"] + "/.vscode"
    shutil.move(path, world["project"] + "/.moved-vscode")
    return Tried((path, *_try(world, ".vscode/tasks.json").paths))


@probe
def exchanged_for_a_link(world: World) -> Answer:
    """Puts a link in place of a folder of settings."""
    path = world["project"] + "/.claude"
    shutil.rmtree(path, ignore_errors=True)
    os.symlink("elsewhere", path)
    return Tried((path,))


@probe
def package_managers(world: World) -> Answer:
    """Writes settings of package managers that name programs."""
    return _try(
        world,
        ".yarnrc.yml",
        ".yarnrc",
        ".pnpmfile.cjs",
        ".cargo/config.toml",
        ".bundle/config",
        "deep/.yarnrc.yml",
    )


@probe
def start_files_of_languages(world: World) -> Answer:
    """Writes files that interpreters load when they start in the folder."""
    return _try(world, ".Rprofile", ".irbrc", ".pryrc", ".pdbrc", ".octaverc", ".ghci", ".perldb")


@probe
def build_tools(world: World) -> Answer:
    """Writes settings that build tools load before they build anything."""
    return _try(
        world,
        ".mvn/extensions.xml",
        ".mvn/jvm.config",
        ".bazelrc",
        "gradle/wrapper/gradle-wrapper.properties",
        "tools/bazel",
    )
