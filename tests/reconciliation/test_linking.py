"""The statement links by the linkage core: names as offices write them, a choice left to a person, nothing forced."""

from dataclasses import replace
from datetime import date

import pytest

from reconciliation.made import OWN, marked, reconciled, request, row
from tallystick.reconciliation.linking import names_alike

BORN = date(1984, 5, 6)
NEXT_DAY, NEXT_MONTH = date(2025, 3, 5), date(2025, 4, 2)
FILE = "A000 123 456"


def found(rows, requests):
    case = reconciled(rows, requests).case
    return {at: link.request.entry for at, link in case.links.items()}, {
        at: [one.request.entry for one in candidates] for at, candidates in case.reviews.items()
    }


def paper(name, entry=1, **given):
    return request(entry, name=name, **({"birth_date": BORN} | given))


@pytest.mark.parametrize(
    ("listed", "on_paper"),
    [
        ("PEREZ LOPEZ, JUAN", "Perez, Juan"),
        ("PEREZ-LOPEZ, JUAN CARLOS", "LOPEZ PEREZ, JUAN C"),
        ("DE LA CRUZ, MARIA", "Delacruz, Maria"),
        ("NGUYEN, VAN HUNG", "HUNG, NGUYEN VAN"),
        ("ZHANG, WEIMING", "WEI MING, ZHANG"),
        ("AL-HUSSEINI, MOHAMMED", "Elhusseiny, Muhammad"),
        ("SHEVCHENKO, ALEXANDER", "Chevchenko, Aleksandr"),
        ("GARCIA, FRANCISCO", "Garcia, Paco"),
        ("HERNANDEZ, J0SE", "Hemandez, Jose"),
        ("Juan Perez Lopez", "PEREZ LOPEZ, JUAN"),
    ],
)
def test_a_name_is_known_however_an_office_writes_it(listed, on_paper):
    others = [row(20, name="Bah, Amadou", birth_date=date(1990, 1, 2)), row(21, name="Roe, Pat", birth_date=BORN)]
    links, _ = found([row(name=listed, birth_date=BORN), *others], [paper(on_paper)])
    assert links == {0: 1}


@pytest.mark.parametrize(
    ("why", "rows", "requests", "links", "reviews"),
    [
        ("another person", [row(name="Roe, Pat", birth_date=BORN)], [paper("Wong, Li")], {}, {0: [1]}),
        ("two who could be it", [marked()], [request(1), request(2)], {}, {0: [1, 2]}),
        (
            "two rows that could be it, without an identifier",
            [marked(8), marked(9)],
            [request()],
            {},
            {0: [1], 1: [1]},
        ),
        (
            "two rows that bear one identifier",
            [marked(8, person_id="p"), marked(9, person_id="p")],
            [request()],
            {0: 1},
            {},
        ),
        (
            "the same person's other request",
            [row(name="PEREZ, JUAN", birth_date=BORN, prepared=NEXT_MONTH)],
            [paper("Perez, Juan")],
            {},
            {0: [1]},
        ),
        (
            "the days tell which request of a person",
            [row(8, name="PEREZ, JUAN", file_no=FILE, prepared=NEXT_MONTH), row(9, name="PEREZ, JUAN", file_no=FILE)],
            [paper("Perez, Juan", 1, file_no=FILE), paper("Perez, Juan", 2, file_no=FILE, prepared=NEXT_MONTH)],
            {0: 2, 1: 1},
            {},
        ),
        (
            "more candidates than three",
            [marked()],
            [request(entry) for entry in range(1, 6)],
            {},
            {0: [1, 2, 3]},
        ),
        (
            "a box tells which of two",
            [marked(biometric=True, statements=False)],
            [request(1, biometric=False), request(2, biometric=True)],
            {0: 2},
            {},
        ),
        ("a box differs", [marked(final_order=True)], [request(final_order=False)], {}, {0: [1]}),
        ("a box only on one side", [marked(final_order=True)], [request()], {0: 1}, {}),
        (
            "the station tells which of two",
            [marked(facility=f"{OWN}, DISTRICT #2")],
            [request(1), replace(request(2), station="H2")],
            {0: 2},
            {},
        ),
        (
            "the agency tells which of two rows",
            [marked(8, facility="HARBORTON JAIL"), marked(9)],
            [request()],
            {1: 1},
            {},
        ),
        (
            "silence about the station decides nothing",
            [marked(8, facility=f"{OWN}, DISTRICT #1"), marked(9)],
            [request()],
            {},
            {0: [1], 1: [1]},
        ),
        (
            "silence about a box decides nothing",
            [marked(8, biometric=True, statements=False), marked(9)],
            [request(biometric=True, statements=False)],
            {},
            {0: [1], 1: [1]},
        ),
        (
            "a paper that does not show its boxes decides nothing",
            [marked(biometric=True)],
            [request(1), request(2, biometric=True)],
            {},
            {0: [1, 2]},
        ),
        ("a paper that came to another station", [marked(facility=f"{OWN}, DISTRICT #2")], [request()], {0: 1}, {}),
        ("nothing but the day", [row(event_no="E1")], [request(event_no="E2")], {}, {}),
        ("a redacted row of the next day", [marked(prepared=NEXT_DAY)], [request()], {}, {}),
    ],
)
def test_what_could_be_two_is_for_a_person_and_never_forced(why, rows, requests, links, reviews):
    assert found(rows, requests) == (links, reviews), why


