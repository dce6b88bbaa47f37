"""What a fax line wrote about itself becomes calls, notes and coverage; what is not such a log is refused."""

from datetime import UTC, date, datetime

import pytest

from tallystick.adapters.fax import (
    Machine,
    is_machine_report,
    is_mail_log,
    parse_journal,
    parse_machine_report,
    parse_mail_log,
    parse_xferfaxlog,
)
from tallystick.adapters.fax.xferfaxlog import Modem
from tallystick.model.errors import BadList

ZONE = "America/New_York"
LINE = (
    '07/04/25 23:51\tRECV\t000004101\tttyFAX3\trecvq/fax000004101.tif\t""\tfax\t"9995550203"\t"999 555 0111"\t459042'
    '\t3\t0:02:13\t0:02:13\t""\t"INVENTED ERO"\t"9995550110"\t""\t""\t"00 46 78"'
)
CODES = frozenset({"H1", "H3", "H13"})
HEAD = "station,kind,from,to,at,sender,pages,result,text\n"


def calls(text, modems=None, stations=CODES):
    return parse_xferfaxlog(text, file="xferfaxlog", zone=ZONE, modems=modems or {}, stations=stations)


def journal(*lines):
    return parse_journal(HEAD + "\n".join(lines) + "\n", file="journal.csv", zone=ZONE)


def test_a_received_call_keeps_line_moment_sender_and_its_own_number():
    (call,) = calls(LINE)
    assert (call.station, call.line, call.sender, call.pages) == ("H3", "ttyFAX3", "9995550110", 3)
    assert call.at == datetime(2025, 7, 5, 3, 51, tzinfo=UTC), "late in the evening, local time"
    assert (call.transport_id, call.failure) == ("000004101", "")
    assert (call.provenance.file, call.provenance.row) == ("xferfaxlog", 1)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        (('0:02:13\t""\t"INVENTED', '0:02:13\t"T.30 T2 timeout"\t"INVENTED'), "failure", "T.30 T2 timeout"),
        (('"9995550110"', '""'), "sender", "999 555 0111"),
        (("ttyFAX3", "ttyFAX9"), "station", ""),
        (('"00 46 78"', '"00 46 78"\t""'), "pages", 3),
    ],
    ids=["a failure", "no caller number: the sender's own", "a device of no station", "twenty fields of HylaFAX+"],
)
def test_a_call_is_read_as_the_log_gives_it(change, field, expected):
    (call,) = calls(LINE.replace(*change))
    assert getattr(call, field) == expected


def test_a_named_modem_wins_over_its_number():
    (call,) = calls(LINE, {"ttyFAX3": Modem("H1", "H1-fax")})
    assert (call.station, call.line) == ("H1", "H1-fax")


@pytest.mark.parametrize("kind", ["SEND", "CALL", "POLL", "PAGE", "SUBMIT"])
def test_what_was_not_received_is_no_call(kind):
    assert calls(LINE.replace("RECV", kind)) == ()


@pytest.mark.parametrize(
    "text", ["one field only", LINE.replace("07/04/25", "2025-07-04"), LINE.replace("\t3\t", "\tthree\t")]
)
def test_another_kind_of_log_is_refused_with_its_line(text):
    with pytest.raises(BadList) as refusal:
        calls(f"{LINE}\n{text}")
    assert "line 2" in refusal.value.where


def test_a_journal_gives_calls_notes_and_complete_logs():
    made = journal(
        "H9,call,,,2025-07-04 23:51,9995550110,2,OK,H9-05001",
        "H9,call,,,2025-07-05 08:00,9995550110,0,NG,H9-05002",
        "H2,out_of_service,2025-03-01,2025-03-04,,,,,no tone",
        "H2,telephone,2025-03-05,,,,,,asked for a hold",
        "H2,log_complete,2025-01-01,2025-12-31,,,,,signed",
    )
    whole, failed = made.calls
    assert (whole.at, whole.failure, whole.transport_id) == (datetime(2025, 7, 5, 3, 51, tzinfo=UTC), "", "H9-05001")
    assert (failed.pages, failed.failure) == (0, "NG")
    outage, telephone = made.notes
    assert (outage.kind, outage.first, outage.last) == ("out_of_service", date(2025, 3, 1), date(2025, 3, 4))
    assert telephone.first == telephone.last == date(2025, 3, 5)
    (coverage,) = made.coverage
    assert (coverage.station, coverage.line, coverage.last) == ("H2", "", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("H2,visit,2025-03-01,,,,,,", "'visit' is not a kind"),
        ("H2,telephone,March,,,,,,", "'March' cannot be read"),
        ("H2,call,,,2025-03-01 09:00,999,two,OK,", "'two' cannot be read"),
    ],
)
def test_an_entry_that_would_have_to_be_guessed_is_refused(line, word):
    with pytest.raises(BadList, match=word) as refusal:
        journal(line)
    assert "journal.csv, line 2" in refusal.value.where


