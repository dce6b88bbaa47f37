"""Which column of a list is which: by its heading in many spellings, or as said. Two of one kind are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tallystick.model.errors import BadList

COLUMNS = (
    "id", "a_number", "event_no", "first", "middle", "last", "dob", "sex", "cob", "event_date", "office", "ori", "name"
)  # fmt: skip
"""The columns that two lists are linked by, as the output and --map call them.

``name`` is a whole name in one cell; it is used where there are no columns for its parts.
"""

_SPELLINGS = {
    "id": "id row_id rowid record_id rec_id unique_id uid key line_no row_no row_number record record_number "
    "detainer_id registration_no register_number entry unique_identifier",
    "a_number": "a_number anumber a_no ano a_num anum alien_number alien_no alien_registration_number file_number "
    "file_no alien_file_number a_file_number a_file uscis_number arn fileno",
    "event_no": "event_no event_number event event_num eventno eid event_id subject_event_number fins_event",
    "first": "first first_name firstname fname given given_name given_names forename forenames nombre nombres "
    "given_name_s subject_first_name name_first",
    "middle": "middle middle_name middlename mname middle_initial mi second_name middle_names segundo_nombre "
    "name_middle",
    "last": "last last_name lastname lname surname surnames family_name familyname apellido apellidos "
    "subject_last_name name_last paternal_surname",
    "dob": "dob birth_date birthdate date_of_birth birth born d_o_b fecha_de_nacimiento fecha_nacimiento birth_day "
    "birthday date_birth bdate birth_year year_of_birth yob",
    "sex": "sex gender sexo m_f sex_code gender_code",
    "cob": "cob country_of_birth birth_country country citizenship citizenship_country country_of_citizenship coc "
    "nationality place_of_birth pais pais_de_nacimiento birthplace country_birth",
    "event_date": "event_date date prepared prepared_date prepare_date detainer_date detainer_prepare_date "
    "detainer_prepared_date request_date date_of_request issued issue_date date_issued received received_date "
    "date_received date_prepared eventdate fecha lodged date_lodged sent_date",
    "office": "office issuing_office field_office ice_office ero_office aor duty_site tod_current_duty_site from "
    "responsible_office area_of_responsibility sender oficina",
    "name": "name full_name fullname whole_name subject_name subject person_name person nombre_completo inmate_name "
    "detainee_name defendant name_of_subject",
    "ori": "ori agency agency_ori ori_code lea_ori agency_code ori_number ori9 ori_no lea agency_identifier",
}
_MEANING = {spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_RANK = {spelling: rank for spellings in _SPELLINGS.values() for rank, spelling in enumerate(spellings.split())}
_SEVERAL = frozenset({"id", "cob", "event_date", "office", "ori"})
"""Columns of which one person's row may hold several that differ (prepared and received, birth and citizenship)."""
_NOT_SIGNS = re.compile(r"[\W_]+")
_SIDE = re.compile(r"_[ab12]$")


def recognise(headings: Sequence[str], told: Mapping[str, str], where: str) -> dict[str, int]:
    """The place of each column that is there; ``told`` maps headings to columns and goes before the spellings.

    Raises:
        BadList: two headings mean the same, or nothing is there that tells whom a row is about.
    """
    keys = [heading_key(heading) for heading in headings]
    said = {heading_key(heading): column for heading, column in told.items()}
    found: dict[str, int] = {}
    for place, key in enumerate(keys):
        column = said.get(key) or (None if _told_elsewhere(key, said) else meaning(key))
        if not column or column == "none":
            continue
        before = found.get(column)
        if before is not None and (column not in _SEVERAL or _rank(keys[before]) == _rank(key)):
            raise BadList(
                f"two columns mean '{column}': '{headings[before]}' and '{headings[place]}'",
                where=where,
                remedy="give each person a row of their own, or say which column is meant: --map HEADING=none",
            )
        if before is None or _rank(key) < _rank(keys[before]):
            found[column] = place
    if not {"a_number", "event_no", "last", "first", "dob", "name"} & set(found):
        raise BadList(
            f"no column tells whom a row is about: {', '.join(headings[:12])}",
            where=where,
            remedy=f"say what a heading means: --map HEADING=word, word one of {', '.join(COLUMNS)}",
        )
    return found


def not_used(headings: Sequence[str], told: Mapping[str, str], places: Mapping[str, int]) -> list[tuple[str, str]]:
    """Headings that would mean a column for which a better known heading was taken, each beside that one."""
    said = {heading_key(heading) for heading in told}
    return [
        (heading, headings[places[column]])
        for place, heading in enumerate(headings)
        if (key := heading_key(heading)) not in said
        and (column := meaning(key) or "") in places
        and places[column] != place
    ]


def _rank(key: str) -> int:
    """How far down a heading stands among the spellings of its column: the first are the least mistakable."""
    return _RANK.get(key, _RANK.get(_SIDE.sub("", key), -1))


def meaning(key: str) -> str | None:
    """The column that a heading means, by its spelling; nothing when it is not known."""
    return _MEANING.get(key) or _MEANING.get(_SIDE.sub("", key))


def heading_key(heading: str) -> str:
    """A heading in small letters, words apart by one underscore."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading.strip().lstrip("\ufeff"))
    return _NOT_SIGNS.sub("_", parted).strip("_").lower()


def _told_elsewhere(key: str, said: Mapping[str, str]) -> bool:
    """Whether somebody said that another heading is what this one would mean."""
    return meaning(key) in set(said.values())
