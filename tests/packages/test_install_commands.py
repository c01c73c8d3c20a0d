"""The one tokeniser: which names a command line gives, in order, and which words are no names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.packages.extract import mentions_in_command
from fumehood.packages.install_commands import command_items
from fumehood.packages.mention import Mention, Notice


def names(text: str) -> str:
    """The names in a shell text, npm's with their prefix, between blanks."""
    found = (i for i in command_items(text) if isinstance(i, Mention))
    return " ".join(f"npm:{i.name}" if i.ecosystem == "npm" else i.name for i in found)


PYTHON = [
    ("pip install otter b.lib==1.0 'c[x,y]>=2,<3'", "otter b.lib c"),
    ("pip3.11 install -U --no-cache-dir otter", "otter"),
    ("/usr/bin/python3 -I -m pip --disable-pip-version-check install otter", "otter"),
    ("py -3 -m pip install otter", "otter"),
    ("$(PY) -m pip install otter", "otter"),
    ('"${PYTHON:-python3}" -m pip install otter==$V', "otter"),
    ("python -mpip install otter", "otter"),
    ("python -m uv pip install otter", "otter"),
    ("pip --python .venv install otter", "otter"),
    ("pip install -r requirements.txt -c c.txt -t out -i https://h.example/simple otter", "otter"),
    ("pip install -rreq.txt otter", "otter"),
    ("pip install --target=out --index-url https://h.example otter", "otter"),
    ("pip install -e . -e ./x -e git+https://h.example/x.git#egg=egg-lib", "egg-lib"),
    ("pip install . ./dist/x.whl ../y x.whl https://h.example/a.zip .[dev]", ""),
    ('pip install "otter @ git+https://h.example/x"', "otter"),
    ('pip install $PKG ${PKG} "$A-lib" foo-$X', ""),
    ("pip install ${{ matrix.dep }} otter==${{ matrix.v }}", "otter"),
    ("pip install {{ item }} %PKG%", ""),
    ("pip uninstall -y otter", ""),
    ("pip freeze | grep otter", ""),
    ("pip download otter -d x; pip wheel heron -w y", "otter heron"),
    ("pip install --upgrade pip setuptools wheel", "pip setuptools wheel"),
    ("pip install otter --extra-index-url https://h.example/simple heron", "otter heron"),
    ("pip install torch==2.1.0+cu118 -f https://h.example/y.html", "torch"),
    ("pip install 'otter>=1;python_version<\"3\"'", "otter"),
    ("pip install otter>=1.0 heron", "otter heron"),
    ("uv pip install otter --python 3.12", "otter"),
    ("uv add --dev otter 'heron>=1' --optional x", "otter heron"),
    ("uv --directory x add --group test otter", "otter"),
    ("uv run --with otter,heron --with 'newt>=1,<2' python x.py --with no", "otter heron newt"),
    ("uv run --with-requirements r.txt script.py", ""),
    ("uv run pip install otter", "otter"),
    ("uv tool install otter --with heron", "otter heron"),
    ("uv tool run --from otter heron newt", "otter"),
    ("uvx otter@latest x", "otter"),
    ("uvx --with heron --from 'otter[x]==1' tool y", "heron otter"),
    ("uvx --python 3.12 otter", "otter"),
    ("pipx install 'otter[x]'", "otter"),
    ("pipx run --spec otter heron", "otter"),
    ("pipx run otter x", "otter"),
    ("pipx inject venv otter heron", "otter heron"),
    ("poetry add otter@^1 heron --group dev", "otter heron"),
    ("poetry add git+https://h.example/x.git", ""),
    ("pdm add -dG test otter", "otter"),
    ("pipenv install --dev otter", "otter"),
    ("rye add otter --dev", "otter"),
    ("easy_install otter", "otter"),
    (
        "conda install -y otter; apt-get install heron; brew install newt; cargo install otter; gem install heron",
        "",
    ),
]
NODE = [
    ("npm i -D otter@1 @s/heron@latest", "npm:otter npm:@s/heron"),
    ("npm install --save-dev otter heron --registry https://h.example", "npm:otter npm:heron"),
    ("npm install alias@npm:real-otter@1", "npm:real-otter"),
    ("npm install ./x ../y file:z user/repo git+https://h.example/x.git https://h.example/x.tgz x.tgz", ""),
    ("npm ci; npm install; npm run install; npm init -y; yarn install", ""),
    ("npm --prefix web install otter; npm -g install heron", "npm:otter npm:heron"),
    ("npm create vite@latest app", "npm:create-vite"),
    ("npm init @s/otter; npm init @s", "npm:@s/create-otter npm:@s/create"),
    ("npm exec --package=otter -- heron", "npm:otter"),
    ("npm exec otter heron", "npm:otter"),
    ("npx -y otter@1 heron newt", "npm:otter"),
    ("npx --yes -p otter -p heron newt", "npm:otter npm:heron"),
    ("pnpm add -D otter; pnpm dlx heron x; pnpm --filter x add newt", "npm:otter npm:heron npm:newt"),
    ("yarn add otter heron --dev; yarn global add newt", "npm:otter npm:heron npm:newt"),
    ("yarn workspace w add otter; yarn dlx heron x", "npm:otter npm:heron"),
    ("bun add otter; bunx --bun heron x", "npm:otter npm:heron"),
    ("deno add npm:otter jsr:@x/y", "npm:otter"),
    ('npm i otter@">=1 <2"', "npm:otter"),
]
AROUND = [
    ("sudo -H -u www env X=1 pip install otter && echo pip install heron", "otter"),
    ('X=1 Y="a b" pip install otter', "otter"),
    ("bash -lc \"pip install otter; pip install 'heron[c]'\"", "otter heron"),
    ("ssh -p 22 host 'pip install otter'", "otter"),
    ("ssh host pip install otter heron", "otter heron"),
    ("docker run --rm -it python:3.12 pip install otter", "otter"),
    ("docker exec -it box sh -c 'pip install otter'", "otter"),
    (
        "poetry run pip install otter; hatch run pip install heron; conda run -n x pip install newt",
        "otter heron newt",
    ),
    ("if ! pip install otter; then pip install heron; fi", "otter heron"),
    ("for p in x y; do pip install $p; done", ""),
    ('echo "$(pip install otter)"', "otter"),
    ("(cd x && pip install otter) || { pip install heron; }", "otter heron"),
    ("pip install otter  # pip install heron", "otter"),
    ("pip install otter \\\n  heron \\\n  # words\n  newt", "otter heron"),
    ("cat <<END\npip install otter\nEND\npip install heron", "heron"),
    ("cat > requirements.txt <<END\notter>=1\nheron\nEND", "otter heron"),
    ("bash <<'X'\npip install otter\nX", "otter"),
    ("pip install otter 2>&1 | tee log; pip install heron > log.txt", "otter heron"),
    ("cmd /c pip install otter", "otter"),
    ('powershell -Command "pip install otter"', "otter"),
    ("& python -m pip install otter", "otter"),
    ("pip install otter `\n  heron", "otter heron"),
    ("time nice -n 5 timeout 60 pip install otter", "otter"),
    ("xargs -n1 pip install otter", "otter"),
    ("su -c 'pip install otter' user", "otter"),
    ("nohup pip install otter &", "otter"),
    ("while read p; do pip install otter; done < x", "otter"),
    ("$PIP install otter; ${NPM} install heron", "otter npm:heron"),
]
PROSE = [
    ("pip install the package", ""),
    ("pip install it and go on", ""),
    ("pip install <package>", ""),
    ("pip install PACKAGE_NAME your-package my_package some-lib", ""),
    ("printf 'pip install otter'; print pip install heron; grep 'npm install newt' x", ""),
    ('python -c "import pip; pip install otter"', ""),
]


