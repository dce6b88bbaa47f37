"""The played people of Harborton: a script stands in for the clerk who confirms and records outcomes.

It is labelled as a script in every entry it writes. It knows what is printed on each paper, as a person who reads it
would; it uses the same services as the pages do.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.demo.world import Paper, PaperKind
from tallystick.model.actor import Actor
from tallystick.model.words import Answer, AnswerField, EntryKind, FormKind, Role
from tallystick.services import ledger
from tallystick.services.desk.confirm import Seen, confirm, reclass
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.home import Home

CLERK = "demo-script (plays the clerk)"
COUNSEL = "demo-script (plays counsel)"
AUTHOR = "demo-script (plays the author)"
AUDITOR = "demo-script (plays the auditor)"
_FORMS = frozenset({PaperKind.REQUEST, PaperKind.NOTICE_ONLY, PaperKind.COPY})


def actor(home: Home, user: str, *roles: Role) -> Actor:
    """Give a played person with roles."""
    return Actor(user=user, roles=frozenset(roles), agency=home.agency.ori)


@dataclass(slots=True)
class PlayedClerk:
    """Confirms what arrived and records what was done; ``requests`` maps a paper's id to its request's entry."""

    home: Home
    requests: dict[str, int]

    def handle(self, paper: Paper, arrival: int) -> None:
        """Look at one arrival as a clerk does: confirm, say that it is a copy, or put it aside."""
        who = actor(self.home, CLERK, Role.CLERK)
        entry = self._document(paper, arrival)
        if paper.kind not in _FORMS:
            self._put_aside(who, entry)
        elif paper.kind is PaperKind.COPY:
            self._copy(who, paper, entry)
        else:
            confirm(self.home, who, entry, seen_on(paper))
            self.requests[paper.id] = entry
            self._record_outcome(who, paper, entry)
            self._join_rest(who, arrival, entry)

    def _document(self, paper: Paper, arrival: int) -> int:
        """Entry of the document that the paper is about: its form, or the first of whatever was found."""
        state = ledger.state(self.home)
        documents = [state.documents[entry] for entry in state.arrivals[arrival].documents]
        filled = paper.filled
        of_form = [one for one in documents if filled and one.form is filled.form]
        return (of_form or documents)[0].entry

    def _join_rest(self, who: Actor, arrival: int, entry: int) -> None:
        """A page of the same paper that the machine took for a request of its own is said to continue it."""
        state = ledger.state(self.home)
        for other in list(state.arrivals[arrival].documents):
            if other != entry and other in state.requests:
                reclass(self.home, who, other, now=EntryKind.COPY_OF, copy_of=entry, why="a page of the same paper")

    def _copy(self, who: Actor, paper: Paper, entry: int) -> None:
        original = self.requests[paper.copy_of]
        document = ledger.state(self.home).documents[entry]
        if document.kind is EntryKind.COPY_OF and document.copy_of == original:
            return
        reclass(self.home, who, entry, now=EntryKind.COPY_OF, copy_of=original, why="the same request sent again")

    def _put_aside(self, who: Actor, entry: int) -> None:
        document = ledger.state(self.home).documents[entry]
        if document.form is FormKind.JUDICIAL_WARRANT or document.kind is not EntryKind.UNREADABLE:
            return
        reclass(self.home, who, entry, now=EntryKind.NOT_A_REQUEST, why="a person saw that it is no request")

    def _record_outcome(self, who: Actor, paper: Paper, entry: int) -> None:
        """Answers as the invented ordinance asks; the information answer is left not recorded now and then."""
        answers = {AnswerField.HOLD: Answer.NO, AnswerField.TRANSFER: Answer.NO, AnswerField.NOTICE: Answer.NO}
        if paper.seed % 3:
            answers[AnswerField.INFORMATION] = Answer.NO
        facts = {"in_custody": "yes", "eligible_for_release": "yes", "judicial_warrant": "none"}
        dispose(self.home, who, entry, Outcome(answers, facts))


def seen_on(paper: Paper) -> Seen:
    """What a person reads on the paper."""
    filled = paper.filled
    assert filled is not None
    return Seen(
        fields={
            "subject_id": filled.subject_id,
            "file_no": "".join(filled.file_no.split()),
            "event_no": filled.event_no,
            "prepared": filled.prepared.isoformat(),
            "to": " ".join(filled.to.split()),
            "from": " ".join(filled.from_office.split()),
            "name": filled.name,
            "date_of_birth": filled.date_of_birth.isoformat(),
            "citizenship": filled.citizenship,
            "sex": filled.sex,
        },
        form=filled.form,
        basis=filled.basis,
    )
