"""Neither side's words: what the program says of its own. What others printed or said may be quoted, and is marked so."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator

import pytest

from contract.source import COMMANDS, PACKAGE, documents, leaves, modules, parsed, short, text_of
from tallystick.adapters.rendering import statement_html
from tallystick.adapters.rendering.statement_content import totals_content
from tallystick.model.period import parse_period
from tallystick.services.statement.plain import record_names, statement_of_record

WORDS = re.compile(
    r"\b(sanctuar(?:y|ies)|illegals?|illegally|aliens?|ignor(?:ed?|es|ing)|fail(?:ed|s|ing)? to comply)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|`[^`]*`", re.DOTALL)

OTHERS = {
    "reconciliation/reasons/lift.py": "lift reasons as ICE's releases spell them",
    "demo/world/workbook.py": "headings of the released spreadsheet",
    "reconciliation/linkage/columns.py": "headings as other people's lists spell them",
}
"""Modules whose strings name what other people's files print."""

TECHNICAL = {"ignored", "ignore", "ignore_errors", "say which one to leave out: --column HEADING=ignored"}
"""A column of a list can be marked 'ignored': the word is an interface and speaks of a column, never of a party."""

INTERFACE = ("word one of prepared, facility, ignored",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The department ignored 3 requests.", ["ignored"]),
        ("A sanctuary city fails to comply.", ["sanctuary", "fails to comply"]),
        ("The form prints “Name of Alien” there.", []),
        ("The column is `ignored`.", []),
        ("No hold on the request alone.", []),
    ],
)
def test_the_lint_finds_our_own_words_and_leaves_quotations(text: str, said: list[str]) -> None:
    assert list(_own(text)) == said


def _own(text: str) -> Iterator[str]:
    """Words of either side in ``text``, outside quotation marks and code marks."""
    yield from (found[0] for found in WORDS.finditer(QUOTED.sub("“”", text)))


def test_templates_say_none_of_them() -> None:
    found = {
        short(path): said
        for path in PACKAGE.rglob("*")
        if path.suffix in {".html", ".typ", ".js", ".po"}
        and (said := [word[0] for word in WORDS.finditer(path.read_text(encoding="utf-8"))])
    }
    assert found == {}


def test_sentences_in_the_code_say_none_of_them() -> None:
    found = [
        f"{short(path)}:{line}: {text}"
        for path in modules()
        if path.relative_to(PACKAGE).as_posix() not in OTHERS
        for line, text in _strings(parsed(path))
        if text not in TECHNICAL and not any(part in text for part in INTERFACE) and WORDS.search(text)
    ]
    assert found == []


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


@pytest.mark.parametrize("name", documents())
def test_documents_say_none_of_them(name: str) -> None:
    assert list(_own(text_of(name))) == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_texts_say_none_of_them(name: str) -> None:
    said = [word for leaf in leaves(name) for word in _own(leaf.help or "")]
    assert said == []


@pytest.mark.parametrize("name", record_names())
def test_statements_of_the_public_record_say_none_of_them_outside_quotations(name: str) -> None:
    for year in ("2024", "2025"):
        page = statement_html.page(totals_content(statement_of_record(name, parse_period(year))))
        plain = html.unescape(re.sub(r"<(q|blockquote)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL))
        assert list(_own(plain)) == []
