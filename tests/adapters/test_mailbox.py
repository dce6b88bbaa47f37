"""Messages as they really come: every part counts by its bytes; a machine's answer is told from a person's mail."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.compound import msg, msg_storage, tnef
from tallystick.adapters.mailbox.message import Automatic, is_message, parse

PDF, TIFF = b"%PDF-1.7 a request" + bytes(4096), b"II*\0 a fax" + bytes(4096)
JPEG, PNG, ZIP = b"\xff\xd8\xff\xe0 a photograph", b"\x89PNG\r\n\x1a\n a scan", b"PK\x03\x04 an archive"


def mail(*parts: tuple[bytes, str, str], body: str = "See attached.", **headers: str) -> bytes:
    """A message whose parts are (bytes, media type as labelled, disposition)."""
    made = EmailMessage(policy=SMTP)
    told = {"From": "ERO <a@sender.invalid>", "To": "b@police.invalid", "Subject": "s", "Message-ID": "<1@sender>"}
    for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        made[name] = value
    made.set_content(body)
    for number, (data, media, disposition) in enumerate(parts):
        kind, _, sub = media.partition("/")
        made.add_attachment(data, maintype=kind, subtype=sub, disposition=disposition or "attachment")
        added = list(made.iter_parts())[-1]
        if not disposition:
            del added["Content-Disposition"]
        elif disposition == "attachment":
            added.set_param("filename", f"scan{number}.bin", header="Content-Disposition")
    return made.as_bytes()


ONE = (PDF, "application/pdf", "attachment")
CASES = [
    ("a PDF", mail(ONE), (PDF,)),
    ("a PDF that is called a stream of bytes", mail((PDF, "application/octet-stream", "attachment")), (PDF,)),
    ("a PDF called a picture", mail((PDF, "image/tiff", "attachment")), (PDF,)),
    ("a PDF with junk before it", mail((b"\r\njunk" + PDF, "application/pdf", "attachment")), (b"\r\njunk" + PDF,)),
    ("a TIFF inline", mail((TIFF, "image/tiff", "inline")), (TIFF,)),
    ("a JPEG without a disposition", mail((JPEG, "image/jpeg", "")), (JPEG,)),
    ("ten attachments", mail(*[(b"%PDF-" + bytes([n]), "application/pdf", "attachment") for n in range(10)]),
     tuple(b"%PDF-" + bytes([n]) for n in range(10))),
    ("none", mail(), ()),
    ("a mail in a mail", mail((mail(ONE), "application/octet-stream", "attachment")), (PDF,)),
    ("a mail in a mail in a mail", mail((mail((mail(ONE), "text/plain", "attachment")), "text/x-mail", "inline")), (PDF,)),
    ("an Outlook message", mail((msg(PDF, TIFF), "application/vnd.ms-outlook", "attachment")), (PDF, TIFF)),
    ("an Outlook message within one", mail((msg(msg_storage(PDF)), "application/octet-stream", "attachment")), (PDF,)),
    ("an Outlook message by itself", msg(PDF), (PDF,)),
    ("an Outlook message with nothing in it", msg(), ()),
    ("winmail.dat", mail((tnef(PDF, TIFF), "application/ms-tnef", "attachment")), (PDF, TIFF)),
    ("winmail.dat cut off", mail((tnef(PDF, TIFF)[:-4000], "application/ms-tnef", "attachment")), (PDF, TIFF[:-3998])),
    ("a paper and an archive", mail(ONE, (ZIP, "application/zip", "attachment")), (PDF, ZIP)),
    ("an archive alone", mail((ZIP, "application/zip", "attachment")), (ZIP,)),
    ("nothing known: a person is shown it", mail((b"\x01\x02", "application/x-odd", "attachment")), (b"\x01\x02",)),
    ("a paper and a calendar", mail(ONE, (b"BEGIN:VCALENDAR", "text/calendar", "attachment")), (PDF,)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data", "papers"), CASES, ids=[case[0] for case in CASES])
def test_every_part_counts_by_its_bytes(what: str, data: bytes, papers: tuple[bytes, ...]) -> None:
    assert parse(data).papers == papers, what


MACHINES = [
    ("a person", {}, Automatic.NO),
    ("an office scanner", {"Auto_Submitted": "auto-generated"}, Automatic.NO),
    ("out of office", {"Auto_Submitted": "auto-replied (vacation)"}, Automatic.ANSWER),
    ("an older answer", {"Precedence": "auto_reply"}, Automatic.ANSWER),
    ("an older one still", {"X_Autoreply": "yes"}, Automatic.ANSWER),
    ("came back to an empty sender", {"Return_Path": "<>"}, Automatic.BOUNCE),
    ("Exim's report", {"X_Failed_Recipients": "c@d.invalid"}, Automatic.BOUNCE),
]


@pytest.mark.parametrize(("what", "headers", "told"), MACHINES, ids=[case[0] for case in MACHINES])
def test_a_machines_mail_is_recognised(what: str, headers: dict[str, str], told: Automatic) -> None:
    assert parse(mail(**headers)).automatic is told


def test_a_delivery_report_is_recognised_and_a_paper_in_it_is_still_a_paper() -> None:
    report = mail().replace(b"Content-Type: text/plain", b'Content-Type: multipart/report; boundary="x"', 1)
    assert parse(report).automatic is Automatic.BOUNCE
    assert parse(mail(ONE, Auto_Submitted="auto-replied")).papers == (PDF,)


def test_sender_and_message_id_are_told_as_they_are_shown() -> None:
    message = parse(mail(ONE))
    assert (message.sender, message.message_id) == ("ERO <a@sender.invalid>", "<1@sender>")


@given(st.binary(max_size=400), st.integers(0, 3))
def test_no_content_raises(junk: bytes, place: int) -> None:
    boxes = (mail((junk, "application/x-odd", "attachment")), msg(junk), tnef(junk), mail())
    whole = boxes[place]
    parse(whole[: len(whole) - len(junk) // 2])
    parse(junk + whole)


def test_a_text_with_colons_is_no_message() -> None:
    assert not is_message(b"Dear: sir\nRe: page\nPlease: see\n\nyours")
