"""The words that people read for the closed vocabularies of ``model.words``; every one passes through gettext.

A table a vocabulary. The values themselves never change; these words may.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tallystick.law import Part
from tallystick.law.vocabulary import Effect
from tallystick.model.contacts import CustodyMoment, Direction
from tallystick.model.words import (
    Answer,
    AnswerField,
    Asked,
    Asker,
    AtTheDoor,
    Channel,
    EntryKind,
    FormKind,
    Nature,
    Position,
    Reply,
    Role,
    SenderState,
    StatedBasis,
    UnreadReason,
    Verification,
)
from tallystick.reconciliation.custody import Finding

ROLES = {
    Role.STATION: _("station"),
    Role.CLERK: _("clerk"),
    Role.LEGAL: _("legal"),
    Role.AUTHOR: _("author"),
    Role.AUDITOR: _("auditor"),
    Role.CUSTODIAN: _("custodian of keys"),
    Role.CITY_CLERK: _("city clerk"),
    Role.SYSTEM: _("system"),
}

AT_THE_DOOR = {
    AtTheDoor.IN: _("signed in"),
    AtTheDoor.REFUSED: _("refused: wrong password or factor"),
    AtTheDoor.OUT: _("signed out"),
    AtTheDoor.LOCKED: _("the desk was locked"),
    AtTheDoor.PROVED: _("password given again"),
    AtTheDoor.NOT_PROVED: _("password given again, and wrong"),
    AtTheDoor.DENIED: _("asked for what the role does not cover"),
    AtTheDoor.PASSWORD: _("password changed"),
    AtTheDoor.GIVEN: _("a new password was given by another person"),
    AtTheDoor.FACTORS: _("second factors were taken away"),
    AtTheDoor.ROLES: _("roles were changed"),
    AtTheDoor.ENDED: _("sessions were ended"),
    AtTheDoor.CLOSED: _("the account was closed"),
    AtTheDoor.OPENED: _("the account was opened again"),
}
"""What happened at the door."""

CHANNELS = {
    Channel.FAX: _("fax"),
    Channel.MAIL: _("e-mail"),
    Channel.FOLDER: _("folder"),
    Channel.STATION: _("station page"),
    Channel.HAND: _("by hand"),
    Channel.PHONE: _("telephone"),
    Channel.TELETYPE: _("teletype"),
    Channel.UNKNOWN: _("not known any more"),
}

WAYS = {
    "phone": _("by telephone"),
    "in_person": _("in person"),
    "teletype": _("by teletype"),
    "ncic": _("as a hit in NCIC"),
}

ASKED_FOR = {
    "hold": _("to hold a person"),
    "notice": _("to be told of a release"),
    "information": _("other information"),
    "transfer": _("to hand a person over"),
    "other": _("something else"),
}

DIRECTIONS = {
    Direction.ASKED_BY_THEM: _("they asked"),
    Direction.ASKED_BY_US: _("we asked"),
    Direction.UNASKED: _("nobody asked"),
}

KINDS = {
    EntryKind.ARRIVAL: _("Arrival"),
    EntryKind.REQUEST: _("Request"),
    EntryKind.COPY_OF: _("Copy of a request"),
    EntryKind.NOT_A_REQUEST: _("Not a request"),
    EntryKind.UNREADABLE: _("Unreadable, kept"),
    EntryKind.CONFIRMED: _("Confirmed by a person"),
    EntryKind.DISPOSITION: _("Answers recorded"),
    EntryKind.CONTACT: _("Contact"),
    EntryKind.CORRECTION: _("Correction"),
    EntryKind.WITHDRAWAL: _("Withdrawn by the sender"),
    EntryKind.CALL_BACK: _("Office called back"),
    EntryKind.LATE: _("Entered late"),
    EntryKind.SWEEP: _("Sweep statement"),
    EntryKind.ERASURE: _("Erased"),
    EntryKind.REPORT: _("Report signed"),
}

SENDERS = {
    SenderState.VERIFIED: _("verified by call-back"),
    SenderState.NOT_VERIFIED: _("not verified"),
    SenderState.DISOWNED: _("disowned: the office says that it did not send it"),
}

FORMS = {
    FormKind.JUDICIAL_WARRANT: _("Judicial warrant"),
    FormKind.I200: _("I-200 administrative warrant"),
    FormKind.I205: _("I-205 administrative warrant"),
    FormKind.I203: _("I-203 order to detain or release"),
    FormKind.CANCELLATION: _("Letter that cancels a request"),
    FormKind.COVER: _("Cover page"),
    FormKind.NOTICE_PAGES: _("Notice to the subject"),
    FormKind.OTHER: _("Another paper"),
    FormKind.UNKNOWN: _("Form not recognised"),
}
"""The I-247 family is called by its printed number; see ``form``."""

ASKED = {
    Asked.HOLD: _("asks to hold"),
    Asked.NOTICE: _("asks notice only"),
    Asked.TRANSFER: _("asks voluntary transfer"),
    Asked.NOTHING: _("asks nothing"),
}

BASIS = {
    StatedBasis.FINAL_ORDER: _("Final order of removal"),
    StatedBasis.PENDING_PROCEEDINGS: _("Proceedings pending"),
    StatedBasis.BIOMETRIC: _("Biometric confirmation"),
    StatedBasis.STATEMENTS: _("Statements of the subject or other evidence"),
    StatedBasis.RESUME_CUSTODY: _("Return to federal custody (box 2)"),
}

FIELDS = {
    "subject_id": _("Subject ID"),
    "file_no": _("File No."),
    "event_no": _("Event No."),
    "prepared": _("Prepared (form date)"),
    "to": _("Addressed to"),
    "from": _("Issuing office"),
    "name": _("Name of subject"),
    "date_of_birth": _("Date of birth"),
    "citizenship": _("Citizenship"),
    "sex": _("Sex"),
}

ANSWER_FIELDS = {
    AnswerField.HOLD: pgettext_lazy("answer", "Hold"),
    AnswerField.NOTICE: pgettext_lazy("answer", "Notice"),
    AnswerField.INFORMATION: pgettext_lazy("answer", "Information"),
    AnswerField.TRANSFER: pgettext_lazy("answer", "Transfer"),
}

ANSWER_HELP = {
    AnswerField.HOLD: _("The person was kept beyond the time of release because of the request."),
    AnswerField.NOTICE: _("The sender was told when the person would be released."),
    AnswerField.INFORMATION: _("Other information was given to the sender."),
    AnswerField.TRANSFER: _("The person was handed over to the sender."),
}

ANSWERS = {
    Answer.NOT_RECORDED: _("not recorded"),
    Answer.NO: _("no"),
    Answer.YES: _("yes"),
}

UNREAD = {
    UnreadReason.BLANK: _("blank on the paper"),
    UnreadReason.NOT_FOUND: _("not found on the page"),
    UnreadReason.TOO_FAINT: _("too faint to read"),
    UnreadReason.DAMAGED: _("damaged in transmission"),
    UnreadReason.CUT_OFF: _("cut off at the edge"),
    UnreadReason.EMPTY_FILE: _("the file is empty"),
    UnreadReason.NOT_A_PICTURE: _("the file holds no page"),
    UnreadReason.TRUNCATED: _("the file ends early"),
    UnreadReason.TOO_LARGE: _("the page is too large to open safely"),
    UnreadReason.PASSWORD: _("locked with a password"),
    UnreadReason.ARCHIVE: _("a packed folder, not opened"),
    UnreadReason.NO_ATTACHMENT: _("a message without a page"),
    UnreadReason.READER_FAILED: _("the reader stopped"),
}

VERIFICATIONS = {
    Verification.VERIFIED: _("text checked against the official source"),
    Verification.SECONDARY: _("text from a secondary source, not checked against the official one"),
    Verification.INFERRED: _("inferred, not quoted from the text"),
    Verification.GAP: _("the official text could not be had; taken from elsewhere, as stated"),
}


def form(kind: FormKind) -> str:
    """What people call a form."""
    return str(FORMS.get(kind, kind.value))


MOMENTS = {
    CustodyMoment.WOULD_BE_RELEASED: _("Would otherwise be released"),
    CustodyMoment.BAIL_POSTED: _("Bail posted"),
    CustodyMoment.LEFT_CUSTODY: _("Left custody"),
    CustodyMoment.HOLD_BEGAN: _("Hold began"),
    CustodyMoment.HOLD_ENDED: _("Hold ended"),
}

POSITIONS = {
    Position.ASKED: _("Asked of counsel"),
    Position.AGREES: _("Counsel agrees"),
    Position.DISAGREES: _("Counsel disagrees"),
}

EFFECTS = {
    Effect.SHALL_NOT: _("shall not"),
    Effect.MAY: _("may"),
    Effect.SHALL: _("shall"),
}
"""What a clause says about an answer, in the law's own three words."""

