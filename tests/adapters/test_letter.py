"""The packet's files: accessible, archival, reproducible, and readable without this program."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import docx
import pikepdf
import pypdfium2
import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn

from reporting.letters import filing, first, first_json, first_letter, second, second_letter
from tallystick.adapters.rendering.letter_docx import letter_docx
from tallystick.adapters.rendering.letter_pdf import letter_pdf
from tallystick.adapters.rendering.package import csv_bytes, packet
from tallystick.model.errors import WrongUse
from tallystick.register import manifest
from tallystick.reporting import COLUMNS, annex, letter
from tallystick.reporting.letter import Table


@pytest.fixture(scope="module")
def pdf() -> Any:
    with pikepdf.open(BytesIO(letter_pdf(second_letter()))) as opened:
        yield opened


def structure(pdf: pikepdf.Pdf) -> list[str]:
    """The structure types in reading order."""
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(roles.get(str(node.S), str(node.S)))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def texts(made: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_pdf_says_that_it_is_archival_and_accessible(pdf):
    metadata = pdf.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert metadata["pdfuaid:part"] == "1"
    assert metadata["dc:title"] == "Civil immigration detainer requests, 2025"


def test_the_pdf_has_language_title_and_marked_structure(pdf):
    assert str(pdf.Root.Lang).startswith("en")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked


def test_the_pdf_has_headings_lists_and_tables_with_header_cells(pdf):
    types = structure(pdf)
    tables = sum(isinstance(block, Table) for block in (*second_letter().blocks, *second_letter().annex))
    assert types.count("/Table") == types.count("/THead") == types.count("/Caption") == tables
    assert types.count("/TH") == sum(
        len(block.head) for block in (*second_letter().blocks, *second_letter().annex) if isinstance(block, Table)
    )
    assert types.count("/H1") + types.count("/H2") >= 7
    assert "/LI" in types


def test_every_font_is_embedded(pdf):
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            (inner,) = font.DescendantFonts
            assert any(name in inner.FontDescriptor for name in ("/FontFile2", "/FontFile3"))


def test_invented_stands_on_every_page():
    pages = pdfium.PdfDocument(letter_pdf(second_letter()))
    assert all("INVENTED: no real city" in page.get_textpage().get_text_range() for page in pages)


def test_the_same_letter_gives_the_same_bytes():
    for write in (letter_pdf, letter_docx):
        assert write(first_letter()) == write(first_letter())


def test_every_part_of_the_docx_bears_the_letters_own_day():
    with ZipFile(BytesIO(letter_docx(first_letter()))) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(2025, 12, 31)}


NASTY = '#panic("x") $1+1$ *bold* @label <tag> \\ `code` = heading " \' {[( // /* */ ---'


def test_text_is_shown_as_it_is_and_never_read_as_markup():
    report, circumstances = first()
    agency = replace(circumstances.agency, name=NASTY)
    made = letter_pdf(letter(report, replace(circumstances, agency=agency, remarks=(NASTY,))))
    joined = " ".join(" ".join(texts(made)).split())
    for piece in ('#panic("x")', "$1+1$", "*bold*", "@label", "`code`", "{[( // /* */"):
        assert piece in joined, piece


def test_letters_of_other_alphabets_are_set_and_what_has_no_glyph_is_told():
    report, circumstances = first()
    assert letter_pdf(letter(report, replace(circumstances, signer_name="Łukasz Ñúñez Đặng Ψ Ж")))
    with pytest.raises(WrongUse, match="cannot be set as PDF/A"):
        letter_pdf(letter(report, replace(circumstances, signer_name="署長")))


def test_the_docx_has_title_headings_header_rows_and_a_language():
    made = second_letter()
    document = docx.Document(BytesIO(letter_docx(made)))
    assert document.core_properties.title == made.title
    assert document.core_properties.language == "en-US"
    (lang,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    assert lang.get(qn("w:val")) == "en-US"
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 7
    for table in document.tables:
        assert len(table.rows[0]._tr.xpath("w:trPr/w:tblHeader")) == 1
        assert not table.rows[1]._tr.xpath("w:trPr/w:tblHeader")
    assert "INVENTED" in document.sections[0].header.paragraphs[0].text


def test_the_packet_has_its_files_and_the_manifest_checks_with_sha256sum(tmp_path):
    files = packet(*second(), before=first_json())
    assert sorted(files) == ["annex.csv", "annex.xlsx", "datapackage.json", "letter.docx", "letter.pdf", "report.json"]
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "manifest.sha256").write_bytes(manifest.write(files))
    subprocess.run(["sha256sum", "--strict", "-c", "manifest.sha256"], cwd=tmp_path, check=True, capture_output=True)


def test_the_annex_recounts_the_first_figure_and_names_nobody():
    report, _ = first()
    rows = list(csv.DictReader(StringIO(csv_bytes(COLUMNS, annex(report)).decode())))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    holds = [int(row["entry"]) for row in rows if row["asked"] == "hold"]
    assert tuple(holds) == report.figure("requests").entries
    assert not any("H1-" in value for row in rows for value in row.values())


def test_the_data_package_describes_every_column_of_the_annex():
    files = packet(*first())
    package = json.loads(files["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    (resource,) = package["resources"]
    assert resource["hash"] == "sha256:" + hashlib.sha256(files["annex.csv"]).hexdigest()
    assert resource["bytes"] == len(files["annex.csv"])
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    rows = list(csv.DictReader(StringIO(files["annex.csv"].decode())))
    assert list(fields) == list(rows[0])
    missing = resource["schema"]["missingValues"]
    for row in rows:
        for name, value in row.items():
            allowed = fields[name].get("constraints", {}).get("enum")
            assert value in missing or allowed is None or value in allowed, (name, value)
    assert all(field["title"] and field["description"] for field in fields.values())


def test_a_report_of_a_range_of_days_has_a_package_name_that_other_programs_take():
    report, circumstances = first()
    odd = replace(report, period=replace(report.period, name="2025-01-01..2025-06-30"))
    package = json.loads(packet(odd, filing(version=3))["datapackage.json"])
    assert package["name"] == "harborton-annual-2025-01-01-to-2025-06-30-v3"
    assert circumstances.version == 1
