"""An audit passes what is honest and refuses what was changed, whoever changed it and however consistently."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.making import (
    ORIGIN,
    Life,
    Published,
    a_site,
    a_year,
    report_json,
    whole_site,
    with_manifest,
)
from register.test_note import cosign
from tallystick.model.errors import WrongUse
from tallystick.model.words import EntryKind
from tallystick.register import leaf, note, recount
from tallystick.register.audit import Audit, audit
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.source import Held

KEEPER, SITE = a_site()
FIGURE = 3
Files = dict[str, bytes]


def _audit(files: Files, vkey: str | None = KEEPER.vkey, receipts: dict[str, str] | None = None) -> Audit:
    held = {name: text.encode() for name, text in (receipts or {}).items()}
    return audit(Held(files), vkey, receipts=Held(held) if held else None)


def _failed(found: Audit) -> set[int]:
    return {finding.step for finding in found.findings if finding.ok is False}


def _words(found: Audit) -> str:
    return "\n".join(f"{finding.step} {finding.ok} {finding.words}" for finding in found.findings)


# -- what is honest -------------------------------------------------------------------------------------------------


def test_an_honest_site_holds_at_every_step() -> None:
    found = _audit(SITE)
    assert found.ok, _words(found)
    assert {finding.step for finding in found.findings} == set(range(1, 9))
    assert [finding.step for finding in found.findings] == sorted(finding.step for finding in found.findings)
    assert (found.kind, found.signer_checked, found.verdict) == ("public site", True, "consistent")
    assert found.key == KEEPER.vkey


GAVE = "signed with the key that you gave"
ITSELF = "signed with the key that the log names itself; signer not checked"
FOLDER = "signed with its key in this signed folder"
OPERATIONS_KEY = SITE["operations/key.vkey"].decode().strip()


@pytest.mark.parametrize(
    ("vkey", "log", "operations"),
    [(KEEPER.vkey, GAVE, FOLDER), (None, ITSELF, FOLDER), (f"{KEEPER.vkey} {OPERATIONS_KEY}", GAVE, GAVE)],
    ids=["the log's key", "no key", "both keys"],
)
def test_what_an_audit_of_an_honest_site_says_word_for_word(vkey: str | None, log: str, operations: str) -> None:
    assert _words(_audit(SITE, vkey)).splitlines() == [
        "1 True site: 14 files are those of its manifest, which harborton.example/requests signed",
        "1 True reports/2025/v1: 2 files are those of its manifest",
        f"2 True the log: harborton.example/requests at size 24, {log}",
        f"2 True the operations log: harborton.example/operations at size 5, {operations}",
        f"2 True reports/2025/v1, its receipt: harborton.example/requests at size 24, {log}",
        "3 True the log: 24 entries hash to every tile and to the signed root",
        "3 True the operations log: 5 entries hash to every tile and to the signed root",
        "4 True the openings of level A (kind, year, refers_to, asked) hold on all 24 entries",
        "5 True reports/2025/v1, its receipt: entry 23 (report, 2025-03-04) is under the root at size 24; "
        "provisional: no witness cosigned its checkpoint; the published log continues it",
        "6 True reports/2025/v1: report.json is the one that entry 23 holds",
        "6 True the log holds 1 filed report; all are here",
        "7 True reports/2025/v1: 2 figures and lines are as many as their entries",
        "8 True reports/2025/v1: figure 1 prints 3; recounted: 3",
    ]


def test_what_an_audit_of_a_receipt_without_any_key_says_word_for_word() -> None:
    cosigned, _ = cosign(KEEPER.checkpoint())
    held = {
        "a.txt": KEEPER.receipt(0, vkey="").encode(),
        "b.tlog-proof": KEEPER.receipt(1, vkey="", checkpoint=cosigned).encode(),
    }
    found = audit(Held(held))
    assert (found.kind, found.receipts_outside) == ("receipt", 2)
    unsigned = "harborton.example/requests at size 24, no key is at hand; signature not checked"
    assert _words(found).splitlines() == [
        f"2 None a.txt: {unsigned}",
        f"2 None b.tlog-proof: {unsigned}; signature lines not checked: 1",
        "5 True a.txt: entry 0 (H3-2025-0001, arrival, 2025-03-04, fax) is under the root at size 24; "
        "provisional: no witness cosigned its checkpoint",
        "5 True b.tlog-proof: entry 1 (H3-2025-0001, request, 2025-03-04) is under the root at size 24",
    ]


def test_a_figure_that_is_not_established_has_no_entries_and_is_checked_too() -> None:
    figure = {"id": "2", "text": "x", "unit": "requests", "value": None, "entries": [], "breakdown": []}
    plain = json.loads(report_json(a_year(), 23, "x"))["figures"]
    keeper, site = a_site(figures=[*plain, figure])
    assert "7 True reports/2025/v1: 3 figures" in _words(_audit(site, keeper.vkey))
    keeper, site = a_site(figures=[*plain, figure | {"entries": [0]}])
    assert "figure 2 prints None, its entries are 1" in _words(_audit(site, keeper.vkey))


@pytest.mark.parametrize("entry", [-1, 23])
def test_a_figure_names_only_entries_that_the_log_had(entry: int) -> None:
    figure = {"id": "2", "text": "x", "unit": "requests", "value": 1, "entries": [entry], "breakdown": []}
    plain = json.loads(report_json(a_year(), 23, "x"))["figures"]
    keeper, site = a_site(figures=[*plain, figure])
    assert "figure 2 names an entry that the log did not have" in _words(_audit(site, keeper.vkey))


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ({"origin": "other.example/requests", "size": 23}, "it counts other.example/requests at size 23, which"),
        ({"origin": ORIGIN, "size": 25}, f"it counts {ORIGIN} at size 25, which"),
        ({"origin": ORIGIN, "size": 22}, "it names another root of the log at size 22"),
    ],
)
def test_a_report_of_another_log_or_another_size_is_not_recounted(log: dict[str, Any], words: str) -> None:
    root = Published.of(a_year()).tree.root().hex()
    keeper, site = a_site(log=log | {"root": root})
    found = _audit(site, keeper.vkey)
    assert words in _words(found)
    assert 8 in _failed(found)


def test_printed_numbers_stand_beside_recomputed_ones() -> None:
    (number,) = _audit(SITE).numbers
    assert (number.printed, number.recomputed) == (FIGURE, FIGURE)


def test_without_a_key_the_signer_is_not_checked_and_the_logs_own_key_is_told() -> None:
    found = _audit(SITE, None)
    assert found.ok
    assert (found.signer_checked, found.verdict, found.key) == (False, "consistent; signer not checked", KEEPER.vkey)


def test_the_limits_are_printed_with_every_audit() -> None:
    limits = " ".join(_audit(SITE).limits)
    for said in ("every request that was sent", "before the register was started", "intent", "past is not provable"):
        assert said in limits


@pytest.mark.parametrize("prefix", ["", "public/"])
def test_what_is_there_is_recognised_also_in_one_folder(prefix: str) -> None:
    receipt = {"mine.tlog-proof": KEEPER.receipt(0).encode()}
    packet = {n.removeprefix("reports/2025/v1/"): c for n, c in SITE.items() if n.startswith("reports/")}
    for files, kind in ((SITE, "public site"), (KEEPER.log(), "log"), (packet, "report packet"), (receipt, "receipt")):
        found = _audit({prefix + name: content for name, content in files.items()})
        assert (found.kind, found.ok) == (kind, True), _words(found)


@pytest.mark.parametrize("files", [{}, {"a.txt": b"x"}, {"a/checkpoint": b"x", "b/report.json": b"{}"}])
def test_what_is_none_of_the_four_is_refused(files: Files) -> None:
    with pytest.raises(WrongUse, match="nothing here can be verified"):
        _audit(files)


def test_a_packet_alone_says_what_it_cannot_check() -> None:
    packet = {n.removeprefix("reports/2025/v1/"): c for n, c in SITE.items() if n.startswith("reports/")}
    found = _audit(packet)
    assert found.ok
    assert "8 None report: figure 1 not recounted here: that takes the published log" in _words(found)
    assert found.receipts_outside == 1
    assert (found.numbers[0].printed, found.numbers[0].recomputed) == (FIGURE, None)


def test_a_log_without_openings_says_that_nothing_can_be_recounted() -> None:
    files = {name: content for name, content in KEEPER.log().items() if name != "openings.json"}
    found = _audit(files)
    assert found.ok
    assert "4 None" in _words(found)


def test_an_empty_log_holds() -> None:
    assert _audit(Published.of(Life()).log(), None).ok


def test_a_log_of_more_than_one_tile_holds() -> None:
    life = Life()
    for _ in range(150):
        life.request()
    keeper = Published.of(life)
    files = keeper.log()
    assert "tile/entries/000" in files
    assert _audit(files, keeper.vkey).ok


def test_witnesses_are_counted_when_their_keys_are_given() -> None:
    cosigned, witness = cosign(KEEPER.checkpoint())
    listed = f"{KEEPER.vkey}\n{witness.vkey}\n".encode()
    files = KEEPER.log() | {"checkpoint": cosigned.encode(), "key.vkey": listed}
    by_the_log = _audit(files)
    assert (by_the_log.ok, by_the_log.witnesses) == (True, 0)
    assert "cosigned by 1 whose keys the log lists itself" in _words(by_the_log)
    found = _audit(files, f"{KEEPER.vkey}\n{witness.vkey}")
    assert (found.ok, found.witnesses) == (True, 1)
    assert "cosigned by 1 of the witnesses" in _words(found)
    assert "lists itself" not in _words(found), "a witness is told once"
    assert not _audit(files, witness.vkey).signer_checked


def test_a_provisional_receipt_does_not_lower_the_number_of_witnesses_of_the_published_log() -> None:
    cosigned, key = cosign(KEEPER.checkpoint())
    log = KEEPER.log() | {"checkpoint": cosigned.encode(), "key.vkey": f"{KEEPER.vkey}\n{key.vkey}\n".encode()}
    held = {"mine.tlog-proof": KEEPER.receipt(0)}
    assert _audit(log, f"{KEEPER.vkey} {key.vkey}", held).witnesses == 1
    assert audit(Held({"mine.tlog-proof": KEEPER.receipt(0).encode()}), f"{KEEPER.vkey} {key.vkey}").witnesses == 0


def test_a_published_checkpoint_bears_exactly_the_lines_that_the_log_lists() -> None:
    cosigned, witness = cosign(KEEPER.checkpoint())
    lines = cosigned.partition("\n\n")[2].splitlines()
    text = cosigned.partition("\n\n")[0]
    listed = f"{KEEPER.vkey}\n{witness.vkey}\n".encode()
    for shown in (lines[:1], lines[::-1], [*lines, lines[1]], [*lines, f"— other.example {'A' * 92}"]):
        files = KEEPER.log() | {"checkpoint": "\n".join([text, "", *shown, ""]).encode(), "key.vkey": listed}
        assert _failed(_audit(files)) == {2}, shown
    assert _failed(_audit(KEEPER.log() | {"checkpoint": cosigned.encode()})) == {2}


def test_a_receipt_alone_holds() -> None:
    found = _audit({"r.tlog-proof": KEEPER.receipt(0).encode()})
    assert found.ok
    assert found.receipts_outside == 1
    assert "entry 0 (H3-2025-0001, arrival, 2025-03-04, fax) is under the root" in _words(found)


def test_a_receipt_without_any_key_is_consistent_only() -> None:
    found = _audit({"r.tlog-proof": KEEPER.receipt(0, vkey="").encode()}, None)
    assert found.ok
    assert not found.signer_checked
    key_id = note.Verifier.parse(KEEPER.vkey).key_id.hex()
    assert found.key == f"{ORIGIN}+{key_id}"


def test_the_bearer_of_a_receipt_sees_how_the_paper_was_classed() -> None:
    found = _audit(SITE, receipts={"mine": KEEPER.receipt(0, size=2)})
    assert found.ok
    assert found.receipts_outside == 1
    assert "the published log continues it and classed it: entry 1: request, asks hold" in _words(found)


def test_a_receipt_newer_than_the_published_log_is_told_as_such() -> None:
    life = a_year()
    old = Published.of(life)
    life.arrive()
    new = Published.of(life, (old.skey, old.vkey))
    found = _audit(old.log(), old.vkey, receipts={"mine": new.receipt(len(life.events) - 1)})
    assert found.ok
    assert "the published log ends before it" in _words(found)


# -- a stranger changes bytes ------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_changed_byte_of_a_site_passes(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SITE)))
    content = bytearray(SITE[name])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    found = _audit(SITE | {name: bytes(content)})
    assert not found.ok


@pytest.mark.parametrize("name", sorted(SITE))
def test_no_missing_file_passes_and_no_error_escapes(name: str) -> None:
    if name == "log/checkpoint":  # without it nothing says that this was a site
        return
    found = _audit({other: content for other, content in SITE.items() if other != name})
    assert _failed(found)


@pytest.mark.parametrize("name", sorted(set(SITE) - {"manifest.sha256"}))
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[" * 50_000, b"null"])
def test_rubbish_with_a_new_manifest_is_refused_in_words(name: str, content: bytes) -> None:
    files = SITE | {name: content}
    if name.endswith(("letter.pdf", "index.html")):
        return  # the manifest only vouches for these, and it was made anew: printed among the limits
    inner = {n.removeprefix("reports/2025/v1/"): c for n, c in files.items() if n.startswith("reports/")}
    if not name.endswith("v1/manifest.sha256"):
        inner = with_manifest(inner)
    files |= {f"reports/2025/v1/{n}": c for n, c in inner.items()}
    found = _audit(with_manifest(files, KEEPER.skey), None)
    assert not found.ok or (name.endswith("key.vkey") and not content)  # an empty key file is no key: not checked


def test_a_file_that_the_manifest_does_not_list_is_told() -> None:
    found = _audit(SITE | {"statement-2025.html": b"<p>another number</p>"})
    assert _failed(found) == {1}
    assert "statement-2025.html: not listed" in _words(found)


def test_receipt_log_and_reader_name_one_key() -> None:
    other = Published.of(KEEPER.life, note.new_key(ORIGIN))
    held = {"mine.tlog-proof": other.receipt(0)}
    assert "receipt and log name two different keys" in _words(_audit(KEEPER.log(), None, held))
    both = f"{KEEPER.vkey} {other.vkey}"
    assert _audit(KEEPER.log(), both, held).ok
    unsigned = {"mine.tlog-proof": KEEPER.receipt(0, vkey=other.vkey)}
    assert "the receipt names another key than the one that you gave" in _words(
        _audit(KEEPER.log(), KEEPER.vkey, unsigned)
    )


@pytest.mark.parametrize(("count", "words"), [(3, "a, b, c: not"), (5, "a, b, c and 2 more: not")])
def test_of_many_files_that_are_not_listed_three_are_named(count: int, words: str) -> None:
    assert words in _words(_audit(SITE | dict.fromkeys("abcde"[:count], b"x"))).replace("  ", " ")


def test_only_the_receipt_may_be_younger_than_the_list_of_a_packet() -> None:
    packet = {n.removeprefix("reports/2025/v1/"): c for n, c in SITE.items() if n.startswith("reports/")}
    assert b"receipt" not in packet["manifest.sha256"]
    assert _audit(packet).ok
    assert _failed(_audit(packet | {"letter.docx": b"another letter"})) == {1}


def test_the_key_that_the_reader_brought_decides() -> None:
    other = note.new_key(ORIGIN)[1]
    assert 2 in _failed(_audit(SITE, other))
    assert 2 in _failed(_audit({"r.tlog-proof": KEEPER.receipt(0).encode()}, other))


def test_a_log_signed_anew_by_somebody_else_fails_with_the_key() -> None:
    forger = Published.of(a_year())
    assert _audit(forger.log(), None).ok
    assert 2 in _failed(_audit(forger.log(), KEEPER.vkey))


def test_the_key_of_another_log_does_not_sign_for_this_one() -> None:
    skey, vkey = note.new_key("harborton.example/operations")
    keeper = Published.of(a_year(), (skey, vkey))
    found = _audit(keeper.log(), vkey)
    assert _failed(found) == {2}
    assert "another log's key" in _words(found)


# -- the keeper of the log and of its key cheats ------------------------------------------------------------------


def _cheat(change: Callable[[Published], None], report: Callable[[Published], bytes] | None = None) -> Files:
    """A site whose keeper changes something and then signs and lists everything anew, report packet included."""
    keeper, files = a_site()
    old = files["reports/2025/v1/report.json"]
    change(keeper)
    keeper.vkey, keeper.skey = KEEPER.vkey, KEEPER.skey
    printed = report(keeper) if report else old
    index = len(keeper.leaves) - 1
    _refile(keeper, index, printed)
    return whole_site(keeper, printed, index)


def _refile(keeper: Published, index: int, printed: bytes) -> None:
    keeper.values[index]["document"] = hashlib.sha256(printed).hexdigest()
    keeper.leaves[index] = leaf.make(keeper.values[index], keeper.secrets[index])


def _honest(keeper: Published) -> None:
    """Change nothing: the cheat's own machinery makes a site that holds."""


