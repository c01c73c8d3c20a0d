import json

import pytest
from loopback_packages import Index, page


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory):
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def check(fumehood, shared_cache):
    """`fumehood check package …`; the unpacked index is shared by the tests."""

    def run(*arguments, **options):
        return fumehood("check", "package", *arguments, XDG_CACHE_HOME=shared_cache, **options)

    return run


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


def verdicts(done):
    return {one["name"]: one["verdict"] for one in lines(done)}


def test_one_line_a_name_in_the_order_given(check):
    done = check(
        "requests",
        "npm:lodash",
        "requests",
        "pkg:npm/%40babel/core",
        "Typing_Extensions",
        "--format",
        "jsonl",
    )
    assert done.code == 0
    answers = lines(done)
    assert [one["name"] for one in answers] == [
        "requests",
        "lodash",
        "requests",
        "@babel/core",
        "Typing_Extensions",
    ]
    assert [one["ecosystem"] for one in answers] == ["pypi", "npm", "pypi", "npm", "pypi"]
    assert all(
        set(one) == {"name", "ecosystem", "verdict", "reasons", "suggestions", "facts"} for one in answers
    )
    assert all(set(reason) == {"code", "message"} for one in answers for reason in one["reasons"])


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["requests"], 0),
        (["requests", "zzyzx-no-such-name"], 1),
        (["npm:zzyzx-no-such-name"], 4),
        (["npm:zzyzx-no-such-name", "zzyzx-no-such-name"], 1),
        (["pkg:cargo/serde"], 4),
    ],
)
def test_the_exit_code_says_the_worst(check, names, code):
    assert check(*names).code == code


def test_the_lessons_names(check):
    done = check("numpy", "datavalidator", "flask_secure_session", "--format", "jsonl")
    assert verdicts(done) == {"numpy": "known", "datavalidator": "absent", "flask_secure_session": "absent"}


def test_text_says_the_verdict_why_and_what_next(check):
    done = check("requests", "cv2")
    assert done.code == 1
    assert done.err == ""
    assert done.out.splitlines()[0] == "known   requests"
    assert "cv2" in done.out
    assert "[import-name]" in done.out
    assert "did you mean: opencv-python" in done.out
    assert "next: install opencv-python if that was meant" in done.out
    assert done.out.splitlines()[-1].startswith("2 names: 1 known, 1 absent · list of 20")
    assert done.out.splitlines()[-1].endswith("network: off")


def test_concise_is_one_line_a_name(check):
    done = check("requests", "npm:lodash", "reqeusts", "--format", "concise")
    rows = done.out.splitlines()
    assert len(rows) == 3
    assert rows[0].startswith("requests: known: ")
    assert rows[1].startswith("npm:lodash: known: ")
    assert rows[2].endswith("(did you mean requests?)")


def test_json_is_one_document(check):
    document = check("requests", "zzyzx-no-such-name", "--format", "json").json
    assert document["summary"] == {"names": 2, "by_verdict": {"known": 1, "absent": 1}, "network": False}
    assert [one["name"] for one in document["answers"]] == ["requests", "zzyzx-no-such-name"]


def test_names_from_standard_input(check):
    done = check("--stdin", "--format", "jsonl", stdin=b"requests\n\n# a comment\nflask==3.0\n")
    assert verdicts(done) == {"requests": "known", "flask": "known"}
    done = check("--stdin", "--ecosystem", "npm", "--format", "jsonl", stdin=b"lodash\n@babel/core@7\n")
    assert verdicts(done) == {"lodash": "known", "@babel/core": "known"}


def test_names_from_files(check, tmp_path):
    (tmp_path / "requirements.txt").write_text("-r more.txt\nrequests[socks]>=2 ; python_version > '3'\n")
    (tmp_path / "more.txt").write_text("zzyzx-no-such-name\n")
    done = check("-r", "requirements.txt", "--format", "jsonl")
    assert verdicts(done) == {"requests": "known", "zzyzx-no-such-name": "absent"}
    (tmp_path / "package.json").write_text('{"name": "me", "dependencies": {"lodash": "^4"}}')
    assert verdicts(check("--from", "package.json", "--format", "jsonl")) == {"lodash": "known"}


def test_the_names_of_an_answer(check):
    answer = b"Sure! First install the package:\n\n```bash\npip install requests zzyzx-no-such-name\n```\n"
    assert verdicts(check("--from", "-", "--format", "jsonl", stdin=answer)) == {
        "requests": "known", "zzyzx-no-such-name": "absent",
    }  # fmt: skip
    done = check("--from", "-", stdin=b"Nothing is installed here.\n")
    assert (done.code, done.out) == (0, "")
    assert "no package" in done.err


