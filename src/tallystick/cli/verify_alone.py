"""``tallystick-verify``: the verifier as a program of its own, on the standard library and ``cryptography`` only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tallystick.cli.console import emit, out, say
from tallystick.cli.verified import as_json, lines
from tallystick.model.errors import TallystickError
from tallystick.services.verify import verify


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program; exits 0 when it holds, 1 when something does not, 2 when nothing can be verified."""
    given = _parser().parse_args(arguments)
    try:
        found = verify(given.path, given.key, receipts=given.receipt)
    except TallystickError as error:
        say(f"tallystick-verify: {error}")
        sys.exit(error.exit_code)
    if given.json:
        emit(as_json(found))
    else:
        for line in lines(found):
            out(line)
    sys.exit(0 if found.ok else 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tallystick-verify",
        description="Recompute everything that PATH claims, from its bytes alone.",
        epilog="Example: tallystick-verify public --key city.example/requests+0123abcd+AQ...   "
        "Exit 0: it holds; 1: something does not hold; 2: nothing here can be verified.",
    )
    parser.add_argument(
        "path", metavar="PATH", type=Path, help="a receipt, a report's folder, the public site or a log"
    )
    parser.add_argument("--key", metavar="VKEY", help="the log's key as you have it from elsewhere, or a file with it")
    parser.add_argument(
        "--receipt",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a receipt or checkpoint that you hold, to compare with the log; repeatable",
    )
    parser.add_argument("--json", action="store_true", help="one JSON value on standard output")
    return parser


if __name__ == "__main__":
    main()