def test_the_machinery_of_the_cheats_is_honest_when_nothing_is_changed() -> None:
    found = _audit(_cheat(_honest))
    assert found.ok, _words(found)


def _relabel(keeper: Published) -> None:
    """Open a request as something else."""
    opening = keeper.opened[1][0]
    keeper.opened[1] = (leaf.Opening("kind", EntryKind.NOT_A_REQUEST.value, opening.salt), *keeper.opened[1][1:])


def _another_year(keeper: Published) -> None:
    opening = keeper.opened[1][1]
    keeper.opened[1] = (keeper.opened[1][0], leaf.Opening("year", "2024", opening.salt), *keeper.opened[1][2:])


def _swap(keeper: Published) -> None:
    keeper.opened[1], keeper.opened[5] = keeper.opened[5], keeper.opened[1]


def _drop_last_opening(keeper: Published) -> None:
    keeper.opened.pop()


def _open_fewer_fields(keeper: Published) -> None:
    keeper.opened[:] = [opened[:2] for opened in keeper.opened]


@pytest.mark.parametrize("change", [_relabel, _another_year, _swap, _drop_last_opening, _open_fewer_fields])
def test_openings_that_lie_do_not_hold_on_the_leaves(change: Callable[[Published], None]) -> None:
    assert 4 in _failed(_audit(_cheat(change)))


