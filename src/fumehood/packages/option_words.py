"""Options of installers that take a value from the next word, tool by tool.

Sources: the command references of pip 26, uv 0.9, pipx 1.8, Poetry 2, PDM 2, Pipenv, npm 11, pnpm 10, Yarn 4, Bun 1,
and OpenSSH 9.
"""


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


PIP = words(
    "-t --target --prefix --root --src --platform --python-version --implementation --abi -f "
    "--find-links --proxy --cert --client-cert --cache-dir --log --timeout --default-timeout "
    "--retries --exists-action --upgrade-strategy --no-binary --only-binary --progress-bar "
    "--report --global-option --install-option --config-settings --config-setting -C "
    "--build-option -b --build --python --root-user-action --use-feature --use-deprecated "
    "--keyring-provider -d --dest --download -w --wheel-dir --group --uploaded-prior-to "
    "--exclude-newer -p --color --directory --project --link-mode --resolution --prerelease "
    "--index-strategy --refresh-package --reinstall-package -P --upgrade-package "
    "--no-build-package --torch-backend --extra --build-constraints --overrides --override -o "
    "--output-file --config-file --env-file --only-deps"
)
"""pip and uv pip: each swallows the next word."""

FILES = words("-r --requirement --requirements -c --constraint --constraints --with-requirements")
"""Options that include a file of requirements."""

INDEX = words("-i --index-url --index --default-index --pypi-mirror --pypi-url")
"""Options that name an index."""

EXTRA_INDEX = words("--extra-index-url")
"""Options that add an index."""

TRUST = words("--trusted-host --allow-insecure-host")
"""Options that turn certificates off."""

EDITABLE = words("-e --editable --with-editable")
"""Options that install a folder or an address for editing."""

WITH = words("--with -w")
"""uv's options that name more packages."""

UV_RUN = words(
    "--with --from --python -p --index --default-index --extra --group --env-file --script -m --module"
)
"""uv run, uvx."""

POETRY = words("-G --group -E --extras --python --platform --source --markers --optional-group")
"""poetry add."""

PDM = words("-G --group -p --project -L --lockfile --venv --override -k --skip")
"""pdm add."""

PIPX = words("--python --pip-args --suffix --backend --fetch-missing-python-from")
"""pipx."""

PIPENV = words("--python --categories --extra-pip-args")
"""pipenv install."""

UV_ADD = words(
    "--optional --group --extra --tag --branch --rev --script --package --bounds -m --marker "
    "--raw-sources-from"
)
"""uv add."""

GLOBAL = words(
    "--python --log --proxy --timeout --cert --client-cert --cache-dir --directory --project -C -p -P --color"
)
"""Options before the verb."""

NODE = words(
    "--prefix -C --dir --cwd --registry -w --workspace --tag --cache --loglevel --userconfig "
    "--globalconfig --omit --include --save-prefix --scope --filter -F --otp --network-timeout "
    "--modules-folder --cache-folder --mutex --before --os --cpu --libc --script-shell "
    "--node-options --fetch-timeout --config --global-dir --store-dir --reporter -c --call "
    "--package -p"
)
"""npm, pnpm, yarn, bun."""

SSH = words("-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w")
"""ssh."""
