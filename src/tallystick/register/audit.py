"""The audit: everything about a receipt, a report packet, a public site or a bare log is recomputed from its bytes.

The steps, in order (``findings.Step``); a step that nothing here allows is told as such, never passed over:

1. manifest   every file is there, unchanged, and listed; the list of a site is signed
2. signature  every checkpoint is signed; by the reader's key, or only by the one that the log names itself; a
              published one bears exactly the signature lines that its log lists
3. entries    the leaves hash to every tile and to the signed root
4. openings   the opened fields hold on every leaf 0 .. N - 1
5. receipt    openings hold on its leaf, the leaf is under the root, the published log continues it; so does it a
              bare checkpoint
6. report     report.json is the document of the entry that its receipt proves; every filed report is shown
7. figures    each printed figure is as many as the entries behind it
8. recount    figure 1, counted again from the openings alone, is the printed one

Must not know where the bytes lie: it reads a ``Source``.
"""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.model.errors import ProofFails, WrongUse
from tallystick.model.words import EntryKind

from . import manifest, note, printed, proof
from .check_log import CHECKPOINT, KEY, OpenLog, check_log, listed_keys
from .check_receipt import check_held
from .check_report import check_report
from .findings import Audit, Finding, Keys, Notes, Step
from .source import Below, Source, text_of

__all__ = ["Audit", "Finding", "audit"]

SITE = "public site"
LOG = "log"
PACKET = "report packet"
RECEIPT = "receipt"
_LOG_FOLDER = "log/"
_OPERATIONS_FOLDER = "operations/"
_SUFFIX = ".tlog-proof"


def audit(source: Source, vkey: str | None = None, *, receipts: Source | None = None) -> Audit:
    """Audit whatever the source holds.

    Args:
        source: a receipt, a report packet, a public site or a bare log.
        vkey: the log's verifier key as the reader has it from elsewhere; witnesses' keys may follow, parted by blanks.
        receipts: receipts and checkpoints that the reader holds, to be compared with the log.

    Raises:
        WrongUse: the source holds none of the four, or a key cannot be read.

    """
    notes = Notes(Keys.parse(vkey))
    kind, below = _recognise(source)
    outside = _receipts(below) if kind == RECEIPT else {}
    if receipts is not None:
        outside |= _receipts(receipts)
    log = None
    if kind == SITE:
        log = _site(notes, below)
    elif kind == LOG:
        log = check_log(notes, below)
    elif kind == PACKET:
        check_report(notes, below, None)
    published = tuple(notes.witnesses)
    for name, text in outside.items():
        check_held(notes, text, name, log)
    return _closed(kind, notes, len(outside) + (kind == PACKET), published or tuple(notes.witnesses))


def _recognise(source: Source) -> tuple[str, Source]:
    """What the source is, and the part of it where that begins (an archive often holds one folder).

    Raises:
        WrongUse: it is none of the four.

    """
    names = set(source.names())
    for prefix in ("", _common_folder(names)):
        below = Below(source, prefix)
        inside = set(below.names())
        for sign, kind in ((_LOG_FOLDER + CHECKPOINT, SITE), (CHECKPOINT, LOG), (printed.NAME, PACKET)):
            if sign in inside:
                return kind, below
        if inside and all(_is_receipt(below, name) for name in inside):
            return RECEIPT, below
    raise WrongUse(
        "nothing here can be verified",
        remedy="give a receipt (.tlog-proof), a report's folder, the public site's folder or a log's; zip files too",
    )


def _common_folder(names: Iterable[str]) -> str:
    folders = {name.partition("/")[0] + "/" if "/" in name else "" for name in names}
    return folders.pop() if len(folders) == 1 else ""


def _is_receipt(source: Source, name: str) -> bool:
    return name.endswith(_SUFFIX) or source.read(name).startswith(proof.HEAD.encode())


def _receipts(source: Source) -> dict[str, str]:
    return {name: text_of(source, name) for name in sorted(source.names())}


def _site(notes: Notes, site: Source) -> OpenLog | None:
    _check_manifest(notes, site)
    log = check_log(notes, Below(site, _LOG_FOLDER))
    if _OPERATIONS_FOLDER + CHECKPOINT in set(site.names()):
        check_log(notes, Below(site, _OPERATIONS_FOLDER), beside="the operations log")
    packets = sorted(name.removesuffix(printed.NAME) for name in site.names() if name.endswith(f"/{printed.NAME}"))
    shown = {check_report(notes, Below(site, packet), log, packet.removesuffix("/")) for packet in packets}
    if log and log.told:
        _all_reports_shown(notes, log, shown)
    return log


def _check_manifest(notes: Notes, site: Source) -> None:
    """The manifest is signed by the reader's key, or by the first one that the log lists for itself."""
    with notes.failing(Step.MANIFEST, "site"):
        listed = _listed(site)
        key = next((one for one in listed if not notes.keys.logs or one in notes.keys.logs), None)
        if key is None:
            raise ProofFails(f"{_LOG_FOLDER}{KEY} does not list {'your key' if listed else 'any key'}")
        files = manifest.check_signed(site, key)
        notes.add(Step.MANIFEST, True, f"site: {files} files are those of its manifest, which {key.name} signed")


def _listed(site: Source) -> tuple[note.Verifier, ...]:
    try:
        return listed_keys(Below(site, _LOG_FOLDER))
    except ProofFails as cause:
        raise ProofFails(f"{_LOG_FOLDER}{cause.what}") from cause


def _all_reports_shown(notes: Notes, log: OpenLog, shown: set[int | None]) -> None:
    assert log.told is not None
    filed = {index for index, told in enumerate(log.told) if told.kind == EntryKind.REPORT.value}
    hidden = ", ".join(str(index) for index in sorted(filed - shown))
    words = f"the log holds {len(filed)} filed report{'' if len(filed) == 1 else 's'}"
    notes.add(
        Step.REPORT, not hidden, f"{words}; not shown here: entry {hidden}" if hidden else f"{words}; all are here"
    )


def _closed(kind: str, notes: Notes, receipts_outside: int, witnesses: tuple[int, ...]) -> Audit:
    return Audit(
        kind=kind,
        findings=tuple(sorted(notes.findings, key=lambda finding: finding.step)),
        signer_checked=bool(notes.signed_by_given_key) and all(notes.signed_by_given_key),
        key=notes.key,
        witnesses=min(witnesses, default=0),
        receipts_outside=receipts_outside,
        numbers=tuple(notes.numbers),
    )
