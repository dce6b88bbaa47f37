"""Imports point inwards only, and the commands that people type to build and test are there."""

from __future__ import annotations

import configparser
import re

import pytest

from contract.source import PACKAGE, ROOT, documents, makefile_targets, text_of

WANTED = {"install", "demo", "serve", "test", "check", "format", "messages", "lock", "bench", "clean"}


def test_the_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from importlinter.cli import lint_imports

    broken = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert broken == 0, capsys.readouterr().out


def test_every_folder_of_the_package_has_its_ring() -> None:
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = re.findall(r"\w+", contract["importlinter:contract:rings"]["layers"])
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()} | {"__main__"}
    assert set(layers) == folders


def test_the_makefile_has_the_targets_that_are_promised() -> None:
    assert makefile_targets() >= WANTED
    phony = re.search(r"^\.PHONY: (.+)$", text_of("Makefile"), flags=re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) <= makefile_targets()


@pytest.mark.parametrize("name", documents())
def test_make_targets_that_a_document_names_exist(name: str) -> None:
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", text_of(name), flags=re.MULTILINE))
    assert {one or other for one, other in named} <= makefile_targets()
