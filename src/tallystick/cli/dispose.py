"""``tallystick dispose``: record what was done about a request; the clause that speaks is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from tallystick.cli.common import (
    HomeOption,
    JsonOption,
    RequestArgument,
    UserOption,
    acting,
    entry,
    home,
    moment,
    pairs,
    word,
)
from tallystick.cli.console import emit, out
from tallystick.law.ordinance import Ruling
from tallystick.law.vocabulary import WORDS
from tallystick.model.contacts import CustodyMoment
from tallystick.model.money import in_cents
from tallystick.model.words import Answer, AnswerField
from tallystick.services.desk.dispose import Outcome, clause_for, dispose

app = typer.Typer(add_completion=False)


@app.command("dispose")
def command(
    number: RequestArgument,
    hold: Annotated[str, typer.Option("--hold", help="yes or no; left out it stays not recorded.")] = "",
    notice: Annotated[str, typer.Option("--notice", help="yes or no.")] = "",
    information: Annotated[str, typer.Option("--information", help="yes or no.")] = "",
    transfer: Annotated[str, typer.Option("--transfer", help="yes or no.")] = "",
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="NAME=VALUE, words of the ordinance. Repeat.")
    ] = None,
    at: Annotated[
        list[str] | None, typer.Option("--at", help=f"NAME=MOMENT of the custody: {', '.join(CustodyMoment)}. Repeat.")
    ] = None,
    offense: Annotated[str, typer.Option("--offense", help="Citation of an offense that the law relies on.")] = "",
    reimbursed: Annotated[str, typer.Option("--reimbursed", help="Dollars received for this case, 0 included.")] = "",
    note: Annotated[str, typer.Option("--note", help="A note; it is sealed.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record the answers to a request. With no answer it only shows the clause that speaks.

    Example: tallystick dispose A1-2025-0003 --hold no --notice no --as maria
    """
    del home_folder
    actor, request, facts = acting(user), entry(number), pairs(fact)
    given = {"hold": hold, "notice": notice, "information": information, "transfer": transfer}
    answers = {AnswerField(name): word(Answer, value) for name, value in given.items() if value}
    decision = clause_for(home(), actor, request, facts)
    clause = decision.main.clause
    moments = {word(CustodyMoment, name): moment(text) for name, text in pairs(at).items()}
    outcome = Outcome(answers, facts, in_cents(reimbursed) if reimbursed else None, note, moments, offense)
    index = dispose(home(), actor, request, outcome) if answers else None
    if as_json:
        emit({"entry": index, "clause": clause.id if clause else None, "period": decision.period.id})
        return
    out("\n".join(_told(decision.main)))
    out(f"entry {index}" if answers else "nothing recorded: give --hold, --notice, --information or --transfer")


def _told(ruling: Ruling) -> Iterator[str]:
    if ruling.clause:
        yield f"{ruling.clause.citation} [{ruling.clause.verification.value}]: {ruling.clause.text}"
        return
    yield f"not covered: {ruling.why}"
    for name in ruling.missing:
        yield f"  --fact {name}={'|'.join(WORDS[name].values)}"
