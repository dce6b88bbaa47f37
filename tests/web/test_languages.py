"""The other languages: each catalogue is whole, and what is committed compiled is what its source says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils import translation

from tallystick.clerk.facts import ANSWERS, answer
from tallystick.law.vocabulary import WORDS

LOCALE = Path(__file__).resolve().parents[2] / "src" / "tallystick" / "locale"
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir())


def catalogue(language: str, name: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / name


def words(catalogue: polib._BaseFile) -> dict[tuple[str | None, str], object]:
    return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in catalogue}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_catalogue_is_missing_or_uncertain(language):
    source = polib.pofile(str(catalogue(language, "django.po")))
    assert [entry.msgid for entry in source if not entry.translated()] == []
    assert [entry.msgid for entry in source if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_its_source_says(language):
    source = polib.pofile(str(catalogue(language, "django.po")))
    compiled = polib.mofile(str(catalogue(language, "django.mo")))
    assert words(compiled) == words(source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_every_word_of_the_pages(language, tmp_path):
    """Collects the words anew, beside; without gettext the check is left to a machine that has it."""
    if shutil.which("xgettext") is None:
        pytest.skip("no gettext: apt-get install gettext")
    package = shutil.copytree(LOCALE.parent, tmp_path / "tallystick", ignore=shutil.ignore_patterns("__pycache__"))
    before = words(polib.pofile(str(catalogue(language, "django.po"))))
    collect = [sys.executable, "-m", "django", "makemessages", "--locale", language, "--no-location"]
    subprocess.run(collect, cwd=package, check=True, capture_output=True)
    after = polib.pofile(str(package / "locale" / language / "LC_MESSAGES" / "django.po"))
    assert {(entry.msgctxt, entry.msgid) for entry in after if not entry.obsolete} - set(before) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_stands_in_the_translation(language):
    for entry in polib.pofile(str(catalogue(language, "django.po"))):
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            told = {piece.split(")")[0] for piece in entry.msgid.split("%(")[1:]}
            assert {piece.split(")")[0] for piece in text.split("%(")[1:]} <= told, entry.msgid


def test_every_answer_to_a_question_of_the_law_can_be_said_in_another_language():
    assert set(ANSWERS) == {label for word in WORDS.values() for label in word.values.values()}
    with translation.override("es"):
        assert answer("in our custody") == "bajo nuestra custodia"
