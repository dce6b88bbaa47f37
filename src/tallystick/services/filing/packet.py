"""The files of a report's packet, made from the report alone: letter, annex, data package, manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tallystick.adapters.rendering.package import packet, recipient_packet
from tallystick.adapters.vault import write_durably
from tallystick.register import manifest
from tallystick.reporting import Filing, Report


def packet_files(report: Report, filing: Filing, before: Mapping[str, Any] | None) -> dict[str, bytes]:
    """Every file of the packet by name; the receipt is added once the report is in the log."""
    files = packet(report, filing, before)
    files[manifest.NAME] = manifest.write(files)
    return files


def recipient_files(report: Report, filing: Filing) -> dict[str, bytes]:
    """The lists for the recipient alone, with a manifest of their own; empty where the law asks for none."""
    files = recipient_packet(report, filing)
    return {**files, manifest.NAME: manifest.write(files)} if files else {}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files durably into ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, data)
