"""``tallystick question``: questions of others with their answers, and the packet that answers a demand for papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, day, home, word
from tallystick.cli.console import emit, out, say
from tallystick.law import Part
from tallystick.model.words import Asker, Nature, Reply
from tallystick.services.questions import asked, packet
from tallystick.services.questions.asked import Asked, Question
from tallystick.services.questions.release import Given, release, releases

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Questions of others, and what left for them.")

QuestionArgument = Annotated[str, typer.Argument(help="Number of the question (Q-2025-0001), or its entry.")]
OpenOption = Annotated[list[str] | None, typer.Option("--open", help=f"A part to open: {', '.join(Part)}. Repeat.")]
AuthorityOption = Annotated[str, typer.Option("--authority", help="What allows it to be opened.")]


@app.command("add")
def add(
    text: Annotated[str, typer.Argument(help="The question as it was asked; sealed.")],
    asker: Annotated[str, typer.Option("--from", help=f"Who asks: {', '.join(Asker)}.")],
    nature: Annotated[str, typer.Option("--as-a", help=f"What it is: {', '.join(Nature)}.")] = "question",
    on: Annotated[str, typer.Option("--on", help="Day on which it came (default: today).")] = "",
    due: Annotated[str, typer.Option("--due", help="Day by which it is to be answered.")] = "",
    who: Annotated[str, typer.Option("--who", help="Name of the office or person; sealed.")] = "",
    number: Annotated[list[str] | None, typer.Option("--number", help="A register number it names. Repeat.")] = None,
    period: Annotated[str, typer.Option("--period", help="The period it names, for example 2025.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register a question. One that asks for papers names numbers or a period, and sets a legal hold on them.

    Example: tallystick question add "All requests of 2025" --from public --as-a records_request --period 2025 --as lena
    """
    del home_folder
    told = Asked(
        asker=word(Asker, asker),
        nature=word(Nature, nature),
        on=_day(on),
        text=text,
        who=who,
        due=day(due) if due else None,
        numbers=tuple(number or ()),
        period=period,
    )
    made = asked.ask(home(), acting(user), told)
    if as_json:
        emit(_plain(made))
        return
    out(f"{made.number}  entry {made.entry}")
    if made.demand:
        out(f"on hold: {len(asked.named_by(home(), made))} requests")


@app.command("list")
def listing(user: UserOption = "", home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """List every question with what came of it, the newest first.

    Example: tallystick question list --as lena
    """
    del home_folder
    found = asked.listing(home(), acting(user))
    if as_json:
        emit([_plain(one) for one in found])
        return
    for one in found:
        reply = one.answers[-1].reply.value if one.answers else "unanswered"
        out(f"{one.number}  {one.asked.on}  {one.asked.asker:<8} {one.asked.nature:<16} {reply}")


@app.command("answer")
def answer(
    number: QuestionArgument,
    text: Annotated[str, typer.Argument(help="What was answered, or where it can be read; sealed.")],
    reply: Annotated[str, typer.Option("--reply", help=f"What came of it: {', '.join(Reply)}.")] = "answered",
    on: Annotated[str, typer.Option("--on", help="Day of the answer (default: today).")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register an answer. A later one stands beside it.

    Example: tallystick question answer Q-2025-0001 "See the report of 2025, item 1." --as lena
    """
    del home_folder
    question = asked.numbered(home(), number)
    entry = asked.answer(home(), acting(user), question, word(Reply, reply), on=_day(on), text=text)
    if as_json:
        emit({"entry": entry, "question": question, "reply": reply})
        return
    out(f"entry {entry}")


@app.command("packet")
def make(
    number: QuestionArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the packet; it is made.")],
    opened: OpenOption = None,
    authority: AuthorityOption = "",
    to: Annotated[str, typer.Option("--to", help="Let it leave to this office or person; sealed.")] = "",
    how: Annotated[str, typer.Option("--how", help="How it is handed over; sealed.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the packet of papers that a demand names: covered but for what is opened. With --to it leaves and is logged.

    Example: tallystick question packet Q-2025-0001 --open received --authority "Order 12" --to "Court" -o out --as lena
    """
    del home_folder
    actor, entry = acting(user), asked.numbered(home(), number)
    parts = [word(Part, name) for name in opened or ()]
    if not to:
        made = packet.make(home(), actor, entry, opened=parts, authority=authority)
        _write(output, made.files)
        told: dict[str, Any] = {"requests": len(made.held), "coverings": len(made.coverings), "pages": made.pages}
        say("a draft to look at: nothing left and nothing was logged; --to lets it leave")
    else:
        done, zipped = release(home(), actor, entry, Given(to, how), opened=parts, authority=authority)
        _write(output, {f"{asked.question(home(), actor, entry).number}.zip": zipped})
        told = {"requests": done.requests, "coverings": done.coverings, "pages": done.pages, "sha256": done.sha256}
        told["entry"] = done.entry
    if as_json:
        emit(told)
        return
    out("\n".join(f"{name}: {value}" for name, value in told.items()))


@app.command("erase")
def erase(
    number: QuestionArgument,
    authority: Annotated[str, typer.Option("--authority", help="Schedule, approval or order that allows it.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase who asked, the words of question and answers, and to whom a packet left. Number, kind and days stay.

    Example: tallystick question erase Q-2025-0001 --authority "Schedule 4.2" --as lena
    """
    del home_folder
    question = asked.numbered(home(), number)
    entry = asked.erase(home(), acting(user), question, authority=authority)
    if as_json:
        emit({"entry": entry, "question": question})
        return
    out(f"entry {entry}")


@app.command("released")
def released(user: UserOption = "", home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """List what left: when, for which question, to whom, with how many coverings, and the packet's digest.

    Example: tallystick question released --as lena
    """
    del home_folder
    actor = acting(user)
    numbers = {one.entry: one.number for one in asked.listing(home(), actor)}
    found = [
        {
            "question": numbers[one.question], "at": one.at.isoformat(), "to": one.to, "how": one.how,
            "requests": one.requests, "coverings": one.coverings, "opened": [part.value for part in one.opened],
            "authority": one.authority, "by": one.by, "sha256": one.sha256,
        }
        for one in releases(home(), actor)
    ]  # fmt: skip
    if as_json:
        emit(found)
        return
    for line in found:
        when, left = str(line["at"])[:16], f"{line['requests']} requests to {line['to']}"
        out(f"{when}  {line['question']}  {left}  {line['sha256']}")


def _day(text: str) -> date:
    return day(text) if text else home().local_day(home().clock())


def _write(folder: Path, files: Any) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _plain(one: Question) -> dict[str, Any]:
    return {
        "number": one.number,
        "entry": one.entry,
        "from": one.asked.asker.value,
        "nature": one.asked.nature.value,
        "on": one.asked.on.isoformat(),
        "due": one.asked.due.isoformat() if one.asked.due else None,
        "numbers": list(one.asked.numbers),
        "period": one.asked.period,
        "reply": one.answers[-1].reply.value if one.answers else None,
    }
