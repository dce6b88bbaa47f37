"""What somebody with every key could do to a register before showing it, act by act, on an invented year.

The keeper changes what the leaves commit to (or only what is opened of them) and makes everything anew: leaves, tree,
checkpoint, openings. Nobody else changes anything. Knows nothing of the database: the keeper has no need of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from register.making import ORIGIN, Life, Published
from tallystick.model.words import Asked, EntryKind, FormKind
from tallystick.register import leaf, note, recount

KEYS = note.new_key(ORIGIN)

Chance = random.Random
Act = Callable[[Chance, Published], Published]


def a_year_of_papers(chance: Chance) -> Published:
    """A year of eight to sixteen arrivals: requests, copies, covers, late confirmations, a correction."""
    life = Life()
    for _ in range(chance.randrange(8, 17)):
        _a_paper(chance, life)
    _a_request(life)
    _a_request(life)
    for of in chance.sample(sorted(life.state.requests), 2):
        life.confirm(of, chance.choice([Asked.HOLD, Asked.NOTICE]))
    _a_request(life)
    return Published.of(life, KEYS)


def _a_request(life: Life) -> None:
    life.request(form=FormKind.I247A, asked=Asked.HOLD)


def _a_paper(chance: Chance, life: Life) -> None:
    requests = sorted(life.state.requests)
    match chance.randrange(5):
        case 0 if requests:
            life.classify(life.arrive(), EntryKind.COPY_OF, of=chance.choice(requests))
        case 1:
            life.classify(life.arrive(), EntryKind.NOT_A_REQUEST)
        case 2 if requests:
            life.correct(chance.choice(requests), form=FormKind.I247D)
        case _:
            _a_request(life)


def a_hold(chance: Chance, keeper: Published) -> int:
    """The entry of a request that counts and is not the youngest."""
    return chance.choice(counted(keeper)[:-1])


def counted(keeper: Published) -> tuple[int, ...]:
    """The entries behind figure 1, by the recount that anybody can make."""
    told = [recount.told(opened) for opened in keeper.opened]
    return recount.count(told, year=2025, size=len(told)).entries


def arrival_of(keeper: Published, entry: int) -> int:
    return int(keeper.values[entry]["refers_to"])


# -- the log is written anew ------------------------------------------------------------------------------------------


def _anew(keeper: Published, values: list[dict[str, str]], secrets: list[bytes]) -> Published:
    pairs = list(zip(values, secrets, strict=True))
    return replace(
        keeper,
        values=values,
        secrets=secrets,
        leaves=[leaf.make(value, secret) for value, secret in pairs],
        opened=[leaf.open_fields(value, secret, recount.FIELDS) for value, secret in pairs],
    )


def _keeping(keeper: Published, order: list[int | None], new: dict[str, str] | None = None) -> Published:
    """The entries in this order (None: the entry ``new``), references renumbered; what refers to nothing left goes."""
    place = {entry: at for at, entry in enumerate(order) if entry is not None}
    values = []
    for entry in order:
        value = dict(keeper.values[entry]) if entry is not None else dict(new or {})
        if value["refers_to"]:
            value["refers_to"] = str(place[int(value["refers_to"])])
        values.append(value)
    secrets = [bytes(32) if entry is None else keeper.secrets[entry] for entry in order]
    return _anew(keeper, values, secrets)


def _changed(keeper: Published, changes: dict[int, dict[str, str]]) -> Published:
    values = [value | changes.get(entry, {}) for entry, value in enumerate(keeper.values)]
    return _anew(keeper, values, keeper.secrets)


def drop(chance: Chance, keeper: Published) -> Published:
    """A request, its arrival and all that speaks of them were never there."""
    gone = {arrival_of(keeper, a_hold(chance, keeper))}
    for entry, value in enumerate(keeper.values):
        if value["refers_to"] and int(value["refers_to"]) in gone:
            gone.add(entry)
    return _keeping(keeper, [entry for entry in range(len(keeper.values)) if entry not in gone])


def relabel(chance: Chance, keeper: Published) -> Published:
    """A request was a paper of another kind from the start, and whoever confirmed it said so."""
    return _changed(keeper, _as_no_request(keeper, a_hold(chance, keeper)))


def void_as_line_test(chance: Chance, keeper: Published) -> Published:
    """A request was one of the station's own line tests: its arrival bore other bytes."""
    entry = a_hold(chance, keeper)
    test = {"body": "a line test", "document": "1" * 64}
    return _changed(keeper, _as_no_request(keeper, entry) | {arrival_of(keeper, entry): test})


