"""The ordinances at hand: those that come with the program, then the home's own. No Django, no tables.

A home's ordinance lies in ``HOME/ordinances/NAME.toml`` and may not take the name of a packaged one: a pack that
counsel adopted by its digest must not change by a file beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from tallystick import law
from tallystick.adapters.rendering import law_html
from tallystick.model.errors import BadLaw, NotThere, WrongUse

_PACKAGED = ("ordinances", "ordinances/drafts")
"""Folders beside ``law``: what was read in the texts, then drafts."""
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Listed:
    """One ordinance in the list; ``state`` is the US state, ``draft`` marks one that nothing is signed under."""

    id: str
    name: str
    state: str
    draft: bool
    periods: tuple[law.RulePeriod, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``check`` found in one file: its mistakes, and how many rows and cases were tried."""

    file: str
    mistakes: tuple[law.Mistake, ...]
    cases: int
    rows: int

    @property
    def good(self) -> bool:
        """Whether the file may be used."""
        return not self.mistakes


def names(home_folder: Path | None = None) -> tuple[str, ...]:
    """Every ordinance that ``ordinance`` would find, packaged ones first."""
    own = _own_files(home_folder)
    return (*_packaged(), *(name for name in own if name not in _packaged()))


def ordinance(name: str, home_folder: Path | None = None) -> law.Ordinance:
    """The ordinance of that name.

    Raises:
        NotThere: neither the program nor the home has it.
        BadLaw: its file has mistakes; every one is told.

    """
    return _understood(_text(name, home_folder), f"{name}{_SUFFIX}")


@lru_cache(maxsize=64)
def _understood(text: str, name: str) -> law.Ordinance:
    """The file is read at every call, its text is understood once: a changed file is another text."""
    return law.load(text, name)


def listing(home_folder: Path | None = None) -> tuple[Listed, ...]:
    """Every ordinance at hand with its dated periods.

    Raises:
        BadLaw: one of the files has mistakes.

    """
    return tuple(_listed(ordinance(name, home_folder)) for name in names(home_folder))


def check(target: str | None, home_folder: Path | None = None) -> tuple[Checked, ...]:
    """Check one file (a path), one ordinance (a name), or with None all that are at hand.

    Raises:
        NotThere: there is no such file or ordinance.

    """
    if target is None:
        return tuple(_check(_text(name, home_folder), f"{name}{_SUFFIX}") for name in names(home_folder))
    path = Path(target)
    if path.suffix == _SUFFIX or path.exists():
        return (_check(_read(path), str(path)),)
    return (_check(_text(target, home_folder), f"{target}{_SUFFIX}"),)


def difference(name: str, before: date, after: date, home_folder: Path | None = None) -> tuple[law.Difference, ...]:
    """What an ordinance says differently on two days.

    Raises:
        NotThere: there is no such ordinance, or it has no rules for one of the days.

    """
    return law.differences(ordinance(name, home_folder), before, after)


def printout(name: str, home_folder: Path | None = None) -> str:
    """The ordinance as one HTML page for counsel: every clause, rule, item and case, and a place to sign.

    Raises:
        NotThere: there is no such ordinance.

    """
    return law_html.page(ordinance(name, home_folder))


def _check(text: str, name: str) -> Checked:
    found, mistakes = law.examine(text, name)
    if found is None:
        return Checked(name, mistakes, cases=0, rows=0)
    rows = sum(len(table) for period in found.periods for table in period.tables.values())
    return Checked(name, (), cases=len(found.cases), rows=rows)


def _listed(found: law.Ordinance) -> Listed:
    return Listed(found.id, found.name, found.state, found.draft, found.periods)


def _packaged() -> tuple[str, ...]:
    return tuple(_packaged_files())


@cache
def _packaged_files() -> dict[str, Traversable]:
    """The packaged files by name, each folder in alphabetical order."""
    beside = resources.files("tallystick.law")
    found = ((file.name, file) for folder in _PACKAGED for file in _sorted(beside / folder))
    return {name.removesuffix(_SUFFIX): file for name, file in found if name.endswith(_SUFFIX)}


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda file: file.name)


def _own_files(home_folder: Path | None) -> dict[str, Path]:
    folder = home_folder / "ordinances" if home_folder else None
    if folder is None or not folder.is_dir():
        return {}
    own = {path.stem: path for path in sorted(folder.glob(f"*{_SUFFIX}"))}
    if taken := sorted(set(own).intersection(_packaged())):
        raise WrongUse(
            f"the home has an ordinance of a packaged name: {', '.join(taken)}",
            where=str(folder),
            remedy="give your file and its id another name",
        )
    return own


def _text(name: str, home_folder: Path | None) -> str:
    if name in _packaged():
        return _packaged_files()[name].read_text(encoding="utf-8")
    own = _own_files(home_folder)
    if name not in own:
        raise NotThere(
            f"there is no ordinance '{name}'",
            remedy=f"there are {', '.join(names(home_folder))}; your own go into HOME/ordinances/NAME.toml",
        )
    return _read(own[name])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as broken:
        raise BadLaw(f"{path} is not UTF-8 text", where=f"byte {broken.start}", remedy="save it as UTF-8") from broken
    except OSError as broken:
        raise NotThere(f"{path} cannot be read", where=str(broken.strerror), remedy="name a .toml file") from broken