QUESTIONS = {
    "form_asks": _("What does the paper ask for?"),
    "in_custody": _("Was the person in our custody when the request was dealt with?"),
    "eligible_for_release": _("Was the person eligible for release from custody?"),
    "judicial_warrant": _("Was there a paper signed by a judge or magistrate?"),
    "exception_ground": _("Did one of the grounds named by the ordinance apply to the person?"),
    "information_kind": _("What kind of information was asked for?"),
    "purpose_only_civil": _("Was civil immigration enforcement the only purpose?"),
}
"""The questions of ``law.vocabulary`` in the reader's language; an unknown one is shown as the law ring words it."""

ASKERS = {
    Asker.COUNCIL: _("council"),
    Asker.PRESS: _("press"),
    Asker.AGENCY: _("another agency"),
    Asker.COURT: _("court"),
    Asker.PUBLIC: _("the public"),
}

NATURES = {
    Nature.QUESTION: _("a question"),
    Nature.RECORDS_REQUEST: _("a public-records request"),
    Nature.COUNCIL_ORDER: _("an order of the council"),
    Nature.SUBPOENA: _("a subpoena"),
    Nature.DISCOVERY: _("discovery in a case"),
}

REPLIES = {
    Reply.ANSWERED: _("answered"),
    Reply.PARTLY: _("answered in part"),
    Reply.DECLINED: _("declined"),
    Reply.REFERRED: _("referred to another office"),
}