def test_other_columns_are_no_journal():
    with pytest.raises(BadList, match="not the columns"):
        parse_journal("a,b\n1,2\n", file="journal.csv", zone=ZONE)


# Office machines

KONICA = "No.,Party,Start Time,Pages,Remarks,Result\n1,999 555 0110,2025-03-04 14:12,3/3,FWD,OK\n2,9995550110,2025-03-05 09:01,0/2,,NG\n"
XEROX = "No.,Job#,Remote Terminal,Start Time,Duration,Pages,Mode,Contents,Result\n1,77,9995550110,03/14/2025 2:12 PM,0:31,3,G3,,Done\n"
RICOH = "Date,Mode,Remote Number,Time,Duration,File No.,Result,Pages\n03/14/2025,TE,1,10:00,1,1,OK,1\n03/14/2025,RE,9995550110,10:05,1,2,OK,***\n"
CANON = "Start Time,Party,Number,Mode,Pages,Result\n2025-03-04 14:12,9995550110,0007,,2,--\n2025-03-04 15:12,9995550110,5003,,2,--\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KONICA, [("2025-03-04T19:12", 3, ""), ("2025-03-05T14:01", 0, "NG")]),
        (XEROX, [("2025-03-14T18:12", 3, "")]),
        (RICOH, [("2025-03-14T14:05", 1000, "")]),
        (CANON, [("2025-03-04T20:12", 2, "")]),
    ],
    ids=["pages as done/total", "am and pm", "sent pages are left out", "received from 5001"],
)
def test_a_report_of_an_office_machine_gives_its_received_calls(text, expected):
    assert is_machine_report(text)
    calls = parse_machine_report(text, file="report.csv", zone="America/New_York", machine=Machine("H4"))
    assert [(call.at.isoformat()[:16], call.pages, call.failure) for call in calls] == expected
    assert {call.station for call in calls} == {"H4"}


@pytest.mark.parametrize(
    ("cell", "word"),
    [("03/04/2025 10:00", "which number"), ("soon", "no moment"), ("13/13/2025 10:00", "no moment")],
)
def test_a_moment_that_would_have_to_be_guessed_is_refused(cell, word):
    text = f"Party,Start Time,Pages,Result\n1,{cell},1,OK\n"
    with pytest.raises(BadList, match=word):
        parse_machine_report(text, file="report.csv", zone="America/New_York", machine=Machine("H4"))


def test_the_reader_says_the_order_of_dates():
    text = "Party,Start Time,Pages,Result\n1,03/04/2025 10:00,1,OK\n"
    machine = Machine("H4", dates="DMY")
    (call,) = parse_machine_report(text, file="report.csv", zone="America/New_York", machine=machine)
    assert call.at.date().isoformat() == "2025-04-03"


# Mail logs

MAIL = """\
2025-03-04T10:12:33.1-05:00 mx postfix/smtpd[1]: connect from relay.example[192.0.2.1]
2025-03-04T10:12:33.2-05:00 mx postfix/cleanup[2]: 4XYZ1: message-id=<one@office.example>
2025-03-04T10:12:33.3-05:00 mx postfix/qmgr[3]: 4XYZ1: from=<Desk@office.example>, size=99, nrcpt=2 (queue active)
2025-03-04T10:12:34.0-05:00 mx postfix/lmtp[4]: 4XYZ1: to=<detainers@harborton.example>, relay=x, status=sent (ok)
2025-03-04T10:12:34.1-05:00 mx postfix/lmtp[4]: 4XYZ1: to=<other@harborton.example>, relay=x, status=sent (ok)
2025-03-04T10:13:00.0-05:00 mx postfix/qmgr[3]: 4XYZ2: from=<desk@office.example>, size=99, nrcpt=1 (queue active)
2025-03-04T10:13:01.0-05:00 mx postfix/lmtp[4]: 4XYZ2: to=<detainers@harborton.example>, relay=x, status=bounced (full)
"""


def test_a_mail_log_gives_the_deliveries_to_our_addresses():
    assert is_mail_log(MAIL)
    calls = parse_mail_log(MAIL, file="mail.log", lines={"detainers@harborton.example": ("HQ", "mail")})
    assert [(call.station, call.sender, call.pages, call.failure, call.transport_id) for call in calls] == [
        ("HQ", "Desk@office.example", 1, "", "<one@office.example>"),
        ("HQ", "desk@office.example", 0, "bounced: full", ""),
    ]


def test_a_mail_log_without_years_is_refused():
    with pytest.raises(BadList, match="leaves out the year"):
        parse_mail_log("Mar  4 10:12:33 mx postfix/qmgr[3]: 4X: from=<a@b>\n", file="mail.log", lines={})
