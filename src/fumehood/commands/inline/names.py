"""The names of functions that reach beyond a program, in Perl, Ruby, JavaScript, PHP, Lua and others (last component)."""

SHELLS = frozenset({
    "system", "exec", "execSync", "spawn", "spawnSync", "execFile", "execFileSync", "shell_exec", "passthru", "popen", "popen2", "popen3", "proc_open", "pcntl_exec", "os.execute", "execute", "capture2", "capture2e", "capture3", "pipeline", "syscmd", "esyscmd", "shell", "execlp", "execl", "execv", "cmd", "run-process",
    "run", "unixCmd", "shell_command", "sh", "open3", "startProcess", "callCommand", "readProcess", "createProcess", "POpen", "Runtime.exec", "getoutput", "ProcessBuilder", "SYSTEM", "gsystem", "$",
})  # fmt: skip
DELETES = frozenset({
    "unlink", "unlinkSync", "rmSync", "rmdirSync", "rmdir", "rm", "rmtree", "remove_tree", "rm_rf", "rm_r", "rm_f", "remove_dir", "removeSync", "emptyDirSync", "rimraf", "rimrafSync", "delete", "File.delete", "FileUtils.rm", "remove_entry_secure", "remove", "os.remove", "safe_unlink", "deleteFile", "del_dir_r", "delete_file", "rm!",
    "Dir.delete", "delete_dir", "delete-file",
})  # fmt: skip
WRITES = frozenset({
    "writeFile", "writeFileSync", "appendFile", "appendFileSync", "createWriteStream", "file_put_contents", "write_text", "File.write", "IO.write", "binwrite", "truncateSync", "truncate", "copyFileSync", "symlinkSync", "spurt", "write_file", "outputFile", "outputFileSync",
})  # fmt: skip
READS = frozenset({
    "readFile", "readFileSync", "createReadStream", "file_get_contents", "readfile", "fopen", "open", "file", "read_file", "slurp", "binread", "File.read", "IO.read", "readlines", "io.open", "lines", "io.lines", "File.open", "read", "parse_ini_file", "show_source", "highlight_file", "include", "require_once", "readdirSync", "sysopen",
})  # fmt: skip
CONNECTS = frozenset({
    "net.connect", "net.createConnection", "createConnection", "connect", "Socket", "fsockopen", "pfsockopen", "stream_socket_client", "socket_connect", "TCPSocket", "TCPSocket.open", "TCPSocket.new", "IO::Socket::INET", "new", "Net.Socket", "tcp", "socket.tcp", "socket.connect", "socket_create", "gen_tcp.connect", "tls.connect", "socket", "WebSocket", "sockaddr_in",
    "INET", "INET6", "UDPSocket", "Socket.tcp", "net.Socket",
}) - {"new"}  # fmt: skip
LISTENS = frozenset(
    {
        "createServer",
        "TCPServer",
        "TCPServer.new",
        "TCPServer.open",
        "stream_socket_server",
        "socket_listen",
        "listen",
        "http.createServer",
        "net.createServer",
        "socket_bind",
        "WEBrick",
        "HTTPServer",
    }
)
RUNS_CODE = frozenset(
    {
        "eval",
        "Function",
        "runInThisContext",
        "runInNewContext",
        "instance_eval",
        "class_eval",
        "module_eval",
        "assert_options",
        "create_function",
        "load",
        "loadstring",
        "dostring",
        "eval_string",
        "compileFunction",
    }
)
SENDS = frozenset(
    {
        "post",
        "put",
        "request_post",
        "post_form",
        "Net::HTTP.post",
        "Net::HTTP.post_form",
        "curl_exec",
        "mail",
        "axios.post",
        "patch",
        "sendBeacon",
    }
)
FETCHES = frozenset(
    {
        "fetch",
        "get",
        "https.get",
        "http.get",
        "request",
        "https.request",
        "http.request",
        "getstore",
        "URI.open",
        "open_uri",
        "Net::HTTP.get",
        "axios.get",
        "axios",
        "curl_init",
        "download",
        "needle",
        "got",
        "superagent",
        "LWP::Simple",
        "mirror",
    }
)
