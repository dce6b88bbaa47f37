"""Each packaged law in its own shape: aggregate, list of items, list of accesses; zero stated, zero certified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.letters import filing
from reporting.make_golden import FOLDER, PACKS, STATED, ZONE, a_year, files, reports
from reporting.registers import YEAR_2025, Register
from tallystick import law
from tallystick.adapters.rendering.package import packet, recipient_packet
from tallystick.law import Measure
from tallystick.model.contacts import ContactKind, ContactNumber, Direction, Matter
from tallystick.model.errors import NotThere
from tallystick.model.words import Answer, AnswerField, Asked
from tallystick.reporting import Report, Scope, figures, report_json, summary
from tallystick.services import law as service


def of(name: str, duty: str = "", register: Register | None = None, stated: dict[Measure, int] | None = None) -> Report:
    ordinance, state = service.ordinance(name), (register or Register()).state
    period = next(iter(law.periods_ending_in(ordinance.duty(duty), 2025)))
    scope = Scope(ordinance, period, duty, stated or {})
    return figures(scope, state, size=state.size, zone=ZONE)


def test_the_golden_packets_are_what_the_laws_ask_of_the_invented_year() -> None:
    kept = {str(path.relative_to(FOLDER)): path.read_text("utf-8") for path in FOLDER.rglob("*") if path.is_file()}
    made = files()
    assert sorted(kept) == sorted(made)
    assert [name for name, text in made.items() if kept[name] != text] == []


def test_every_law_has_its_golden_packets() -> None:
    duties = {f"{name}-{duty.id}" for name in PACKS for duty in service.ordinance(name).duties}
    assert {path.name for path in FOLDER.iterdir()} == duties


@pytest.mark.parametrize("name", ["illinois", "chicago", "california", "oregon"])
def test_a_list_names_nobody_and_stays_out_of_the_public_packet(name: str) -> None:
    report = next(report for _, report, _ in reports() if report.ordinance == name)
    public, private = packet(report, filing()), recipient_packet(report, filing())
    lists = {file for file in private if file.endswith(".csv")}
    assert lists
    assert not lists & set(public)
    for told in ({"item": figure.id} for figure in report.figures if figure.columns):
        assert told.items() <= next(one for one in _lists(public["report.json"]) if one["item"] == told["item"]).items()


def _lists(data: bytes) -> list[dict[str, object]]:
    import json

    found: list[dict[str, object]] = json.loads(data)["lists"]
    return found


def test_a_zero_is_certified_where_the_law_asks_and_only_when_it_is_recorded() -> None:
    nothing = of("illinois")
    assert [figure.id for figure in nothing.certified] == ["assistance", "detainers", "warrants"]
    assert "certifies that there was none under items 1, 2 and 3" in summary(nothing, "Harborton Police Department")
    assert report_json(nothing, filing())["certified_zero"] == ["assistance", "detainers", "warrants"]
    assert of("boston").certified == ()


def test_what_nobody_stated_is_no_zero_and_cannot_be_certified() -> None:
    unstated = of("texas")
    assert [figure.value for figure in unstated.figures] == [None, None]
    assert (unstated.certified, unstated.empty) == ((), False)
    stated = of("texas", stated=STATED)
    assert [figure.id for figure in stated.certified] == ["prisoners", "cost"]


def test_a_month_in_which_nothing_came_is_silent_in_oregon() -> None:
    assert of("oregon").empty
    assert not of("oregon", register=a_year()).empty or of("oregon", register=a_year()).figures[0].value == 0


def test_a_report_that_the_law_does_not_have_is_told() -> None:
    with pytest.raises(NotThere, match="no report 'sheriff'"):
        of("new-york-city", "sheriff")


def test_a_narrowed_count_of_which_nothing_is_known_is_not_recorded() -> None:
    register = Register()
    register.request(answers=dict.fromkeys(AnswerField, Answer.YES), on=date(2025, 2, 2))
    report = of("new-york-city", "correction", register)
    assert report.figure("correction-transferred").value == 1
    convicted = report.figure("correction-transferred-convicted")
    assert (convicted.value, convicted.not_recorded) == (None, 1)


def test_one_instance_and_the_number_of_persons_are_two_numbers() -> None:
    register = Register()
    register.contact(ContactKind.INTERVIEW, answer=Answer.YES, numbers={ContactNumber.PERSONS: 112})
    (access,) = of("california", "forum", register).figures
    assert (access.value, access.persons) == (1, 112)
    assert "1 instance, 112 persons" in summary(of("california", "forum", register), "Police")


def test_criminal_matters_are_apart_and_task_forces_are_reported_with_them() -> None:
    register = Register()
    register.contact(ContactKind.INFORMATION, answer=Answer.YES, matter=Matter.TRAFFICKING)
    register.contact(ContactKind.TASK_FORCE, matter=Matter.DRUGS, title="Invented")
    assert of("dc", register=register).figure("requests").value == 0
    assert of("california", "justice", register).figure("task-forces").value == 1
    assert of("boston", register=register).figure("contacts_criminal").value == 2


KINDS = st.sampled_from(ContactKind)
REQUEST = st.fixed_dictionaries(
    {
        "asked": st.sampled_from(Asked),
        "answers": st.none() | st.dictionaries(st.sampled_from(AnswerField), st.sampled_from([Answer.YES, Answer.NO])),
        "confirmed": st.booleans(),
        "facts": st.dictionaries(
            st.sampled_from(["judicial_warrant", "charge_basis", "record_search", "information_kind", "hold_ended"]),
            st.just(""),
        ),
        "cents": st.none() | st.integers(0, 10_000),
    }
)
CONTACT = st.fixed_dictionaries(
    {
        "kind": KINDS,
        "direction": st.sampled_from(Direction),
        "answer": st.sampled_from(Answer),
        "matter": st.sampled_from(Matter),
        "numbers": st.dictionaries(st.sampled_from(ContactNumber), st.integers(0, 300)),
    }
)


def _facts(words: dict[str, str], choice: int) -> dict[str, str]:
    """A value of its vocabulary for each word."""
    return {word: list(law.WORDS[word].values)[choice % len(law.WORDS[word].values)] for word in words}


@settings(max_examples=30, deadline=None)
@given(st.lists(REQUEST, max_size=6), st.lists(CONTACT, max_size=5), st.integers(0, 6))
def test_every_figure_of_every_law_is_its_entries_and_every_breakdown_uses_each_once(
    requests, contacts, choice
) -> None:
    register = Register()
    for one in requests:
        register.request(**one | {"facts": _facts(one["facts"], choice)})
    for one in contacts:
        register.contact(**one)
    for name in PACKS:
        ordinance = service.ordinance(name)
        for duty in ordinance.duties:
            scope = Scope(ordinance, replace(YEAR_2025), duty.id, STATED)
            report = figures(scope, register.state, size=register.state.size, zone=ZONE)
            report.check()
            for figure in report.figures:
                assert (
                    figure.given
                    or (figure.value or 0) + figure.not_recorded * (not figure.undivided) <= register.state.size
                )
                assert all(sum(line.value for line in lines) == figure.value for _, lines in figure.breakdowns)