def _as_no_request(keeper: Published, entry: int) -> dict[int, dict[str, str]]:
    nothing = {"asked": Asked.NOTHING.value, "form": ""}
    later = {at: nothing for at, value in enumerate(keeper.values) if value["refers_to"] == str(entry)}
    return later | {entry: nothing | {"kind": EntryKind.NOT_A_REQUEST.value}}


def another_year(chance: Chance, keeper: Published) -> Published:
    """A request and its arrival belong to the year before."""
    entry = a_hold(chance, keeper)
    return _changed(keeper, {entry: {"year": "2024"}, arrival_of(keeper, entry): {"year": "2024"}})


def swap(chance: Chance, keeper: Published) -> Published:
    """Two requests stand in each other's place, arrivals and all."""
    one, other = chance.sample(counted(keeper), 2)
    order: list[int | None] = list(range(len(keeper.values)))
    for first, second in ((one, other), (arrival_of(keeper, one), arrival_of(keeper, other))):
        order[first], order[second] = order[second], order[first]
    return _keeping(keeper, order)


def insert_in_the_past(chance: Chance, keeper: Published) -> Published:
    """An arrival that nobody had is put where it should have been."""
    order: list[int | None] = list(range(len(keeper.values)))
    order.insert(chance.randrange(len(order) - 1), None)
    return _keeping(keeper, order, keeper.values[arrival_of(keeper, a_hold(chance, keeper))])


def fork(chance: Chance, keeper: Published) -> Published:
    """From some entry on, another audience is shown other entries."""
    since = chance.randrange(len(keeper.values) - 1)
    other = {entry: {"body": "for the other audience"} for entry in range(since, len(keeper.values))}
    return _changed(keeper, other)


# -- only what is opened is changed -----------------------------------------------------------------------------------


def _saying(keeper: Published, entry: int, said: dict[str, str]) -> Published:
    opened = list(keeper.opened)
    opened[entry] = tuple(replace(one, value=said.get(one.name, one.value)) for one in opened[entry])
    return replace(keeper, opened=opened)


def open_as_another_kind(chance: Chance, keeper: Published) -> Published:
    return _saying(keeper, a_hold(chance, keeper), {"kind": EntryKind.NOT_A_REQUEST.value, "asked": "nothing"})


def open_as_another_year(chance: Chance, keeper: Published) -> Published:
    return _saying(keeper, a_hold(chance, keeper), {"year": "2024"})


def open_as_about_another(chance: Chance, keeper: Published) -> Published:
    entry = a_hold(chance, keeper)
    return _saying(keeper, entry, {"refers_to": str(arrival_of(keeper, entry) + 1)})


def exchange_openings(chance: Chance, keeper: Published) -> Published:
    opened = list(keeper.opened)
    one, other = chance.sample(counted(keeper), 2)
    opened[one], opened[other] = opened[other], opened[one]
    return replace(keeper, opened=opened)


def open_all_but_one(chance: Chance, keeper: Published) -> Published:
    opened = list(keeper.opened)
    opened.pop(chance.randrange(len(opened)))
    return replace(keeper, opened=opened)


ANEW: dict[str, Act] = {
    "drop": drop,
    "relabel": relabel,
    "void as a line test": void_as_line_test,
    "another year": another_year,
    "swap": swap,
    "insert in the past": insert_in_the_past,
    "fork": fork,
}
OPENED_FALSELY: dict[str, Act] = {
    "as another kind": open_as_another_kind,
    "as another year": open_as_another_year,
    "as about another entry": open_as_about_another,
    "two exchanged": exchange_openings,
    "all but one": open_all_but_one,
}
