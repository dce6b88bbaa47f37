"""A number stands with its rule: which rows repeat another, which day of a request counts, what other rules would count."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciliation.made import DAY, OWN, marked, request, row, statement
from tallystick.model.period import parse_period
from tallystick.model.reasons import Reason
from tallystick.model.statement import Bounds
from tallystick.model.words import Asked, Unit
from tallystick.reconciliation.reasons.duplicates import repeats
from tallystick.reconciliation.rules import DuplicateRule, PeriodEvent, Rules, order_digest
from tallystick.reconciliation.what_if import what_if

YEAR = parse_period("2025")
NEXT, WEEK = DAY + timedelta(days=1), DAY + timedelta(days=7)
NOTICE = {"form": "I247G", "asked": Asked.NOTICE}
ANN = {"person_id": "ann"}

REPEATED = [
    # what the case shows, the rows, and the positions that repeat another one by each rule
    ("the same day", [row(8, **ANN), row(9, **ANN)], {"day": [1], "episode": [1], "newest": [0]}),
    ("the day after", [row(8, **ANN), row(9, prepared=NEXT, **ANN)], {"day": [], "episode": [1], "newest": [0]}),
    ("a week after", [row(8, **ANN), row(9, prepared=WEEK, **ANN)], {"day": [], "episode": [], "newest": [0]}),
    ("another form", [row(8, **ANN), row(9, **ANN, **NOTICE)], {"day": [1], "episode": [], "newest": [0]}),
    ("another place", [row(8, **ANN), row(9, facility="LYDD JAIL", **ANN)], {"day": [1], "episode": [], "newest": [0]}),
    ("nobody known", [row(8), row(9)], {"day": [], "episode": [], "newest": []}),
    ("another person", [row(8, **ANN), row(9, person_id="bob")], {"day": [], "episode": [], "newest": []}),
    ("one file number", [row(8, file_no="A1"), row(9, file_no="A1")], {"day": [1], "episode": [1], "newest": [0]}),
    (
        "a row that the sender calls a duplicate stands for nothing",
        [row(8, lift_reason="Duplicate", **ANN), row(9, **ANN)],
        {"day": [], "episode": [], "newest": [0]},
    ),
]


@pytest.mark.parametrize("rule", ["day", "episode", "newest"])
@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in REPEATED], ids=[case[0] for case in REPEATED])
def test_a_row_repeats_another_one_by_the_rule_chosen(rows, expected, rule):
    assert sorted(repeats(rows, (), DuplicateRule(rule))) == expected[rule]
    for nothing in (DuplicateRule.NONE, DuplicateRule.SENDER):
        assert repeats(rows, (), nothing) == {}


def test_the_row_that_is_a_request_stands_for_the_others():
    made = statement([row(8, **ANN), marked(9, **ANN)], [request()])
    assert [unit.reason for unit in made.units] == [Reason.DUPLICATE, Reason.IN_BOTH]


ROWS = st.lists(
    st.builds(
        lambda day, who, lift: row(8, prepared=DAY + timedelta(days=day), person_id=who, lift_reason=lift),
        st.integers(0, 9),
        st.sampled_from(["", "ann", "bob", "eve"]),
        st.sampled_from(["", "Duplicate"]),
    ),
    max_size=12,
)


@given(ROWS)
def test_someone_always_stands_for_the_rows_of_a_person(rows):
    persons = {one.person_id for one in rows if one.person_id and not one.lift_reason}
    for rule in DuplicateRule:
        gone = repeats(rows, (), rule)
        assert all(at != one.of for at, one in gone.items())
        left = {one.person_id for at, one in enumerate(rows) if at not in gone and not one.lift_reason}
        assert persons <= left | {""}


@given(ROWS)
def test_a_wider_rule_never_counts_more(rows):
    counts = [one.value.least for one in what_if(rows, (), YEAR) if one.unit is Unit.REQUESTS]
    none, sender, day, _, newest = counts or [0] * 5
    assert none == len(rows)
    assert none >= sender >= day >= newest


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (DuplicateRule.NONE, Reason.NOT_ESTABLISHED),
        (DuplicateRule.SENDER, Reason.DUPLICATE),
        (DuplicateRule.DAY, Reason.DUPLICATE),
    ],
)
def test_what_the_sender_calls_a_duplicate_counts_only_where_no_row_repeats(rule, reason):
    made = statement([row(lift_reason="Duplicate")], rules=Rules(rule))
    assert [unit.reason for unit in made.units] == [reason]
    assert dict(made.method.rules)["duplicates"].startswith(rule.value)


def test_the_period_goes_by_the_day_that_is_named():
    late = request(1, prepared=date(2025, 12, 30), received=date(2026, 1, 2), filed=False)
    row_of_it = marked(prepared=date(2025, 12, 30))
    received = statement([row_of_it], [late])
    assert (received.filed, received.units[0].reason) == (0, Reason.OTHER_PERIOD)
    prepared = statement([row_of_it], [late], rules=Rules(event=PeriodEvent.PREPARED))
    assert (prepared.filed, prepared.units[0].reason) == (1, Reason.IN_BOTH)
    assert "1 request that Harborton Police Department counts by the prepared day" in prepared.sentence
    assert "reported" not in prepared.sentence


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda entry, prepared, received, filed, asked: request(
                entry,
                prepared=date(2025, 1, 1) + timedelta(days=prepared),
                received=date(2025, 1, 1) + timedelta(days=received),
                filed=filed and received < 365 and asked is Asked.HOLD,
                asked=asked,
                birth_date=date(1980, 1, 1) + timedelta(days=entry),
            ),
            st.integers(1, 60),
            st.integers(-20, 380),
            st.integers(0, 380),
            st.booleans(),
            st.sampled_from(Asked),
        ),
        max_size=8,
        unique_by=lambda one: one.entry,
    ),
    st.sampled_from(PeriodEvent),
    st.sampled_from(DuplicateRule),
)
def test_the_sums_close_by_every_rule(requests, event, rule):
    rows = [marked(8 + at, prepared=one.prepared, birth_year=1980) for at, one in enumerate(requests)]
    statement(rows, requests, rules=Rules(rule, event)).check()


def test_what_other_rules_would_count_keeps_hold_and_notice_apart_and_bounds_persons():
    rows = [row(8, **ANN), row(9, prepared=NEXT, **ANN), row(10), row(11, **NOTICE)]
    counts = {(one.side, one.unit, one.asked, one.rule): one.value for one in what_if(rows, [request()], YEAR)}
    assert counts["A", Unit.PERSONS, "hold", "different identifiers or file numbers"] == Bounds(1, 2)
    assert counts["A", Unit.REQUESTS, "notice only", "no row repeats another"] == Bounds(1, 1)
    assert counts["A", Unit.REQUESTS, "hold", "every row of a person but the newest"] == Bounds(2, 2)
    assert counts["B", Unit.REQUESTS, "hold", "by the day of receipt"] == Bounds(1, 1)


def test_the_digest_of_the_order_changes_with_the_rules_and_with_nothing_else():
    assert order_digest(Rules()) == order_digest(Rules(DuplicateRule.DAY, PeriodEvent.RECEIVED))
    digests = {order_digest(Rules(rule, event)) for rule in DuplicateRule for event in PeriodEvent}
    assert len(digests) == len(DuplicateRule) * len(PeriodEvent)
    assert statement([row(facility=OWN)]).method.order_sha256 == order_digest(Rules())
