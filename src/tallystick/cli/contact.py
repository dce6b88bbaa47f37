"""``tallystick contact``: a request for, or a giving of, information or help, with or without paper."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, day, home, moment, pairs, word
from tallystick.cli.console import emit, out
from tallystick.model.contacts import ContactKind, ContactNumber, Counterpart, Direction, Matter
from tallystick.model.errors import WrongUse
from tallystick.model.words import Answer, Channel
from tallystick.services.desk.contacts import Said, record_contact

app = typer.Typer(add_completion=False)


@app.command("contact")
def command(
    kind: Annotated[str, typer.Argument(help=f"What about: {', '.join(ContactKind)}.")],
    direction: Annotated[str, typer.Option("--direction", help=f"Who began it: {', '.join(Direction)}.")],
    at: Annotated[str, typer.Option("--at", help="When, local time or with an offset.")],
    agency: Annotated[str, typer.Option("--with", help=f"The other agency: {', '.join(Counterpart)}.")] = "other",
    matter: Annotated[str, typer.Option("--matter", help=f"{', '.join(Matter)}.")] = "civil",
    channel: Annotated[str, typer.Option("--channel", help="phone, mail, hand, teletype, fax.")] = "phone",
    answer: Annotated[str, typer.Option("--answer", help="yes (given), no (declined); left out: not recorded.")] = "",
    clause: Annotated[str, typer.Option("--clause", help="Clause of the ordinance that was named.")] = "",
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="NAME=VALUE, words of the ordinance. Repeat.")
    ] = None,
    number: Annotated[
        list[str] | None, typer.Option("--number", help=f"NAME=NUMBER: {', '.join(ContactNumber)}. Repeat.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Name and purpose of a task force; never a person.")] = "",
    ended: Annotated[str, typer.Option("--ended", help="Last day of an assignment, YYYY-MM-DD.")] = "",
    offense: Annotated[str, typer.Option("--offense", help="Citation of the offense that allowed it.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who spoke; sealed.")] = "",
    what: Annotated[str, typer.Option("--what", help="What about; sealed.")] = "",
    station: Annotated[str, typer.Option("--station", help="Station code, if it was one.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register a contact. It is counted by the reports that ask for contacts and never as a request.

    Example: tallystick contact information --direction asked_by_them --at 2025-03-04T14:12 --with ice_ero --answer no
    """
    del home_folder
    said = Said(
        contact=word(ContactKind, kind),
        direction=word(Direction, direction),
        happened_at=moment(at),
        counterpart=word(Counterpart, agency),
        matter=word(Matter, matter),
        channel=word(Channel, channel),
        answer=word(Answer, answer or Answer.NOT_RECORDED),
        clause=clause,
        facts=pairs(fact),
        numbers={word(ContactNumber, name): _count(text) for name, text in pairs(number).items()},
        offense=offense,
        title=title,
        who=who,
        what=what,
        station=station,
        ended_on=day(ended) if ended else None,
    )
    entry = record_contact(home(), acting(user), said)
    if as_json:
        emit({"entry": entry, "contact": said.contact, "direction": said.direction})
        return
    out(f"entry {entry}: {said.contact.replace('_', ' ')}, {said.direction.replace('_', ' ')}")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise WrongUse(f"'{text}' is not a whole number")
    return int(text)
