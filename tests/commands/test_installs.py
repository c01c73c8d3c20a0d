"""The packages that a command installs are data, and what is thought of them makes a decision stricter, never milder."""

import pytest

from fumehood.commands.context import Context
from fumehood.commands.decide import decide
from fumehood.commands.installs import Concern, installs, with_packages

FOLDER = "/home/user/work/project"
CONTEXT = Context(home="/home/user", project=FOLDER)


def named(command):
    return [(i.ecosystem, i.text) for i in installs(decide(command, FOLDER, CONTEXT))]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("pip install flask 'django>=4'", [("pypi", "flask"), ("pypi", "django>=4")]),
        ("python3 -m pip install -U flask", [("pypi", "flask")]),
        ("sudo pip3 install flask", [("pypi", "flask")]),
        ("bash -c 'uv add flask'", [("pypi", "flask")]),
        ("uvx ruff check", [("pypi", "ruff")]),
        ("npm i -D vitest @types/node@22", [("npm", "vitest"), ("npm", "@types/node@22")]),
        ("yarn global add serve", [("npm", "serve")]),
        ("npx eslint .", [("npm", "eslint")]),
        ("x=flask; pip install $x", [("pypi", "flask")]),
        ("pip install -r requirements.txt -e . ./wheel.whl git+https://github.com/a/b", []),
        ("pip install $UNKNOWN", []),
        ("npm audit fix", []),
        ("npm ci", []),
        ("echo pip install flask", []),
        ("pip install --help flask", []),
    ],
)
def test_names(command, names):
    assert named(command) == names


def test_another_index_is_noted():
    found = installs(decide("pip install --index-url https://pkgs.example/simple thing", FOLDER, CONTEXT))
    assert [i.elsewhere for i in found] == [True]


def test_a_concern_makes_it_stricter():
    allowed = decide("pip install nosuch", FOLDER, CONTEXT)
    assert allowed.decision == "allow"
    made = with_packages(allowed, lambda p: Concern("ask", "high", "FHP001", f"no {p.text}", "look it up"))
    assert (made.decision, made.severity, made.rules) == ("ask", "high", ("FHP001",))
    assert made.reasons == ("no nosuch",)
    assert made.instead == ("look it up",)


def test_a_denial_stays_one():
    denied = decide("rm -rf / && pip install nosuch", FOLDER, CONTEXT)
    made = with_packages(denied, lambda _: Concern("ask", "low", "FHP001", "no such name"))
    assert made.decision == "deny"
    assert made.rules[0] == denied.rules[0]
    assert made.severity == "critical"


def test_without_a_concern_nothing_changes():
    allowed = decide("pip install flask", FOLDER, CONTEXT)
    assert with_packages(allowed, lambda _: None) is allowed


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("conda install -y numpy=1.26 -c conda-forge", [("conda", "numpy=1.26")]),
        ("mamba create -n x scipy", [("conda", "scipy")]),
        ("conda env create -f environment.yml", []),
        ("pixi add numpy", [("conda", "numpy")]),
        ("pixi add --pypi requests", [("pypi", "requests")]),
        ("pixi global install ripgrep", [("conda", "ripgrep")]),
        ("poetry add --group dev pytest", [("pypi", "pytest")]),
        ("pdm add httpx", [("pypi", "httpx")]),
        ("bun add zod", [("npm", "zod")]),
        ("pnpm dlx create-vite", [("npm", "create-vite")]),
        ("deno add jsr:@std/path npm:chalk", [("npm", "chalk")]),
        ("deno run npm:cowsay hi", [("npm", "cowsay")]),
        ("deno run main.ts", []),
        ("cargo add serde@1 --features derive", [("crates", "serde@1")]),
        ("cargo install ripgrep --version 14.0.0 --locked", [("crates", "ripgrep")]),
        ("cargo install --path .", []),
        ("gem install rails --version 7.1", [("rubygems", "rails")]),
        ("bundle add rspec", [("rubygems", "rspec")]),
        ("go get github.com/x/y@latest", [("go", "github.com/x/y@latest")]),
        ("go get ./...", []),
        ("composer require laravel/ui", [("packagist", "laravel/ui")]),
        ("dotnet add package Serilog --version 3.1", [("nuget", "Serilog")]),
        ("dotnet tool install -g dotnet-ef", [("nuget", "dotnet-ef")]),
        ("flutter pub add http", [("pub", "http")]),
    ],
)
def test_names_in_other_ecosystems(command, names):
    assert named(command) == names


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r http://192.0.2.9/requirements.txt",
        "conda install -c http://192.0.2.9/channel x",
        "go get 192.0.2.9/x",
        "go env -w GOSUMDB=off",
        "gem sources --add http://192.0.2.9",
        "poetry source add x http://192.0.2.9/simple",
        "helm upgrade x http://192.0.2.9/x.tgz --version 1.0",
    ],
)
def test_other_places_are_asked_about(command):
    assert decide(command, FOLDER, CONTEXT).decision == "ask"


@pytest.mark.parametrize(
    ("command", "decision"),
    [
        ("cargo add serde tokio@1", "allow"),
        ("gem install rails", "allow"),
        ("go install golang.org/x/tools/gopls@latest", "allow"),
        ("conda install -c conda-forge numpy cudatoolkit", "allow"),
        ("composer require laravel/ui:^4", "allow"),
        ("cargo add nobody-knows-this", "ask"),
        ("gem install nobody-knows-this", "ask"),
        ("go get example.org/nobody/knows", "ask"),
        ("conda install nobody-knows-this", "ask"),
        ("cargo install --git https://github.com/a/b", "allow"),
    ],
)
def test_what_no_list_covers_is_asked_about_unless_it_is_well_known(command, decision):
    from fumehood.cli.package_concerns import package_concerns

    concern_of = package_concerns(FOLDER, None, none=True)
    assert with_packages(decide(command, FOLDER, CONTEXT), concern_of).decision == decision
