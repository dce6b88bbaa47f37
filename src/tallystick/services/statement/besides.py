"""What stands beside two lists: decisions, an earlier reading, replies and disputes. Must not know Django."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tallystick.model.errors import BadList, WrongUse
from tallystick.model.reasons import Reason
from tallystick.model.statement import Dispute, Reply
from tallystick.reconciliation.comparison import Comparison
from tallystick.reconciliation.importing import Choices
from tallystick.services.inspect import load_list, read_file
from tallystick.services.statement.judgements import judgements_in


@dataclass(frozen=True, slots=True)
class BesideFiles:
    """Where they lie; ``replies`` are PARTY=FILE, ``disputed`` CODE=PARTY (B:CODE=PARTY for a bar of the register)."""

    judgements: Path | None = None
    previous: Path | None = None
    replies: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


def besides(given: Comparison, files: BesideFiles, choices: Choices | None = None) -> Comparison:
    """The comparison with all that the files hold; each of them becomes an input with its digest.

    Raises:
        NotThere: a file does not exist. WrongUse: a word is not as it should be. BadList: a file cannot be understood.

    """
    replies = [_pair(text, "PARTY=FILE") for text in files.replies]
    paths = [*([files.judgements] if files.judgements else []), *([files.previous] if files.previous else [])]
    paths += [Path(path) for _, path in replies]
    return replace(
        given,
        judgements=judgements_in(files.judgements) if files.judgements else (),
        before=load_list([files.previous], choices) if files.previous else None,
        replies=tuple(Reply(party, _text(Path(path))) for party, path in replies),
        disputes=tuple(_dispute(text) for text in files.disputed),
        inputs=(*given.inputs, *((path.name, sha256(read_file(path)).hexdigest()) for path in paths if path.is_file())),
    )


def _text(path: Path) -> str:
    """A reply word for word.

    Raises:
        BadList: it is no UTF-8 text.

    """
    try:
        return read_file(path).decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadList("this reply is no UTF-8 text", where=str(path), remedy="save it as plain text, UTF-8") from error


def _dispute(text: str) -> Dispute:
    bar, party = _pair(text, "CODE=PARTY")
    side, _, code = bar.rpartition(":")
    if code not in set(Reason) or side not in {"", "A", "B", "L"}:
        raise WrongUse(
            f"'{bar}' is no bar", remedy=f"write one of {', '.join(Reason)}; B:CODE for a bar of the register"
        )
    return Dispute(side or "A", Reason(code), party)


def _pair(text: str, form: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise WrongUse(f"'{text}' is not {form}")
    return name.strip(), value.strip()
