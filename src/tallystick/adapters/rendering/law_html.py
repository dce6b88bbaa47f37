"""An ordinance as one HTML page for counsel: read it beside the law, put right what is wrong, sign what is right.

One file without script or other files; every text is escaped. Must not know what a rule decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files

from tallystick.law import DETAILS, Clause, Clock, Duty, Ordinance, ReportItem, RulePeriod, conditions, outcome
from tallystick.reporting.labels import VERIFICATION

_OPEN = "today"


def page(ordinance: Ordinance) -> str:
    """The whole page, style included."""
    style = files("tallystick.adapters.rendering").joinpath("law.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(ordinance.name)}, as data</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(_body(ordinance))
        + "\n</main>\n</body>\n</html>\n"
    )


def _body(ordinance: Ordinance) -> Iterator[str]:
    yield f"<h1>{escape(ordinance.name)}</h1>"
    yield f"<p>{escape(ordinance.citation)} · {escape(ordinance.state)}</p>"
    if ordinance.invented:
        yield '<p class="mark">INVENTED: no real city and no real law.</p>'
    if ordinance.draft:
        yield '<p class="mark">DRAFT: its texts were not read to the end. Nothing is signed under it.</p>'
    if ordinance.note:
        yield f"<p>{escape(ordinance.note)}</p>"
    yield f"<p>The file: {escape(ordinance.id)}.toml, SHA-256 <code>{ordinance.sha256}</code></p>"
    yield "<h2>Who reports, and when</h2>"
    yield _list(_duty(duty) for duty in ordinance.duties) if ordinance.duties else "<p>No duty to report was read.</p>"
    yield _items(ordinance.report_items)
    yield "<h2>Clauses</h2>"
    yield from (_clause(clause) for clause in ordinance.clauses.values())
    for period in ordinance.periods:
        yield from _period(period)
    if ordinance.clocks:
        yield "<h2>Clocks</h2>"
        yield _list(_clock(clock) for clock in ordinance.clocks)
    if ordinance.definitions:
        yield "<h2>Definitions</h2>"
        yield _table(
            "Defined terms, in our words",
            ("Term", "Text", "How it was checked", "Source"),
            [(each.term, each.text, VERIFICATION[each.verification], each.source) for each in ordinance.definitions],
        )
    yield "<h2>Worked examples</h2>"
    yield _table("Each was run when the file was loaded", ("Day", "Case", "Facts", "Expected"), _cases(ordinance))
    yield "<h2>Adoption</h2>"
    yield (
        "<p>I have read this page beside the law. The file with the digest above says what the law says, so far as "
        "this page marks it as read in the text itself; what it marks otherwise I have checked.</p>\n"
        '<p class="sign">Counsel</p>\n<p class="sign">Date</p>'
    )


def _duty(duty: Duty) -> str:
    return f"{duty.title}: {duty.text} A zero is {duty.zero}. Clause {duty.clause}; {_span(duty.first, duty.last)}."


def _items(items: Sequence[ReportItem]) -> str:
    rows = [
        (f"{item.duty} {item.number}", item.text, item.unit, _shape(item), VERIFICATION[item.verification], item.source)
        for item in items
    ]
    return _table("What each report shows", ("Item", "Text", "Unit", "Shape", "How it was checked", "Source"), rows)


def _shape(item: ReportItem) -> str:
    parts = [f"by {' and '.join(DETAILS[name].title.lower() for name in names)}" for names in item.breakdown]
    if item.columns:
        parts.append(f"list: {', '.join(DETAILS[name].title.lower() for name in item.columns)}")
    if item.where:
        parts.append("only " + ", ".join(f"{word} {' or '.join(sorted(found))}" for word, found in item.where.items()))
    return "; ".join(parts) or "a number"


def _clause(clause: Clause) -> str:
    quoted = f"<blockquote>{escape(clause.quotation)}</blockquote>" if clause.quotation else ""
    return (
        f'<section class="clause"><h3>{escape(clause.id)}: {escape(clause.citation)}</h3>{quoted}'
        f"<p>{escape(clause.text)}</p><p><strong>{escape(VERIFICATION[clause.verification])}.</strong> "
        f"{escape(clause.source)}. {_span(clause.first, clause.last)}.</p></section>"
    )


def _period(period: RulePeriod) -> Iterator[str]:
    yield f"<h2>Rules {_span(period.first, period.last)}</h2>"
    checked = f"<strong>{escape(VERIFICATION[period.verification])}.</strong>"
    yield f"<p>{escape(period.note)} {checked} {escape(period.source)}.</p>"
    for answer, rows in period.tables.items():
        said = [(conditions(row), outcome(row)) for row in rows]
        yield _table(answer.value.capitalize(), ("When", "The law says"), said)


def _clock(clock: Clock) -> str:
    return f"{clock.citation}: {clock.text} {VERIFICATION[clock.verification]}; {clock.source}."


def _cases(ordinance: Ordinance) -> list[tuple[str, ...]]:
    return [
        (
            case.on.isoformat(),
            case.title,
            ", ".join(f"{word} = {value}" for word, value in case.facts.items()),
            "; ".join(
                f"{answer.value}: {one.effect.replace('_', ' ')} [{one.clause}]"
                if one.effect
                else f"{answer.value}: not covered"
                for answer, one in case.expected.items()
            ),
        )
        for case in ordinance.cases
    ]


def _span(first: date, last: date | None) -> str:
    return f"from {first.isoformat()} to {last.isoformat() if last else _OPEN}"


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