def _printing(value: int | None, entries: list[int] | None = None) -> Callable[[Published], bytes]:
    def printed(keeper: Published) -> bytes:
        size = len(keeper.leaves) - 1
        plain: dict[str, Any] = json.loads(report_json(keeper.life, size, keeper.tree.root(size).hex()))
        figure = plain["figures"][0]
        figure["value"] = value
        figure["entries"] = figure["entries"][: value or 0] if entries is None else entries
        figure["breakdown"] = []
        return json.dumps(plain).encode()

    return printed


@pytest.mark.parametrize(
    ("value", "entries", "steps", "why"),
    [
        (2, None, {8}, "fewer than the openings show"),
        (0, [], {8}, "none"),
        (None, [], {8}, "not recorded"),
        (4, [1, 7, 9, 12], {8}, "more"),
        (3, [1, 7, 7], {7, 8}, "one entry twice"),
        (3, [1, 7, 999], {7, 8}, "an entry that was not there"),
        (2, [1, 7, 9], {7, 8}, "another number than its entries"),
        (3, [1, 3, 5], {8}, "other entries"),
    ],
)
def test_a_report_that_prints_another_number_is_refused(
    value: int | None, entries: list[int] | None, steps: set[int], why: str
) -> None:
    assert _failed(_audit(_cheat(_honest, _printing(value, entries)))) == steps, why


