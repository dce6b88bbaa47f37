"""Where the invented year takes place: Harborton, its neighbours and the federal offices. Every name is invented.

The telephone numbers have an area code that does not exist. Must not know what happens there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tallystick.model.agency import Agency, Line, Station
from tallystick.model.words import LineUse

CITY: Final = "HARBORTON"
STATE: Final = "NEW HAVENSHIRE"
OTHER_STATE: Final = "WEST MARLAND"
ZONE: Final = "America/New_York"
YEAR: Final = 2025
FILED_ON: Final = date(2025, 12, 31)
SWEPT_IN: Final = (date(2026, 2, 2), date(2026, 2, 20))

SHARED_LINES: Final = frozenset({"H4", "H7"})
FAX_SERVER: Final = tuple(f"H{number}" for number in range(1, 9))
OFFICE_MACHINES: Final = ("H9", "H10")
NO_LOG: Final = "H11"
STATIONS: Final = (*FAX_SERVER, *OFFICE_MACHINES, NO_LOG)

AGENCY: Final = Agency(
    ori="ZZ0990100",
    name="Harborton Police Department",
    city="Harborton",
    state=STATE,
    zone=ZONE,
    stations=tuple(
        Station(
            code,
            f"District {code[1:]}",
            (
                Line(
                    f"{code}-fax",
                    LineUse.SHARED if code in SHARED_LINES else LineUse.DEDICATED,
                    f"99955502{code[1:]:0>2}",
                ),
            ),
        )
        for code in STATIONS
    ),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A sender: what it is, as the list of senders and the FROM box name it, and its telephone numbers."""

    name: str
    organisation: str
    numbers: tuple[str, ...]
    address: str

    @property
    def short(self) -> str:
        """As a caller's display shows it."""
        return self.name.removesuffix(" (INVENTED)").upper()


ERO_OFFICES: Final = (
    Office(
        "ERO Port Lydd Field Office (INVENTED)", "ICE", ("9995550110", "9995550111"), "1 Specimen Wharf, Port Lydd ZZ"
    ),
    Office("ERO West Quay Sub-Office (INVENTED)", "ICE", ("9995550123",), "12 Specimen Lane, West Quay ZZ"),
    Office("ERO Far Coast Response Desk (INVENTED)", "ICE", ("9995550177",), "900 Specimen Road, Far Coast YY"),
)
CBP_OFFICES: Final = (
    Office("CBP Lydd Harbor Port of Entry (INVENTED)", "CBP", ("9995550140",), "Pier 3, Lydd Harbor ZZ"),
    Office("CBP Border Patrol Sand Point Station (INVENTED)", "CBP", ("9995550141",), "Sand Point ZZ"),
)
OTHER_CALLERS: Final = (
    ("Harborton General Hospital (INVENTED)", "9995550160"),
    ("Harborton District Court (INVENTED)", "9995550161"),
    ("Lydd County Sheriff (INVENTED)", "9995550162"),
    ("Tide Street Pharmacy (INVENTED)", "9995550163"),
    ("Office Paper Offers (INVENTED)", "9995550164"),
)
RECORDS_OFFICE: Final = ("Harborton Police Records Office (INVENTED)", "9995550199")


@dataclass(frozen=True, slots=True)
class Facility:
    """An institution as the other side's list writes it. Codes are the first seven characters of an ORI."""

    name: str
    city: str = CITY
    state: str = STATE
    code: str = "ZZ09901"


_NEIGHBOURHOODS: Final = {"H3": "OLD QUAY", "H7": "NORTH MOLE"}
OWN: Final = Facility("HARBORTON POLICE DEPT")
SAME_NAME: Final = Facility("HARBORTON POLICE DEPT", state=OTHER_STATE, code="YY04401")
JAILS: Final = (
    Facility("LYDD COUNTY JAIL", code="ZZ09700"),
    Facility("LYDD COUNTY HOUSE OF CORRECTION", code="ZZ09701"),
)
COURT: Final = Facility("HARBORTON DISTRICT COURT", code="ZZ0990J")
MARSHALS: Final = Facility("US MARSHALS, HARBORTON,ZZ", code="ZZUSM01")
CAMPUS: Final = Facility("HARBORTON COLLEGE POLICE")
HOLDROOM: Final = Facility("HARBORTON HOLDROOM", city="PORT LYDD", code="HARHOLD")
ELSEWHERE: Final = (
    Facility("PORT LYDD POLICE DEPT", "PORT LYDD", STATE, "ZZ09905"),
    Facility("WEST QUAY POLICE DEPT", "WEST QUAY", STATE, "ZZ09911"),
    Facility("HARBORTONVILLE POLICE DEPT", "HARBORTONVILLE", STATE, "ZZ03307"),
    Facility("SEDGE COUNTY JAIL", "SEDGE", STATE, "ZZ02100"),
    Facility("NEW HAVENSHIRE STATE PRISON", "STONE MILLS", STATE, "ZZ00001"),
    Facility("MARLAND CITY POLICE DEPT", "MARLAND CITY", OTHER_STATE, "YY01001"),
    Facility("LYDD COUNTY JAIL", "LYDD", OTHER_STATE, "YY02200"),
    Facility("FAR COAST COUNTY JAIL", "FAR COAST", "UPPER ANCHORAGE", "XX00500"),
    Facility("OTHER-OTHER FACILITY", "", "", "OTHER"),
)


def own_facility(station: str) -> Facility:
    """The department, or one of its districts, as the other side's list writes it (``station`` empty: no district)."""
    if not station:
        return OWN
    return Facility(f"{OWN.name}, DISTRICT #{station[1:]}", _NEIGHBOURHOODS.get(station, CITY))
