"""Invented people and offices for faxes that a reader has not seen; all chance comes from a ``random.Random``."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tallystick.demo.paper import Filled
from tallystick.model.words import FormKind, StatedBasis
from tallystick.reading.known import Known
from tallystick.services.read import editions

SURNAMES = (
    "OKONKWO BAPTISTE", "RAMIREZ LOPEZ", "NGUYEN", "DA SILVA TAVARES", "ABDULLAHI", "KOWALCZYK", "CHEN", "TESFAYE",
    "O'MALLEY", "JEAN-PIERRE", "HERNANDEZ", "VASQUEZ CRUZ", "POPESCU", "HAIDARI", "LIM", "IVANOVA", "MBEKI",
    "SINGH", "ROSSI", "ANDERSSON", "TUPOU", "KIPLAGAT", "BARBOSA", "YILMAZ", "AL-HASSAN", "DE LA CRUZ", "XIONG",
    "ZHANG", "QUISPE MAMANI", "FERNANDES", "SZCZEPANSKI", "GHEBREMEDHIN", "VUONG", "WILLIAMS", "MC DONALD",
    "TCHATCHOUANG", "ULLAH", "JIMENEZ", "EZE", "OUEDRAOGO", "BHATTACHARYA", "KUZNETSOV", "FIFITA", "MOHAMUD",
    "LUBIN",
)  # fmt: skip
FORENAMES = (
    "Marie Claire", "Jose Luis", "Thi Hoa", "Joao Pedro", "Fatuma Warsame", "Andrzej", "Wei Ming", "Selam Bekele",
    "Sean Patrick", "Guerda", "Kevin Alexander", "Maria Fernanda", "Ionut", "Zahra", "Jia Hui", "Yelena", "Thabo",
    "Gurpreet", "Luca", "Erik", "Sione", "Wanjiru", "Adilson", "Emre", "Xiu Ying", "Hassan", "Quang Vinh",
    "Odalys", "Yaw", "Krzysztof", "Brayan", "Nirmala", "Ximena", "Jean Wilner", "Ahmed Yusuf", "Lili", "Bill",
    "Ivy",
)  # fmt: skip
ENDS = (
    "SSON", "EZ", "OVA", "YAN", "IDZE", "ULU", "ARI", "ENKO", "WALA", "AMBA", "INHO", "ESCU", "ICZ", "ANTE",
    "ONGO",
)  # fmt: skip
SITES = ("PLD", "HRB", "SXF", "LYD", "QBN", "MVO", "TRW", "BKE")
PLACES = ("Harborton", "Lyddon", "East Marlow", "Kings Ferry", "Saxby", "Port Lydd", "Wickford Mills", "Oakum")
HOUSES = ("Police Department", "County Sheriff's Office", "House of Correction", "County Jail", "Police, District {n}")
OFFICES = (
    "ERO {place} Field Office",
    "ERO - {place} Sub-Office",
    "ICE ERO {place}",
    "Pacific Inquiry Center (INVENTED)",
    "U.S. Immigration and Customs Enforcement",
)
KNOWN = Known(
    tuple(f"{place} {house}" for place in PLACES for house in HOUSES if "{" not in house),
    tuple(office.format(place=place) for office in OFFICES for place in PLACES),
    SITES,
)
"""What a city would write down of its own institutions, offices and event numbers."""


def filled_form(rng: random.Random, form: FormKind = FormKind.I247A) -> Filled:
    """A form with every field filled in; the boxes by chance, one of eight cancels an earlier request."""
    prepared = date(2024, 1, 1) + timedelta(days=rng.randrange(900))
    place = rng.choice(PLACES)
    return Filled(
        form=form,
        edition=rng.choice(["02/17", "3/17"]),
        subject_id=str(rng.randrange(10**8, 10**9)),
        file_no=rng.choice(["A000 {0} {1}", "A000-{0}-{1}", "A000{0}{1}"]).format(_digits(rng, 3), _digits(rng, 3)),
        event_no=f"{rng.choice(SITES)}{prepared:%y%m}{_digits(rng, 6)}",
        prepared=prepared,
        to=_address(rng, f"{place} {rng.choice(HOUSES)}".format(n=rng.randint(1, 11)), place),
        from_office=_address(rng, rng.choice(OFFICES).format(place=rng.choice(PLACES)), rng.choice(PLACES)),
        name=_name(rng),
        date_of_birth=date(1948, 1, 1) + timedelta(days=rng.randrange(21_000)),
        citizenship=rng.choice(_countries()),
        sex=rng.choice("MF"),
        basis=tuple(basis for basis in StatedBasis if rng.random() < 0.4),
        officer=f"{rng.choice('BCDJKLMRST')}. {rng.choice(SURNAMES).title()}, Deportation Officer",
        cancels=prepared - timedelta(days=rng.randint(3, 90)) if rng.random() < 0.125 else None,
    )


def _countries() -> list[str]:
    return [name for name in editions().countries if len(name) < 28]


def _name(rng: random.Random) -> str:
    last = rng.choice(SURNAMES) if rng.random() < 0.6 else _made_up(rng)
    first = rng.choice(FORENAMES) if rng.random() < 0.7 else _made_up(rng).title()
    return f"{last}, {first}"


def _made_up(rng: random.Random) -> str:
    """A name that stands in no list: syllables and an ending."""
    syllables = "".join(rng.choice("BCDFGHJKLMNPRSTVWYZ") + rng.choice("AEIOU") for _ in range(rng.randint(1, 3)))
    return syllables + (rng.choice(ENDS) if rng.random() < 0.6 else rng.choice("NRSLMT"))


def _address(rng: random.Random, first: str, place: str) -> str:
    street = f"{rng.randint(1, 899)} {rng.choice(['Quay Street', 'Mill Road', 'Front St', 'Court Sq., Suite 4'])}"
    return "\n".join([first, street, f"{place}, NH 00{_digits(rng, 3)}"][: rng.choice([2, 3, 3])])


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))
