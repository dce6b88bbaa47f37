"""``tallystick link``: the same request in two lists, small and large, and everything that lists come with."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from linkage.lists import COLUMNS, as_csv, f1, linked_here, made, pairs, truth, written
from tallystick.model.errors import BadList, NotReady, WrongUse
from tallystick.services.link import GivenList, LinkedLists, fits
from tallystick.services.link_apart import link_files

SMALL = ("standard", 60, 3, 90)
LARGE = ("standard", 2500, 5)


def link(tmp_path: Path, first: str | bytes, second: str | bytes, **told: str) -> LinkedLists:
    paths = tmp_path / "a.csv", tmp_path / "b.csv"
    for path, text in zip(paths, (first, second), strict=True):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return linked_here(*paths, **told)


@pytest.mark.parametrize(
    ("which", "least"),
    [
        (SMALL, 0.96),
        (("hard", 60, 3, 90), 0.93),
        (("standard", 198, 8, 15), 0.93),
        (LARGE, 0.985),
        (("hard", 2500, 5), 0.965),
    ],
    ids=str,
)
def test_the_same_requests_are_found(tmp_path: Path, which: tuple, least: float) -> None:
    one = made(*which)
    linked = linked_here(*written(one, tmp_path))
    assert f1(pairs(linked.pairs), truth(one)) >= least
    assert linked.set_aside == ()


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_every_row_is_told_of_once_and_the_same_lists_give_the_same_bytes(tmp_path: Path, which: tuple) -> None:
    paths = written(made(*which), tmp_path)
    linked = linked_here(*paths)
    for one in (linked.a, linked.b):
        assert one.paired + one.to_review + one.without_partner + one.nothing_to_compare == one.rows
        assert one.remarks == ()
    assert linked_here(*paths).pairs == linked.pairs


def test_small_and_large_say_the_same_of_most_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = written(made("standard", 130, 4), tmp_path)
    small = pairs(linked_here(*paths).pairs)
    monkeypatch.setattr("tallystick.services.link.MOST_PAIRS", 0)
    assert f1(pairs(linked_here(*paths).pairs), small) > 0.97


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_a_column_that_was_shuffled_is_told_and_set_aside(tmp_path: Path, which: tuple) -> None:
    one = made(*which)
    births = [row[6] for row in one.b]
    random.Random(1).shuffle(births)
    shuffled = [(*row[:6], birth, *row[7:]) for row, birth in zip(one.b, births, strict=True)]
    linked = link(tmp_path, as_csv(one.a), as_csv(shuffled))
    assert linked.set_aside == ("birth",)
    assert f1(pairs(linked.pairs), truth(one)) > 0.9


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_odd_bytes_and_rows_are_counted_and_cost_only_themselves(tmp_path: Path, which: tuple) -> None:
    one = made(*which)
    lines = as_csv(one.b).encode().splitlines(keepends=True)
    lines[3] = lines[3].replace(b",", b",\xd1", 2)
    lines.insert(5, b"%%%,garbage\r\n")
    lines.insert(9, b"x," * 30 + b"\r\n")
    lines.insert(12, b'GARBAGE,"never closed, %%\r\n')
    linked = link(tmp_path, as_csv(one.a), b"".join(lines))
    assert linked.b.rows == len(one.b) + 3
    told = " ".join(remark.what for remark in linked.b.remarks)
    assert "not UTF-8" in told
    assert "fewer cells" in told
    assert "more cells" in told
    assert f1(pairs(linked.pairs), truth(one)) > 0.95


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_cells_that_cannot_be_read_are_counted_by_their_column(tmp_path: Path, which: tuple) -> None:
    one = made(*which)
    a_number, dob, day = (COLUMNS.index(column) for column in ("a_number", "dob", "event_date"))
    rows = [list(row) for row in one.b]
    for at in range(0, len(rows), 20):
        rows[at][a_number], rows[at][dob], rows[at][day] = "x%!", "31/31/3131", "@@"
    rows[1][a_number], rows[2][dob], rows[3][day] = "N/A", "(b)(6)", ""
    linked = link(tmp_path, as_csv(one.a), as_csv([tuple(row) for row in rows]))
    told = {remark.what: remark.rows for remark in linked.b.remarks}
    garbage = len(range(0, len(rows), 20))
    assert told["cells of a_number that are no file number; they count as not given"] == garbage
    assert told["cells of dob that are no day; they count as not given"] == garbage
    assert told["cells of event_date that are no day; they count as not given"] == garbage


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_a_formula_is_told_and_never_written_back_live(tmp_path: Path, which: tuple) -> None:
    one = made(*which)
    true = sorted(truth(one))
    live = {a: f'=HYPERLINK("{a}")' for a, _ in true[:40]}
    linked = link(tmp_path, as_csv([(live.get(row[0], row[0]), *row[1:]) for row in one.a]), as_csv(one.b))
    assert [remark.rows for remark in linked.a.remarks if "formula" in remark.what] == [len(live)]
    ids = {a for a, _ in pairs(linked.pairs)}
    assert any(a.startswith("'=") for a in ids)
    assert not any(a.startswith("=") for a in ids)


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_a_row_that_names_two_people_is_left_to_a_person(tmp_path: Path, which: tuple) -> None:
    one = made(*which)
    a, b = min(pairs(linked_here(*written(one, tmp_path)).pairs) & truth(one))
    rows = [(*row[:3], f"{row[3]} / PEDRO", *row[4:]) if row[0] == a else row for row in one.a]
    linked = link(tmp_path, as_csv(rows), as_csv(one.b))
    assert linked.a.two_people == 1
    assert not any(left == a for left, _ in pairs(linked.pairs))
    assert (a, b) in pairs(linked.pairs, "0")


@pytest.mark.parametrize(
    ("headings", "remedy"),
    [
        (("id", "first", "last", "dob", "first", "last", "dob"), "a row of their own"),
        (("id", "Given Name", "First Name"), "a row of their own"),
        (("x", "y"), "--map"),
    ],
)
def test_columns_that_cannot_be_told_are_refused_with_a_remedy(
    tmp_path: Path, headings: tuple[str, ...], remedy: str
) -> None:
    with pytest.raises(BadList) as refused:
        link(tmp_path, as_csv([("1",) * len(headings)], headings), as_csv(made(*SMALL).b))
    assert remedy in refused.value.remedy


def test_headings_are_recognised_below_a_preamble_in_other_spellings_and_order(tmp_path: Path) -> None:
    one = made(*SMALL)
    headings = ("Row ID", "A-Number", "Event #", "Given Name", "MI", "Surname", "Date of Birth", "Gender")
    headings += ("Country of Birth", "Prepared Date", "Issuing Office", "Agency ORI")
    text = "List of requests\r\n\r\n" + as_csv([row[::-1] for row in one.a], headings[::-1]).replace(",", ";")
    linked = link(tmp_path, text, as_csv(one.b), event_no="Event #")
    assert set(linked.a.columns) == {"id", "a_number", "event_no", "first", "middle", "last"} | {
        "dob",
        "sex",
        "cob",
        "event_date",
        "office",
        "ori",
    }
    assert f1(pairs(linked.pairs), truth(one)) > 0.96


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize("written_as", ["{last}, {first} {middle}", "{first} {middle} {last}"])
def test_a_whole_name_in_one_cell_is_taken_apart(tmp_path: Path, which: tuple, written_as: str) -> None:
    one = made(*which)
    whole = [(row[0], row[1], written_as.format(first=row[3], middle=row[4], last=row[5]), *row[6:]) for row in one.a]
    headings = ("id", "file_no", "Subject Name", "dob", "sex", "cob", "event_date", "office", "ori")
    linked = link(tmp_path, as_csv(whole, headings), as_csv(one.b))
    assert f1(pairs(linked.pairs), truth(one)) > 0.95


def test_of_two_columns_that_may_differ_in_one_row_the_plainer_is_used_and_the_other_told(tmp_path: Path) -> None:
    one = made(*SMALL)
    headings = ("id", "dob", "last", "Citizenship", "Country of Birth", "Received", "Prepared")
    rows = [(row[0], row[6], row[5], row[8], "X", row[9], "") for row in one.a]
    linked = link(tmp_path, as_csv(rows, headings), as_csv(one.b))
    assert (linked.a.columns["cob"], linked.a.columns["event_date"]) == ("Country of Birth", "Prepared")
    told = [remark.what for remark in linked.a.remarks]
    assert sum("was not used" in what for what in told) == 2


def test_a_redacted_list_links_by_birth_year_agency_and_days(tmp_path: Path) -> None:
    one = made("standard", 1500, 5)
    few = [(row[0], row[6][:4], row[7], row[8], row[9], row[10], row[11]) for row in one.a]
    linked = link(
        tmp_path, as_csv(few, ("id", "birth_year", "sex", "cob", "event_date", "office", "ori")), as_csv(one.b)
    )
    assert f1(pairs(linked.pairs), truth(one)) > 0.85


def test_a_heading_that_neither_list_has_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        link(tmp_path, as_csv(made(*SMALL).a), as_csv(made(*SMALL).b), dob="Geburtstag")


@pytest.mark.parametrize("which", [SMALL, LARGE], ids=str)
def test_lists_without_names_or_with_little_else_still_link(tmp_path: Path, which: tuple) -> None:
    one = made(*which)
    few = [(row[0], row[3], row[5], row[6]) for row in one.a]
    linked = link(tmp_path, as_csv(few, ("id", "first", "last", "dob")), as_csv(one.b))
    assert f1(pairs(linked.pairs), truth(one)) > 0.7


def test_an_empty_list_links_to_nothing(tmp_path: Path) -> None:
    linked = link(tmp_path, as_csv([]), as_csv(made(*SMALL).b))
    assert (linked.a.rows, linked.same, linked.to_review) == (0, 0, 0)


def test_the_command_writes_pairs_and_one_json_value_and_loads_little(tmp_path: Path) -> None:
    first, second = written(made(*SMALL), tmp_path)
    output = tmp_path / "deeper" / "pairs.csv"
    code = (
        "import sys; sys.argv = sys.argv[1:]; from tallystick.__main__ import main\n"
        "try: main()\nfinally: assert not {'numpy', 'polars', 'django'} & set(sys.modules), 'too much'"
    )
    command = [sys.executable, "-c", code, "tallystick", "link", str(first), str(second), "-o", str(output), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["pairs_same_request"] == len(pairs(output.read_bytes()))
    assert output.read_text().startswith("id_a,id_b,score,decide,reason\n")


NAMESAKES = "id,first,last,dob,sex,cob,event_date,office"


def test_namesakes_of_one_week_and_office_who_were_born_apart_are_not_one_request_sent_again(tmp_path: Path) -> None:
    first = [f"a{at},PAT,ROE,19{60 + 3 * at}-0{1 + at}-1{at},M,CHINA,2025-03-0{1 + at},H1" for at in range(4)]
    second = [f"b{at},PAT,ROE,19{61 + 3 * at}-1{at % 3}-2{at},M,CHINA,2025-03-0{1 + at},H1" for at in range(4)]
    linked = link(tmp_path, "\n".join((NAMESAKES, *first)), "\n".join((NAMESAKES, *second)))
    assert pairs(linked.pairs) <= {(f"a{at}", f"b{at}") for at in range(4)}


def test_lists_that_the_memory_cannot_hold_are_refused_before_they_are_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(made(*LARGE), tmp_path)
    monkeypatch.setattr("tallystick.services.link_apart._free_memory", lambda: 1_000_000)
    with pytest.raises(NotReady, match="rows need about") as refusal:
        link_files(*paths, {})
    assert "divide both lists" in refusal.value.remedy
    fits([GivenList(path.name, path.read_bytes()) for path in paths], 100_000_000)


def test_a_large_list_of_one_person_in_many_spellings_does_not_explode(tmp_path: Path) -> None:
    rows = [
        (str(at), "", "", "JUAN", "", "PEREZ", "1990-01-01", "M", "MEXICO", "2024-01-01", "X", "Y")
        for at in range(3000)
    ]
    linked = link(tmp_path, as_csv(rows), as_csv(rows))
    assert linked.a.rows == 3000
