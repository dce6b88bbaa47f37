"""``tallystick sealed``: two parties learn how many requests they have in common, and neither shows a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.model.errors import WrongUse
from tallystick.model.period import parse_period
from tallystick.model.reasons import Reason
from tallystick.reconciliation.sealed.labels import OTHER
from tallystick.reconciliation.sealed.totals import Totals
from tallystick.reconciliation.telling.wording import OTHER_REASONS, words_of
from tallystick.services.sealed import Bearing, Compared, answer, audit, compare, prepare
from tallystick.services.sealed_lists import labelled_list, labelled_own_list, labelled_requests

from .console import emit, out
from .lists import ColumnOption, DatesOption, choices_of

app = typer.Typer(add_completion=False)
_REGISTER = "register"
_SIDES = ("list", _REGISTER)
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
SecretOption = Annotated[Path, typer.Option("--secret", help="This party's secret.json of the session.")]


@app.command("prepare", epilog="Example: tallystick sealed prepare ours.csv --session 2024 --size 300 -o ours")
def prepare_command(
    path: Annotated[Path, typer.Argument(metavar="LIST", help="CSV, XLSX or ODS; the word register for a home's own.")],
    session: Annotated[str, typer.Option(help="The name of the session, the same for both parties.")],
    size: Annotated[int, typer.Option(help="The agreed size: rows of the longer list or more, the same for both.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for secret.json and offer.json.")],
    side: Annotated[
        str, typer.Option("--side", help="list or register: rows bear their reasons, for totals by reason.")
    ] = "",
    agency: Annotated[str, typer.Option("--agency", help="With --side: the agency, as NAME; CITY; STATE.")] = "",
    period: Annotated[str, typer.Option("--period", help="With --side: the period, as in reconcile.")] = "",
    scope: Annotated[str, typer.Option("--scope", help="With --side list: city or agency.")] = "city",
    column: ColumnOption = None,
    dates: DatesOption = "",
    user: Annotated[str, typer.Option("--as", help="With a home: the auditor.", envvar="TALLYSTICK_USER")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The register's home.")] = None,
    json: JsonOption = False,
) -> None:
    """Make the secret, which stays here, and the offer, which goes to the other party."""
    if bool(side) is not bool(period) or side not in {"", *_SIDES}:
        raise WrongUse("what are these rows?", remedy="write --side list or --side register, and --period with it")
    choices = choices_of(None, column, dates)
    if not side:
        bearing = None
    elif home is not None or path.name == _REGISTER:
        bearing = _of_home(user, period)
    elif side == _REGISTER:
        bearing = labelled_own_list(path, agency, parse_period(period), choices)
    else:
        bearing = labelled_list(path, agency, parse_period(period), scope, choices)
    rows, empty = prepare(path, session, size, output, bearing)
    if json:
        emit({"rows": rows, "nothing_to_compare": empty, "size": size, "offer": str(output / "offer.json")})
        return
    out(f"{rows} rows ({empty} with nothing to compare), filled up to {size}")
    out(f"send {output / 'offer.json'}; keep {output / 'secret.json'} to yourself")


def _of_home(user: str, period: str) -> list[Bearing]:
    # A home needs Django; two parties with files must do without.
    from tallystick.services.statement.reconcile import registered

    from .common import acting, home

    here = home()
    found = registered(here, acting(user), parse_period(period))
    return labelled_requests(found, here.agency, parse_period(period))


@app.command(
    "answer", epilog="Example: tallystick sealed answer theirs/offer.json --secret ours/secret.json -o answer.json"
)
def answer_command(
    offer: Annotated[Path, typer.Argument(metavar="OFFER", help="The other party's offer.json.")],
    secret: SecretOption,
    output: Annotated[Path, typer.Option("-o", "--output", help="The answer, which goes to both parties.")],
    json: JsonOption = False,
) -> None:
    """Blind the other party's offer once more."""
    rows = answer(offer, secret, output)
    if json:
        emit({"rows": rows, "answer": str(output)})
    else:
        out(f"{rows} rows answered: {output} goes to both parties")


@app.command("compare", epilog="Example: tallystick sealed compare answer-to-ours.json answer-to-theirs.json")
def compare_command(
    first: Annotated[Path, typer.Argument(metavar="ANSWER", help="The answer to one party's offer.")],
    second: Annotated[Path, typer.Argument(metavar="ANSWER", help="The answer to the other's.")],
    json: JsonOption = False,
) -> None:
    """Count the requests that both lists have. Both parties come to the same figures."""
    _show(compare(first, second), as_json=json)


@app.command(
    "audit",
    epilog="Example: tallystick sealed audit --offer a/offer.json --offer b/offer.json "
    "--answer to-a.json --answer to-b.json --secret a/secret.json --secret b/secret.json",
)
def audit_command(
    offer: Annotated[list[Path], typer.Option("--offer", help="Both offers, first party first.")],
    answered: Annotated[list[Path], typer.Option("--answer", help="The answers to them, in the same order.")],
    secret: Annotated[list[Path], typer.Option("--secret", help="Both secrets, in the same order.")],
    json: JsonOption = False,
) -> None:
    """Recompute both answers from both offers and both secrets, and count again."""
    _show(audit(offer, answered, secret), as_json=json)


def _show(compared: Compared, *, as_json: bool) -> None:
    if as_json:
        emit(_json(compared))
        return
    out(f"session {compared.session}: {compared.requests_in_both} requests are in both lists")
    out(f"rows in both: {compared.rows_in_both[0]} of the first list, {compared.rows_in_both[1]} of the second")
    out(f"agreed size {compared.size}; compared: {' and '.join(compared.digests)}")
    if compared.totals:
        out("\n".join(_by_reason(compared.totals)))


def _by_reason(found: Totals) -> Iterator[str]:
    """The totals as lines: the list's rows by reason, and the requests of the register that no row is."""
    yield f"list: {found.rows} rows"
    yield from (f"{count:7}  {_label(reason, 'A')}" for reason, count in found.a.items())
    yield f"register: {found.filed} requests as filed, {found.corrected} as corrected; no row is"
    yield from (f"{count:7}  as filed: {_label(reason, 'B')}" for reason, count in found.b.items())
    yield from (f"{count:7}  later: {_label(reason, 'L')}" for reason, count in found.later.items())


def _label(reason: str, side: str) -> str:
    return OTHER_REASONS.label if reason == OTHER else f"{words_of(Reason(reason), side).label} ({reason})"


def _json(compared: Compared) -> dict[str, Any]:
    return {
        "session": compared.session,
        "requests_in_both": compared.requests_in_both,
        "rows_in_both": list(compared.rows_in_both),
        "size": compared.size,
        "sha256": list(compared.digests),
        "totals": _totals(compared.totals) if compared.totals else None,
    }


def _totals(found: Totals) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "filed": found.filed,
        "corrected": found.corrected,
        "list_by_reason": dict(found.a),
        "register_only": dict(found.b),
        "register_only_later": dict(found.later),
    }
