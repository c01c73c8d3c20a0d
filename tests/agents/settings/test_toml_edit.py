import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.settings.toml_edit import Setting, absent_settings, with_settings, without_settings

SETTINGS = [Setting("", "mode", '"strict"'), Setting("network", "access", "false")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        'model = "x"  # mine\n\n[network]\nproxy = "p"\n',
        "[a]\r\nb = 1\r\n",
        "[[list]]\nx = 1\n\n[ network ] # here\n",
    ],
)
def test_keys_go_in_and_out(text):
    new = with_settings(text, SETTINGS)
    value = tomllib.loads(new)
    assert value["mode"] == "strict"
    assert value["network"]["access"] is False
    assert with_settings(new, SETTINGS) == new
    assert without_settings(new, SETTINGS) == text


def test_a_key_of_the_user_stays():
    text = 'mode = "loose"\n[network]\naccess = true\n'
    assert absent_settings(text, SETTINGS) == []
    assert with_settings(text, SETTINGS) == text
    assert without_settings(text, SETTINGS) == text


@pytest.mark.parametrize(
    "text", ['key = """\n[network]\n"""\n', "network = 3\n", "network = { a = 1 }\n", "not toml"]
)
def test_what_a_line_cannot_be_added_to_is_refused(text):
    with pytest.raises(SettingsError):
        with_settings(text, SETTINGS)


@given(st.text(alphabet='[]ab="\n# .network', max_size=40))
def test_either_it_is_done_or_it_is_refused(text):
    try:
        new = with_settings(text, SETTINGS)
    except SettingsError:
        return
    before = tomllib.loads(text)
    after = tomllib.loads(new)
    assert after["network"]["access"] is False or "network" in before
    assert all(after[key] == before[key] for key in before if key not in ("mode", "network"))
