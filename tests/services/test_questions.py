"""Questions and demands: registered, held, answered; what leaves is covered unless it was opened, and its log is kept."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from datetime import UTC, date, datetime

import cv2
import numpy as np
import pytest
from desk import FIELDS, SYSTEM, request

from agencies import AUDITOR, AUTHOR, CLERK, EVERYONE, LEGAL
from tallystick.law import Part, load_exemptions
from tallystick.model.actor import Actor
from tallystick.model.errors import BadLaw, NotAllowed, NotReady, NotThere, TallystickError, WrongUse
from tallystick.model.reading import Box, DocumentReading, PageEvidence, Read, Reading
from tallystick.model.words import (
    Asker,
    Channel,
    CopyKind,
    EntryKind,
    ErasureGround,
    FormKind,
    Log,
    Nature,
    Reply,
    Role,
)
from tallystick.records.models import SealedWords
from tallystick.services import ledger
from tallystick.services.desk.confirm import Seen, confirm, reclass
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.intake.work import read_pending
from tallystick.services.keeping import copies, retention
from tallystick.services.keeping.erase import erase
from tallystick.services.keeping.erasure import ask as ask_erasure
from tallystick.services.questions import asked, packet
from tallystick.services.questions.asked import Asked
from tallystick.services.questions.release import Given, release, releases
from tallystick.services.read import READER_VERSION

DAY = date(2025, 3, 10)


def demand(home: Home, actor: Actor = CLERK, **changed: object) -> asked.Question:
    told: dict[str, object] = {
        "asker": Asker.PUBLIC, "nature": Nature.RECORDS_REQUEST, "on": DAY, "text": "All of it, please.",
        "who": "R. Reader", "period": "2025",
    }  # fmt: skip
    return asked.ask(home, actor, Asked(**{**told, **changed}))  # type: ignore[arg-type]


def test_a_question_is_unanswered_until_an_answer_is_registered_and_both_stay(home: Home) -> None:
    made = demand(home, asker=Asker.COUNCIL, nature=Nature.QUESTION, period="", text="How many were held?")
    assert (made.number, made.open, made.demand) == ("Q-2025-0001", True, False)
    assert [one.number for one in asked.unanswered(home)] == ["Q-2025-0001"]
    asked.answer(home, AUTHOR, made.entry, Reply.PARTLY, on=date(2025, 3, 12), text="None so far.")
    asked.answer(home, AUTHOR, made.entry, Reply.ANSWERED, on=date(2025, 3, 20), text="None.")
    (found,) = asked.listing(home, AUDITOR)
    assert [(one.reply, one.text) for one in found.answers] == [
        (Reply.PARTLY, "None so far."),
        (Reply.ANSWERED, "None."),
    ]
    assert asked.unanswered(home) == ()
    assert retention.all_holds(home) == (), "a question that asks for no papers holds none"


def test_numbers_count_by_the_year_in_which_it_was_asked(home: Home) -> None:
    days = (DAY, DAY, date(2024, 12, 30))
    assert [demand(home, on=day).number for day in days] == ["Q-2025-0001", "Q-2025-0002", "Q-2024-0001"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": "  "}, "needs its words"),
        ({"period": ""}, "names register numbers or a period"),
        ({"numbers": ("H9-2025-0001",)}, "no request H9-2025-0001"),
        ({"period": "next spring"}, "period"),
    ],
)
def test_what_cannot_be_found_or_answered_is_refused_and_nothing_is_entered(
    home: Home, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(TallystickError, match=words):
        demand(home, **changed)
    assert asked.listing(home, AUDITOR) == ()


def test_a_demand_holds_what_it_names_and_each_hold_ends_alone(home: Home) -> None:
    one, two = request(home, b"one"), request(home, b"two", station="H3")
    number = ledger.state(home).requests[two].number
    first = demand(home, nature=Nature.SUBPOENA, period="", numbers=(number,))
    second = demand(home, nature=Nature.DISCOVERY)
    assert {(hold.request, hold.demand) for hold in retention.all_holds(home)} == {
        (two, first.number),
        (one, second.number),
        (two, second.number),
    }
    retention.hold(home, LEGAL, two, reason="settled", release=True, demand=first.number)
    assert retention.holds(home)[two].demand == second.number
    with pytest.raises(WrongUse, match="no such hold"):
        retention.hold(home, LEGAL, two, reason="settled", release=True)
    with pytest.raises(NotReady, match="a legal hold is in force: Q-2025-0002: discovery"):
        ask_erasure(home, LEGAL, two, ground=ErasureGround.WRONG_PERSON, approval="7")


def test_a_request_that_came_later_is_held_when_the_packet_is_made(home: Home) -> None:
    made = demand(home)
    with pytest.raises(NotReady, match="answer it in words"):
        packet.make(home, LEGAL, made.entry)
    entry = request(home)
    packet.make(home, LEGAL, made.entry)
    packet.make(home, LEGAL, made.entry)
    assert [(hold.request, hold.demand) for hold in retention.all_holds(home)] == [(entry, made.number)]


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def test_everything_is_covered_until_it_is_opened_and_each_covering_has_its_citation(home: Home) -> None:
    entry = request(home)
    made = packet.make(home, LEGAL, demand(home).entry)
    (row,) = rows(dict(made.files), "requests.csv")
    assert (row["no"], row["year"], row["form"], row["asked"], row["hold"]) == (
        "1", "2025", "I-247A", "hold", "not recorded",
    )  # fmt: skip
    parts = [part for part in Part if part is not Part.PAGE]
    assert {row[part.value] for part in parts} == {"[covered]"}
    log = rows(dict(made.files), "coverings.csv")
    assert {one["part"] for one in log} == {part.value for part in Part}
    assert all("8 CFR 236.6" in one["citations"] for one in log)
    assert {one["where"] for one in log if one["part"] == "page"} == {"withheld in full"}
    number = ledger.state(home).requests[entry].number
    everything = b"".join(made.files.values())
    assert not [word for word in (*FIELDS.values(), number) if len(word) > 3 and word.encode() in everything]


def test_what_is_opened_is_opened_on_an_authority(home: Home) -> None:
    request(home)
    made = demand(home)
    with pytest.raises(WrongUse, match="needs its authority"):
        packet.make(home, LEGAL, made.entry, opened=[Part.RECEIVED])
    found = packet.make(home, LEGAL, made.entry, opened=[Part.RECEIVED, Part.CHANNEL], authority="Order 12")
    (row,) = rows(dict(found.files), "requests.csv")
    assert (row["received"], row["channel"], row["name"]) == ("2025-03-04", "fax", "[covered]")


def test_a_formula_on_a_paper_is_text_in_the_packet(home: Home) -> None:
    request(home, name="=HYPERLINK(evil)")
    found = packet.make(home, LEGAL, demand(home).entry, opened=[Part.NAME], authority="Order 12")
    (row,) = rows(dict(found.files), "requests.csv")
    assert row["name"] == "'=HYPERLINK(evil)"


def paper_with_a_page(home: Home, *, seed: int = 7, taken_for_a_copy: bool = False) -> int:
    """A request on one real page: dark noise everywhere, the name in one box and the day in another."""
    noise = np.random.default_rng(seed).integers(0, 90, (1100, 850), dtype=np.uint8)
    data = bytes(cv2.imencode(".png", noise)[1])
    name, day = Box(0, 0.1, 0.2, 0.5, 0.25), Box(0, 0.1, 0.3, 0.5, 0.35)
    fields = {"name": Read("ADEYEMI, Ifeanyi", 0.99, name), "prepared": Read("2025-03-03", 0.99, day)}
    document = DocumentReading(FormKind.I247A, "02/17", (0,), fields)  # type: ignore[arg-type]
    got = receive(home, SYSTEM, Transmission(data, Channel.FAX, "H1", received_at=datetime(2025, 3, 4, tzinfo=UTC)))
    evidence = (PageEvidence(0, 850, 1100, 100, 100),)
    readings.keep(home, Reading(got.sha256, READER_VERSION, "image/png", evidence, (document,)))
    (taken,) = read_pending(home, SYSTEM)
    if taken_for_a_copy:
        (first,) = (one for one in ledger.state(home).requests if one != taken.entries[0])
        reclass(home, CLERK, taken.entries[0], now=EntryKind.COPY_OF, copy_of=first, why="sent again")
    else:
        confirm(home, CLERK, taken.entries[0], Seen({"name": "ADEYEMI, Ifeanyi", "prepared": "2025-03-03"}))
    return taken.entries[0]


def test_a_page_shows_what_was_opened_and_not_one_point_of_the_rest(home: Home) -> None:
    paper_with_a_page(home)
    made = demand(home)
    opened = packet.make(home, LEGAL, made.entry, opened=[Part.PREPARED], authority="Order 12")
    picture = cv2.imdecode(np.frombuffer(opened.files["pages/001-1.png"], np.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = picture.shape
    window = picture[int(0.31 * height) : int(0.34 * height), int(0.12 * width) : int(0.48 * width)]
    name = picture[int(0.2 * height) : int(0.25 * height), int(0.1 * width) : int(0.5 * width)]
    rest = picture[int(0.45 * height) :, :]
    assert window.mean() < 100, "the day is shown as it stands on the paper"
    assert name.min() == name.max(), "the name is covered, without a trace"
    assert len(np.unique(rest)) < 160, "the rest bears the cover and its words"
    assert np.median(rest) == 214
    where = {(one["part"], one["page"]): one["where"] for one in rows(dict(opened.files), "coverings.csv")}
    assert where["name", "1"].startswith("0.100 0.200")
    whole = packet.make(home, LEGAL, made.entry, opened=[Part.PAGE], authority="Order 13")
    full = cv2.imdecode(np.frombuffer(whole.files["pages/001-1.png"], np.uint8), cv2.IMREAD_GRAYSCALE)
    assert full.mean() < 100


def test_a_packet_holds_the_pages_of_every_arrival_that_brought_the_request(home: Home) -> None:
    entry = paper_with_a_page(home)
    again = paper_with_a_page(home, seed=8, taken_for_a_copy=True)
    assert ledger.state(home).requests[entry].copies == [again]
    made = packet.make(home, LEGAL, demand(home).entry, opened=[Part.PREPARED], authority="Order 12")
    first, second = (
        cv2.imdecode(np.frombuffer(made.files[f"pages/001-{page}.png"], np.uint8), cv2.IMREAD_GRAYSCALE)
        for page in (1, 2)
    )
    assert (first != second).any(), "each picture is of its own paper"
    height, width = second.shape
    name = second[int(0.2 * height) : int(0.25 * height), int(0.1 * width) : int(0.5 * width)]
    assert name.min() == name.max(), "what is covered on the first paper is covered on its copy"
    where = {(one["part"], one["page"]): one["where"] for one in rows(dict(made.files), "coverings.csv")}
    assert where["name", "1"] == where["name", "2"]
    withheld = rows(dict(packet.make(home, LEGAL, demand(home).entry).files), "coverings.csv")
    assert [one["page"] for one in withheld if one["where"] == "withheld in full"] == ["1", "2"]


def test_the_words_of_a_question_go_and_its_number_days_and_counts_stay(home: Home) -> None:
    entry = request(home)
    made = demand(home)
    with pytest.raises(NotReady, match="unanswered"):
        asked.erase(home, LEGAL, made.entry, authority="Schedule 4.2")
    release(home, LEGAL, made.entry, Given("Clerk of the court, session B", "by hand"))
    asked.answer(home, LEGAL, made.entry, Reply.ANSWERED, on=DAY, text="Given to R. Reader.")
    with pytest.raises(NotReady, match="hold"):
        asked.erase(home, LEGAL, made.entry, authority="Schedule 4.2")
    retention.hold(home, LEGAL, entry, reason="settled", release=True, demand=made.number)
    with pytest.raises(WrongUse, match="authority"):
        asked.erase(home, LEGAL, made.entry, authority=" ")
    with pytest.raises(NotAllowed):
        asked.erase(home, CLERK, made.entry, authority="Schedule 4.2")
    asked.erase(home, LEGAL, made.entry, authority="Schedule 4.2")
    (gone,) = asked.listing(home, AUDITOR)
    assert (gone.number, gone.erased, gone.asked.text, gone.asked.who) == (made.number, True, "", "")
    assert [(one.reply, one.text) for one in gone.answers] == [(Reply.ANSWERED, None)]
    (left,) = releases(home, AUDITOR)
    assert (left.to, left.how, left.requests) == (None, "", 1)
    assert not SealedWords.objects.exists()


def test_what_left_and_to_whom_is_kept_by_its_digest_and_told_by_an_erasure(home: Home) -> None:
    entry = request(home)
    made = demand(home)
    done, zipped = release(home, LEGAL, made.entry, Given("Clerk of the court, session B", "by hand"))
    assert done.sha256 == hashlib.sha256(zipped).hexdigest()
    assert (done.requests, done.opened, done.by, done.to) == (1, (), LEGAL.user, "Clerk of the court, session B")
    assert done.coverings == len(rows(_unpacked(zipped), "coverings.csv"))
    assert releases(home, AUDITOR, made.entry) == (done,)
    assert [(one.what, one.name) for one in copies.kept(home)] == [(CopyKind.RELEASE, made.number)]
    bodies = b"".join(one.body for one in ledger.opened(home, Log.OPERATIONS) if isinstance(one, ledger.Opened))
    assert b"session B" not in bodies
    assert b"R. Reader" not in bodies
    erase(home, EVERYONE, entry, authority="order 7")
    (row,) = rows(dict(packet.make(home, LEGAL, made.entry, opened=[Part.NAME], authority="x").files), "requests.csv")
    assert row["name"] == "[erased]"


def _unpacked(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as folder:
        assert sorted(folder.namelist()) == ["answer.pdf", "coverings.csv", "manifest.sha256", "requests.csv"]
        return {name: folder.read(name) for name in folder.namelist()}


def test_only_counsel_lets_a_packet_leave_and_an_auditor_writes_nothing(home: Home) -> None:
    request(home)
    made = demand(home)
    for actor in (CLERK, AUTHOR, AUDITOR):
        with pytest.raises(NotAllowed):
            release(home, actor, made.entry, Given("somebody"))
        with pytest.raises(NotAllowed):
            packet.make(home, actor, made.entry)
    with pytest.raises(NotAllowed):
        demand(home, AUDITOR)
    with pytest.raises(NotAllowed):
        asked.answer(home, AUDITOR, made.entry, Reply.DECLINED, on=DAY, text="No.")
    with pytest.raises(WrongUse, match="name who gets it"):
        release(home, LEGAL, made.entry, Given(" "))
    assert releases(home, LEGAL) == ()


def test_a_question_is_found_by_its_number_and_by_nothing_that_was_said(home: Home) -> None:
    made = demand(home)
    assert asked.numbered(home, "q-2025-0001") == asked.numbered(home, str(made.entry)) == made.entry
    for name in ("R. Reader", "Reader", "Q-2025-0009"):
        with pytest.raises(NotThere):
            asked.numbered(home, name)


def test_a_home_s_own_exemptions_take_the_place_of_the_packaged_ones(home: Home) -> None:
    request(home)
    made = demand(home)
    own = home.path / packet.OWN
    from importlib import resources

    text = (resources.files("tallystick.law") / packet.OWN).read_text(encoding="utf-8")
    own.write_text(text.replace('citation = "8 CFR 236.6"', 'citation = "Art. 7 of the made-up code"'))
    log = rows(dict(packet.make(home, LEGAL, made.entry).files), "coverings.csv")
    assert all("Art. 7 of the made-up code" in one["citations"] for one in log)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = ["8-cfr-236-6", "ma-26-c"]', 'name = ["ma-26-c"]', "nothing covers it in every state"),
        ('name = ["8-cfr-236-6", "ma-26-c"]', 'name = ["9-cfr"]', "no exemption is called 9-cfr"),
        ('name = ["8-cfr-236-6", "ma-26-c"]\n', "", "nothing covers it in every state"),
        ('verification = "secondary"', 'verification = "sure"', "is none of"),
        ("[covers]", "[covers]\nshoe_size = []", "shoe_size"),
        ("[covers]", "[covers", "is not TOML"),
    ],
)
def test_a_file_of_exemptions_that_leaves_a_part_open_is_refused(old: str, new: str, words: str) -> None:
    from importlib import resources

    text = (resources.files("tallystick.law") / packet.OWN).read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(BadLaw) as refused:
        load_exemptions(text.replace(old, new, 1), "mine.toml")
    assert words in str(refused.value)


def test_a_role_for_every_act(home: Home) -> None:
    made = demand(home, Actor("a", frozenset({Role.AUTHOR}), home.agency.ori))
    for actor in (CLERK, LEGAL, AUTHOR, AUDITOR):
        assert asked.question(home, actor, made.entry).number == made.number
    nobody = Actor("n", frozenset(), home.agency.ori)
    for act in (lambda: asked.listing(home, nobody), lambda: releases(home, nobody), lambda: demand(home, nobody)):
        with pytest.raises(NotAllowed):
            act()