def test_a_report_counted_at_another_root_is_refused() -> None:
    def printed(keeper: Published) -> bytes:
        return report_json(keeper.life, len(keeper.leaves) - 1, "00" * 32)

    assert _failed(_audit(_cheat(_honest, printed))) == {8}


def test_a_report_changed_after_it_was_filed_is_refused() -> None:
    path = "reports/2025/v1/report.json"
    changed = SITE | {path: SITE[path].replace(b'"version": 1', b'"version": 2')}
    inner = with_manifest(
        {n.removeprefix("reports/2025/v1/"): c for n, c in changed.items() if n.startswith("reports/")}
    )
    changed |= {f"reports/2025/v1/{n}": c for n, c in inner.items()}
    found = _audit(with_manifest(changed, KEEPER.skey))
    assert _failed(found) == {6}
    assert "does not hold this report.json" in _words(found)


def test_a_filed_report_that_is_not_shown_is_told() -> None:
    site = with_manifest({n: content for n, content in SITE.items() if not n.startswith("reports/")}, KEEPER.skey)
    found = _audit(site)
    assert _failed(found) == {6}
    assert f"not shown here: entry {len(KEEPER.leaves) - 1}" in _words(found)


def _without(index: int) -> Published:
    """The log written anew without one request: everything about it agrees with itself."""
    life = a_year()
    kept = Life()
    for place, event in enumerate(life.events):
        if place == index:
            kept.classify(0, EntryKind.NOT_A_REQUEST)
        else:
            kept.add(event)
    return Published.of(kept, (KEEPER.skey, KEEPER.vkey))


