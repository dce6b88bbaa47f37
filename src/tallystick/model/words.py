"""The closed vocabularies. Values are what is written into entries, files and pages: they never change meaning.

Must not know how a word is shown: labels for people live with the screens (gettext).
"""

from __future__ import annotations

from enum import StrEnum


class Log(StrEnum):
    """The two log origins (facts: C2SP tlog-checkpoint 'origin')."""

    REQUESTS = "requests"
    OPERATIONS = "operations"


class Channel(StrEnum):
    """How a transmission reached the agency; ``unknown`` is said of erased arrivals only, no entry is made with it."""

    FAX = "fax"
    MAIL = "mail"
    FOLDER = "folder"
    STATION = "station"
    HAND = "hand"
    PHONE = "phone"
    TELETYPE = "teletype"
    UNKNOWN = "unknown"


class LineUse(StrEnum):
    """A dedicated line carries requests only; a shared line carries other people's papers (DESIGN §7.2)."""

    DEDICATED = "dedicated"
    SHARED = "shared"


class EntryKind(StrEnum):
    """Kinds of entry of the requests log (DESIGN §3)."""

    ARRIVAL = "arrival"
    REQUEST = "request"
    COPY_OF = "copy_of"
    NOT_A_REQUEST = "not_a_request"
    UNREADABLE = "unreadable"
    CONFIRMED = "confirmed"
    DISPOSITION = "disposition"
    CONTACT = "contact"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    CALL_BACK = "call_back"
    LATE = "late"
    SWEEP = "sweep"
    ERASURE = "erasure"
    REPORT = "report"


class SenderState(StrEnum):
    """Whether the office that a request names said, when it was called back, that it sent it."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    DISOWNED = "disowned"


class OperationKind(StrEnum):
    """Kinds of entry of the operations log: nothing in it is about a person."""

    ANCHOR = "anchor"
    ADOPTION = "adoption"
    HANDOVER = "handover"
    ADDRESS_NOTICE = "address_notice"
    PREPARATION = "preparation"
    SENT_BACK = "sent_back"
    DOCKETED = "docketed"
    CHANNEL_COUNT = "channel_count"
    METHOD = "method"
    COPY = "copy"
    OPENING_POLICY = "opening_policy"
    PUBLISHING_POLICY = "publishing_policy"
    LOOKS = "looks"
    REST = "rest"
    LEGAL_HOLD = "legal_hold"
    LINE_TEST_PLAN = "line_test_plan"
    LINE_TEST_REVEAL = "line_test_reveal"
    ERASURE_PROPOSED = "erasure_proposed"
    OPINION = "opinion"
    QUESTION = "question"
    ANSWER = "answer"
    RELEASE = "release"
    WORDS_ERASED = "words_erased"
    ACKNOWLEDGEMENT_POLICY = "acknowledgement_policy"


class Asker(StrEnum):
    """Who asks us a question."""

    COUNCIL = "council"
    PRESS = "press"
    AGENCY = "agency"
    COURT = "court"
    PUBLIC = "public"


class Nature(StrEnum):
    """What a question is; all but the first are demands: they ask for papers and set a legal hold."""

    QUESTION = "question"
    RECORDS_REQUEST = "records_request"
    COUNCIL_ORDER = "council_order"
    SUBPOENA = "subpoena"
    DISCOVERY = "discovery"


class Reply(StrEnum):
    """What came of a question; while there is none it is unanswered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    DECLINED = "declined"
    REFERRED = "referred"


class Position(StrEnum):
    """Where counsel stands on the rule that fired for a request; ``asked`` is a clerk's question to counsel."""

    ASKED = "asked"
    AGREES = "agrees"
    DISAGREES = "disagrees"


class OpeningLevel(StrEnum):
    """What a publication opens of every entry: A what a recount needs, B also local day and channel."""

    A = "A"
    B = "B"


class Publishing(StrEnum):
    """When a publication may show more of the requests log than the last: with a report, once a month, once a day."""

    WITH_REPORT = "with_report"
    MONTHLY = "monthly"
    DAILY = "daily"


class ErasureGround(StrEnum):
    """Why a person's data may be erased."""

    RETENTION = "retention"
    COURT_ORDER = "court_order"
    WRONG_PERSON = "wrong_person"


class CopyKind(StrEnum):
    """What was taken out of the house: the register of copies names each."""

    BACKUP = "backup"
    EXPORT = "export"
    WORKING_PAPER = "working_paper"
    IMPORTED_LIST = "imported_list"
    RELEASE = "release"


