"""The public site as static files: the log's tiles, what is opened of each leaf, the packets, the statements, pages.

1 the newest checkpoint is cosigned and taken, or the one that was published last, where no report was filed since and
counsel's policy does not let the log go on: its size would tell when papers came; 2 tiles and openings are written up
to its size, and the operations log beside it, closed, with its time stamps; 3 every signed packet is copied, with a
receipt under that checkpoint; 4 the pages are made by the caller's hand; 5 a manifest names every file and is signed
with the log's key.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, SumDoesNotClose
from tallystick.model.period import Period, parse_period
from tallystick.model.words import Log, Publishing, Role
from tallystick.records import append as records
from tallystick.records.models import Entry, Published
from tallystick.register import checkpoint, manifest, note, sums, tiles
from tallystick.services import ledger, operations
from tallystick.services.filing.packet import write_folder
from tallystick.services.filing.versions import Version, filed, finish, label_of, versions
from tallystick.services.home import Home
from tallystick.services.law import ordinance
from tallystick.services.outside import cosigning, stamping
from tallystick.services.outside.publishable import openings
from tallystick.services.outside.receipts import proof_of


@dataclass(frozen=True, slots=True)
class SiteData:
    """What the public pages are made of; ``later`` entries are not shown yet. Nothing in it is about a person."""

    home: Home
    addressee: str
    size: int
    root: str
    later: int
    periods: tuple[tuple[Period, tuple[Version, ...]], ...]
    holders: tuple[str, ...]
    vkey: str
    statements: Mapping[str, Mapping[str, bytes]]


def publish(home: Home, actor: Actor, folder: Path, *, pages: Callable[[SiteData], Mapping[str, bytes]]) -> SiteData:
    """Write the public site into ``folder`` (steps 1 to 5 above).

    Raises:
        NotReady: there is nothing to publish. SumDoesNotClose: a sum does not close.

    """
    actor.need(Role.AUTHOR, Role.SYSTEM)
    sums.check(ledger.state(home))
    signed = _checkpoint(home)  # 1
    stated = checkpoint.Checkpoint.parse(note.parse(signed).text)
    files: dict[str, bytes] = {}
    files |= _log(home, Log.REQUESTS, "log", signed)  # 2
    files["log/openings.json"] = json.dumps(openings(home, stated.size)).encode()
    files |= _operations(home) | stamping.files(home)
    files |= _packets(home, signed)  # 3
    site = _site(home, stated)
    files |= _statement_files(site.statements)
    files |= pages(site)  # 4
    files[manifest.NAME] = manifest.sign(files, home.signer(Log.REQUESTS))  # 5
    _write(folder, files)
    Published.objects.get_or_create(size=stated.size, defaults={"at": home.clock()})
    return site


def _checkpoint(home: Home) -> str:
    """The checkpoint to show, with its cosignatures; never an older one than was shown before."""
    size, last = records.size(Log.REQUESTS), Published.objects.order_by("-size").first()
    if last is not None and last.size > size:
        raise SumDoesNotClose(f"{last.size} entries were published, the log has {size}", remedy="restore the register")
    if may_show_more(home, last):
        cosigning.collect(home, at_once=True)
        return cosigning.newest_note() or ""
    if last is None:
        raise NotReady(
            "the register is published with a report, and none was filed",
            remedy="or by counsel's policy: tallystick adopt --publishing monthly --counsel 'NAME'",
        )
    return cosigning.with_cosignatures(Log.REQUESTS, records.note_at(Log.REQUESTS, last.size))


def may_show_more(home: Home, last: Published | None) -> bool:
    """Whether a publication may show entries that the last one did not: a report is among them, or the policy's day."""
    size = records.size(Log.REQUESTS)
    if size == 0:
        return False
    if any(entry >= (last.size if last else 0) for entry in ledger.state(home).reports):
        return True
    when = operations.publishing(home)
    if last is None or when is Publishing.WITH_REPORT:
        return when is not Publishing.WITH_REPORT
    before, today = home.local_day(last.at), home.local_day(home.clock())
    return before < (today if when is Publishing.DAILY else today.replace(day=1))


def published_size() -> int | None:
    """How many entries the newest publication showed; None before the first."""
    last = Published.objects.order_by("-size").first()
    return last.size if last else None


def _log(home: Home, log: Log, folder: str, signed: str) -> dict[str, bytes]:
    """A log's tiles, its checkpoint, and exactly the keys whose lines stand under it."""
    size = checkpoint.Checkpoint.parse(note.parse(signed).text).size
    rows = Entry.objects.filter(log=log, index__lt=size).order_by("index")
    leaves = [bytes(one) for one in rows.values_list("leaf", flat=True)]
    keys = [home.vkey(log), *(key.vkey for key in cosigning.witnesses_of(home, signed))]
    return {
        **{f"{folder}/{name}": data for name, data in tiles.files(size, records.reader(log), lambda i: leaves[i])},
        f"{folder}/checkpoint": signed.encode(),
        f"{folder}/key.vkey": "".join(f"{key}\n" for key in keys).encode(),
    }


def _operations(home: Home) -> dict[str, bytes]:
    """The operations log, all closed: it grows by the clock and fixes the state of the requests log every hour."""
    signed = records.latest_note(Log.OPERATIONS)
    return (
        _log(home, Log.OPERATIONS, "operations", cosigning.with_cosignatures(Log.OPERATIONS, signed)) if signed else {}
    )


def _packets(home: Home, signed: str) -> dict[str, bytes]:
    """Every signed packet, its receipt under the published checkpoint; lists for the recipient are none of them."""
    files: dict[str, bytes] = {}
    for period, duty in filed(home):
        finish(home, period, duty=duty)
        for version in versions(home, period, duty=duty):
            place = f"reports/{version.folder.parent.name}/v{version.number}"
            files |= {f"{place}/{path.name}": path.read_bytes() for path in sorted(version.folder.iterdir())}
            receipt = proof_of(home, version.entry, label=label_of(version), signed=signed)
            files[f"{place}/receipt.tlog-proof"] = receipt.encode()
    return files


def periods(home: Home) -> tuple[Period, ...]:
    """Periods for which a report was signed, oldest first."""
    names = {event.period for event in ledger.state(home).reports.values()}
    return tuple(sorted((parse_period(name) for name in names), key=lambda period: period.first))


def _site(home: Home, stated: checkpoint.Checkpoint) -> SiteData:
    return SiteData(
        home=home,
        addressee=home.settings.addressee or ordinance(home.settings.ordinance, home.path).duty().recipient,
        size=stated.size,
        root=stated.root.hex(),
        later=records.size(Log.REQUESTS) - stated.size,
        periods=tuple((period, versions(home, period)) for period in periods(home)),
        holders=operations.handovers(home),
        vkey=home.vkey(Log.REQUESTS),
        statements=statements(home),
    )


def statements(home: Home) -> dict[str, dict[str, bytes]]:
    """Statements released to the public, by period: files of the council edition."""
    found: dict[str, dict[str, bytes]] = {}
    for folder in sorted((home.path / "statements").glob("*")):
        found[folder.name] = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    return found


def _statement_files(found: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    return {f"statements/{period}/{name}": data for period, files in found.items() for name, data in files.items()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace the folder whole: a reader never sees half of a publication."""
    part = folder.with_name(f".{folder.name}-part")
    shutil.rmtree(part, ignore_errors=True)
    write_folder(part, files)
    before = folder.with_name(f".{folder.name}-before")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    part.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
