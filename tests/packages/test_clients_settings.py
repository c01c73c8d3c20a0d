import os
import stat

import pytest

from fumehood.packages.online import npm_registry as npm
from fumehood.packages.online import python_indexes as python
from fumehood.packages.online.default_index import pip_default
from fumehood.packages.online.endpoint import endpoint
from fumehood.packages.online.presence import Failed


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(python, "pip_default", lambda: "https://default.invalid/simple/")
    monkeypatch.setattr(npm, "npm_default", lambda: "https://default.invalid/npm/")
    return tmp_path


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def urls(env):
    found = python.python_indexes({"PIP_CONFIG_FILE": "", **env})
    return [one.url for one in found]


def test_the_environment_comes_first(home):
    put(home / ".config/pip/pip.conf", "[global]\nindex-url = https://file.invalid/simple\n")
    assert urls({"PIP_INDEX_URL": "https://pip.invalid/s", "UV_DEFAULT_INDEX": "https://uv.invalid/s"}) == [
        "https://pip.invalid/s/"
    ]
    assert urls({"UV_DEFAULT_INDEX": "corp=https://uv.invalid/s"}) == ["https://uv.invalid/s/"]
    assert urls({"UV_INDEX_URL": "https://uv.invalid/s/"}) == ["https://uv.invalid/s/"]
    assert urls({}) == ["https://file.invalid/simple/"]


def test_extra_indexes_are_asked_too(home):
    put(
        home / ".config/pip/pip.conf",
        "[global]\nextra-index-url =\n    https://a.invalid/\n    https://b.invalid/\n",
    )
    assert urls({"PIP_EXTRA_INDEX_URL": "https://c.invalid/"}) == [
        "https://default.invalid/simple/", "https://c.invalid/", "https://a.invalid/", "https://b.invalid/",
    ]  # fmt: skip


def test_uvs_user_file(home):
    put(
        home / ".config/uv/uv.toml",
        '[[index]]\nurl = "https://one.invalid/"\ndefault = true\n[[index]]\nname = "x"\nurl = "https://two.invalid/"\n',
    )
    assert urls({}) == ["https://one.invalid/", "https://two.invalid/"]


def test_the_folder_that_is_scanned_has_no_say(home, monkeypatch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("repository")
    put(folder / "uv.toml", 'index-url = "https://evil.invalid/"\n')
    put(folder / "pip.conf", "[global]\nindex-url = https://evil.invalid/\n")
    put(folder / "pyproject.toml", '[tool.uv]\nindex-url = "https://evil.invalid/"\n')
    put(folder / ".npmrc", "registry=https://evil.invalid/\n")
    monkeypatch.chdir(folder)
    assert urls({}) == ["https://default.invalid/simple/"]
    assert npm.npm_registry("x", {}).url == "https://default.invalid/npm/"


@pytest.mark.parametrize("value", ["file:///etc/passwd", "ftp://host.invalid/", "/srv/index", "https://"])
def test_an_index_that_cannot_be_asked_is_said(value):
    found = python.python_indexes({"PIP_INDEX_URL": value})
    assert isinstance(found, Failed)
    assert found.code == "no-index"


def test_no_client_and_no_setting_is_said(monkeypatch):
    monkeypatch.setattr(python, "pip_default", lambda: "")
    monkeypatch.setattr(npm, "npm_default", lambda: "")
    assert python.python_indexes({}).code == "no-index"
    assert npm.npm_registry("x", {}).code == "no-index"
    assert python.python_indexes({"PIP_NO_INDEX": "1"}).code == "no-index"


def test_pips_default_is_read_from_pip():
    found = pip_default()
    assert found.startswith("https://")
    assert found.endswith("/simple/")


def test_npms_files_and_scopes(home):
    secret = "s" * 12
    put(
        home / ".npmrc",
        "; a comment\nregistry = https://reg.invalid/npm\n@corp:registry=https://corp.invalid/\n//corp.invalid/:_authToken=${TOKEN}\n",
    )
    assert npm.npm_registry("lodash", {}).url == "https://reg.invalid/npm/"
    corp = npm.npm_registry("@corp/ui", {"TOKEN": secret})
    assert (corp.url, corp.authorization) == ("https://corp.invalid/", f"Bearer {secret}")
    assert (
        npm.npm_registry("lodash", {"NPM_CONFIG_REGISTRY": "https://env.invalid/"}).url
        == "https://env.invalid/"
    )


def test_credentials_stay_out_of_everything_that_is_shown():
    secret = "hunter" + "2"
    found = endpoint(f"https://me:{secret}@host.invalid:8443/simple")
    assert found.url == "https://host.invalid:8443/simple/"
    assert found.host == "host.invalid:8443"
    assert found.authorization.startswith("Basic ")
    assert secret not in f"{found!r}{found.url}{found.host}"
    assert found.authorization not in repr(found)


def test_the_netrc_file_is_asked_as_pip_does(home):
    word = "w" * 8
    put(home / ".netrc", f"machine host.invalid login me password {word}\n")
    os.chmod(home / ".netrc", stat.S_IRUSR | stat.S_IWUSR)
    assert endpoint("https://host.invalid/").authorization.startswith("Basic ")
    assert endpoint("https://other.invalid/").authorization == ""