def test_a_past_written_anew_is_shown_by_any_receipt_held_outside() -> None:
    honest = Published.of(a_year(), (KEEPER.skey, KEEPER.vkey))
    forged = _without(1)
    files = forged.log()
    assert _audit(files).ok, "nothing inside shows it: this is why somebody outside must hold a receipt"
    found = _audit(files, receipts={"mine": honest.receipt(0, size=2)})
    assert _failed(found) == {5}
    assert "its past was written anew" in _words(found)


def test_an_entry_exchanged_in_place_is_shown_by_its_receipt() -> None:
    honest = Published.of(a_year(), (KEEPER.skey, KEEPER.vkey))
    later = Published.of(a_year(), (KEEPER.skey, KEEPER.vkey))
    later.life.arrive()
    grown = Published.of(later.life, (KEEPER.skey, KEEPER.vkey))
    found = _audit(_without(1).log(), receipts={"mine": grown.receipt(1)})
    assert _failed(found) == {5}
    assert "entry 1 of this log is another one" in _words(found)
    assert _audit(honest.log(), receipts={"mine": grown.receipt(1)}).ok


def test_receipts_of_another_log_are_not_this_ones() -> None:
    skey, vkey = note.new_key("elsewhere.example/log")
    other = Published.of(a_year(), (skey, vkey))
    text = Checkpoint("elsewhere.example/log", len(other.leaves), other.tree.root()).text()
    foreign = other.receipt(0, checkpoint=note.sign(text, note.Signer.parse(skey)))
    assert _failed(_audit(SITE, None, receipts={"mine": foreign})) == {5}


