"""The files of a report's packet, made from the report alone: letter, annex, data package, manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tallystick.adapters.rendering.letter_docx import letter_docx
from tallystick.adapters.rendering.letter_pdf import letter_pdf
from tallystick.adapters.rendering.package import annex_csv, datapackage
from tallystick.adapters.vault import write_durably
from tallystick.reporting import Filing, Report, letter, report_json

MANIFEST = "manifest.sha256"


def packet_files(report: Report, filing: Filing, before: Mapping[str, Any] | None) -> dict[str, bytes]:
    """Every file of the packet by name; the receipt is added once the report is in the log."""
    content = letter(report, filing, before)
    annex = annex_csv(report)
    files = {
        "letter.pdf": letter_pdf(content),
        "letter.docx": letter_docx(content),
        "annex.csv": annex,
        "report.json": json.dumps(report_json(report, filing, before), ensure_ascii=False, indent=2).encode(),
    }
    files["datapackage.json"] = datapackage(report, filing, files)
    files[MANIFEST] = manifest(files)
    return files


def manifest(files: Mapping[str, bytes]) -> bytes:
    """A manifest as ``sha256sum`` writes and checks it."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files durably into ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, data)
