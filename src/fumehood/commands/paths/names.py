"""Names of files and folders that say what is in them."""

# What builds, tests and caches leave behind and make again.
BUILD = frozenset({
    "build", "dist", "target", "out", "bin", "obj", "node_modules", "venv", ".venv", "env", ".env.d", "__pycache__",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox", ".cache", "coverage", "htmlcov", ".coverage", ".next",
    ".nuxt", ".output", ".turbo", ".parcel-cache", ".svelte-kit", "tmp", "temp", ".tmp", ".temp", "logs", ".eggs", ".gradle",
    ".terraform", "_build", "site", "CMakeFiles", ".dart_tool", "Pods", "DerivedData", "elm-stuff", ".stack-work",
    "dist-newstyle", ".angular", ".vite", ".nyc_output", "test-results", "playwright-report", "storybook-static",
    "bower_components", "jspm_packages", ".sass-cache", ".serverless", ".webpack", ".hypothesis", ".ipynb_checkpoints",
    "wheels", "pip-wheel-metadata", ".import_linter_cache", "_site", ".docusaurus", ".expo", "cache", ".rpt2_cache",
    ".idea_modules", ".bundle", "artifacts", "release", "debug", ".build", ".swiftpm", "zig-out", "zig-cache", ".zig-cache",
    "_deps", "cmake-build-debug", "cmake-build-release", ".eslintcache", ".stylelintcache", ".pnpm-store", ".yarn-cache",
    ".benchmarks", ".pytype", ".scannerwork", "typings", "lib-cov", "generated", "gen", ".fleet", "test-output", "reports",
    ".direnv", "result", ".aws-sam", "cdk.out", ".vercel", ".netlify", "buck-out", "bazel-bin", "bazel-out", "bazel-testlogs",
})  # fmt: skip
BUILD_ENDINGS = (
    ".egg-info",
    ".dist-info",
    ".tmp",
    ".bak",
    ".pyc",
    ".o",
    ".log",
    ".swp",
    ".orig",
    "~",
    "-cache",
    "_cache",
)
BUILD_BEGINNINGS = (
    "build-",
    "build_",
    "cmake-build-",
    "bazel-",
    "tmp-",
    "tmp_",
    "tmp.",
    "temp-",
    "temp_",
    "test-output",
    "dist-",
)

# What a project is made of; nobody deletes one of these whole without being asked.
PRECIOUS = frozenset({
    "src", "source", "sources", "lib", "libs", "app", "apps", "packages", "pkg", "cmd", "internal", "include", "docs", "doc", "test", "tests",
    "spec", "specs", "data", "dataset", "datasets", "database", "db", "migrations", "config", "configs", "conf", "scripts",
    "assets", "static", "public", "backend", "frontend", "server", "client", "api", "core", "components", "pages",
    "notebooks", "models", "infra", "infrastructure", "terraform", "deploy", "deployment", "helm", "charts", "k8s",
    "uploads", "media", "backup", "backups", "secrets", "certs", "keys", "services", "modules", "plugins", "lambda",
    ".github", ".gitlab", ".circleci", ".svn", ".hg", ".env", "results", "experiments", "checkpoints", "Documents",
})  # fmt: skip

# Folders below the home that hold only what can be fetched or made again.
HOME_CACHES = (
    ".cache", ".npm", ".npm/_cacache", ".yarn/cache", ".yarn", ".pnpm-store", ".gradle/caches", ".gradle/daemon", ".m2/repository",
    ".cargo/registry", ".cargo/git", ".nuget/packages", "Library/Caches", "Library/Developer/Xcode/DerivedData", "go/pkg",
    ".bun/install/cache", ".local/share/Trash", ".cpan/build", ".ivy2/cache", ".sbt", ".node-gyp", ".electron", ".pub-cache",
    ".local/share/pnpm/store", ".composer/cache", ".expo", ".ccache", ".keras", ".ipython/profile_default/db",
)  # fmt: skip
ROOT_HOME = "/root"
SYSTEM_CACHES = (
    "/var/lib/apt/lists",
    "/var/cache",
    "/var/tmp",
    "/usr/share/doc",
    "/usr/share/man",
    "/var/crash",
    f"{ROOT_HOME}/.cache",
)

SYSTEM = frozenset({
    "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "lost+found", "opt", "proc", "root", "run", "sbin", "snap",
    "srv", "sys", "usr", "var", "nix", "System", "Library", "Applications", "private", "cores", "Network", "Windows",
})  # fmt: skip
MOUNTS = frozenset({"mnt", "media", "Volumes", "net", "data"})
HOMES = frozenset({"home", "Users"})
TEMPORARY = ("/tmp", "/var/tmp", "/private/tmp", "/private/var/tmp", "/var/folders", "/dev/shm")
HARMLESS_DEVICES = frozenset({
    "/dev/null", "/dev/zero", "/dev/full", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/random", "/dev/urandom",
    "/dev/ptmx", "/dev/console",
})  # fmt: skip
DISKS = (
    "sd",
    "hd",
    "vd",
    "xvd",
    "nvme",
    "mmcblk",
    "disk",
    "rdisk",
    "md",
    "dm-",
    "mapper/",
    "loop",
    "sr",
    "ada",
    "da",
    "nvd",
    "zvol/",
    "mtd",
)
