"""The statement between two parties' counts, as it was released: read both ways, with its picture and its table."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.model.words import Role
from tallystick.services.audit import sign
from tallystick.services.outside import publish
from tallystick.services.statement.released import one_level_down, released

READERS = (Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
KINDS = {".html": "text/html", ".pdf": "application/pdf", ".svg": "image/svg+xml", ".json": "application/json"}
_ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)


@require_safe
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the periods that have a statement."""
    desk.actor.need(*READERS)
    around = {
        "periods": sorted(publish.statements(desk.home), reverse=True),
        "signed": sign.waiting_for_release(desk.home),
        "may_release": Role.AUTHOR in desk.actor.roles,
    }
    return render(request, "clerk/statements.html", around)


@require_safe
@at_the_desk
def statement(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Show one statement: its bars to walk, and the article that its renderer wrote (escaped there)."""
    files = _files(desk, period)
    article = _ARTICLE.search(files.get("statement.html", b"").decode())
    waits = period in sign.waiting_for_release(desk.home)
    shown = {
        "period": period,
        "walked": released(files["statement.json"]),
        "article": mark_safe(one_level_down(article[0])) if article else "",  # noqa: S308
        "names": sorted(files),
        "years": [one for one in sorted(publish.statements(desk.home), reverse=True) if one != period],
        "may_release": waits and Role.AUTHOR in desk.actor.roles,
    }
    return render(request, "clerk/statement.html", shown)


@require_safe
@at_the_desk
def file(_request: HttpRequest, desk: Desk, period: str, name: str) -> HttpResponse:
    """Give one file of a statement."""
    files = _files(desk, period)
    if name not in files:
        raise Http404
    kind = KINDS.get(f".{name.rpartition('.')[2]}", "application/octet-stream")
    return HttpResponse(
        files[name], content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _files(desk: Desk, period: str) -> dict[str, bytes]:
    desk.actor.need(*READERS)
    found = publish.statements(desk.home)
    if period not in found:
        raise Http404
    return found[period]