def test_a_whole_command_line(check):
    done = check(
        "--format",
        "jsonl",
        "--",
        "pip",
        "install",
        "-r",
        "absent.txt",
        "--target",
        "x",
        "requests",
        "zzyzx-no-such-name",
    )
    assert verdicts(done) == {"requests": "known", "zzyzx-no-such-name": "absent"}
    assert done.code == 1
    assert check("--", "npm", "install", "lodash", "--format", "jsonl").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no package"),
        (["-r", "none.txt"], "none.txt"),
        (["--from", "."], "cannot read"),
        (["--"], "no command"),
        (["--formt", "x"], "--format"),
    ],
)
def test_wrong_usage_is_said_in_two_lines(check, arguments, said):
    done = check(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 2


def test_what_the_input_smuggles_in_is_shown_harmless(check):
    evil = "a\x1b]0;x\x07\u202e\u200b\U000e0041b\x7f"
    for form in ("text", "concise", "json", "jsonl"):
        done = check("--stdin", "--format", form, stdin=evil.encode() + b"\n")
        assert done.code == 1
        assert done.out.replace("\n", "").isprintable()
        assert not set(evil[1:-2]) & set(done.out) - set("]0;x")


def test_the_users_configuration_counts_and_the_trees_does_not(check, tmp_path, home):
    text = '[packages]\nknown = ["zzyzx-no-such-name"]\nprivate = ["corp-*"]\nmalicious = {"requests" = "says who"}\n'
    (tmp_path / "fumehood.toml").write_text(text)
    names = ("zzyzx-no-such-name", "corp-x", "requests", "--format", "jsonl")
    done = check(*names)
    assert verdicts(done) == {"zzyzx-no-such-name": "absent", "corp-x": "absent", "requests": "known"}
    assert "packages" in done.err
    expected = {"zzyzx-no-such-name": "known", "corp-x": "unverified", "requests": "malicious"}
    assert verdicts(check(*names, "--config", "fumehood.toml")) == expected
    (tmp_path / "fumehood.toml").unlink()
    (home / ".config/fumehood").mkdir(parents=True)
    (home / ".config/fumehood/fumehood.toml").write_text(text)
    assert verdicts(check(*names)) == expected


@pytest.mark.online
def test_online_asks_the_users_own_index_and_offline_asks_nobody(check):
    index = Index()
    index.serve("zzyzx-old", page("zzyzx-old", [900, 800]))
    index.serve("zzyzx-new", page("zzyzx-new", [1]))
    index.serve("zzyzx-refused", b"", status=403)
    names = ("zzyzx-old", "zzyzx-new", "zzyzx-gone", "zzyzx-refused", "bad name")
    secret = "s" * 10
    environment = {"PIP_INDEX_URL": f"http://me:{secret}@{index.address}/simple/", "NO_PROXY": "127.0.0.1"}
    assert check(*names, **environment).code == 1
    assert index.requests == []
    done = check(*names, "--online", "--format", "jsonl", **environment)
    assert list(verdicts(done).values()) == ["unverified", "suspicious", "absent", "unchecked", "absent"]
    assert not any("bad" in path for path, _ in index.requests)
    assert secret not in done.out + done.err
    assert lines(done)[0]["facts"]["versions"] == 2
    assert check("zzyzx-refused", "--online", **environment).code == 4
    text = check(*names, "--online", **environment)
    assert text.out.splitlines()[-1].endswith("network: on")
    index.close()


def test_help_has_an_example(check):
    done = check("--help")
    assert done.code == 0
    assert "fumehood check package -r requirements.txt" in done.out


def test_a_name_that_no_index_can_hold_is_a_matter_of_spelling(fumehood):
    done = fumehood("check", "package", "a b", "")
    assert done.code == 1
    assert "check the spelling" in done.out
    assert "whoever registers" not in done.out


@pytest.mark.parametrize("name", ["cargo:serde", "gem:rails", "go:example.org/a/b"])
def test_names_of_other_ecosystems_are_not_taken_for_misspelt_ones(fumehood, name):
    done = fumehood("check", "package", name)
    assert done.code == 4
    assert "its own ecosystem" in done.out


def test_a_very_long_name_is_cut(fumehood):
    done = fumehood("check", "package", "x" * 5000)
    assert done.code == 1
    assert len(done.out) < 1000
