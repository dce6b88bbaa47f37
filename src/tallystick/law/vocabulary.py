"""The closed vocabulary an ordinance file may use: facts and their values, effects, measures, units.

A decision table that needs a word which is not here cannot be loaded: the word is added here first, with the question
that a person is asked. Must not know any ordinance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tallystick.model.words import AnswerField, Asked


class Effect(StrEnum):
    """What a clause says about one of the four answers."""

    SHALL_NOT = "shall_not"
    MAY = "may"
    SHALL = "shall"


class AgencyKind(StrEnum):
    """Whom an ordinance binds."""

    CITY_POLICE = "city_police"
    COUNTY_SHERIFF = "county_sheriff"
    CAMPUS_POLICE = "campus_police"
    STATE_POLICE = "state_police"
    CORRECTIONS = "corrections"


class Measure(StrEnum):
    """What a report item counts; ``reporting`` knows how each is counted from the register."""

    REQUESTS_LODGED = "requests_lodged"
    DETAINED = "detained"
    TRANSFERRED = "transferred"
    REIMBURSEMENTS = "reimbursements"
    REENTRY_ARRESTS = "reentry_arrests"


class Breakdown(StrEnum):
    """By what a report item is divided."""

    NONE = "none"
    STATED_BASIS = "stated_basis"
    CLAUSE = "clause"
    CASE = "case"


class CountUnit(StrEnum):
    """The unit of a report item (facts/statutes.md §0.2: units are not interchangeable)."""

    REQUESTS = "requests"
    INDIVIDUALS = "individuals"
    CASES = "cases"
    ARRESTS = "arrests"


@dataclass(frozen=True, slots=True)
class Word:
    """One fact: the question a person answers, and each value that may be given with its words."""

    name: str
    question: str
    values: Mapping[str, str]


def _word(name: str, question: str, **values: str) -> Word:
    return Word(name, question, MappingProxyType(values))


_ALL: tuple[Word, ...] = (
    _word(
        "form_asks",
        "What does the paper ask for?",
        hold="to keep the person past the time of release",
        notice="to be told before the person is released",
        transfer="to hand the person over",
        information="to be given information",
        nothing="none of these",
    ),
    _word(
        "in_custody",
        "Was the person in our custody when the request was dealt with?",
        yes="in our custody",
        no="not in our custody",
    ),
    _word(
        "eligible_for_release",
        "Was the person eligible for release from custody?",
        yes="eligible for release",
        no="held on the local case",
    ),
    _word(
        "judicial_warrant",
        "Was there a paper signed by a judge or magistrate?",
        none="no paper of a judicial officer",
        criminal="a criminal warrant issued by a judicial officer",
        other_order="another order of a court",
    ),
    _word(
        "exception_ground",
        "Did one of the grounds named by the ordinance apply to the person?",
        none="none of the grounds",
        violent_crime="convicted of a violent crime",
        felony_ten_years="convicted of a felony in the last ten years",
        sex_offender_registry="on the sex offender registry",
        terrorist_watch_list="on the terrorist watch list",
    ),
    _word(
        "information_kind",
        "What kind of information was asked for?",
        release_date="when the person will be released",
        status="citizenship or immigration status",
        other="other information",
    ),
    _word(
        "purpose_only_civil",
        "Was civil immigration enforcement the only purpose?",
        yes="for civil immigration enforcement only",
        no="for another purpose too",
    ),
)

WORDS: Mapping[str, Word] = MappingProxyType({word.name: word for word in _ALL})
"""Every fact by its name, in the order in which a person is asked."""

ANSWER_ASKED: Mapping[str, AnswerField] = MappingProxyType(
    {
        "hold": AnswerField.HOLD,
        "notice": AnswerField.NOTICE,
        "transfer": AnswerField.TRANSFER,
        "information": AnswerField.INFORMATION,
    }
)
"""Which of the four answers a value of ``form_asks`` puts first."""

FORM_ASKS: Mapping[Asked, str] = MappingProxyType(
    {Asked.HOLD: "hold", Asked.NOTICE: "notice", Asked.TRANSFER: "transfer"}
)
"""The value of ``form_asks`` for each class of form; ``Asked.NOTHING`` has none."""
