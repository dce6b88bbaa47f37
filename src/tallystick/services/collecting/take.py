"""Take one filing: 1 proofs, 2 form, 3 agency, 4 law and zeros, 5 lists; then it is kept, or nothing of it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from tallystick.adapters.packets import open_source
from tallystick.law import DETAILS, Zero
from tallystick.model.actor import Actor
from tallystick.model.agency import check_ori
from tallystick.model.errors import NotThere, ProofFails, TallystickError, WrongUse
from tallystick.model.words import Role
from tallystick.records.models import CollectedFiling, ReportingAgency
from tallystick.services.home import Home
from tallystick.services.law import ordinance
from tallystick.services.verify import verify

RECIPIENT = "-recipient"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one packet: taken, known before, or refused with every reason."""

    path: str
    ori: str
    period: str
    version: int
    state: str
    why: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of it was kept."""
        return self.state == "refused"


def expect(home: Home, actor: Actor, agencies: Iterable[tuple[str, str]]) -> int:
    """Set the list of agencies that must report: ORI and name. Gives how many there are.

    Raises:
        WrongUse: an ORI is none, or stands twice.

    """
    del home
    actor.need(Role.CLERK)
    found: dict[str, str] = {}
    for ori, name in agencies:
        code = check_ori(ori)
        if code in found:
            raise WrongUse(f"{code} stands twice in the list", where=name)
        found[code] = name.strip()
    with transaction.atomic():
        ReportingAgency.objects.all().delete()
        ReportingAgency.objects.bulk_create(ReportingAgency(ori=ori, name=name) for ori, name in found.items())
    return len(found)


def take(home: Home, actor: Actor, path: Path, *, vkey: str | None = None) -> Taken:
    """Take the packet at ``path`` (a folder or a zip file), with the lists for the recipient that lie beside it.

    ``vkey`` is the key of the agency's log; without it the signer is not checked, and the filing says so.
    """
    actor.need(Role.CLERK)
    try:
        proof = _proven(path, vkey)  # 1
        plain = _report(path)  # 2
        faults = [*_of_agency(plain), *_of_law(home, plain), *_of_lists(path, plain)]  # 3 to 5
    except TallystickError as refused:
        return Taken(str(path), "", "", 0, "refused", (str(refused),))
    told = (str(path), plain["agency"]["ori"], plain["period"]["name"], plain["version"])
    if faults:
        return Taken(*told, "refused", tuple(faults))
    return Taken(*told, "taken" if keep(home, plain, proof) else "known")


def keep(home: Home, plain: Mapping[str, Any], proof: str) -> bool:
    """Keep a checked filing; whether it was not known before.

    Raises:
        ProofFails: another filing of the same version was handed in before.

    """
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    kept, new = CollectedFiling.objects.get_or_create(
        ori=plain["agency"]["ori"],
        ordinance=plain["ordinance"],
        report=plain["report"],
        period=plain["period"]["name"],
        version=plain["version"],
        defaults={
            "agency": plain["agency"]["name"],
            "sha256": digest,
            "proof": proof,
            "received_at": home.clock(),
            "figures": [_figure(one, plain["certified_zero"]) for one in plain["figures"]],
            "lists": plain.get("lists", []),
        },
    )
    if not new and kept.sha256 != digest:
        where = f"{kept.ori} {kept.period} version {kept.version}"
        raise ProofFails("another filing of this version was handed in before", where=where)
    return new


def _figure(plain: Mapping[str, Any], certified: list[str]) -> dict[str, Any]:
    told = {name: plain[name] for name in ("id", "text", "unit", "value", "not_recorded")}
    return told | {"certified": plain["id"] in certified}


def _proven(path: Path, vkey: str | None) -> str:
    found = verify(path, vkey)
    if not found.ok:
        raise ProofFails(
            "its proofs do not hold", where="; ".join(one.words for one in found.findings if one.ok is False)
        )
    return "signer checked" if vkey else "consistent"


def _report(path: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(open_source(path).read("report.json"))
    missing = [name for name in ("report", "certified_zero", "ordinance", "period", "agency") if name not in plain]
    if missing:
        raise WrongUse(f"report.json lacks {', '.join(missing)}", remedy="an older Tallystick made it; make it anew")
    if plain.get("draft"):
        raise WrongUse("it is a draft", remedy="only a signed version is a filing")
    return plain


def _of_agency(plain: Mapping[str, Any]) -> Iterator[str]:
    ori = plain["agency"]["ori"]
    if ReportingAgency.objects.exists() and not ReportingAgency.objects.filter(ori=ori).exists():
        yield f"{ori} is no agency of the list"


def _of_law(home: Home, plain: Mapping[str, Any]) -> Iterator[str]:
    """Its law and report are known, its figures are those asked for, and a certified zero is certified."""
    try:
        duty = ordinance(plain["ordinance"], home.path).duty(plain["report"])
    except NotThere as unknown:
        yield unknown.what
        return
    values = {one["id"]: one["value"] for one in plain["figures"]}
    known = {item.id for item in ordinance(plain["ordinance"], home.path).report_items if item.duty == duty.id}
    if strange := sorted(set(values) - known):
        yield f"figures that this law does not ask for: {', '.join(strange)}"
    if duty.zero is Zero.CERTIFIED:
        bare = [name for name, value in values.items() if value == 0 and name not in plain["certified_zero"]]
        yield from (f"{name} is zero and not certified" for name in bare)
        yield from (f"{name} is certified and not zero" for name in plain["certified_zero"] if values.get(name) != 0)


def _of_lists(path: Path, plain: Mapping[str, Any]) -> Iterator[str]:
    """The lists beside the packet are those it names, and none has a column that no law asks for."""
    folder = path.with_name(path.name + RECIPIENT)
    for each in plain.get("lists", []):
        file = folder / Path(each["file"]).name
        if not file.is_file():
            yield f"the list {each['file']} is not there"
            continue
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != each["sha256"]:
            yield f"the list {each['file']} is not the one that was signed"
        columns = data.split(b"\r\n", 1)[0].decode("utf-8", "replace").split(",")
        yield from (f"{each['file']}: no law asks for '{name}'" for name in columns if name not in {"entry", *DETAILS})
