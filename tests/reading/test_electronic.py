"""A PDF sent by mail: its text and the values of its fields count where its picture shows the same, never alone."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pikepdf
import pytest
from PIL import ImageDraw

from reading.made import FILLED, printed, same
from tallystick.demo.paper import Drawn, form_pages, pdf
from tallystick.demo.paper.content import Role
from tallystick.model.reading import FIELD_NAMES, Box, Doubtful, Read
from tallystick.reading.stated import stated
from tallystick.services.read import read_bytes

BOX = Box(0, 0.2, 0.2, 0.4, 0.22)
PLACE = (0.21, 0.2, 0.3, 0.22)


@pytest.mark.parametrize(
    ("name", "seen", "text", "made"),
    [
        ("subject_id", Read("357912046", 0.99, BOX), "357912046", Read("357912046", 0.99, BOX)),
        ("subject_id", Doubtful("357912O46", 0.5, BOX), "357912046", Read("357912046", 0.99, BOX)),
        ("subject_id", Read("357912046", 0.99, BOX), "111111111", Doubtful("357912046", 0.9, BOX, ("111111111",))),
        ("subject_id", Doubtful("357912046", 0.5, BOX), "999", Doubtful("357912046", 0.5, BOX, ("999",))),
        ("name", Doubtful("OKONJO-VAIE, Ines", 0.5, BOX), "OKONJO-VALE, Ines", Read("OKONJO-VALE, Ines", 0.99, BOX)),
        ("name", Read("OKONJO-VAIE, Ines", 0.99, BOX), "OKONJO-VALE, Ines",
         Doubtful("OKONJO-VAIE, Ines", 0.9, BOX, ("OKONJO-VALE, Ines",))),
        ("citizenship", Doubtful("GUATEMAIA", 0.5, BOX), "GUATEMALA", Read("GUATEMALA", 0.99, BOX)),
        ("citizenship", Doubtful("GUATEMALA", 0.5, BOX), "ATLANTIS", Doubtful("GUATEMALA", 0.5, BOX, ("ATLANTIS",))),
        ("date_of_birth", Doubtful("1988-11-02", 0.5, BOX), "11/02/1988", Read("1988-11-02", 0.99, BOX)),
    ],
)  # fmt: skip
def test_what_a_file_states_counts_where_the_picture_agrees(name: str, seen: object, text: str, made: object) -> None:
    left, top, right, bottom = PLACE
    words = [(word, left, top, right, bottom) for word in [text]]
    found = stated({name: seen}, {}, words, ["GUATEMALA"])  # type: ignore[dict-item]
    assert found.fields[name] == made


def test_words_beside_the_place_of_a_field_are_none_of_its_business() -> None:
    one = Read("357912046", 0.99, BOX)
    assert stated({"subject_id": one}, {}, [("111111111", 0.6, 0.2, 0.7, 0.22)], []).fields["subject_id"] == one


def test_a_text_layer_that_tells_what_the_picture_shows_makes_every_field_sure() -> None:
    (document,) = read_bytes(pdf(form_pages(FILLED, random.Random(3))[:1], text_layer=True)).documents
    doubtful = {name for name, one in document.fields.items() if not isinstance(one, Read)}
    assert doubtful <= {"to", "from"}
    wrong = {name for name in FIELD_NAMES if not same(getattr(document.fields[name], "value", ""), printed()[name])}
    assert wrong == set()


def test_a_text_layer_that_lies_never_wins() -> None:
    (page, *_) = form_pages(FILLED, random.Random(3))
    lie = tuple(replace(one, text="999999999") if one.name == "subject_id" else one for one in page.printed)
    (document,) = read_bytes(pdf([Drawn(page.image, lie)], text_layer=True)).documents
    field = document.fields["subject_id"]
    assert isinstance(field, Doubtful)
    assert field.value == FILLED.subject_id
    assert "999999999" in field.others


def test_values_of_a_fillable_form_are_drawn_and_read() -> None:
    (document,) = read_bytes(_fillable()).documents
    values = {name: getattr(document.fields[name], "value", "") for name in FIELD_NAMES if name not in ("to", "from")}
    assert {name: value for name, value in values.items() if not same(value, printed()[name])} == {}
    assert isinstance(document.fields["name"], Read)


def _fillable() -> bytes:
    """The form with its values wiped off the picture and put into fields that a viewer has to draw."""
    (page, *_) = form_pages(FILLED, random.Random(3))
    image = page.image.copy()
    pen = ImageDraw.Draw(image)
    values = [one for one in page.printed if one.role is Role.VALUE]
    for one in values:
        box = one.box
        pen.rectangle(
            (box.left * image.width, box.top * image.height, box.right * image.width, box.bottom * image.height),
            fill=255,
        )
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([Drawn(image)]))) as document:
        (sheet,) = document.pages
        width, height = float(sheet.mediabox[2]), float(sheet.mediabox[3])
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        fields = []
        for one in values:
            box = one.box
            low = (1 - box.bottom) * height - 1
            fields.append(
                document.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=one.name,
                        V=one.text, DA="/F1 10 Tf 0 g", F=4,
                        Rect=[box.left * width, low, box.left * width + 190, low + 13],
                    )
                )
            )  # fmt: skip
        sheet.Annots = pikepdf.Array(fields)
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(fields), NeedAppearances=True, DA="/F1 10 Tf 0 g",
            DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        )  # fmt: skip
        document.save(made)
    return made.getvalue()
