"""The answers to the law's questions, for the catalogues: ``law/vocabulary.py`` has them, and knows no language."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ANSWERS = (
    _("to keep the person past the time of release"),
    _("to be told before the person is released"),
    _("to hand the person over"),
    _("to be given information"),
    _("none of these"),
    _("in our custody"),
    _("not in our custody"),
    _("eligible for release"),
    _("held on the local case"),
    _("no paper of a judicial officer"),
    _("a criminal warrant issued by a judicial officer"),
    _("another order of a court"),
    _("none of the grounds"),
    _("convicted of a violent crime"),
    _("convicted of a felony in the last ten years"),
    _("on the sex offender registry"),
    _("on the terrorist watch list"),
    _("no listed conviction"),
    _("a listed conviction"),
    _("neither a violent or serious conviction nor a match in the terrorist database"),
    _("a conviction of a violent or serious crime"),
    _("no such conviction, but a possible match in the terrorist database"),
    _("not both"),
    _("both"),
    _("a local charge"),
    _("a federal charge"),
    _("no charge"),
    _("the police department"),
    _("the department of correction"),
    _("the department of probation"),
    _("another agency"),
    _("no such agreement"),
    _("such an agreement"),
    _("no proof shown"),
    _("proof shown"),
    _("not public"),
    _("public"),
    _("when the person will be released"),
    _("whether the person is in custody"),
    _("a court date"),
    _("a scheduled appointment"),
    _("an address"),
    _("citizenship or immigration status"),
    _("other information"),
    _("for civil immigration enforcement only"),
    _("for another purpose too"),
    _("the person was picked up"),
    _("the time of the hold expired"),
    _("the request was rescinded"),
    _("interest in the person was disavowed"),
    _("a court ordered the release"),
    _("released"),
    _("transferred to another agency"),
    _("still in custody"),
    _("ICE"),
    _("CBP"),
    _("US Marshals Service"),
    _("another federal agency"),
    _("an agency that is not federal"),
)


def answer(text: str) -> str:
    """Say an answer of the vocabulary in the reader's language."""
    return gettext(text)
