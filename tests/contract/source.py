"""The project as the contract tests see it: tracked files, parsed modules, documents in sections, commands as they are parsed."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typer.main

from tallystick.__main__ import EITHER, PLAIN, WITH_REGISTER

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "tallystick"
DOCS = ROOT / "docs"
COMMANDS = {**WITH_REGISTER, **EITHER, **PLAIN}


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the project: those that git tracks; in an unpacked archive all that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts)


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Python files of the package, or of the named folders in it; migrations are written by Django."""
    places = [PACKAGE / folder for folder in folders] if folders else [PACKAGE]
    found = [path for place in places for path in place.rglob("*.py")]
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """A path as people name it: relative to the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(name: str) -> str:
    """A document of the project by its relative path."""
    return (ROOT / name).read_text(encoding="utf-8")


def documents() -> list[str]:
    """Every Markdown document of the project by its relative path."""
    return sorted(short(path) for path in tracked() if path.suffix == ".md")


def sections(name: str, level: int) -> dict[str, str]:
    """A document's sections of one heading level: heading without code marks, then its text with everything below."""
    mark = "#" * level
    parts = re.split(rf"^{mark} (.+)$", text_of(name), flags=re.MULTILINE)
    bodies = [re.split(rf"^#{{1,{level - 1}}} ", body, flags=re.MULTILINE)[0] for body in parts[2::2]]
    return {heading.replace("`", "").strip(): body for heading, body in zip(parts[1::2], bodies, strict=True)}


def code_lines(name: str) -> Iterator[str]:
    """Lines of a document's fenced blocks that a reader would type (no language, or sh)."""
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```", text_of(name), flags=re.MULTILINE | re.DOTALL):
        if language in {"", "sh"}:
            yield from (line.removeprefix("$ ").strip() for line in block.splitlines())


@cache
def command(name: str) -> Any:
    """A command as typer makes it for its parser (the classes of that parser are typer's own affair)."""
    return typer.main.get_command(import_module(f"tallystick.cli.{name}").app)


def leaves(name: str) -> list[Any]:
    """The commands that do something: itself, or its subcommands."""
    top = command(name)
    return list(getattr(top, "commands", {"": top}).values())


def example_of(leaf: Any) -> str:
    """The example in a command's help, empty when there is none."""
    told = re.search(r"Example:\s*(.+)", f"{leaf.help or ''}\n{leaf.epilog or ''}")
    return told[1].strip().partition("   ")[0] if told else ""


@cache
def makefile_targets() -> frozenset[str]:
    """Names after which the Makefile has a rule."""
    return frozenset(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), flags=re.MULTILINE))


@cache
def pyproject() -> dict[str, Any]:
    """The project's own metadata."""
    return tomllib.loads(text_of("pyproject.toml"))
