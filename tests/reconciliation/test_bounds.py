"""Without names a statement prints what chance would give, and bounds; and it shows which reasons met in one unit."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reconciliation.made import AGENCY, DAY, OWN, marked, reconciled, request, row, statement
from tallystick.adapters.rendering.statement_content import lists_content
from tallystick.adapters.rendering.statement_overlaps_svg import overlaps_svg
from tallystick.model.period import parse_period
from tallystick.model.reasons import Reason
from tallystick.model.statement import Bounds, Dispute, Reply
from tallystick.model.words import Unit
from tallystick.reconciliation.chance import chance, paired
from tallystick.reconciliation.population import Place
from tallystick.reconciliation.telling.editions import Edition, view
from tallystick.reconciliation.telling.overlaps import overlaps
from tallystick.services.inspect import facilities
from tallystick.services.statement.files import write_statement
from tallystick.services.statement.linker import shipped_linker

PLACE = Place(AGENCY, facilities())


def by_chance(rows, requests, period="2025"):
    return chance(rows, requests, shipped_linker(), PLACE, parse_period(period))


def test_links_by_every_mark_are_few_by_chance_and_links_by_day_are_many():
    days = [DAY + timedelta(days=7 * week) for week in range(12)]
    rows = [marked(8 + at, prepared=day, birth_year=1960 + at) for at, day in enumerate(days)]
    requests = [request(at, prepared=day, birth_date=date(1960 + at, 1, 1)) for at, day in enumerate(days)]
    found = by_chance(rows, requests)
    assert (found.links, found.mean, found.most) == (12, 0.0, 0)
    assert found.by_day == 12
    assert found.by_day_mean == 12, "the circle loses no day: a week later every day but its person is there again"
    assert found.bounds == Bounds(12, 12)
    assert "they prove nothing" in found.words


def test_the_facility_counts_beside_the_day():
    rows = [marked(8, facility=f"{OWN}, DISTRICT #2"), marked(9, facility="HARBORTON JAIL")]
    assert by_chance(rows, [request(1)]).by_day == 0, "the request came to district 1"
    assert by_chance([*rows, marked(10)], [request(1)]).by_day == 1, "a row that names no district may be any"


def test_a_list_of_one_day_proves_nothing():
    found = by_chance([marked(8)], [request(1)], f"{DAY}..{DAY}")
    assert (found.links, found.most, found.bounds) == (1, 1, Bounds(0, 1))


def test_a_day_of_many_papers_is_paired():
    many = [("day", number % 3 or None) for number in range(1500)]
    assert paired(many, many[::-1]) == 1500
    assert paired(many, [("day", 7), ("day", None), ("other day", None)]) == 2


def test_at_most_counts_what_nothing_contradicts():
    rows = [row(8), row(9, sex="F"), row(10, prepared=DAY + timedelta(days=1))]
    assert statement(rows, [request(1), request(2)]).bounds == Bounds(0, 1)
    assert statement(rows, [request(1), request(2, prepared=None)]).bounds == Bounds(0, 2)
    assert statement([row(8, file_no="A1")], [request()]).bounds is None, "names or numbers decide"


MARKS = st.tuples(st.integers(0, 2), st.sampled_from(["M", "F", ""]), st.sampled_from([1984, 1990, None]))


@settings(max_examples=30, deadline=None)
@given(st.lists(MARKS, max_size=6), st.lists(MARKS.filter(lambda one: one[2]), max_size=6))
def test_the_links_made_lie_within_the_bounds(left, right):
    rows = [marked(8 + at, prepared=DAY + timedelta(days=d), sex=s, birth_year=y) for at, (d, s, y) in enumerate(left)]
    requests = [
        request(at, prepared=DAY + timedelta(days=d), sex=s, birth_date=date(y, 1, 1))
        for at, (d, s, y) in enumerate(right)
    ]
    found = by_chance(rows, requests)
    if found:
        assert found.bounds.least <= found.links <= found.bounds.most <= min(len(rows), len(requests))


# Reasons that meet


def several():
    elsewhere = {"state": "WEST MARLAND"}
    rows = [row(8 + at, lift_reason="Case Closed", **elsewhere) for at in range(5)]
    return statement([*rows, row(20, facility="HARBORTON JAIL", **elsewhere), row(21)])


def test_the_reasons_behind_the_first_one_are_shown_and_small_meetings_only_to_some():
    made = several()
    whole = view(made, Edition.COUNTERPART).overlaps
    closed = (Reason.SAME_NAME_ELSEWHERE, Reason.OTHER_AGENCY, Reason.CLOSED_BY_SENDER)
    assert [(one.reasons, one.count) for one in whole.shown] == [
        (closed, 5),
        ((Reason.SAME_NAME_ELSEWHERE, Reason.OTHER_AGENCY), 1),
    ]
    council = view(made, Edition.COUNCIL).overlaps
    assert ([one.count for one in council.shown], council.smaller) == ([5], 1)
    assert council.words == "6 units meet more than one reason; 1 of them in meetings of fewer than five, not shown."


def test_the_picture_of_meetings_has_a_bar_a_meeting_and_words_for_all():
    picture = overlaps_svg(view(several(), Edition.COUNTERPART).overlaps, invented=True)
    assert picture.count('class="bar"') == 2
    assert "5: same name in another state and addressed to another agency and closed by the sender" in picture
    assert "INVENTED" in picture
    assert overlaps([]).words == "No unit meets more than one reason."


# Replies and disputes


def test_a_reply_is_printed_word_for_word_and_a_dispute_changes_no_count():
    plain = statement([row(8)])
    made = statement(
        [row(8)],
        replies=(Reply("Other Office", "We <count> otherwise.\n\nSee our letter."),),
        disputes=(Dispute("A", Reason.NOT_ESTABLISHED, "Other Office"),),
    )
    assert [bar.count for bar in made.bars] == [bar.count for bar in plain.bars]
    content = lists_content(view(made, Edition.COUNCIL))
    (reply,) = [section for section in content.sections if section.heading == "Reply of Other Office"]
    assert reply.paragraphs == ("We <count> otherwise.", "See our letter.")
    bars = next(section for section in content.sections if section.heading == "The bars")
    assert "not established (disputed by Other Office)" in {cells[0] for cells in bars.table.rows}


# The same bytes


def test_the_same_inputs_give_the_same_bytes_and_another_seed_only_another_sample(tmp_path):
    rows = [marked(8), *(row(9 + at, facility=f"JAIL {at}") for at in range(40))]
    for name, seed in (("one", ""), ("two", ""), ("three", "7")):
        write_statement(reconciled(rows, [request()]), tmp_path / name, seed=seed)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    differ = [
        name for name in files if (tmp_path / "one" / name).read_bytes() != (tmp_path / "two" / name).read_bytes()
    ]
    assert differ == []
    other = [
        name for name in files if (tmp_path / "one" / name).read_bytes() != (tmp_path / "three" / name).read_bytes()
    ]
    assert other == ["workpaper.html", "workpaper.pdf", "workpaper.xlsx"]


def test_a_statement_names_its_inputs_its_rules_and_its_other_counts():
    made = statement([row(8)], inputs=(("register", "0" * 64),))
    assert [name for name, _ in made.method.inputs] == ["list.xlsx", "register"]
    assert {one.unit for one in made.what_if} == {Unit.REQUESTS, Unit.PERSONS}
