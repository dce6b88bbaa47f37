"""A statement's content as HTML: a fragment for a page of the web application, or a whole page with ``statement.css``.

No inline style and no script: it stands under a strict content security policy. Must not know what is counted.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files

from .statement_content import Content, Section, Table
from .svg import INVENTED_WORDS

STYLESHEET = "statement.css"


def stylesheet() -> str:
    """The style sheet that a whole page refers to by the name ``statement.css`` beside it."""
    return files("tallystick.adapters.rendering").joinpath(STYLESHEET).read_text(encoding="utf-8")


def fragment(content: Content) -> str:
    """The statement as one ``article``; every text is escaped, the picture is our own SVG."""
    return "\n".join(
        (
            '<article class="statement">',
            f"<h1>{escape(content.title)}</h1>",
            f'<p class="subtitle">{escape(content.subtitle)}</p>',
            *([f'<p class="invented">{INVENTED_WORDS}</p>'] if content.invented else []),
            *(f'<p class="lead">{escape(sentence)}</p>' for sentence in content.lead),
            *([f'<figure class="bridge">{content.picture}</figure>'] if content.picture else []),
            *(_section(section) for section in content.sections),
            "</article>\n",
        )
    )


def page(content: Content) -> str:
    """The statement as a whole page that needs ``statement.css`` beside it."""
    broad = ' class="broad"' if content.wide else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(content.title)}</title>\n<link rel="stylesheet" href="{STYLESHEET}">\n</head>\n'
        f"<body>\n<main{broad}>\n{fragment(content)}</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    points = "".join(f"<li>{escape(point)}</li>" for point in section.points)
    return "\n".join(
        (
            "<section>",
            f"<h2>{escape(section.heading)}</h2>",
            *(f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs),
            *([f"<ul>{points}</ul>"] if points else []),
            *([f'<figure class="overlaps">{section.picture}</figure>'] if section.picture else []),
            *([_table(section.table)] if section.table else []),
            "</section>",
        )
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col"{_class(at, table)}>{escape(word)}</th>' for at, word in enumerate(table.head))
    body = "\n".join(f"<tr>{_cells(row, table)}</tr>" for row in table.rows)
    return (
        f'<div class="wide"><table>\n<caption>{escape(table.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _cells(row: tuple[str, ...], table: Table) -> str:
    first = f'<th scope="row"{_class(0, table)}>{escape(row[0])}</th>'
    rest = (f"<td{_class(at, table)}>{escape(cell)}</td>" for at, cell in enumerate(row[1:], 1))
    return first + "".join(rest)


def _class(at: int, table: Table) -> str:
    return ' class="number"' if at in table.numbers else ""
