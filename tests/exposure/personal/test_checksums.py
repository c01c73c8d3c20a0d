import pytest

from fumehood.exposure.generators import generate
from fumehood.exposure.personal import checksums as check
from fumehood.exposure.personal.accounts import card_brand, iban, is_test_card, payment_card

# published specimens of the authorities, and numbers made for this test
RIGHT = [
    (check.finnish, "131052-308T"), (check.finnish, "010106A9012"), (check.finnish, "010594Y9032"),
    (check.swedish, "8112189876"), (check.swedish, "8112789873"),
    (check.norwegian, "15021951940"), (check.danish, "2110625629"), (check.icelandic, "1201743399"),
    (check.baltic, "36805280109"), (check.polish, "44051401359"), (check.german_tax, "36574261809"),
    (check.dutch, "111222333"), (check.belgian, "85073003328"), (check.french, "295109912611193"),
    (check.spanish, "54362315K"), (check.spanish, "X2482300W"), (check.italian, "RCCMNL83S18D969H"), (check.czech, "7103192745"),
    (check.swiss, "7569217076985"), (check.british_health, "9434765870"), (check.american, "536904399"),
]  # fmt: skip


@pytest.mark.parametrize(("test", "number"), RIGHT, ids=[n for _, n in RIGHT])
def test_right_numbers(test, number):
    assert test(number)


@pytest.mark.parametrize(
    ("test", "number"),
    [r for r in RIGHT if r[0] not in {check.american, check.icelandic}],
    ids=lambda x: str(x)[:20],
)
def test_one_wrong_last_character(test, number):
    last = number[-1]
    others = "0123456789" if last.isdigit() else "ABCDEFGHJKLMNPRSTUVWXY"
    wrong = [number[:-1] + c for c in others if c != last]
    assert sum(map(test, wrong)) <= len(wrong) // 9


@pytest.mark.parametrize(
    "test", sorted({t for t, _ in RIGHT}, key=lambda t: t.__name__), ids=lambda t: t.__name__
)
@pytest.mark.parametrize("text", ["", "0", "abc", "00000000000", "\u0663" * 11, "1" * 40])
def test_other_text_is_refused_without_an_error(test, text):
    assert not test(text) or set(text) == {"1"}


def test_accounts():
    assert iban("FI" + "2112345600000785")
    assert not iban("FI" + "2112345600000786")
    assert not iban("XX" + "2112345600000785")


def test_cards():
    number = generate("card-number")
    assert payment_card(number)
    assert card_brand(number) == "Visa"
    assert not payment_card(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert is_test_card("4" + "1" * 15)
