"""Totals by reason between two parties who show no row: they close, and are those of the labels that met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.model.errors import ProofFails, WrongUse
from tallystick.model.period import parse_period
from tallystick.model.reasons import Reason
from tallystick.reconciliation.sealed.labels import FEWEST, OTHER, Label, Standing, label_of, without_rare
from tallystick.reconciliation.sealed.totals import totals
from tallystick.services.sealed import answer, audit, compare, prepare
from tallystick.services.sealed_lists import labelled_list, labelled_own_list

AGENCY = "Harborton Police Department; Harborton; New Havenshire"
YEAR = parse_period("2025")
A_LABELS = st.sampled_from([Label(Standing.LIST, reason) for reason in ("X0", "A1", "D1", "K1", OTHER)])
B_LABELS = st.sampled_from(
    [Label(standing, reason) for standing in (Standing.FILED, Standing.LATER) for reason in ("X0", "U2", "R1")]
    + [Label(Standing.APART, reason) for reason in ("K1", "U2")]
)
MET = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 9)), max_size=14)


@given(
    st.lists(A_LABELS | st.none(), max_size=12),
    st.lists(B_LABELS | st.none(), max_size=10),
    MET,
)
def test_whatever_meets_both_lists_are_used_up(a, b, met):
    met = [(row, request) for row, request in met if row < len(a) and request < len(b)]
    made = totals(a, b, met)
    made.check()
    assert made.rows == sum(label is not None for label in a)
    assert made.filed == sum(label is not None and label.standing is Standing.FILED for label in b)


def test_a_row_that_was_sent_again_repeats_the_one_that_is_the_request():
    rows = [Label(Standing.LIST, "D1"), Label(Standing.LIST, "X0"), Label(Standing.LIST, "A1")]
    made = totals(rows, [Label(Standing.FILED, "X0"), Label(Standing.FILED, "R1")], [(0, 0), (1, 0)])
    assert made.a == {"B0": 1, "A1": 1, "D1": 1}
    assert made.b == {"R1": 1}


@given(st.lists(A_LABELS | B_LABELS, max_size=40))
def test_no_reason_singles_out_a_row_and_labels_travel_at_one_length(labels):
    shown = without_rare(labels)
    assert len({len(label.text) for label in shown} | {len(Label(Standing.LIST, "X0").text)}) == 1
    assert [label_of(label.text) for label in shown] == shown
    kept = [one for one in shown if one.reason not in {OTHER, "X0"} and one.standing is not Standing.APART]
    assert all(kept.count(one) >= FEWEST for one in kept)


_SURNAMES = [
    "ALDERBROOK",
    "BINTONVALE",
    "CASTELMAR",
    "DROMOSKY",
    "EVERHOLT",
    "FANSHAWO",
    "GRIMALDEZ",
    "HOLLISTAN",
    "IVANKOR",
    "JARAMUELO",
]
_GIVEN = ["Amara", "Boris", "Celia", "Dmitri", "Edgar", "Farida", "Gonzalo", "Hanna", "Idris", "Jolanta"]


def _lists(folder: Path) -> tuple[Path, Path]:
    """Sixteen rows of the other party, six of them at the jail; eleven own requests, six of them among the ten others."""
    head = "prepared,facility,city,state,form,name,date of birth,sex,citizenship,file no,lift reason"
    theirs = [
        f'2025-{at + 1:02}-11,HARBORTON POLICE DEPT,HARBORTON,NEW HAVENSHIRE,I247A,"{_SURNAMES[at]}, {_GIVEN[at].upper()}",'
        f"19{70 + at}-{at + 1:02}-0{at % 9 + 1},M,MEXICO,A0{at}1234{at}{at}9,"
        for at in range(10)
    ]
    theirs += [
        f'2025-{at + 1:02}-20,LYDD COUNTY JAIL,HARBORTON,NEW HAVENSHIRE,I247A,"OTHER{_SURNAMES[at]}, {_GIVEN[-at - 1]}",'
        f"1961-0{at + 1}-1{at},F,CHINA,A05{at}98{at}76,"
        for at in range(6)
    ]
    own = ["number,received,prepared,form,name,date of birth,sex,citizenship,file no,from"]
    own += [
        f'N{at},2025-{at + 1:02}-12,2025-{at + 1:02}-11,I-247A,"{_SURNAMES[at].title()}, {_GIVEN[at]}",'
        f"19{70 + at}-{at + 1:02}-0{at % 9 + 1},M,Mexico,A0{at}1234{at}{at}9,ERO"
        for at in range(2, 8)
    ]
    own += [
        f'M{at},2025-0{at + 1}-27,2025-0{at + 1}-27,I-247A,"{_SURNAMES[at + 4][::-1]}, {_GIVEN[at]}x",19{40 + at}-01-2{at},M,Haiti,A07{at}5550{at},CBP'
        for at in range(5)
    ]
    (folder / "theirs.csv").write_text("\n".join((head, *theirs)), encoding="utf-8")
    (folder / "ours.csv").write_text("\n".join(own), encoding="utf-8")
    return folder / "theirs.csv", folder / "ours.csv"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("totals")
    theirs, ours = _lists(folder)
    prepare(theirs, "t", 18, folder / "a", labelled_list(theirs, AGENCY, YEAR, "city"))
    prepare(ours, "t", 18, folder / "b", labelled_own_list(ours, AGENCY, YEAR))
    answer(folder / "a" / "offer.json", folder / "b" / "secret.json", folder / "to-a.json")
    answer(folder / "b" / "offer.json", folder / "a" / "secret.json", folder / "to-b.json")
    return folder


def test_both_parties_learn_the_totals_by_reason(played: Path) -> None:
    for order in (("to-a.json", "to-b.json"), ("to-b.json", "to-a.json")):
        found = compare(*(played / name for name in order)).totals
        assert found is not None
        assert (found.rows, found.filed, found.corrected) == (16, 11, 11)
        assert found.a == {Reason.IN_BOTH: 6, Reason.OTHER_AGENCY: 6, Reason.NOT_ESTABLISHED: 4}
        assert found.b == {Reason.OTHER_SENDER: 5}


def test_an_offer_shows_no_label(played: Path) -> None:
    for party in ("a", "b"):
        offer = json.loads((played / party / "offer.json").read_text())
        assert len({len(label) for label in offer["labels"]}) == 1
        assert len(set(offer["labels"])) == offer["size"] == 18
        assert "opens_labels" not in offer


def test_labels_moved_to_other_rows_are_found_by_the_audit(played: Path, tmp_path: Path) -> None:
    told = json.loads((played / "to-a.json").read_text())
    told["labels"] = told["labels"][1:] + told["labels"][:1]
    (tmp_path / "to-a.json").write_text(json.dumps(told))
    files = [[played / party / name for party in ("a", "b")] for name in ("offer.json", "secret.json")]
    assert audit(files[0], [played / "to-a.json", played / "to-b.json"], files[1]).totals is not None
    with pytest.raises(ProofFails):
        audit(files[0], [tmp_path / "to-a.json", played / "to-b.json"], files[1])


def test_two_lists_have_no_bridge(played: Path, tmp_path: Path) -> None:
    theirs, _ = _lists(tmp_path)
    prepare(theirs, "t", 18, tmp_path / "c", labelled_list(theirs, AGENCY, YEAR, "city"))
    answer(tmp_path / "c" / "offer.json", played / "a" / "secret.json", tmp_path / "to-c.json")
    answer(played / "a" / "offer.json", tmp_path / "c" / "secret.json", tmp_path / "to-a.json")
    with pytest.raises(WrongUse, match="both sides are lists"):
        compare(tmp_path / "to-a.json", tmp_path / "to-c.json")
