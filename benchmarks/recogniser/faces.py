"""The type faces that stand on this machine, by group, with those held out for validation apart. Draws nothing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from PIL import ImageFont

HERE = Path(__file__).parent
SYSTEM = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"))
ENDINGS = (".ttf", ".otf", ".woff")
NEEDED = "AaGgQqXxZz0123456789/-,.()#:'"


@dataclass(frozen=True)
class Group:
    name: str
    share: float
    files: tuple[Path, ...]


def groups(extra: Path | None, *, held_out: bool) -> list[Group]:
    """Each group's files, in the order of their names: those for training, or those held out."""
    table = tomllib.loads((HERE / "faces.toml").read_text(encoding="utf-8"))
    folders = [*SYSTEM, *([extra] if extra else [])]
    files: dict[str, Path] = {}
    for path in sorted(one for folder in folders for one in folder.rglob("*") if one.suffix in ENDINGS):
        files.setdefault(path.stem, path)
    made = []
    for name, group in table.items():
        if isinstance(group, dict):
            own = [stem for stem in files if any(fnmatch(stem, one) for one in group["files"])]
            kept = [one for one in own if any(fnmatch(one, out) for out in group["held_out"]) is held_out]
            made.append(Group(name, group["share"], tuple(files[one] for one in sorted(kept) if _whole(files[one]))))
    return made


def _whole(path: Path) -> bool:
    """Can be opened and has more than boxes for the letters of a form."""
    try:
        font = ImageFont.truetype(str(path), 40)
        missing = font.getmask("\U000fffff").getbbox()
        return all(font.getmask(letter).getbbox() not in (None, missing) for letter in NEEDED)
    except (OSError, ValueError):
        return False