class FormKind(StrEnum):
    """What a document is, by its printed form number and title (facts/forms_and_data.md §A.1)."""

    I247A = "I-247A"
    I247 = "I-247"
    I247D = "I-247D"
    I247N = "I-247N"
    I247X = "I-247X"
    I247G = "I-247G"
    I200 = "I-200"
    I205 = "I-205"
    I203 = "I-203"
    CANCELLATION = "cancellation"
    JUDICIAL_WARRANT = "judicial-warrant"
    COVER = "cover"
    NOTICE_PAGES = "notice-pages"
    OTHER = "other"
    UNKNOWN = "unknown"


class Asked(StrEnum):
    """What a request form asks for: the class under which it is counted."""

    HOLD = "hold"
    NOTICE = "notice"
    TRANSFER = "transfer"
    NOTHING = "nothing"


ASKED_BY_FORM: dict[FormKind, Asked] = {
    FormKind.I247A: Asked.HOLD,
    FormKind.I247: Asked.HOLD,
    FormKind.I247D: Asked.HOLD,
    FormKind.I247N: Asked.NOTICE,
    FormKind.I247G: Asked.NOTICE,
    FormKind.I247X: Asked.TRANSFER,
}
"""I-247N and I-247G ask notice only; I-247X asks voluntary transfer (facts/forms_and_data.md §A.1)."""


class StatedBasis(StrEnum):
    """The boxes of I-247A as ticked (page 1, sections 1 and 2)."""

    FINAL_ORDER = "final_order"
    PENDING_PROCEEDINGS = "pending_proceedings"
    BIOMETRIC = "biometric"
    STATEMENTS = "statements"
    RESUME_CUSTODY = "resume_custody"


class Answer(StrEnum):
    """Each of the four answers starts as not recorded; not recorded is never zero and never no."""

    NOT_RECORDED = "not_recorded"
    NO = "no"
    YES = "yes"


class AnswerField(StrEnum):
    """The four separate answers to one request."""

    HOLD = "hold"
    NOTICE = "notice"
    INFORMATION = "information"
    TRANSFER = "transfer"


class CopyRelation(StrEnum):
    """Why a document is not a request of its own."""

    COPY = "copy"
    CONTINUATION = "continuation"


class LateSource(StrEnum):
    """From where something was entered afterwards. What is not a paper found by a sweep is of evidence grade C."""

    SWEEP = "sweep"
    LOG = "log"
    LETTER = "letter"
    PAPER = "paper"


class UnreadReason(StrEnum):
    """Why a field or a document could not be read."""

    BLANK = "blank"
    NOT_FOUND = "not_found"
    TOO_FAINT = "too_faint"
    DAMAGED = "damaged"
    CUT_OFF = "cut_off"
    EMPTY_FILE = "empty_file"
    NOT_A_PICTURE = "not_a_picture"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    PASSWORD = "password"  # noqa: S105
    ARCHIVE = "archive"
    NO_ATTACHMENT = "no_attachment"
    READER_FAILED = "reader_failed"


class Unit(StrEnum):
    """What is counted. Every count names its unit (DESIGN §5)."""

    TRANSMISSIONS = "transmissions"
    DOCUMENTS = "documents"
    REQUESTS = "requests"
    PERSONS = "persons"
    ROWS = "rows"


class Role(StrEnum):
    """Who may do what; a station link can only send a page."""

    STATION = "station"
    CLERK = "clerk"
    LEGAL = "legal"
    AUTHOR = "author"
    AUDITOR = "auditor"
    CUSTODIAN = "custodian"
    CITY_CLERK = "city_clerk"
    SYSTEM = "system"


class AtTheDoor(StrEnum):
    """What happened at the door: sign-ins, refusals, and what was done about an account."""

    IN = "signed in"
    REFUSED = "refused"
    OUT = "signed out"
    LOCKED = "locked"
    PROVED = "proved again"
    NOT_PROVED = "not proved again"
    DENIED = "role does not cover it"
    PASSWORD = "password changed"  # noqa: S105
    GIVEN = "password given by another"
    FACTORS = "factors taken away"
    ROLES = "roles changed"
    ENDED = "sessions ended"
    CLOSED = "account closed"
    OPENED = "account opened"


class Verification(StrEnum):
    """How well a legal text was checked (facts/statutes.md): printed wherever the clause is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    GAP = "gap"