def test_a_row_for_a_person_says_who_it_may_be_and_why():
    told = reconciled([marked()], [request(1), request(2)]).statement.units[0].why
    assert "it may be request H1-2025-0001 (birth year the same" in told
    assert "or request H1-2025-0002" in told


def test_a_link_without_names_says_what_of_place_and_boxes_agrees():
    rows = [marked(facility=f"{OWN}, DISTRICT #1", biometric=True, statements=False)]
    told = reconciled(rows, [request(biometric=True, statements=False, final_order=True)]).statement.units[0].why
    assert told.endswith("agency and office the same; what was asked agrees; 2 boxes agree")


def test_a_statement_names_the_weights_that_its_links_were_weighed_by():
    named = reconciled([row(name="Roe, Pat", birth_date=BORN)], [request()]).statement.method.rules
    redacted = reconciled([marked()], [request()]).statement.method.rules
    assert [dict(rules)["weights of links"].split(", ")[1][:8] for rules in (named, redacted)] == [
        "prepared",
        "marks 20",
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Perez Lopez, Juan", "JUAN PEREZ LOPEZ", True),
        ("Perez Lopez, Juan", "PEREZ, JUAN", True),
        ("Perez Lopez, Juan", "PEREZ, MARIA", False),
        ("Wong, Li", "Roe, Pat", False),
        ("", "Roe, Pat", False),
    ],
)
def test_two_whole_names_are_alike_or_not(one, other, alike):
    assert names_alike(one, other) is alike


def test_links_do_not_depend_on_the_order_of_the_rows():
    rows = [row(8, name="Roe, Pat", birth_date=BORN), row(9, name="Bah, Ama", birth_date=date(1990, 1, 2))]
    requests = [paper("Bah, Ama", 1, birth_date=date(1990, 1, 2)), paper("Roe, Pat", 2)]
    assert found(rows, requests)[0] == {0: 2, 1: 1}
    assert found(rows[::-1], requests)[0] == {0: 1, 1: 2}


def test_a_row_that_names_two_persons_is_for_a_person():
    assert found([row(name="Perez, Juan / Roe, Pat", birth_date=BORN)], [paper("Perez, Juan")]) == ({}, {0: [1]})


def test_a_column_that_was_shuffled_apart_from_its_rows_is_told():
    people = [
        (name, date(1951 + 7 * at, 1 + at, 3 + 2 * at), f"A000 {at}1{at} 9{at}7")
        for at, name in enumerate(["Roe, Pat", "Bah, Amadou", "Wong, Li", "Silva, Joana", "Khan, Imran", "Osei, Kofi"])
    ]
    requests = [paper(name, at, birth_date=born, file_no=file) for at, (name, born, file) in enumerate(people)]
    shuffled = [born for _, born, _ in people[3:] + people[:3]]
    rows = [
        row(8 + at, name=name, birth_date=born, file_no=file)
        for at, ((name, _, file), born) in enumerate(zip(people, shuffled, strict=True))
    ]
    told = reconciled(rows, requests)
    assert {at: link.request.entry for at, link in told.case.links.items()} == {at: at for at in range(6)}
    assert any(
        "the birth date hardly ever does: the column may have been shuffled" in one for one in told.statement.notes
    )
