"""The classes of the assistants' tools, by name. A name that no row knows is `other`: its arguments are searched."""

from fumehood.agents.event import EDIT, MCP, OTHER, QUIET, READ, SEARCH, SHELL, WEB, WRITE

# Names in lower case, without `_`, `-` and blanks, as the assistants' documentation has them.
_NAMES = {
    SHELL: (
        "bash shell runshellcommand runinterminal executecommand localshell execcommand runcommand executebash runterminalcmd "
        "runterminalcommand terminal powershell developershell runcommandinterminal executeshellcommand executecmd "
        "unifiedexec shellcommand ibash runtests runtask executecli"
    ),
    WRITE: "write createfile writefile writetofile fswrite newfile savefile writenotebook create",
    EDIT: (
        "edit multiedit replace strreplace applypatch editfiles editfile replaceinfile inserteditintofile notebookedit texteditor "
        "developertexteditor replacestringinfile multireplacestringinfile searchreplace editnotebookfile editnotebook "
        "strreplaceeditor strreplacebasededittool applydiff insertcontent patch deletefile movefile fsedit"
    ),
    READ: (
        "read readfile view fsread notebookread readmanyfiles viewfile openfile readnotebookcelloutput readfiles attachfile "
        "viewimage getfile"
    ),
    SEARCH: (
        "grep glob ls list listdirectory listdir listfiles searchfiles search codebasesearch semanticsearch findfiles filesearch "
        "grepsearch findbyname toolsearch textsearch searchfilecontent listcodedefinitionnames finder librarian codebase"
    ),
    WEB: (
        "webfetch websearch fetch googlewebsearch urlcontext fetchwebpage browseraction readwebpage webpage fetchurl "
        "openbrowserpage searchweb readurlcontent viewwebdocumentchunk"
    ),
    QUIET: (
        "todowrite todoread updatetopic task agent taskoutput taskstop bashoutput killshell killbash exitplanmode enterplanmode "
        "askuserquestion askfollowupquestion attemptcompletion plan updateplan planmoderespond skill think "
        "writetodos savememory newtask managetodolist todo subagent runsubagent getterminaloutput oracle shutdown "
        "slashcommand viewplan sendmessage taskcreate taskupdate taskget tasklist"
    ),
}  # fmt: skip
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_DROPPED = str.maketrans("", "", "_- ")


def kind_of(tool: str) -> str:
    """The class of a tool: shell, write, edit, read, search, web, quiet, mcp, else other."""
    if tool.startswith(("mcp__", "mcp_", "MCP:", "mcp:")):
        return MCP
    name = tool.lower()
    known = _KINDS.get(name.translate(_DROPPED))
    if known:
        return known
    if "/" in name or "__" in name:  # server/tool, extension__tool
        return MCP
    return OTHER


def server_and_tool(tool: str) -> tuple[str, str]:
    """The server and the tool that an MCP tool's name holds; an empty server when it holds none."""
    for prefix in ("mcp__", "mcp_", "MCP:", "mcp:"):
        if tool.startswith(prefix):
            tool = tool[len(prefix) :]
            break
    for separator in ("__", "/", ":"):
        server, found, name = tool.partition(separator)
        if found:
            return server, name
    return "", tool
