"""Identifiers, names, addresses and texts made anew: none equals a value of the source."""

import random
from typing import Any

from fumehood.core.errors import IncompleteError
from fumehood.exposure.synth.needs import need
from fumehood.exposure.synth.table import MISSING


def invented(kind: str, values: list[str], rows: int, chance: random.Random) -> list[str]:
    """`rows` new values; as often repeated as in the source (group sizes are kept), in runs as there.

    Raises:
        IncompleteError: the source's form leaves no unused values.
    """
    if kind == "serial":
        return _serial(values, rows, chance)
    filled = [v for v in values if v not in MISSING]
    taken = {v.casefold() for v in filled}
    groups: dict[str, int] = {}
    for value in filled:
        groups[value] = groups.get(value, 0) + 1
    sizes = list(groups.values())
    samples = list(groups)
    maker = _maker(kind, samples, chance)
    found: list[str] = []
    unique = max(sizes) == 1
    while len(found) < rows:
        value = _fresh(maker, taken)
        if unique or kind in {"identifier", "email"}:
            taken.add(value.casefold())
        found.extend([value] * (1 if unique else chance.choice(sizes)))
    return found[:rows]


def _serial(values: list[str], rows: int, chance: random.Random) -> list[str]:
    """Row numbers from where the source begins, in order if they are there."""
    numbers = [int(v) for v in values if v.isdigit()] or [1]
    found = [str(min(numbers) + n) for n in range(rows)]
    if numbers != sorted(numbers):
        chance.shuffle(found)
    return found


def _fresh(maker: Any, taken: set[str]) -> str:
    for attempt in range(400):
        value: str = maker(attempt // 20)
        if value.casefold() not in taken:
            return value
    raise IncompleteError(
        "a column of identifiers leaves no value that is not in use",
        "leave the column out, or ask for fewer --rows",
    )


def _maker(kind: str, samples: list[str], chance: random.Random) -> Any:
    if kind == "identifier":
        return lambda longer: (
            _like(chance.choice(samples), chance)
            + "".join(chance.choice("0123456789") for _ in range(longer))
        )
    faker = need("faker").Faker()
    faker.seed_instance(chance.getrandbits(64))
    if kind == "name":
        spaced = sum(" " in v for v in samples) * 2 >= len(samples)
        return lambda longer: (
            faker.name() if spaced else faker.first_name() if longer < 5 else faker.last_name()
        )
    if kind == "email":
        return lambda longer: (
            f"{faker.user_name()}{chance.randrange(10 ** (longer + 2))}@example.{chance.choice(('com', 'org', 'net'))}"
        )
    if kind == "address":
        return lambda _: faker.street_address()
    return lambda _: faker.sentence(nb_words=8)


def _like(sample: str, chance: random.Random) -> str:
    """Another value of the same form: digits for digits (no new leading zero), letters for letters after a common prefix."""
    found = []
    for i, c in enumerate(sample):
        if c.isdigit():
            found.append(chance.choice("123456789" if c != "0" and i == 0 else "0123456789"))
        elif (
            c.isalpha()
            and c.isascii()
            and (any(x.isdigit() for x in sample[:i]) or not any(x.isdigit() for x in sample))
        ):
            pool = "abcdef" if c in "abcdef" and "-" in sample else "abcdefghijklmnopqrstuvwxyz"
            found.append(chance.choice(pool.upper() if c.isupper() else pool))
        else:
            found.append(c)
    return "".join(found)
