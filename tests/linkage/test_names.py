"""Names of many cultures: what is taken for the same name, in another form, and what is not."""

from __future__ import annotations

import pytest

from tallystick.reconciliation.linkage.compare import compare
from tallystick.reconciliation.linkage.levels import FIELDS, Field, Given, Surname
from tallystick.reconciliation.linkage.names import bones, kin, plain, words
from tallystick.reconciliation.linkage.particulars import particulars
from tallystick.services.link import name_forms

GIVEN, SURNAME = FIELDS.index(Field.GIVEN), FIELDS.index(Field.SURNAME)


def levels(one: tuple[str, str, str], other: tuple[str, str, str]) -> tuple[Given, Surname]:
    """Levels of two names, each as first, middle and last."""
    rows = [
        particulars(dict(zip(("first", "middle", "last"), name, strict=True)), month_first={}) for name in (one, other)
    ]
    found = compare(rows[0], rows[1], name_forms()).levels
    return Given(found[GIVEN]), Surname(found[SURNAME])


@pytest.mark.parametrize(
    ("one", "other", "surname"),
    [
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "LOPEZ GARCIA"), Surname.SAME),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "LOPEZ"), Surname.ONE_OF_TWO),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "GARCIA"), Surname.ONE_OF_TWO),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "GARCIA LOPEZ"), Surname.REARRANGED),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "LOPEZ-GARCIA"), Surname.SAME),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "LOPEZGARCIA"), Surname.REARRANGED),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "LOPES GARCIA"), Surname.KIN),
        (("ANA", "", "LOPEZ GARCIA"), ("ANA", "", "LOPEZ MORALES"), Surname.ONE_DIFFERS),
        (("ANA", "", "DE LA CRUZ"), ("ANA", "", "CRUZ"), Surname.SAME),
        (("ANA", "", "DE LA CRUZ"), ("ANA", "", "DELACRUZ"), Surname.REARRANGED),
        (("JOAO", "", "DA SILVA"), ("JOAO", "", "Silva"), Surname.SAME),
        (("ALI", "", "AL-MASRI"), ("ALI", "", "MASRI"), Surname.SAME),
        (("IVAN", "", "YEGOROV"), ("IVAN", "", "EGOROFF"), Surname.OTHER),
        (("ANA", "", "MUÑOZ"), ("ANA", "", "MUNOZ"), Surname.SAME),
        (("ANA", "", "O'BRIEN"), ("ANA", "", "OBRIEN"), Surname.SAME),
        (("ANA", "", "A1VAREZ"), ("ANA", "", "ALVAREZ"), Surname.SIMILAR),
        (("ANA", "", "HERNANDEZ"), ("ANA", "", "HERNADNEZ"), Surname.SIMILAR),
        (("ANA", "", "TRAN"), ("ANA", "", "GARCIA"), Surname.OTHER),
        (("ANA", "", ""), ("ANA", "", "GARCIA"), Surname.MISSING),
    ],
    ids=lambda value: " ".join(value).strip() if isinstance(value, tuple) else None,
)
def test_surnames(one: tuple[str, str, str], other: tuple[str, str, str], surname: Surname) -> None:
    assert levels(one, other)[1] is surname
    assert levels(other, one)[1] is surname


@pytest.mark.parametrize(
    ("one", "other", "given"),
    [
        (("JOSE", "LUIS", "DIAZ"), ("JOSE", "L", "DIAZ"), Given.SAME),
        (("JOSE", "LUIS", "DIAZ"), ("JOSE", "", "DIAZ"), Given.FIRST),
        (("JOSE LUIS", "", "DIAZ"), ("JOSE", "LUIS", "DIAZ"), Given.SAME),
        (("JOSELUIS", "", "DIAZ"), ("JOSE", "LUIS", "DIAZ"), Given.MOVED),
        (("JOSE", "LUIS", "DIAZ"), ("LUIS", "", "DIAZ"), Given.MOVED),
        (("JOSE", "LUIS", "DIAZ"), ("JOSE", "ANTONIO", "DIAZ"), Given.FIRST_ONLY),
        (("JOSE", "", "DIAZ"), ("PEPE", "", "DIAZ"), Given.KIN),
        (("MOHAMMED", "", "SAID"), ("MUHAMAD", "", "SAID"), Given.KIN),
        (("SERGEI", "", "POPOV"), ("SERHII", "", "POPOV"), Given.KIN),
        (("YULIA", "", "POPOV"), ("JULIA", "", "POPOV"), Given.KIN),
        (("J", "", "DIAZ"), ("JOSE", "", "DIAZ"), Given.INITIAL),
        (("WILMER", "", "DIAZ"), ("WILNER", "", "DIAZ"), Given.SIMILAR),
        (("ROSA", "", "DIAZ"), ("PEDRO", "", "DIAZ"), Given.OTHER),
        (("FNU", "", "DIAZ"), ("PEDRO", "", "DIAZ"), Given.MISSING),
    ],
    ids=lambda value: " ".join(value).strip() if isinstance(value, tuple) else None,
)
def test_given_names(one: tuple[str, str, str], other: tuple[str, str, str], given: Given) -> None:
    assert levels(one, other)[0] is given
    assert levels(other, one)[0] is given


def test_a_vietnamese_name_in_both_orders_is_told_as_exchanged() -> None:
    assert levels(("HUNG", "VAN", "NGUYEN"), ("NGUYEN", "VAN", "HUNG")) == (Given.EXCHANGED, Surname.EXCHANGED)


def test_a_name_that_is_nothing_but_a_particle_stays_a_name() -> None:
    assert words("Le") == ("LE",)
    assert words("DE LA CRUZ") == ("CRUZ",)


@pytest.mark.parametrize(
    "pair", ["KHALED HALED", "SCHEVCHENKO SHEVCENKO", "QUISPE KISPE", "WALID VALID", "PHUONG FUONG"]
)
def test_romanisations_of_one_name_have_the_same_bones(pair: str) -> None:
    one, other = pair.split()
    assert bones(one) == bones(other)


def test_every_form_stands_in_one_family_only() -> None:
    forms = name_forms()
    assert kin("PACO", forms) == kin("FRANCISCO", forms) != kin("PEDRO", forms)
    assert plain("João-Élise") == "JOAO ELISE"
