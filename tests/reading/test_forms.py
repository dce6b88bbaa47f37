"""Forms as data: every file loads, two prints of one form are accepted together, another print is learned from a sample."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from reading.made import FILLED
from tallystick.demo.paper import pdf
from tallystick.demo.paper.prints import OFFICE, printed_form
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.words import ASKED_BY_FORM, FormKind
from tallystick.reading.editions import load
from tallystick.services import forms

PLAIN = 'form = "I-247A"\ntitles = ["A TITLE"]\n[fields]\nsex = ["Sex:"]\n'


@pytest.mark.parametrize("form", list(ASKED_BY_FORM))
def test_every_request_form_is_read_field_by_field(form: FormKind) -> None:
    assert set(forms.form(form.value).fields) == set(FIELD_NAMES)


def test_papers_that_are_only_told_apart_are_listed_too() -> None:
    listed = {one.form for one in forms.listing()}
    assert {FormKind.I200, FormKind.I205, FormKind.I203, FormKind.JUDICIAL_WARRANT, FormKind.COVER} <= listed


def test_two_prints_of_one_form_are_accepted_together() -> None:
    both = load({"1.toml": PLAIN, "2.toml": PLAIN.replace("Sex:", "Gender:").replace("A TITLE", "ANOTHER")})
    (form,) = both.all
    assert form.fields["sex"] == ("Sex:", "Gender:")
    assert form.titles == ("A TITLE", "ANOTHER")


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("sex", "shoe_size"),
        PLAIN.replace("I-247A", "I-999"),
        PLAIN + '[boxes]\nno_such_basis = "words"\n',
    ],
)
def test_a_file_that_names_what_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="does not exist"):
        load({"form.toml": text})


def test_a_draft_from_a_sample_has_the_labels_of_the_sample(tmp_path: Path) -> None:
    sample = tmp_path / "sample.pdf"
    sample.write_bytes(pdf([printed_form(FILLED, OFFICE, random.Random(1))]))
    draft = forms.learn(sample)
    text = forms.as_toml(draft)
    (again,) = load({"draft.toml": text}).all
    assert again.form is FormKind.I247A
    assert tomllib.loads(text)["fields"]["file_no"] == ["File No:"]
    assert set(again.fields) == set(FIELD_NAMES)


def test_a_file_without_a_form_teaches_nothing(tmp_path: Path) -> None:
    paper = tmp_path / "note.txt"
    paper.write_text("no form", encoding="utf-8")
    with pytest.raises(NotThere, match="no page has the labels"):
        forms.learn(paper)
