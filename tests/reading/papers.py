"""Papers that are no request, drawn for the tests: I-205, I-203 and letters that cancel an earlier request.

The words of the forms are those that can be seen of them in public (labels) or our own; SPECIMEN stands between rows.
"""

from __future__ import annotations

import random

from reading.made import FILLED
from tallystick.demo.paper import Drawn
from tallystick.demo.paper.content import american
from tallystick.demo.paper.others import Pen

LODGED = "02/11/2025"


def removal_warrant(seed: int) -> Drawn:
    """Page 1 of a paper like I-205 for the subject of ``FILLED``."""
    pen = Pen(random.Random(seed))
    pen.title(["DEPARTMENT OF HOMELAND SECURITY", "WARRANT OF REMOVAL/DEPORTATION"])
    pen.field("File No:", "file_no", FILLED.file_no, left=5.2)
    pen.field("Date:", "prepared", american(FILLED.prepared), left=5.2)
    pen.text("To any immigration officer of the United States Department of Homeland Security:")
    pen.signatures(["(Full name of alien)", "(Place and date of entry)"], name=FILLED.name)
    pen.text("is subject to removal/deportation from the United States, based upon a final order by:")
    pen.box("", "an immigration judge in exclusion, deportation, or removal proceedings", ticked=True)
    pen.box("", "a designated official", ticked=False)
    pen.text("and pursuant to the following provisions of the Immigration and Nationality Act: ____________")
    pen.signatures(["(Title of immigration officer)", "(Signature of immigration officer)"], name=FILLED.officer)
    return pen.done("ICE Form I-205 (8/07)   Page 1 of 2")


def order(seed: int) -> Drawn:
    """A paper like I-203."""
    pen = Pen(random.Random(seed))
    pen.title(["U.S. DEPARTMENT OF HOMELAND SECURITY", "Order to Detain or Release Alien"])
    pen.field("To: (Name and Title of Person in Charge)", "to", FILLED.to.partition("\n")[0])
    pen.box("", "Detain", ticked=True)
    pen.box("", "Release", ticked=False)
    pen.field("Name of Alien:", "name", FILLED.name)
    pen.field("File No:", "file_no", FILLED.file_no, left=5.2)
    pen.field("Date of Birth:", "date_of_birth", american(FILLED.date_of_birth))
    pen.field("Nationality:", "citizenship", FILLED.citizenship)
    pen.field("Sex:", "sex", FILLED.sex)
    pen.field("Date:", "prepared", american(FILLED.prepared))
    pen.text("Nature of proceedings: removal. Remarks: none.")
    pen.signatures(["(Signature)", "(Title and office)"])
    return pen.done("Form I-203 (Rev. 07/10)")


def cancellation(seed: int) -> Drawn:
    """A letter under a title of its own."""
    pen = Pen(random.Random(seed))
    pen.title(["ERO PORT LYDD FIELD OFFICE (INVENTED)"])
    pen.heading("CANCELLATION OF IMMIGRATION DETAINER")
    pen.field("Date:", "prepared", american(FILLED.prepared))
    pen.field("TO:", "to", FILLED.to.partition("\n")[0])
    pen.field("FROM:", "from", FILLED.from_office.partition("\n")[0])
    pen.field("Name of Alien:", "name", FILLED.name)
    pen.field("File No:", "file_no", FILLED.file_no)
    pen.field("Date of Birth:", "date_of_birth", american(FILLED.date_of_birth))
    pen.text(f"Please cancel the immigration detainer that was previously submitted to you on {LODGED}.")
    pen.text("This office no longer asks to be told before the person named above is released.")
    pen.signatures(["(Name and title of Immigration Officer)", "(Signature)"], name=FILLED.officer)
    return pen.done("")


def cancelling_letter(seed: int) -> Drawn:
    """A letter without a title: only its sentences say what it is."""
    pen = Pen(random.Random(seed))
    pen.title(["ERO PORT LYDD FIELD OFFICE (INVENTED)"])
    pen.text(american(FILLED.prepared))
    pen.text("Dear Records Division,")
    pen.text(f"Re: {FILLED.name}")
    pen.field("File No.", "file_no", FILLED.file_no)
    pen.text(f"Our office withdraws the immigration detainer dated {LODGED} that was sent to you for the person named")
    pen.text("above. Nothing more is asked of your department.")
    pen.text("Yours truly, B. EXAMPLE")
    return pen.done("")
