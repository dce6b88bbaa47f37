"""The invented agency of the tests."""

from tallystick.model.actor import Actor
from tallystick.model.agency import Agency, Line, Station
from tallystick.model.words import LineUse, Role

HARBORTON = Agency(
    ori="ZZ0990100",
    name="Harborton Police Department",
    city="Harborton",
    state="NEW HAVENSHIRE",
    zone="America/New_York",
    stations=(
        Station("H1", "District 1", (Line("fax-H1"),)),
        Station("H2", "District 2", (Line("fax-H2", LineUse.SHARED),)),
        Station("H3", "District 3", (Line("fax-H3"),)),
    ),
)


def person(*roles: Role, name: str = "m.clerk") -> Actor:
    """A named person with roles."""
    return Actor(user=name, roles=frozenset(roles), agency=HARBORTON.ori)


CLERK = person(Role.CLERK)
LEGAL = person(Role.LEGAL, name="l.counsel")
AUTHOR = person(Role.AUTHOR, name="c.author")
AUDITOR = person(Role.AUDITOR, name="a.auditor")
EVERYONE = person(*Role, name="everyone")
