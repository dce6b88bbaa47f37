"""The reconciliation of two lists: every unit of both under exactly one reason, in sums that close both ways.

1. the population of list A; 2. links, by rule and as persons decided them; 3. reasons of each row, in the published
order, else not established; 4. reasons of each request that no row is; 5. reasons as persons decided them; 6. bars,
sums, sentences, notes. Must not know who is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tallystick.model.errors import SumDoesNotClose
from tallystick.model.judgement import Judgement
from tallystick.model.reasons import Reason
from tallystick.model.said import Said
from tallystick.model.statement import Method, Party, Statement, UnitOutcome
from tallystick.model.words import Unit

from .auditing.judging import Judged, in_force, with_partners, with_reasons
from .auditing.keys import keys_of
from .auditing.revision import revision
from .bars import bars_of
from .case import Case
from .chance import chance
from .comparison import Comparison, Reconciled
from .custody import Bookings, bookings
from .linking import Link, link
from .measures import measures
from .outcomes import outcomes
from .population import CITY, Place, Population, is_named, population
from .reasons.duplicates import repeats
from .rules import DUPLICATE_WORDS, EVENT_WORDS, METHOD, PeriodEvent, counted_by, order_digest
from .telling.editions import Edition, view
from .telling.notes import Beside, notes_of, without_bar
from .what_if import what_if


def reconcile(given: Comparison) -> Reconciled:
    """The statement between list A (the counterpart's) and the register, as filed and as corrected.

    Raises:
        WrongUse: the scope is neither ``city`` nor ``agency``.
        SumDoesNotClose: the filed figure is not the number of requests that bear it, or the bridge does not close.

    """
    place = Place(given.agency, given.facilities, given.own_names)
    chosen = population(given.theirs, place, given.period, given.scope)
    judgements = in_force(given.judgements)
    keys = keys_of(chosen.rows)
    case, held = _case(given, place, chosen)
    case = _as_decided(case, with_partners(case.links, keys, case.requests, judgements), judgements, keys)
    case = replace(case, repeats=repeats(case.rows, case.links.keys(), case.rules.duplicates))
    _check_filed(case, given.filed)
    judged = with_reasons(outcomes(case, keys), judgements)
    changed = revision(given.before.rows, given.theirs.rows) if given.before else None
    beside = Beside(chosen, given.theirs, held, judged.lapsed, changed)
    statement = _told(_statement(given, case, judged, beside))
    statement.check()
    custody = [(request, one) for request in case.requests for one in held.of_request.get(request.entry, ())]
    return Reconciled(statement, case, tuple(custody), judged.lapsed, changed)


def _case(given: Comparison, place: Place, chosen: Population) -> tuple[Case, Bookings]:
    """Rows, requests, links by rule, and the evidence with the bookings that concern either."""
    named = is_named(given.theirs.rows)
    requests = counted_by(given.ours, given.rules.event, given.period)
    links = link(chosen.rows, requests, given.linker, named=named, place=place)
    held = bookings(given.evidence.custody, requests, chosen.rows if named else ())
    evidence = replace(given.evidence, custody=held.kept)
    case = Case(
        chosen.rows,
        requests,
        links.sure,
        evidence,
        place,
        given.period,
        named,
        given.rules,
        reviews=links.reviews,
        places_named=not chosen.placeless,
        set_aside=links.set_aside,
    )
    return case, held


def _as_decided(case: Case, links: dict[int, Link], judgements: Mapping[str, Judgement], keys: Sequence[str]) -> Case:
    """The links as persons decided them; what is decided, or taken by another row, needs no review any more."""
    taken = {link.request.entry for link in links.values()}
    reviews = {
        at: left
        for at, candidates in case.reviews.items()
        if at not in links and not getattr(judgements.get(keys[at]), "partner", "")
        if (left := tuple(one for one in candidates if one.request.entry not in taken))
    }
    return replace(case, links=links, reviews=reviews)


def _check_filed(case: Case, filed: int | None) -> None:
    bearing = sum(request.in_filed_figure and case.counted(request) for request in case.requests)
    if filed is not None and case.rules.event is PeriodEvent.RECEIVED and filed != bearing:
        raise SumDoesNotClose(
            f"the filed figure is {filed}, but {bearing} requests of the register bear it",
            where=f"period {case.period.name}",
            remedy="see which report was filed for the period, and at which size of the log",
        )


def _statement(given: Comparison, case: Case, judged: Judged, beside: Beside) -> Statement:
    units, bars = judged.units, bars_of(judged.units)
    in_both = _rows_under(units, Reason.IN_BOTH)
    later = _rows_under(units, Reason.REGISTERED_LATER)
    only = Counter({side: sum(bar.count for bar in bars if bar.side == side) for side in "BL"})
    filed = in_both + only["B"]
    found = None if case.named else chance(case.rows, case.requests, given.linker, case.place, case.period)
    files = "; ".join(given.theirs.files)
    return Statement(
        a=Party(given.counterpart, len(case.rows), Unit.ROWS, "detainers prepared", files, _rule_of_list(case, given)),
        b=Party(
            given.agency.name,
            filed,
            Unit.REQUESTS,
            "detainer requests received and registered",
            given.our_source,
            Said(
                "forms that ask for a hold, of %(period)s %(event)s; as filed",
                period=case.period.name,
                event=EVENT_WORDS[case.rules.event],
            ),
        ),
        period=case.period,
        scope=case.place.words(given.scope),
        filed=filed,
        corrected=filed + later + only["L"],
        units=units,
        bars=bars,
        in_both_filed=in_both,
        in_both_corrected=in_both + later,
        sentence="",
        sentence_back="",
        notes=(*notes_of(case, beside), *without_bar(given.disputes, bars)),
        chance=found.words if found else "",
        bounds=found.bounds if found else None,
        method=_method(given, case.named, (*zip(given.theirs.files, given.theirs.sha256, strict=False), *given.inputs)),
        what_if=what_if(case.rows, given.ours, given.period),
        measures=measures(case, units),
        replies=given.replies,
        disputes=given.disputes,
    )


def _rule_of_list(case: Case, given: Comparison) -> str:
    """Which rows list A's total holds: a number is printed with its rule."""
    return Said(
        "every row prepared in %(period)s, %(where)s; all forms, before any row is taken for a repetition",
        period=case.period.name,
        where=_where(case, given),
    )


def _where(case: Case, given: Comparison) -> str:
    if not case.places_named:
        return Said("no facility is named")
    place = case.place.words(given.scope)
    return (
        Said("facility in %(place)s", place=place)
        if given.scope == CITY
        else Said("facility of %(place)s", place=place)
    )


def _rows_under(units: tuple[UnitOutcome, ...], reason: Reason) -> int:
    return sum(unit.side == "A" and unit.reason is reason for unit in units)


def _method(given: Comparison, named: bool, inputs: tuple[tuple[str, str], ...]) -> Method:
    rules = given.rules
    return Method(
        version=METHOD,
        rules=(
            ("duplicates", f"{rules.duplicates.value}: {DUPLICATE_WORDS[rules.duplicates]}"),
            ("period", f"{rules.event.value}: list B is counted {EVENT_WORDS[rules.event]}"),
            ("weights of links", given.linker.version(named=named)),
        ),
        order_sha256=order_digest(rules),
        inputs=inputs,
        event_words="" if rules.event is PeriodEvent.RECEIVED else EVENT_WORDS[rules.event],
    )


def _told(statement: Statement) -> Statement:
    told = view(statement, Edition.AUDITOR)
    return replace(statement, sentence=told.sentence, sentence_back=told.sentence_back)
