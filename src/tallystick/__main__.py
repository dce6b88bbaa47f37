"""``tallystick COMMAND``: loads one command's module by name, wires Django only for commands that touch a register.

The outermost edge: here an error turns into words and an exit code (0 done, 1 a sum or proof fails, 2 wrong use).
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from tallystick.model.errors import TallystickError

PLAIN = {
    "read": "read papers only; registers nothing",
    "forms": "list and show the forms that can be read; learn another print",
    "inspect": "say what a list is taken for",
    "link": "which rows of two lists are the same request",
    "judge": "what a person decides about a unit of a statement",
    "verify": "recompute a receipt, packet, site or log; needs no server",
    "witness": "see that somebody else's log only grows, and sign that you saw it",
    "law": "list, show and check ordinances",
}
EITHER = {
    "reconcile": "the statement between two parties' counts",
    "sealed": "two parties count what they have in common without showing names",
}
WITH_REGISTER = {
    "init": "make a home: configuration, database, keys, first user",
    "receive": "register files",
    "watch": "look at fax servers, mailboxes and folders",
    "addresses": "the sheet of addresses for senders",
    "lines": "which lines are heard, and is what arrived registered?",
    "work": "do the pending work: read what arrived",
    "serve": "the web application",
    "inbox": "what waits for a person",
    "confirm": "confirm what a document reads, or say that it is something else",
    "dispose": "record what was done, and under which clause",
    "custody": "fill custody facts of requests from the records system's extract",
    "correct": "set right what was confirmed of a request, by a new entry",
    "question": "what council, press, a court or others ask, with answers and what left",
    "contact": "information or help asked for or given, with or without paper",
    "sweep": "a station's statement, and what it found",
    "dayzero": "enter an old log, grade C, without names",
    "withdraw": "record that the sender withdrew a request",
    "callback": "record whether an office says that it sent a request",
    "erase": "destroy the keys of a request's personal data",
    "hold": "a legal hold keeps a request from being erased",
    "adopt": "counsel adopts the ordinance pack",
    "calendar": "which reports are due when, and what is open for each",
    "report": "the packet that the ordinance asks for",
    "linetest": "planned transmissions that say what they are",
    "collect": "the filings of many agencies: take, who has not filed, the sum",
    "publish": "the static public site with the log's tiles",
    "receipt": "the receipt of an arrival, also on one page to print",
    "backup": "the whole register in two sealed files, keys apart",
    "restore": "make a home out of a backup",
    "export": "everything in one sealed file that any install and any person can read",
    "import": "make a home out of an export",
    "rebuild": "drop what can be derived, make it again and compare",
    "doctor": "is everything in order?",
    "user": "people, roles and station links",
    "demo": "the whole story of an invented city",
}
USAGE_EXIT = 2


def main() -> None:
    """Run the command named by the first argument."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_overview())
        return
    if arguments[0] == "--version":
        from tallystick import __version__

        sys.stdout.write(f"tallystick {__version__}\n")
        return
    os.environ.setdefault("_TYPER_STANDARD_TRACEBACK", "1")
    sys.exit(_run(arguments[0], arguments[1:]))


def _run(name: str, arguments: list[str]) -> int:
    """The exit code of one command; wrong options and arguments are told by typer itself, which ends with 2."""
    if name not in {**PLAIN, **EITHER, **WITH_REGISTER}:
        sys.stderr.write(f"there is no command '{name}'\n\n{_overview()}")
        return USAGE_EXIT
    try:
        if name == "link" and importlib.import_module("tallystick.cli.link_plain").ran_plainly(arguments):
            return 0
        wiring = _wire(name, arguments)
        module = importlib.import_module(f"tallystick.cli.{name}")
        module.app(args=arguments, prog_name=f"tallystick {name}", obj=wiring)
    except TallystickError as error:
        sys.stderr.write(f"tallystick {name}: {error}\n")
        return error.exit_code
    return 0


def _wire(name: str, arguments: list[str]) -> object:
    """Start Django on the home that the arguments name; returns what surfaces may not import from each other."""
    if name in PLAIN:
        return None
    from tallystick import site

    home = _home(name, arguments) or site.home_folder()
    if name in EITHER and not (home / "tallystick.toml").is_file():
        return None
    site.setup(home)
    return site.wiring()


def _home(name: str, arguments: list[str]) -> Path | None:
    if name == "demo":
        return Path(_option(arguments, "-o", "--output") or "tallystick-demo") / "home"
    given = _option(arguments, "--home")
    return Path(given) if given else None


def _option(arguments: list[str], *names: str) -> str | None:
    for place, word in enumerate(arguments):
        for name in names:
            if word == name:
                return next(iter(arguments[place + 1 :]), None)
            if name.startswith("--") and word.startswith(f"{name}="):
                return word.partition("=")[2]
    return None


def _overview() -> str:
    every = {**WITH_REGISTER, **EITHER, **PLAIN}
    lines = [f"  {name:<10} {words}" for name, words in every.items()]
    return (
        "tallystick COMMAND [options]\n\nThe register of record for immigration detainer requests.\n\n"
        + "\n".join(lines)
        + "\n\ntallystick COMMAND --help shows each with an example.\n"
    )


if __name__ == "__main__":
    main()
