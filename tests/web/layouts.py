"""What a page looks like, in lines that another machine's fonts do not change: order, columns, type, colours, lines.

A screenshot differs with every font; these lines do not: one for each block of the page, by depth, with where it begins
and how wide it is in twelfths of the window, its size and weight of type, text and ground colours, and border. Equal
blocks in a row are one line. Heights, words, and what a font's width decides (cells, buttons, what stands in one line) are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).resolve().parent / "golden" / "layout"
SIZES = (1280, 320)
PAGES = {
    "login": "/login/",
    "start": "/",
    "inbox": "/inbox/",
    "inbox-item": "/inbox/{doubtful}/",
    "requests": "/requests/",
    "custody": "/requests/custody/",
    "request": "/requests/{filed}/",
    "contacts": "/contacts/",
    "reports": "/report/",
    "report": "/report/2024/",
    "statements": "/statement/",
    "statement": "/statement/2025/",
    "filed": "/filed/",
    "figure": "/report/2024/figure/requests/",
    "legal": "/legal/",
    "legal-request": "/legal/{filed}/",
    "legal-text": "/legal/law/",
    "questions": "/questions/",
    "question": "/questions/{question}/",
    "correct": "/requests/{filed}/correct/",
    "audits": "/audit/",
    "audit": "/audit/2025Q3/",
    "audit-rows": "/audit/2025Q3/rows/",
    "audit-unit": "/audit/2025Q3/unit/{unit}/",
    "audit-sample": "/audit/2025Q3/sample/",
    "sessions": "/sessions/",
    "register": "/register/",
    "style": "/style/",
    "factors": "/account/factors/",
    "send": "/send/{link}/",
    "note": "/send/{link}/note/",
    "nowhere": "/nowhere/",
}
"""Every page by the name of its kept layout; the pages of a run are walked in ``test_audit``."""
SIGNED_OUT = {"login"}
"""Those that nobody sees who has signed in."""

_SCRIPT = """() => {
  const KEPT = new Set(("HEADER NAV MAIN FOOTER SECTION ARTICLE FORM FIELDSET FIGURE TABLE CAPTION DETAILS SUMMARY UL OL LI "
    + "DL DIV H1 H2 H3 P BLOCKQUOTE TEXTAREA").split(" "));
  const LOOSE = "td, th, button, label, .bar, .buttons, .top *, .foot *, .filter li, .item-head *";
  const ELASTIC = new Set(["TABLE", "CAPTION"]);
  const wide = document.documentElement.clientWidth;
  const twelfths = (length) => Math.round(length / wide * 12);
  const lines = [];
  const walk = (element, depth) => {
    for (const child of element.children) {
      const box = child.getBoundingClientRect();
      const style = getComputedStyle(child);
      const shown = box.width > 1 && box.height > 1 && style.visibility !== "hidden";
      if (!shown) continue;
      let below = depth;
      if (KEPT.has(child.tagName) && style.display !== "inline" && !child.closest(LOOSE)) {
        const name = [child.tagName.toLowerCase(), ...child.classList].join(".");
        const where = style.position === "absolute" || ELASTIC.has(child.tagName) ? "" : ` ${twelfths(box.left)}+${twelfths(box.width)}`;
        const ground = style.backgroundColor === "rgba(0, 0, 0, 0)" ? "" : ` on ${style.backgroundColor}`;
        const type = `${style.fontSize}/${style.fontWeight} ${style.color}${ground}`;
        const border = ["Top", "Right", "Bottom", "Left"].map((side) => parseInt(style[`border${side}Width`])).join("");
        lines.push(`${"  ".repeat(depth)}${name}${where} ${type}${border === "0000" ? "" : ` lines ${border}`}`);
        below = depth + 1;
      }
      walk(child, below);
    }
  };
  walk(document.body, 0);
  return lines;
}"""


def layout(page: Any) -> str:
    """The lines of a page as it stands; a repeated block of lines stands once."""
    return "".join(f"{line}\n" for line in _once(page.evaluate(_SCRIPT)))


def _once(lines: list[str]) -> list[str]:
    """Leave out a block of lines that is equal to the one right before it, whatever its length."""
    kept: list[str] = []
    for line in lines:
        kept.append(line)
        for length in range(1, len(kept) // 2 + 1):
            if kept[-length:] == kept[-2 * length : -length]:
                del kept[-length:]
                break
    return kept


def address(path: str, made: dict[str, Any]) -> str:
    """The path of a page in the home that ``make_home`` made."""
    named = {name: made[name] for name in ("link", "question", "unit")}
    return path.format(doubtful=made["entries"][0], filed=made["filed"][0], **named)


def kept(name: str, size: int) -> Path:
    """Where the layout of a page is kept."""
    return GOLDEN / f"{name}-{size}.txt"
