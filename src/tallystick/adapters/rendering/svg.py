"""A small writer of accessible SVG: text, lines, rectangles, a title and a description; presentation attributes only.

No style attribute, no style element, no script, no outside reference: it stands in a page under a strict content
security policy and in a PDF alike. Must not know what a picture shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

INK, QUIET, LINE, PAPER = "#1a1a1a", "#4d4d4d", "#767676", "#ffffff"
FAMILY = "Liberation Sans, Helvetica, Arial, sans-serif"
INVENTED_WORDS = "INVENTED: no real place, person or count"


def in_lines(words: str, width: int) -> list[str]:
    """The words in lines of fewer than ``width`` signs where they allow it."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@dataclass(slots=True)
class Drawing:
    """A picture under construction; lengths are user units (1/96 inch), the origin is at the top left."""

    width: int
    height: int
    title: str
    description: str
    name: str = "picture"
    family: str = FAMILY
    parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, *, size: int = 14, anchor: str = "start", bold: bool = False
    ) -> None:
        """One line of text with its baseline at ``y``; ``anchor`` is start, middle or end."""
        weight = ' font-weight="700"' if bold else ""
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{INK}"{weight}>'
            f"{escape(words)}</text>"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 1, dashed: bool = False) -> None:
        """A straight line."""
        dash = ' stroke-dasharray="3 3"' if dashed else ""
        self.parts.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{LINE if dashed else INK}"'
            f' stroke-width="{width:g}"{dash}/>'
        )

    def bar(self, x: float, y: float, width: float, height: float, *, fill: str) -> None:
        """A rectangle of units with a border of ink, so that no fill is needed to see it."""
        self.parts.append(
            f'<rect class="bar" x="{x:.2f}" y="{y:g}" width="{width:.2f}" height="{height:g}" fill="{fill}"'
            f' stroke="{INK}" stroke-width="1"/>'
        )

    def dot(self, x: float, y: float, radius: float, *, filled: bool) -> None:
        """A dot of ink, or an empty ring where nothing is."""
        self.parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{INK if filled else PAPER}"'
            f' stroke="{INK if filled else LINE}" stroke-width="1"/>'
        )

    def hatching(self, name: str, spacing: int, *, falling: bool = False) -> str:
        """A fill of slanted lines on white; gives what ``bar`` takes as its fill."""
        reference = f"{self.name}-{name}"
        turn = -45 if falling else 45
        self.parts.append(
            f'<defs><pattern id="{reference}" width="{spacing}" height="{spacing}" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate({turn})"><rect width="{spacing}" height="{spacing}" fill="{PAPER}"/>'
            f'<line x1="0" y1="0" x2="0" y2="{spacing}" stroke="{INK}" stroke-width="2"/></pattern></defs>'
        )
        return f"url(#{reference})"

    def finish(self, *, invented: bool) -> str:
        """The whole picture; ``invented`` is written into it at the top and at the bottom."""
        if invented:
            self.text(self.width / 2, 18, INVENTED_WORDS, size=14, anchor="middle", bold=True)
            self.text(self.width / 2, self.height - 8, INVENTED_WORDS, size=14, anchor="middle", bold=True)
        title, description = f"{self.name}-title", f"{self.name}-description"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {self.width} {self.height}"'
            f' width="{self.width}" height="{self.height}" class="picture"'
            f' aria-labelledby="{title} {description}" font-family="{self.family}">'
            f'<title id="{title}">{escape(self.title)}</title>'
            f'<desc id="{description}">{escape(self.description)}</desc>'
            f'<rect width="{self.width}" height="{self.height}" fill="{PAPER}"/>'
            f"{''.join(self.parts)}</svg>\n"
        )
