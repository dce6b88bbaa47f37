"""``tallystick sealed``: two parties learn how many requests they have in common, and neither shows a name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.services.sealed import Compared, answer, audit, compare, prepare

from .console import emit, out

app = typer.Typer(add_completion=False)
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
SecretOption = Annotated[Path, typer.Option("--secret", help="This party's secret.json of the session.")]


@app.command("prepare", epilog="Example: tallystick sealed prepare ours.csv --session 2024 --size 300 -o ours")
def prepare_command(
    path: Annotated[Path, typer.Argument(metavar="LIST", help="CSV, XLSX or ODS.")],
    session: Annotated[str, typer.Option(help="The name of the session, the same for both parties.")],
    size: Annotated[int, typer.Option(help="The agreed size: rows of the longer list or more, the same for both.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for secret.json and offer.json.")],
    json: JsonOption = False,
) -> None:
    """Make the secret, which stays here, and the offer, which goes to the other party."""
    rows, empty = prepare(path, session, size, output)
    if json:
        emit({"rows": rows, "nothing_to_compare": empty, "size": size, "offer": str(output / "offer.json")})
        return
    out(f"{rows} rows ({empty} with nothing to compare), filled up to {size}")
    out(f"send {output / 'offer.json'}; keep {output / 'secret.json'} to yourself")


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


def _json(compared: Compared) -> dict[str, Any]:
    return {
        "session": compared.session,
        "requests_in_both": compared.requests_in_both,
        "rows_in_both": list(compared.rows_in_both),
        "size": compared.size,
        "sha256": list(compared.digests),
    }