PARTS = {
    Part.NUMBER: _("Register number"),
    Part.RECEIVED: _("Day received"),
    Part.CHANNEL: _("Channel"),
    Part.STATION: _("Station"),
    Part.PREPARED: FIELDS["prepared"],
    Part.TO: FIELDS["to"],
    Part.FROM: FIELDS["from"],
    Part.BASIS: _("Stated basis"),
    Part.SUBJECT_ID: FIELDS["subject_id"],
    Part.FILE_NO: FIELDS["file_no"],
    Part.EVENT_NO: FIELDS["event_no"],
    Part.NAME: FIELDS["name"],
    Part.DATE_OF_BIRTH: FIELDS["date_of_birth"],
    Part.CITIZENSHIP: FIELDS["citizenship"],
    Part.SEX: FIELDS["sex"],
    Part.PAGE: _("Whole pages"),
}
"""Parts of a request that start covered in a packet."""

PACKET_COLUMNS = {
    "no": _("No."),
    "year": _("Year"),
    "form": _("Form"),
    "asked": _("Asked"),
    **{field.value: label for field, label in ANSWER_FIELDS.items()},
    "clause": _("Clause"),
}

FINDINGS = {
    Finding.HERE: _("in custody"),
    Finding.HAD_LEFT: _("had left"),
    Finding.NEVER_HERE: _("never here"),
    Finding.NOT_ESTABLISHED: _("not established"),
}
"""What a custody extract says of a person at the moment of receipt."""
