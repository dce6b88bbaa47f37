"""Documents under test: every command, setting, variable, entry kind, reason and file that exists is described, and no other."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest
import typer.exceptions
import yaml

from contract.source import (
    COMMANDS,
    DOCS,
    PACKAGE,
    ROOT,
    code_lines,
    command,
    documents,
    example_of,
    leaves,
    makefile_targets,
    modules,
    parsed,
    pyproject,
    sections,
    short,
    text_of,
    tracked,
)
from tallystick.model import words
from tallystick.model.events import EVENTS, Event
from tallystick.model.reasons import Grade, Reason
from tallystick.register.findings import LIMITS
from tallystick.services.home import open_home

VOCABULARIES = [kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
VOCABULARIES.remove(StrEnum)


# Commands


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_described_with_its_examples_options_and_exit_codes(name: str) -> None:
    section = sections("docs/commands.md", 2)[f"tallystick {name}"]
    assert "Exit " in section
    for leaf in leaves(name):
        example = example_of(leaf)
        assert example, f"the help of {leaf.name} has no example"
        assert example in section
        options = [one for param in leaf.params if param.param_type_name == "option" for one in param.opts]
        assert [one for one in options if f"`{one}`" not in section] == []


def test_no_command_is_described_that_does_not_exist() -> None:
    assert set(sections("docs/commands.md", 2)) == {f"tallystick {name}" for name in COMMANDS}


def test_every_command_module_can_be_called_by_its_name() -> None:
    here = {path.stem for path in modules("cli") if re.search(r"^app = typer", path.read_text("utf-8"), re.MULTILINE)}
    assert here == set(COMMANDS)


@pytest.mark.parametrize("name", documents())
def test_commands_that_a_document_tells_to_type_can_be_typed(name: str) -> None:
    typed = [line for line in code_lines(name) if re.match(r"(\S*/)?tallystick [a-z]", line)]
    assert [line for line in typed if not _parses(shlex.split(line, comments=True)[1:])] == []


def _parses(arguments: list[str]) -> bool:
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        return False
    top = command(name)
    if hasattr(top, "commands"):
        top, rest = top.commands[rest[0]], rest[1:]
    try:
        top.make_context(name, rest)
    except typer.Exit:
        return True
    except typer.exceptions.TyperException:
        return False
    return True


# Entries and their words


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.KIND.value)
def test_an_entry_kind_is_described_with_every_field_and_what_is_personal(event: type[Event]) -> None:
    rows = _rows(sections("docs/entries.md", 3)[event.KIND.value])
    common = {item.name for item in fields(Event)}
    told = {name: personal == "yes" for name, _, personal in rows}
    assert told == {item.name: item.name in event.PERSONAL for item in fields(event) if item.name not in common}


def test_the_fields_of_every_entry_are_described() -> None:
    rows = _rows(sections("docs/entries.md", 2)["Fields of every entry of the requests log"])
    assert [name for name, *_ in rows] == [item.name for item in fields(Event)]


def test_every_entry_and_operation_kind_is_described_and_no_other() -> None:
    kinds = {event.KIND.value for event in EVENTS} | {kind.value for kind in words.OperationKind}
    assert {kind.value for kind in words.EntryKind} == {event.KIND.value for event in EVENTS}
    assert set(sections("docs/entries.md", 3)) == kinds


def test_the_facts_of_every_operation_are_described() -> None:
    told = {kind.value: _rows(sections("docs/entries.md", 3)[kind.value]) for kind in words.OperationKind}
    modules_that_write = (
        "questions/asked.py",
        "questions/release.py",
        "operations.py",
        "filing/preparation.py",
        "lines/addresses.py",
        "lines/acknowledgements.py",
        "desk/legal.py",
    )
    written = set().union(*(_string_keys(parsed(PACKAGE / "services" / name)) for name in modules_that_write))
    assert {name for rows in told.values() for name, _ in rows} == written


def _string_keys(tree: ast.Module) -> set[str]:
    """Keys of the tables of facts that a module writes."""
    tables = (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    return {key.value for table in tables for key in table.keys if isinstance(key, ast.Constant)}


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_every_word_of_the_vocabularies_is_described(kind: type[StrEnum]) -> None:
    text, headings = text_of("docs/entries.md"), sections("docs/entries.md", 3)
    assert [word.value for word in kind if f"`{word.value}`" not in text and word.value not in headings] == []


def test_every_reason_of_a_statement_is_described_with_its_grades() -> None:
    text = text_of("docs/reasons.md")
    assert [reason.value for reason in Reason if not re.search(rf"\b{reason.value}\b", text)] == []
    assert [grade.value for grade in Grade if not re.search(rf"\b{grade.value}\b", text)] == []


def _rows(section: str) -> list[list[str]]:
    """Rows of the first table of a section, without its head; code marks taken off the first cell."""
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return [[first.strip("`"), *rest] for first, *rest in cells]


# Settings


def test_every_key_of_the_configuration_is_described() -> None:
    text = text_of("docs/configuration.md")
    keys = _configuration_keys()
    assert len(keys) > 15
    assert sorted(key for key in keys if f"`{key}`" not in text and f"[{key}]" not in text) == []


def test_every_key_that_is_described_is_read() -> None:
    body = text_of("docs/configuration.md").partition("### At the top")[2].partition("## Environment")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", body, flags=re.MULTILINE)) <= _configuration_keys()


def _configuration_keys() -> set[str]:
    """Keys that the services take out of ``tallystick.toml``."""
    bodies = [*parsed(PACKAGE / "services/home.py").body, *parsed(PACKAGE / "services/lines/sources.py").body]
    bodies += [*parsed(PACKAGE / "services/messages.py").body, *parsed(PACKAGE / "services/signing_in.py").body]
    names = {"_settings", "_agency", "_source", "_account", "_grant", "messages_of", "_messenger", "sign_in_of"}
    names |= {"_openid", "_saml", "_stations", "offices_of"}
    readers = [one for one in bodies if isinstance(one, ast.FunctionDef) and one.name in names]
    assert len(readers) == len(names)
    return {key for reader in readers for node in ast.walk(reader) if (key := _key(node))}


def _key(node: ast.AST) -> str:
    match node:
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return key
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(key)), *_]):
            return key
    return ""


def test_the_example_of_a_configuration_can_be_used(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", text_of("docs/configuration.md"), flags=re.DOTALL)
    assert example is not None
    (tmp_path / "tallystick.toml").write_text(example[1], encoding="utf-8")
    home = open_home(tmp_path)
    assert [line.use.value for station in home.agency.stations for line in station.lines] == ["dedicated", "shared"]
    assert home.settings.holders[0].name == "City Clerk"


def test_every_environment_variable_is_described_and_no_other() -> None:
    used = {name for path in tracked() if path.suffix != ".md" for name in _variables(path)}
    assert _variables(DOCS / "configuration.md") == used


def _variables(path: Path) -> set[str]:
    try:
        return set(re.findall(r"\bTALLYSTICK_[A-Z]+(?:_[A-Z]+)*\b", path.read_text(encoding="utf-8")))
    except UnicodeDecodeError:
        return set()


# README, ARCHITECTURE and the other documents


def test_the_readme_names_the_test_command_that_ci_runs() -> None:
    tests = sections("README.md", 2)["Tests"]
    assert re.search(r"```sh\nmake test\n```", tests)
    assert re.search(r"^\S* ?.*\bmake test$", text_of(".ci/run"), flags=re.MULTILINE)


def test_the_readme_has_what_a_stranger_looks_for() -> None:
    assert [one for one in ("install", "demo") if f"make {one}" not in text_of("README.md")] == []
    assert {"What it does not show", "Licence"} <= set(sections("README.md", 2))
    assert {"install", "demo", "test"} <= makefile_targets()


@pytest.mark.parametrize("name", documents())
def test_links_between_documents_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)", text_of(name))
    assert [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()] == []


@pytest.mark.parametrize("name", documents())
def test_files_that_a_document_names_are_there(name: str) -> None:
    named = {path for path in re.findall(r"`([\w./*-]+)`", text_of(name)) if _of_the_project(path)}
    assert sorted(path for path in named if not any(_found(path))) == []


def _of_the_project(path: str) -> bool:
    """Whether a name in code marks means a file or folder of the project, and not one of a home or of a packet."""
    tops = {short(one).partition("/")[0] for one in tracked() if "/" in short(one)}
    folders = tops | {one.name for one in PACKAGE.iterdir() if one.is_dir()} - {"public"}
    return path.endswith(".py") or path.partition("/")[0] in folders


def _found(path: str) -> Iterator[Path]:
    for place in (ROOT, PACKAGE, PACKAGE / "law"):
        yield from place.glob(path.strip("/"))


def test_the_architecture_names_every_folder_service_and_contract() -> None:
    text = text_of("ARCHITECTURE.md")
    folders = [f"{path.name}/" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()]
    services = [path.relative_to(PACKAGE).as_posix() for path in modules("services") if path.stem != "__init__"]
    assert [one for one in [*folders, *services] if f"`{one}`" not in text] == []
    contracts = re.findall(r"^name = (.+)$", text_of(".importlinter"), flags=re.MULTILINE)
    assert [one for one in contracts if one not in text] == []


def test_a_section_of_the_design_that_the_code_cites_can_be_read() -> None:
    cited = {point for path in modules() for point in _cited(path)}
    text = text_of("docs/design.md")
    assert [one for one in sorted(cited) if not re.search(rf"^(#+ |){re.escape(one)}\.? ", text, re.MULTILINE)] == []


def _cited(path: Path) -> Iterator[str]:
    for section, point in re.findall(
        r"DESIGN(?:\.md)? (?:§|section )([0-9.]*[0-9])(?:, point ([0-9]))?", path.read_text("utf-8")
    ):
        yield f"{section}.{point}" if point else section


def test_the_limits_that_verify_prints_stand_in_the_security_document() -> None:
    text = " ".join(text_of("SECURITY.md").split())
    assert [limit for limit in LIMITS if f"- {limit}" not in text] == []


def test_the_changelog_keeps_its_form() -> None:
    text = text_of("CHANGELOG.md")
    assert re.search(r"^## \[Unreleased\]$", text, flags=re.MULTILINE)
    for version, section in sections("CHANGELOG.md", 2).items():
        assert "### Upgrade notes" in section, version


def test_publiccode_says_what_the_project_says_of_itself() -> None:
    told = yaml.safe_load(text_of("publiccode.yml"))
    project = pyproject()["project"]
    assert (told["legal"]["license"], told["softwareVersion"]) == (project["license"], project["version"])
    assert tuple(told["publiccodeYmlVersion"].split(".")) >= ("0", "4")
    assert {"name", "url", "platforms", "developmentStatus", "softwareType", "maintenance"} <= told.keys()
    assert told["maintenance"]["contacts"]
    for text in told["description"].values():
        assert 0 < len(text["shortDescription"].strip()) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_publiccode_names_the_languages_that_are_shipped() -> None:
    from django.conf import settings

    told = yaml.safe_load(text_of("publiccode.yml"))["localisation"]
    assert told["localisationReady"] is True
    assert told["availableLanguages"] == [code for code, _ in settings.LANGUAGES]


def test_every_document_is_reached_from_the_readme() -> None:
    reached, left = set(), ["README.md"]
    while left:
        name = left.pop()
        if name in reached or not (ROOT / name).is_file():
            continue
        reached.add(name)
        links = re.findall(r"\]\((?!https?:)([^)#\s]+\.md)", text_of(name))
        left += [short((ROOT / name).parent.joinpath(link).resolve()) for link in links]
    assert [name for name in documents() if name not in reached] == []


def test_every_complaint_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text_of("docs/complaints.md"))
    assert len(named) > 15
    gone = [f"{file}::{name}" for file, name in named if f"\ndef {name}(" not in text_of(file)]
    assert gone == []
