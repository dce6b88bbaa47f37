"""Two parties count what they have in common; neither's files show a name, and an auditor can do it all again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkage.lists import COLUMNS, PROFILES, f1, linked_here, made, make, written
from tallystick.model.errors import BadList, ProofFails, WrongUse
from tallystick.reconciliation.linkage.particulars import particulars
from tallystick.reconciliation.linkage.sealed_keys import keys, match
from tallystick.services.link import name_forms
from tallystick.services.sealed import answer, audit, compare, prepare, shipped_key_weights


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session of two parties, played to its end."""
    folder = tmp_path_factory.mktemp("session")
    lists = written(made("standard", 24, 5, 20), folder)
    for party, path in zip(("a", "b"), lists, strict=True):
        prepare(path, "test", 28, folder / party)
    answer(folder / "a" / "offer.json", folder / "b" / "secret.json", folder / "to-a.json")
    answer(folder / "b" / "offer.json", folder / "a" / "secret.json", folder / "to-b.json")
    return folder


def test_both_parties_come_to_the_figure_of_the_open_lists(played: Path) -> None:
    figure = compare(played / "to-a.json", played / "to-b.json")
    turned = compare(played / "to-b.json", played / "to-a.json")
    assert (turned.requests_in_both, turned.rows_in_both[::-1]) == (figure.requests_in_both, figure.rows_in_both)
    linked = linked_here(played / "a.csv", played / "b.csv")
    assert abs(figure.rows_in_both[0] - linked.a.paired) <= 2


def test_an_auditor_comes_to_the_same_figures(played: Path) -> None:
    files = [[played / party / name for party in ("a", "b")] for name in ("offer.json", "secret.json")]
    answers = [played / "to-a.json", played / "to-b.json"]
    assert audit(files[0], answers, files[1]) == compare(*answers)


def test_a_changed_answer_is_found(played: Path, tmp_path: Path) -> None:
    told = json.loads((played / "to-b.json").read_text())
    told["rows"][0] = told["rows"][1]
    (tmp_path / "to-b.json").write_text(json.dumps(told))
    files = [[played / party / name for party in ("a", "b")] for name in ("offer.json", "secret.json")]
    with pytest.raises(ProofFails):
        audit(files[0], [played / "to-a.json", tmp_path / "to-b.json"], files[1])


def test_the_files_show_neither_names_nor_sizes_nor_what_is_missing(played: Path) -> None:
    rows = made("standard", 24, 5, 20)
    for party in ("a", "b"):
        offer = json.loads((played / party / "offer.json").read_text())
        assert len(offer["rows"]) == offer["size"] == 28
        assert len({len(row) for row in offer["rows"]}) == 1
        assert {len(token) for row in offer["rows"] for token in row} == {64}
        assert offer["labels"] == []
        text = (played / party / "offer.json").read_text()
        assert not any(row[5] in text for row in (*rows.a, *rows.b) if row[5])
        assert (played / party / "secret.json").stat().st_mode & 0o077 == 0


def test_no_token_of_an_answer_stands_in_an_offer_and_the_order_is_another(played: Path) -> None:
    offer, told = (json.loads((played / name).read_text())["rows"] for name in ("a/offer.json", "to-a.json"))
    assert not {token for row in offer for token in row} & {token for row in told for token in row}


def test_the_same_list_in_another_session_shares_no_token(played: Path, tmp_path: Path) -> None:
    prepare(played / "a.csv", "another", 28, tmp_path / "again")
    one, other = (
        json.loads(path.read_text())["rows"] for path in (played / "a/offer.json", tmp_path / "again/offer.json")
    )
    assert not {token for row in one for token in row} & {token for row in other for token in row}


def test_what_cannot_be_right_is_refused(played: Path, tmp_path: Path) -> None:
    with pytest.raises(BadList):
        prepare(played / "a.csv", "test", 3, tmp_path / "x")
    with pytest.raises(WrongUse):
        prepare(played / "a.csv", "test", 28, played / "a")
    with pytest.raises(WrongUse):
        compare(played / "a" / "offer.json", played / "to-b.json")
    prepare(played / "b.csv", "another", 28, tmp_path / "b")
    with pytest.raises(WrongUse):
        answer(played / "a" / "offer.json", tmp_path / "b" / "secret.json", tmp_path / "answer.json")


@pytest.mark.parametrize("profile", list(PROFILES))
def test_the_keys_find_nearly_what_the_open_lists_show(profile: str, tmp_path: Path) -> None:
    one = make(800, PROFILES[profile], 9)
    requests = [{row: known[0] for row, known in side.items()} for side in (one.truth_a, one.truth_b)]
    true = {(a, b) for a, request in requests[0].items() for b, other in requests[1].items() if request == other}
    rows = [
        [particulars(dict(zip(COLUMNS, row, strict=True)), month_first={}) for row in side] for side in (one.a, one.b)
    ]
    tokens = [[[key or object() for key in keys(row, name_forms())] for row in side] for side in rows]
    found = {(one.a[pair.a][0], one.b[pair.b - len(one.a)][0]) for pair in match(*tokens, shipped_key_weights())}
    opened = linked_here(*written(one, tmp_path)).pairs.decode().splitlines()[1:]
    open_pairs = {tuple(line.split(",")[:2]) for line in opened if line.split(",")[3] == "1"}
    assert f1(found, true) >= f1(open_pairs, true) - 0.02