def test_sixteen_receipts_refute_a_report_of_fifteen() -> None:
    """The keeper shows a log with 15 of 16 requests; the senders hold their receipts (facts: trust, section 7.4)."""
    life = Life()
    for _ in range(16):
        life.request()
    honest = Published.of(life, (KEEPER.skey, KEEPER.vkey))
    shown = Life()
    for event in life.events[:30]:
        shown.add(event)
    shown.arrive()
    shown.classify(30, EntryKind.NOT_A_REQUEST)
    lying = Published.of(shown, (KEEPER.skey, KEEPER.vkey))
    assert recount.count(shown.told(), year=2025, size=32).figure == 15
    receipts = {f"receipt {i}": honest.receipt(2 * i + 1, size=2 * i + 2) for i in range(16)}
    assert 5 in _failed(_audit(lying.log(), receipts=receipts))


def test_a_stranger_who_signs_beside_the_log_does_not_sign_its_manifest() -> None:
    skey, vkey = note.new_key("stranger.example/log")
    beside = note.add_signatures(
        KEEPER.checkpoint(), [note.Signer.parse(skey).sign(note.parse(KEEPER.checkpoint()).text)]
    )
    lines = beside.removesuffix("\n").split("\n")
    shown = "\n".join([*lines[:-2], lines[-1], lines[-2], ""])
    listed = f"{vkey}\n{KEEPER.vkey}\n".encode()
    files = SITE | {"index.html": b"another", "log/checkpoint": shown.encode(), "log/key.vkey": listed}
    assert _failed(_audit(with_manifest(files, skey))) == {1}


def test_a_bare_checkpoint_that_somebody_holds_is_compared_with_the_log() -> None:
    found = _audit(SITE, receipts={"clerk.checkpoint": KEEPER.checkpoint(5)})
    assert (found.ok, found.receipts_outside) == (True, 1)
    assert "clerk.checkpoint: a checkpoint at size 5; the published log continues it" in _words(found)
    life = a_year()
    life.events[1] = life.events[5]
    anew = Published.of(life, (KEEPER.skey, KEEPER.vkey))
    refused = _audit(SITE, receipts={"clerk.checkpoint": anew.checkpoint(5)})
    assert _failed(refused) == {5}
    assert "its past was written anew" in _words(refused)
    assert _failed(_audit(SITE, receipts={"clerk.checkpoint": "no checkpoint"})) == {2}
