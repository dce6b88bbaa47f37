"""Reports: nothing is signed before its time, nothing signed is changed, and a stranger can recount it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk import FIELDS, YEAR, arrives, document, no_pages, request, signed, sweep_all

from agencies import AUDITOR, AUTHOR, CLERK, LEGAL
from tallystick.law import Measure
from tallystick.model.actor import Actor
from tallystick.model.errors import NotAllowed, NotReady, NotThere, WrongUse
from tallystick.model.words import Answer, AnswerField, Channel, Log, Role
from tallystick.services import ledger
from tallystick.services.desk.confirm import Seen, confirm
from tallystick.services.desk.dispose import Outcome, clause_for, dispose
from tallystick.services.filing import report
from tallystick.services.filing.docket import docket, docket_text, filed_versions, packet_file
from tallystick.services.filing.sweep import Find, enter_late
from tallystick.services.home import Home
from tallystick.services.intake.readings import keep
from tallystick.services.intake.receive import Transmission
from tallystick.services.intake.work import read_pending
from tallystick.services.keeping.doctor import NO_HOLDER, examine
from tallystick.services.keeping.erase import erase
from tallystick.services.keeping.rebuild import rebuild
from tallystick.services.operations import adopt
from tallystick.services.outside.publish import publish
from tallystick.services.verify import verify


def first_figure(version: report.Version) -> int:
    found: int = json.loads((version.folder / "report.json").read_text())["figures"][0]["value"]
    return found


def test_it_is_not_signed_before_counsel_adopted_the_pack(home: Home) -> None:
    request(home)
    sweep_all(home)
    with pytest.raises(NotReady, match="cannot be signed"):
        report.sign(home, AUTHOR, YEAR)


def test_it_is_not_signed_while_a_request_waits_for_a_person(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    arrives(home, b"a", document())
    with pytest.raises(NotReady, match="cannot be signed"):
        report.sign(home, AUTHOR, YEAR)


def test_stations_without_a_statement_need_a_reason_that_is_printed(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    request(home)
    with pytest.raises(NotReady, match="have not stated"):
        report.sign(home, AUTHOR, YEAR)
    report.prepare(home, CLERK, YEAR, reason="the search is set for February")
    version = report.sign(home, AUTHOR, YEAR)
    assert "the search is set for February" in (version.folder / "report.json").read_text()


def test_only_an_author_signs(home: Home) -> None:
    with pytest.raises(NotAllowed):
        report.sign(home, CLERK, YEAR)


def test_a_late_find_makes_an_amended_version_beside_the_old_one(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home, b"one")
    first = signed(home)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    late(home, b"found in a drawer")
    second = signed(home)
    assert (first_figure(first), first_figure(second)) == (1, 2)
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before
    assert second.event.amends == first.entry
    with pytest.raises(NotReady, match="nothing has changed"):
        report.sign(home, AUTHOR, YEAR)


def test_the_one_who_prepared_a_report_does_not_sign_it_and_nobody_signs_an_unprepared_one(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)
    with pytest.raises(NotReady, match="nobody has prepared"):
        report.sign(home, AUTHOR, YEAR)
    report.prepare(home, AUTHOR, YEAR)
    with pytest.raises(NotReady, match="cannot sign it too"):
        report.sign(home, AUTHOR, YEAR)
    report.prepare(home, CLERK, YEAR)
    assert report.sign(home, AUTHOR, YEAR).event.prepared_by == CLERK.user


def test_a_preparation_falls_when_the_figures_change_and_says_what_changed(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home, b"one")
    report.prepare(home, CLERK, YEAR)
    request(home, b"two")
    with pytest.raises(NotReady, match="figures changed") as fallen:
        report.sign(home, AUTHOR, YEAR)
    assert "1 then, 2 now" in fallen.value.where
    dispose(home, CLERK, request(home, b"three"), Outcome({AnswerField.HOLD: Answer.NO}, {}))
    assert report.prepare(home, CLERK, YEAR).fallen == ""


def test_a_preparation_that_was_sent_back_cannot_be_signed_until_somebody_prepares_it_again(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)
    with pytest.raises(NotReady, match="no preparation"):
        report.send_back(home, AUTHOR, YEAR, note="Which number is it?")
    report.prepare(home, CLERK, YEAR)
    with pytest.raises(NotAllowed):
        report.send_back(home, CLERK, YEAR, note="I changed my mind")
    with pytest.raises(WrongUse, match="takes a note"):
        report.send_back(home, AUTHOR, YEAR, note="  ")
    report.send_back(home, AUTHOR, YEAR, note="Station H3 looks low.")
    seen = report.before_signing(home, CLERK, YEAR)
    assert seen.sent_back
    assert (seen.sent_back.by, seen.sent_back.note) == (AUTHOR.user, "Station H3 looks low.")
    with pytest.raises(NotReady, match="sent this preparation back"):
        report.sign(home, AUTHOR, YEAR)
    with pytest.raises(NotReady, match="no preparation"):
        report.send_back(home, AUTHOR, YEAR, note="Twice.")
    bodies = b"".join(one.body for one in ledger.opened(home, Log.OPERATIONS) if isinstance(one, ledger.Opened))
    assert b"Station H3" not in bodies, "the note lies sealed beside its entry"
    version = signed(home)
    assert (version.number, report.before_signing(home, CLERK, YEAR).sent_back) == (1, None)


def test_the_docket_text_says_who_to_whom_under_which_law_what_changed_and_every_digest(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)
    first = signed(home)
    text = docket_text(home, CLERK, YEAR, 1)
    assert text.startswith(
        f"{json.loads((first.folder / 'report.json').read_text())['title']}, 2025. Communication of "
    )
    assert "Version 1, dated " in text
    assert "amending" not in text
    for path in first.folder.iterdir():
        assert f"{path.name}  SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}" in text
    with pytest.raises(NotThere):
        docket_text(home, CLERK, YEAR, 2)
    late(home, b"found in a drawer")
    signed(home)
    amended = docket_text(home, CLERK, YEAR, 2)
    assert "amending version 1, which stays on file" in amended
    assert "1 then, 2 now" in amended
    assert not [value for value in FIELDS.values() if len(value) > 4 and value in text + amended]


def test_the_city_clerk_receives_every_version_and_says_under_which_number_it_is_docketed(home: Home) -> None:
    city_clerk = Actor("city clerk", frozenset({Role.CITY_CLERK}), home.agency.ori)
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)
    assert filed_versions(home, city_clerk) == ()
    version = signed(home)
    (one,) = filed_versions(home, city_clerk)
    assert (one.name, one.version.number, one.amends, one.docketed) == ("2025", 1, 0, ())
    assert set(one.files) == {path.name for path in version.folder.iterdir()}
    letter = packet_file(home, city_clerk, YEAR, 1, "letter.pdf")
    assert letter == (version.folder / "letter.pdf").read_bytes()
    assert docket_text(home, city_clerk, YEAR, 1)
    for name in ("../v1/letter.pdf", "nothing.pdf"):
        with pytest.raises(NotThere):
            packet_file(home, city_clerk, YEAR, 1, name)
    for actor in (AUTHOR, CLERK, LEGAL, AUDITOR):
        with pytest.raises(NotAllowed):
            docket(home, actor, YEAR, 1, number="0042")
    with pytest.raises(WrongUse):
        docket(home, city_clerk, YEAR, 1, number=" ")
    docket(home, city_clerk, YEAR, 1, number="2025-0042")
    late(home, b"found in a drawer")
    signed(home)
    second, first = filed_versions(home, city_clerk)
    assert [number for number, _, _ in first.docketed] == ["2025-0042"]
    assert (second.version.number, second.amends, second.docketed) == (2, 1, ())
    with pytest.raises(NotAllowed):
        report.before_signing(home, city_clerk, YEAR)


def test_what_the_register_does_not_hold_is_stated_and_kept_with_the_version(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)
    with pytest.raises(WrongUse, match="cannot be stated here"):
        report.prepare(home, CLERK, YEAR, stated={Measure.AWARDS_RECEIVED: 100})
    report.prepare(home, CLERK, YEAR, stated={Measure.REENTRY_ARRESTS: 0})
    version = report.sign(home, AUTHOR, YEAR)
    assert version.event.stated == {"reentry_arrests": 0}
    assert json.loads((version.folder / "report.json").read_text())["figures"][4]["value"] == 0


def test_a_version_made_anew_is_the_same_bytes_whatever_came_after(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    request(home, b"one")
    report.prepare(home, CLERK, YEAR, reason="the search is set for February", stated={Measure.REENTRY_ARRESTS: 2})
    first = report.sign(home, AUTHOR, YEAR)
    sweep_all(home)
    late(home, b"found in a drawer")
    second = signed(home)
    for version in (first, second):
        kept = {path.name: path.read_bytes() for path in version.folder.iterdir() if path.suffix != ".tlog-proof"}
        assert report.remake(home, AUDITOR, YEAR, version) == kept


def test_a_draft_as_of_a_past_day_has_the_figures_of_that_day(home: Home) -> None:
    request(home, b"one")
    today = home.local_day(home.clock())
    before = report.draft_as_of(home, AUDITOR, YEAR, today - timedelta(days=400))
    after = report.draft_as_of(home, AUDITOR, YEAR, today + timedelta(days=1))
    assert [json.loads(files["report.json"])["figures"][0]["value"] for files in (before, after)] == [0, 1]
    assert report.draft_as_of(home, AUDITOR, YEAR, today + timedelta(days=1)) == after


def test_the_page_before_signing_tells_what_is_open_without_stopping(home: Home) -> None:
    request(home)
    told = {risk.code: risk.stops for risk in report.before_signing(home, AUTHOR, YEAR).risks}
    assert told == {
        "not_adopted": True,
        "no_sweep": False,
        "undecided": False,
        "no_counterpart_list": False,
        "no_outside_holder": False,
    }


def late(home: Home, data: bytes) -> None:
    from desk import SYSTEM, reading_of

    keep(home, reading_of(data, document(event_no="ZZP2504000111")))
    found = Transmission(
        data, Channel.HAND, "H3", transport_id="drawer", received_at=datetime(2025, 4, 2, 16, tzinfo=UTC)
    )
    enter_late(home, CLERK, Find(found, date(2025, 4, 2), "in a drawer"))
    (taken,) = read_pending(home, SYSTEM)
    confirm(home, CLERK, taken.entries[0], Seen({**FIELDS, "event_no": "ZZP2504000111"}))


def test_a_crash_between_log_and_packet_is_finished_by_the_next_look(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)

    def crash(*_: object, **__: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(report, "finish", lambda *_, **__: None)
        broken.setattr(report, "versions", crash)
        with pytest.raises(OSError, match="power"):
            report.before_signing(home, AUTHOR, YEAR)
    with monkeypatch.context() as broken:
        broken.setattr(report, "finish", lambda *_, **__: None)
        unfinished = signed(home)
    assert not unfinished.folder.exists()
    report.before_signing(home, AUTHOR, YEAR)
    assert verify(unfinished.folder, None).ok


def test_the_four_answers_start_as_not_recorded_and_only_named_ones_change(home: Home) -> None:
    entry = request(home)
    assert set(ledger.state(home).requests[entry].answers.values()) == {Answer.NOT_RECORDED}
    dispose(home, CLERK, entry, Outcome({AnswerField.HOLD: Answer.NO}, {"in_custody": "yes"}))
    answers = ledger.state(home).requests[entry].answers
    assert answers[AnswerField.HOLD] is Answer.NO
    assert answers[AnswerField.NOTICE] is answers[AnswerField.TRANSFER] is Answer.NOT_RECORDED


def test_the_clause_that_speaks_is_cited_with_its_verification(home: Home) -> None:
    entry = request(home)
    facts = {"in_custody": "yes", "eligible_for_release": "yes", "judicial_warrant": "none"}
    clause = clause_for(home, CLERK, entry, facts).main.clause
    assert clause is not None
    assert clause.citation
    assert clause.verification


def test_what_is_published_verifies_and_recounts(home: Home, tmp_path: Path) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    for number in range(3):
        request(home, b"request %d" % number)
    signed(home)
    publish(home, AUTHOR, tmp_path / "public", pages=no_pages)
    assert verify(tmp_path / "public", None).ok
    changed = tmp_path / "public" / "reports" / "2025" / "v1" / "report.json"
    changed.write_text(changed.read_text().replace('"value": 3', '"value": 2'))
    assert not verify(tmp_path / "public", None).ok


def test_an_erased_person_leaves_the_count_and_every_proof(home: Home, tmp_path: Path) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    entry, _ = request(home, b"one"), request(home, b"two")
    dispose(home, CLERK, entry, Outcome({AnswerField.HOLD: Answer.NO}, {"in_custody": "yes"}, note="asked for Ms. A."))
    version = signed(home)
    digest = ledger.state(home).arrivals[ledger.state(home).requests[entry].arrival].event.sha256
    erase(home, LEGAL, entry, authority="Approval 2032-17")
    request_state = ledger.state(home).requests[entry]
    assert (request_state.erased, request_state.fields, request_state.read) == (True, {}, {})
    assert request_state.answers[AnswerField.HOLD] is Answer.NO
    assert request_state.disposition is None or request_state.disposition.note == ""
    assert not home.vault.readable(digest)
    assert first_figure(version) == report.before_signing(home, AUTHOR, YEAR).report.figures[0].value == 2
    publish(home, AUTHOR, tmp_path / "public", pages=no_pages)
    assert verify(tmp_path / "public", None).ok
    assert [one for one in rebuild(home) if not one.same] == []


def test_what_is_derived_can_be_dropped_and_made_again(home: Home) -> None:
    request(home, b"one")
    arrives(home, b"two", document(event_no="ZZP2503000999"))
    found = rebuild(home)
    assert [one.what for one in found if not one.same] == []


def test_the_doctor_says_that_nobody_outside_holds_a_checkpoint(home: Home) -> None:
    request(home)
    words = {check.name: check.words for check in examine(home)}
    assert NO_HOLDER in words["outside holder"]
    assert words["requests log"].startswith("3 entries")