@pytest.mark.parametrize(("text", "expected"), [*PYTHON, *NODE, *AROUND, *PROSE])
def test_names(text: str, expected: str) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(("text", "_expected"), [*PYTHON, *NODE, *AROUND])
def test_positions_are_those_of_the_name(text: str, _expected: str) -> None:
    for item in command_items(text):
        if isinstance(item, Mention) and "create" not in item.name:
            assert text[item.start : item.end] == item.name


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("pip install --extra-index-url https://h.example/simple otter", "extra-index", "https://h.example/simple"),
        ("pip install --extra-index-url=https://h.example/simple otter", "extra-index", "https://h.example/simple"),
        ("uv pip install --index https://h.example/simple otter", "extra-index", "https://h.example/simple"),
        ("pip install --trusted-host h.example otter", "untrusted-index", "h.example"),
        ("pip install -i http://h.example/simple otter", "untrusted-index", "http://h.example/simple"),
        ("npm install --registry http://h.example otter", "untrusted-index", "http://h.example"),
        ("pip install git+https://h.example/x.git", "direct-url", "git+https://h.example/x.git"),
        ("pip install -e 'git+ssh://git@h.example/x.git#egg=otter'", "direct-url", "git+ssh://git@h.example/x.git#egg=otter"),
        ("npm i https://h.example/x.tgz", "direct-url", "https://h.example/x.tgz"),
    ],
)  # fmt: skip
def test_notices(text: str, kind: str, what: str) -> None:
    notices = [i for i in command_items(text) if isinstance(i, Notice) and i.kind == kind]
    assert [n.text for n in notices] == [what]
    assert text[notices[0].start : notices[0].end] == what


def test_includes_are_followed_when_they_can_be_read() -> None:
    files = {"a.txt": "otter\n-r b.txt\n", "b.txt": "heron\n-r a.txt\n"}
    argv = ["pip", "install", "-r", "a.txt", "newt"]
    assert {m.name for m in mentions_in_command(argv, files.get)} == {"otter", "heron", "newt"}
    assert {m.name for m in mentions_in_command(argv)} == {"newt"}


_PARTS = st.lists(
    st.sampled_from(
        ["pip", "install", "otter", " ", "\n", "'", '"', "\\", "$(", ")", "`", "${", "}", ";", "&&", "|", "<<E", "E", "#",
         "-r", "--", "sh -c ", "(", "{{", "\u00e9", "@", "npm", "uvx", "=", ">"]
    ),
    max_size=30,
)  # fmt: skip


@given(_PARTS)
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_to_its_end(parts: list[str]) -> None:
    text = "".join(parts)
    for item in command_items(text):
        assert 0 <= item.start <= item.end <= len(text)


def test_hostile_lengths() -> None:
    for unit in (
        "$(",
        "`",
        "'",
        '"$(',
        "pip install $(",
        "sh -c '",
        "<<E\n",
        "\\\n",
        "{{",
        "(",
        "a=1 ",
        "sudo ",
        "%a",
    ):
        text = "pip install otter; " + unit * 20_000
        assert "otter" in names(text)
