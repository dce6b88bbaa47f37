"""The closed vocabulary an ordinance file may use: facts and their values, effects, kinds of agency.

A decision table that needs a word which is not here cannot be loaded: the word is added here first, with the question
that a person is asked. Must not know any ordinance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    PROBATION = "probation"
    PUBLIC_BODY = "public_body"


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
        "listed_conviction",
        "Had the person a conviction of an offence that the law lists?",
        no="no listed conviction",
        yes="a listed conviction",
    ),
    _word(
        "record_search",
        "What did the search of records at about the time of release show?",
        none="neither a violent or serious conviction nor a match in the terrorist database",
        violent_or_serious="a conviction of a violent or serious crime",
        watch_list="no such conviction, but a possible match in the terrorist database",
    ),
    _word(
        "reentry_convicted",
        "Does the federal paper say that the person came back after a removal, and was there ever a listed conviction?",
        no="not both",
        yes="both",
    ),
    _word(
        "charge_basis",
        "On what charge was the person in custody?",
        local="a local charge",
        federal="a federal charge",
        none="no charge",
    ),
    _word(
        "our_agency",
        "Which of the bound agencies answers?",
        police="the police department",
        corrections="the department of correction",
        probation="the department of probation",
        other="another agency",
    ),
    _word(
        "cost_agreement",
        "Is there a written agreement that the federal government pays every cost of the hold?",
        no="no such agreement",
        yes="such an agreement",
    ),
    _word(
        "proof_of_status",
        "Did the person show proof of citizenship or lawful status?",
        no="no proof shown",
        yes="proof shown",
    ),
    _word(
        "release_date_public",
        "Is the release date already public?",
        no="not public",
        yes="public",
    ),
    _word(
        "information_kind",
        "What kind of information was asked for?",
        release_date="when the person will be released",
        custody_status="whether the person is in custody",
        court_date="a court date",
        appointment="a scheduled appointment",
        address="an address",
        status="citizenship or immigration status",
        other="other information",
    ),
    _word(
        "purpose_only_civil",
        "Was civil immigration enforcement the only purpose?",
        yes="for civil immigration enforcement only",
        no="for another purpose too",
    ),
    _word(
        "hold_ended",
        "How did the hold end?",
        picked_up="the person was picked up",
        expired="the time of the hold expired",
        rescinded="the request was rescinded",
        disavowed="interest in the person was disavowed",
        ordered="a court ordered the release",
    ),
    _word(
        "left_custody",
        "How did the person leave custody?",
        released="released",
        transferred="transferred to another agency",
        not_yet="still in custody",
    ),
    _word(
        "transferred_to",
        "To which agency was the person transferred?",
        ice="ICE",
        cbp="CBP",
        marshals="US Marshals Service",
        other_federal="another federal agency",
        other="an agency that is not federal",
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


def words_named(names: Iterable[str]) -> tuple[Word, ...]:
    """The words of those names, in the order in which a person is asked."""
    wanted = set(names)
    return tuple(word for word in _ALL if word.name in wanted)
