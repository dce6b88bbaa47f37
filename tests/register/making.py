"""What the register's tests share: events of every kind, generated lives of a register, and a published site in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from tallystick.model import events as ev
from tallystick.model.reading import FIELD_NAMES, Box, Doubtful, FieldReading, Read, Unread
from tallystick.model.state import Entry, RegisterState
from tallystick.model.words import (
    Answer,
    AnswerField,
    Asked,
    Channel,
    CopyRelation,
    EntryKind,
    FormKind,
    LineUse,
    SenderState,
    UnreadReason,
)
from tallystick.register import canonical, leaf, manifest, note, receipt, recount, replay, tiles, tree
from tallystick.register.checkpoint import Checkpoint

ZONE = "America/New_York"
ORIGIN = "harborton.example/requests"
NOON = datetime(2025, 3, 4, 17, 12, tzinfo=UTC)
COMMON: dict[str, Any] = {
    "agency": "ZZ0990100",
    "station": "H3",
    "line": "fax",
    "at": NOON,
    "year": 2025,
    "by": "system",
}
CLASSES = (EntryKind.REQUEST, EntryKind.COPY_OF, EntryKind.NOT_A_REQUEST, EntryKind.UNREADABLE)


# -- events of every kind, with any values ------------------------------------------------------------------------

_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    datetime: st.datetimes(min_value=NOON.replace(year=1980, tzinfo=None), timezones=st.just(UTC)),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: st.text(max_size=12),
}


def _values(cls: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    return st.builds(cls, **{item.name: _value(hints[item.name]) for item in fields(cls)})


def _value(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _LEAVES:
        return _LEAVES[hint]
    if hint == dict[str, FieldReading]:
        return st.dictionaries(st.sampled_from(FIELD_NAMES), st.one_of(*map(_values, (Read, Doubtful, Unread))))
    if get_origin(hint) is dict:
        return st.dictionaries(*map(_value, get_args(hint)), max_size=3)
    if hint == Box | None:
        return st.none() | _values(Box)
    return st.from_type(hint)


def any_event() -> st.SearchStrategy[ev.Event]:
    return st.one_of(*(_values(cls) for cls in ev.EVENTS))


# -- lives of a register that the services would let happen --------------------------------------------------------


@dataclass
class Life:
    """A register as it grows: events one after the other, and the state that ``advance`` keeps beside them."""

    events: list[ev.Event] = field(default_factory=list)
    state: RegisterState = field(default_factory=RegisterState)

    def add(self, event: ev.Event) -> int:
        replay.advance(self.state, entry(len(self.events), event), ZONE)
        self.events.append(event)
        return len(self.events) - 1

    def entries(self) -> list[Entry]:
        return [entry(index, event) for index, event in enumerate(self.events)]

    def told(self) -> list[recount.Told]:
        return [recount.Told(e.KIND.value, e.year, canonical.refers_to(e), leaf.asked_of(e)) for e in self.events]

    def arrive(self, year: int = 2025, **changes: Any) -> int:
        index = len(self.events)
        common = COMMON | {"year": year}
        event = ev.Arrival(
            **common,
            number=f"H3-{year}-{index:04d}",
            channel=Channel.FAX,
            line_use=LineUse.DEDICATED,
            transport_id=str(index),
            sha256=hashlib.sha256(str(index).encode()).hexdigest(),
            size=1000 + index,
            media="image/tiff",
            received_at=NOON.replace(year=year),
        )
        return self.add(replace(event, **changes))

    def classify(self, arrival: int, kind: EntryKind = EntryKind.REQUEST, **values: Any) -> int:
        common = COMMON | {"year": self.events[arrival].year, "arrival": arrival}
        common["document"] = len(self.state.arrivals[arrival].documents)
        if kind is EntryKind.REQUEST:
            values.setdefault("fields", dict.fromkeys(FIELD_NAMES, Read("x", 0.9)))
            values.setdefault("form", FormKind.I247A)
            return self.add(ev.Request(**{**common, **values}))
        if kind is EntryKind.COPY_OF:
            return self.add(ev.CopyOf(**{**common, **values}))
        if kind is EntryKind.NOT_A_REQUEST:
            return self.add(ev.NotARequest(**{**common, "why": "read as a cover page", **values}))
        return self.add(ev.Unreadable(**{**common, "reason": UnreadReason.TRUNCATED, **values}))

    def request(self, year: int = 2025, **values: Any) -> int:
        return self.classify(self.arrive(year), **values)

    def confirm(self, of: int, asked: Asked = Asked.HOLD, **values: Any) -> int:
        common = COMMON | {"by": "ada", "fields": {"name": "Invented Name"}, "form": FormKind.I247A}
        return self.add(ev.Confirmed(**{**common, "of": of, "asked": asked, **values}))

    def correct(self, of: int, **values: Any) -> int:
        return self.add(ev.Correction(**{**COMMON, "by": "ada", "of": of, "why": "seen again", **values}))

    def dispose(self, of: int, answers: dict[AnswerField, Answer]) -> int:
        rule = {"ordinance": "harborton", "clause": "1-2(b)", "rule_period": "2019"}
        return self.add(ev.Disposition(**COMMON, of=of, answers=answers, **rule))

    def withdraw(self, of: int) -> int:
        return self.add(ev.Withdrawal(**COMMON, of=of, on=date(2025, 4, 1)))

    def call_back(self, of: int, sender: SenderState = SenderState.VERIFIED) -> int:
        return self.add(
            ev.CallBack(**COMMON, of=of, sender=sender, office="ERO", number="999 555 0110", who="A. CLERK")
        )

    def late(self, of: int, found: date = date(2025, 2, 1)) -> int:
        return self.add(ev.Late(**COMMON, of=of, found_received=found, found_where="drawer"))

    def erase(self, of: int) -> int:
        return self.add(ev.Erasure(**COMMON, of=of, authority="RC-2032-1"))


def entry(index: int, event: ev.Event) -> Entry:
    return Entry(index, event.KIND, event.year, canonical.refers_to(event), event)


def erased(one: Entry) -> Entry:
    assert one.event is not None
    return replace(one, event=None, asked=leaf.asked_of(one.event))


Draw = Callable[[Any], Any]


def _one_of(draw: Draw, items: Any) -> Any:
    return draw(st.sampled_from(sorted(items)))


def _classify(draw: Draw, life: Life) -> bool:
    requests = life.state.requests
    if not life.state.arrivals:
        return False
    arrival = _one_of(draw, life.state.arrivals)
    kind = draw(st.sampled_from([k for k in CLASSES if k is not EntryKind.COPY_OF or requests]))
    if kind is EntryKind.COPY_OF:
        life.classify(arrival, kind, of=_one_of(draw, requests), relation=draw(st.sampled_from(list(CopyRelation))))
    elif kind is EntryKind.REQUEST:
        life.classify(arrival, kind, asked=draw(st.sampled_from(list(Asked))))
    else:
        life.classify(arrival, kind)
    return True


def _read_again(draw: Draw, life: Life) -> bool:
    poor = [document for document in life.state.documents.values() if document.kind is EntryKind.UNREADABLE]
    if poor:
        again = draw(st.sampled_from(poor))
        life.classify(again.arrival, document=again.document)
    return bool(poor)


def _correct(draw: Draw, life: Life) -> bool:
    if not life.state.documents:
        return False
    of = _one_of(draw, life.state.documents)
    others = sorted(life.state.requests.keys() - {of})
    now = draw(st.sampled_from([k for k in CLASSES if k is not EntryKind.COPY_OF or others]))
    target = draw(st.sampled_from(others)) if now is EntryKind.COPY_OF else None
    life.correct(of, now=now, copy_of=target, form=draw(_FORM))
    return True


def _set_fields(draw: Draw, life: Life) -> bool:
    if life.state.documents:
        of = _one_of(draw, life.state.documents)
        life.correct(of, form=draw(_FORM), fields={"prepared": "2025-03-03"})
    return bool(life.state.documents)


def _about_a_request(act: Callable[[Draw, Life, int], object]) -> Callable[[Draw, Life], bool]:
    def step(draw: Draw, life: Life) -> bool:
        if life.state.requests:
            act(draw, life, _one_of(draw, life.state.requests))
        return bool(life.state.requests)

    return step


def _late(draw: Draw, life: Life) -> bool:
    if life.state.arrivals:
        life.late(_one_of(draw, life.state.arrivals))
    return bool(life.state.arrivals)


def _erase(draw: Draw, life: Life) -> bool:
    if life.events:
        life.erase(draw(st.integers(0, len(life.events) - 1)))
    return bool(life.events)


_FORM = st.none() | st.sampled_from(list(FormKind))
STEPS: dict[str, Callable[[Draw, Life], bool]] = {
    "arrive": lambda *_: False,
    "classify": _classify,
    "classify too": _classify,
    "read again": _read_again,
    "confirm": _about_a_request(lambda draw, life, of: life.confirm(of, draw(st.sampled_from(list(Asked))))),
    "correct": _correct,
    "set fields": _set_fields,
    "dispose": _about_a_request(
        lambda draw, life, of: life.dispose(of, {draw(st.sampled_from(list(AnswerField))): Answer.YES})
    ),
    "withdraw": _about_a_request(lambda _, life, of: life.withdraw(of)),
    "call back": _about_a_request(lambda _, life, of: life.call_back(of)),
    "late": _late,
    "erase": _erase,
}
"""Each does one thing that may happen next; what finds nothing to do it to becomes an arrival."""


@st.composite
def lives(draw: Draw) -> Life:
    """A register after up to thirty things that the services would let happen, in any order."""
    life = Life()
    for verb in draw(st.lists(st.sampled_from(sorted(STEPS)), max_size=30)):
        if not STEPS[verb](draw, life):
            life.arrive(draw(st.sampled_from([2024, 2025])))
    return life


# -- a published log, site and packet in memory ---------------------------------------------------------------------


@dataclass
class Published:
    """What the keeper of a log would publish; every part may be changed before ``files`` are made."""

    life: Life
    skey: str
    vkey: str
    values: list[dict[str, str]]
    secrets: list[bytes]
    leaves: list[bytes]
    opened: list[tuple[leaf.Opening, ...]]

    @classmethod
    def of(cls, life: Life, keys: tuple[str, str] | None = None) -> Published:
        skey, vkey = keys or note.new_key(ORIGIN)
        values = [leaf.values_of(event, canonical.encode(event), ZONE) for event in life.events]
        secrets = [hashlib.sha256(f"secret {index}".encode()).digest() for index in range(len(values))]
        leaves = [leaf.make(value, secret) for value, secret in zip(values, secrets, strict=True)]
        opened = [leaf.open_fields(v, s, recount.FIELDS) for v, s in zip(values, secrets, strict=True)]
        return cls(life, skey, vkey, values, secrets, leaves, opened)

    @property
    def tree(self) -> tree.Memory:
        return tree.Memory(self.leaves)

    def checkpoint(self, size: int | None = None) -> str:
        at = len(self.leaves) if size is None else size
        text = Checkpoint(ORIGIN, at, self.tree.root(at)).text()
        return note.sign(text, note.Signer.parse(self.skey))

    def receipt(self, index: int, size: int | None = None, **changes: Any) -> str:
        at = len(self.leaves) if size is None else size
        values: dict[str, Any] = {
            "leaf": self.leaves[index],
            "openings": leaf.open_fields(self.values[index], self.secrets[index], receipt.OPENED),
            "number": "H3-2025-0001",
            "index": index,
            "proof": tree.inclusion(index, at, self.tree.get),
            "checkpoint": self.checkpoint(at),
            "vkey": self.vkey,
        }
        return receipt.make(**{**values, **changes})

    def log(self) -> dict[str, bytes]:
        grown = self.tree
        files = dict(tiles.files(len(self.leaves), grown.get, lambda index: self.leaves[index]))
        files["checkpoint"] = self.checkpoint().encode()
        files["openings.json"] = openings_json(self.opened)
        files["key.vkey"] = self.vkey.encode() + b"\n"
        return files

    def packet(self, report: bytes, index: int) -> dict[str, bytes]:
        files = with_manifest({"report.json": report, "letter.pdf": b"%PDF SPECIMEN, INVENTED"})
        return files | {"receipt.tlog-proof": self.receipt(index, number="").encode()}


def openings_json(opened: list[tuple[leaf.Opening, ...]]) -> bytes:
    leaves = [[{"value": one.value, "salt": one.salt.hex()} for one in fields] for fields in opened]
    plain = {"origin": ORIGIN, "size": len(leaves), "policy": "A", "fields": list(recount.FIELDS), "leaves": leaves}
    return json.dumps(plain).encode()


def with_manifest(files: dict[str, bytes], skey: str = "") -> dict[str, bytes]:
    """The files with a manifest made anew; signed if a log's secret key is given, as a site's is."""
    rest = {name: content for name, content in files.items() if name != manifest.NAME}
    made = manifest.sign(rest, note.Signer.parse(skey)) if skey else manifest.write(rest)
    return rest | {manifest.NAME: made}


def report_json(life: Life, size: int, root: str, **changes: Any) -> bytes:
    """report.json of 2025 at a size, honest unless changed; INVENTED throughout."""
    counted = recount.count(life.told(), year=2025, size=size)
    entries = list(counted.entries)
    figure = {"id": "1", "text": "requests", "citation": "", "verification": "verified", "unit": "requests"}
    figure |= {"value": len(entries), "not_recorded": 0, "entries": entries}
    lines = [{"label": "no box", "value": len(entries), "entries": entries}]
    stated = {"id": "5", "text": "cost", "citation": "", "verification": "gap", "unit": "cases", "value": 3}
    stated |= {"not_recorded": 0, "entries": [], "breakdown": [], "stated_by_department": True}
    plain: dict[str, Any] = {
        "agency": "Harborton Police Department",
        "ordinance": "harborton",
        "ordinance_sha256": "0" * 64,
        "period": {"first": "2025-01-01", "last": "2025-12-31", "name": "2025"},
        "version": 1,
        "amends": None,
        "figures": [figure | {"breakdown": lines}, stated],
        "apart": [],
        "log": {"origin": ORIGIN, "size": size, "root": root},
        "made_at": "2025-12-31T12:00:00Z",
        "invented": True,
        "limits": [],
        "adoption": {},
    }
    return json.dumps(plain | changes).encode()


def a_year() -> Life:
    """A small invented year: holds, a notice-only form, a copy, a cover page, a correction each way, a late find."""
    life = Life()
    first = life.request()
    second = life.request()
    life.request(form=FormKind.I247N, asked=Asked.NOTICE)
    life.classify(life.arrive(), EntryKind.COPY_OF, of=first)
    cover = life.classify(life.arrive(), EntryKind.NOT_A_REQUEST)
    life.classify(life.arrive(), EntryKind.UNREADABLE)
    life.request(2024)
    life.confirm(first)
    life.dispose(first, {AnswerField.HOLD: Answer.NO})
    life.correct(second, now=EntryKind.NOT_A_REQUEST)
    life.correct(cover, now=EntryKind.REQUEST, form=FormKind.I247A)
    life.withdraw(cover)
    life.call_back(cover)
    late = life.arrive(at=NOON + timedelta(days=340), received_at=NOON + timedelta(days=1))
    life.late(late)
    life.classify(late)
    return life


def a_site(life: Life | None = None, **report_changes: Any) -> tuple[Published, dict[str, bytes]]:
    """The public site of that year with its filed report, and the keeper's own side of it."""
    life = life or a_year()
    before = Published.of(life)
    size = len(life.events)
    report = report_json(life, size, before.tree.root().hex(), **report_changes)
    filed = ev.ReportFiled(
        **COMMON,
        ordinance="harborton",
        period="2025",
        version=1,
        sha256=hashlib.sha256(report).hexdigest(),
        log_size=size,
        log_root=before.tree.root().hex(),
        figures={},
    )
    index = life.add(filed)
    keeper = Published.of(life, (before.skey, before.vkey))
    return keeper, whole_site(keeper, report, index)


def operations_log() -> dict[str, bytes]:
    """A small operations log as a site carries it: closed entries under a key of its own."""
    skey, vkey = note.new_key("harborton.example/operations")
    leaves = [leaf.make({"kind": "anchor"}, hashlib.sha256(b"%d" % hour).digest()) for hour in range(5)]
    grown = tree.Memory(leaves)
    text = Checkpoint("harborton.example/operations", len(leaves), grown.root()).text()
    files = dict(tiles.files(len(leaves), grown.get, lambda index: leaves[index]))
    return files | {"checkpoint": note.sign(text, note.Signer.parse(skey)).encode(), "key.vkey": f"{vkey}\n".encode()}


def whole_site(keeper: Published, report: bytes, index: int) -> dict[str, bytes]:
    files = {f"log/{name}": content for name, content in keeper.log().items()}
    files |= {f"operations/{name}": content for name, content in operations_log().items()}
    files |= {f"reports/2025/v1/{name}": content for name, content in keeper.packet(report, index).items()}
    return with_manifest(files | {"index.html": b"<p>INVENTED</p>"}, keeper.skey)
