"""What happens by the clock and never by what arrived, so that the rhythm of a log tells nothing about requests.

Every hour one anchor of the requests log; every day one count for each line, a digest of who looked at what, the
filling of the operations log to one size, cosignatures, time stamps, the checkpoint with the day's receipts to the
outside holders, and the end of every list in the auditor's workspace whose last day has passed.
Called again and again: what was done in this hour or day is not done twice.
"""

from __future__ import annotations

from tallystick.services import operations
from tallystick.services.audit import sign
from tallystick.services.desk import looks
from tallystick.services.home import Home
from tallystick.services.outside import cosigning, handover, stamping


def keep(home: Home) -> list[str]:
    """Do what the hour and the day ask for; what was done or hindered, in words."""
    said = []
    if operations.anchor_hourly(home):
        said.append("the requests log was anchored")
    counted = operations.count_lines(home)
    if counted:
        said.append(f"{counted} daily counts of lines were entered")
    if looks.enter(home):
        said.append("the day's views were entered")
    operations.fill_day(home)
    said += [f"the list given for {period} was erased, as its last day has passed" for period in sign.erase_due(home)]
    said += [_told(one) for one in cosigning.collect(home)]
    said += [one.words for one in stamping.collect(home)]
    return said + handover.hand_over(home).words()


def _told(asked: cosigning.Asked) -> str:
    about = f"{asked.witness}: {asked.log.value} log at size {asked.size}"
    return f"{about} was not cosigned: {asked.trouble}" if asked.trouble else f"{about} cosigned"
