"""A released statement is said whole in the reader's language, from the same bytes; its file stays in English."""

import ast
from pathlib import Path

from django.utils import translation

import tallystick
from reconciliation.made import call, marked, reconciled, request, row
from tallystick.model.said import sentence
from tallystick.services.statement.files import council_edition
from tallystick.services.statement.released import released
from tallystick.services.statement.words import TEMPLATES, in_language

ROOT = Path(tallystick.__file__).parent


def templates():
    for path in sorted((ROOT / "reconciliation").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Said"), args=[ast.Constant(value=text)]):
                    yield sentence(text) if path.name == "remarks.py" else text


def test_every_template_of_a_statement_is_in_the_catalogues():
    said = set(templates())
    assert len(said) > 25
    assert said <= TEMPLATES
    with translation.override("es"):
        assert [text for text in TEMPLATES if translation.gettext(text) == text] == []


def test_a_statement_says_its_rules_notes_and_chance_in_spanish_from_the_same_bytes():
    rows = [marked(8), row(9, name="", state="WEST MARLAND"), row(10, facility="OTHER-OTHER FACILITY")]
    found = reconciled(rows, [request(1), *(request(at, filed=False, prepared=None) for at in range(2, 8))], call())
    data = council_edition(found.statement, invented=True)["statement.json"]
    walked = released(data if isinstance(data, bytes) else data.encode())
    english = " ".join(map(str, walked.told))
    assert all(str(note) in english for note in found.statement.notes)
    assert found.statement.chance in english
    with translation.override("es"):
        spanish = [str(one) for one in (*walked.told, *(bar.reason for bar in walked.bars))]
        rules = [str(row.rule) for unit in walked.counts.values() for row in unit]
    assert any("formularios que piden una retención" in one for one in spanish)
    assert any("Por puro azar" in one for one in spanish)
    assert any("registradas después" in one for one in spanish)
    assert not [one for one in spanish if " the " in one]
    assert all(
        rule.startswith(("por el día", "filas", "la misma", "ninguna", "todas", "identificadores")) for rule in rules
    )


def test_what_no_template_says_stays_as_it_was_released():
    assert in_language("list.csv: 3 of 5 lines are not UTF-8") == "list.csv: 3 of 5 lines are not UTF-8"
