"""The auditor's desk: drop the other party's list, say what is asked, settle what is open, sample, paper, sign-off.

One service call an act. Rows are shown to auditors only; each request that is shown is kept as a look.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk, by_own_hand
from tallystick.clerk.shown import audit as shown
from tallystick.model.errors import NotReady, TallystickError, WrongUse
from tallystick.model.lists import Column
from tallystick.model.period import Period, parse_period
from tallystick.model.reasons import Grade, Reason
from tallystick.model.words import Role
from tallystick.services.audit import begin as beginning
from tallystick.services.audit import decide, explain, sign
from tallystick.services.audit.workspace import Run, What
from tallystick.services.channels import check_size
from tallystick.services.inspect import Held
from tallystick.services.statement.released import of_statement
from tallystick.services.statement.words import GRADES, REASONS

LISTED = 150
"""How many units one page of their list shows."""
PAPERS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf"}
"""The kinds of file that the working paper comes as."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def audits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the place to drop a list, and the runs; on POST begin one."""
    desk.actor.need(Role.AUDITOR)
    if request.method != "POST":
        return _drop(request, desk)
    try:
        period = parse_period(request.POST.get("period", ""))
        run, again = beginning.begin(desk.home, desk.actor, period, _dropped(request), why=request.POST.get("why", ""))
    except TallystickError as refusal:
        return _drop(request, desk, refusal)
    if again:
        day = run.begun.date().isoformat()
        said = _("Identical to the list that %(who)s gave on %(day)s. Nothing was added.")
        messages.info(request, said % {"who": run.by, "day": day}, extra_tags="open")
    return redirect("audit", period.name)


def _drop(request: HttpRequest, desk: Desk, refusal: TallystickError | None = None) -> HttpResponse:
    around = {
        "runs": [(run, beginning.may_open(desk.actor, run)) for run in sign.runs(desk.home, desk.actor)],
        "last_year": desk.home.local_day(desk.home.clock()).year - 1,
        "sent": request.POST,
        "refusal": refusal,
        "counterpart": desk.home.settings.counterpart,
        "days": desk.home.settings.audit_days,
    }
    return render(request, "clerk/audits.html", around, status=400 if refusal else 200)


def _dropped(request: HttpRequest) -> beginning.Dropped:
    files: dict[What, list[Held]] = {}
    for what in What:
        for file in request.FILES.getlist(what.value):
            check_size(file.size or 0)
            files.setdefault(what, []).append(Held(file.name or what.value, file.read()))
    return beginning.Dropped(files, request.POST.get("station", ""), request.POST.get("custody_days", ""))


@require_safe
@at_the_desk
def audit(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Show one run: what its list was taken for until that is confirmed, then its result."""
    wanted = parse_period(period)
    run = beginning.run_of(desk.home, desk.actor, wanted)
    if run.erased:
        return render(request, "clerk/audit_erased.html", {"run": run})
    return _result(request, desk, wanted) if run.understood else _columns(request, desk, run, wanted)


def _columns(
    request: HttpRequest, desk: Desk, run: Run, period: Period, refusal: TallystickError | None = None
) -> HttpResponse:
    taken = beginning.taken_for(desk.home, desk.actor, period)
    used, unused = shown.columns(taken)
    around = {
        "run": run,
        "taken": taken,
        "used": used,
        "unused": unused,
        "stand": shown.sheets(taken),
        "meanings": [(column.value, words) for column, words in shown.COLUMNS.items()],
        "refusal": refusal,
    }
    return render(request, "clerk/audit_columns.html", around, status=400 if refusal else 200)


def _result(request: HttpRequest, desk: Desk, period: Period, refusal: TallystickError | None = None) -> HttpResponse:
    made = explain.explained(desk.home, desk.actor, period)
    around = {
        "run": made.run,
        "period": period.name,
        "made": made,
        "statement": made.found.statement,
        "counts": shown.counts(made),
        "walked": of_statement(made.found.statement),
        "first": next(iter(made.open_keys), ""),
        "files": made.run.inside.files,
        "own": made.run.by == desk.actor.user,
        "stations": desk.home.agency.stations,
        "refusal": refusal,
    }
    return render(request, "clerk/audit.html", around, status=400 if refusal else 200)


@require_POST
@at_the_desk
def columns(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Take what the auditor says of the list, or that what it was taken for is right."""
    wanted = parse_period(period)
    run = beginning.open_run(desk.home, desk.actor, wanted)
    try:
        if "right" in request.POST:
            beginning.confirm_columns(desk.home, desk.actor, wanted)
        else:
            sheets, dates = request.POST.getlist("sheet"), _order(request)
            beginning.say(desk.home, desk.actor, wanted, _meanings(request), sheets=sheets, dates=dates)
    except TallystickError as refusal:
        return _columns(request, desk, run, wanted, refusal)
    return redirect("audit", wanted.name)


def _order(request: HttpRequest) -> str:
    dates = request.POST.get("dates", "")
    return dates if dates in {"MDY", "DMY"} else ""


def _meanings(request: HttpRequest) -> dict[str, Column]:
    """The meanings that were chosen: field ``heading-N`` holds a heading, ``means-N`` what it means."""
    pairs = (
        (request.POST[name], request.POST.get(f"means-{name.removeprefix('heading-')}", ""))
        for name in request.POST
        if name.startswith("heading-")
    )
    return {heading: Column(word) for heading, word in pairs if word in set(Column)}


@require_POST
@at_the_desk
def evidence(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Seal more evidence beside the list."""
    wanted = parse_period(period)
    desk.actor.need(Role.AUDITOR)
    try:
        beginning.add_evidence(desk.home, desk.actor, wanted, _dropped(request))
    except TallystickError as refusal:
        return _result(request, desk, wanted, refusal)
    messages.success(request, _("The evidence was taken in. Every row was looked at anew."), extra_tags="done")
    return redirect("audit", wanted.name)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def unit(request: HttpRequest, desk: Desk, period: str, key: str) -> HttpResponse:
    """Show one unit beside the requests that it could be; on POST decide, and go on to the next."""
    wanted = parse_period(period)
    if request.method != "POST":
        return _unit(request, desk, wanted, key)
    following = explain.look_at(desk.home, desk.actor, wanted, key).following
    try:
        _decide(request, desk, wanted, key)
    except WrongUse as refusal:
        return _unit(request, desk, wanted, key, refusal)
    messages.success(request, _("Decided. It can be taken back."), extra_tags="done")
    return redirect("audit-unit", wanted.name, following) if following else redirect("audit", wanted.name)


def _unit(
    request: HttpRequest, desk: Desk, period: Period, key: str, refusal: TallystickError | None = None
) -> HttpResponse:
    seen = explain.look_at(desk.home, desk.actor, period, key)
    run = beginning.run_of(desk.home, desk.actor, period)
    around = {
        "run": run,
        "period": period.name,
        "seen": seen,
        "one": shown.listed([seen.unit])[0],
        "decided": decide.decision_on(run, seen),
        "lines": shown.side_by_side(seen),
        "more": shown.more_of_row(seen.row),
        "request_marks": list(shown.marks_of(seen.request)) if seen.request and seen.row is None else [],
        "reasons": shown.offered(),
        "grades": [(grade, words) for grade, words in GRADES.items() if grade != Grade.NONE],
        "sent": request.POST,
        "refusal": refusal,
    }
    return render(request, "clerk/audit_unit.html", around, status=400 if refusal else 200)


def _decide(request: HttpRequest, desk: Desk, period: Period, key: str) -> None:
    """Do what the auditor said: a candidate's number, none of them, or a reason on evidence."""
    sent, because = request.POST, request.POST.get("because", "")
    if "pick" in sent:
        decide.pick(desk.home, desk.actor, period, key, sent["pick"], because=because)
    elif "none" in sent:
        decide.none_of_them(desk.home, desk.actor, period, key, because=because)
    else:
        grade = Grade(sent["grade"]) if sent.get("grade") in set(Grade) else Grade.ONE_SIDE
        reason = sent.get("reason", "")
        decide.give_reason(desk.home, desk.actor, period, key, reason, because=because, grade=grade)


@require_POST
@at_the_desk
def undo(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Take the newest decision back, and show its unit again."""
    wanted = parse_period(period)
    try:
        key = decide.undo(desk.home, desk.actor, wanted)
    except NotReady as refusal:
        messages.warning(request, f"{refusal.what}.", extra_tags="open")
        return redirect("audit", wanted.name)
    messages.success(request, _("Taken back. The unit is open again."), extra_tags="done")
    return redirect("audit-unit", wanted.name, key)


@require_safe
@at_the_desk
def rows(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """List the units of one bar, or of all."""
    wanted = parse_period(period)
    made = explain.explained(desk.home, desk.actor, wanted)
    side, _dash, code = request.GET.get("bar", "").partition("-")
    units = [
        one
        for one in made.found.statement.units
        if (not side or one.side == side) and (code not in set(Reason) or one.reason.value == code)
    ]
    title = REASONS.get(code, "")
    sheet = Paginator(units, LISTED).get_page(request.GET.get("page"))
    around = {"run": made.run, "period": wanted.name, "units": shown.listed(sheet), "sheet": sheet, "title": title}
    return render(request, "clerk/audit_rows.html", around)


@require_POST
@at_the_desk
def share(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Let the other auditors open the run, or no longer."""
    wanted = parse_period(period)
    beginning.share(desk.home, desk.actor, wanted, shared=request.POST.get("with") == "auditors")
    return redirect("audit", wanted.name)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def sample(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Show the sample with its seed; on POST draw by another seed."""
    wanted = parse_period(period)
    if request.method == "POST":
        sign.set_seed(desk.home, desk.actor, wanted, request.POST.get("seed", ""))
        return redirect("audit-sample", wanted.name)
    drawn = sign.draw(desk.home, desk.actor, wanted)
    made = explain.explained(desk.home, desk.actor, wanted)
    by_key = {one.key: one for one in made.found.statement.units}
    found = shown.listed([by_key[key] for key in drawn.rows])
    around = {"run": made.run, "period": wanted.name, "drawn": drawn, "units": found}
    return render(request, "clerk/audit_sample.html", around)


def _own_hand(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return at_the_desk(by_own_hand(Role.AUDITOR)(view))


@require_safe
@_own_hand
def paper(_request: HttpRequest, desk: Desk, period: str, kind: str) -> HttpResponse:
    """Give the working paper, workbook or pages; it holds rows, so the password or factor is asked for again."""
    name = f"workpaper.{kind}"
    data = sign.working_paper(desk.home, desk.actor, parse_period(period), name)
    how = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=PAPERS[kind], headers=how)


@require_POST
@_own_hand
def sign_off(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Sign the run off."""
    wanted = parse_period(period)
    run = sign.sign_off(desk.home, desk.actor, wanted)
    said = _("Signed off. The list is erased after %(day)s; an author may release the edition without rows.")
    messages.success(request, said % {"day": run.until.isoformat()}, extra_tags="done")
    return redirect("audit", wanted.name)


@require_POST
@at_the_desk
@by_own_hand(Role.AUTHOR)
def release(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Release the edition without rows that an auditor signed off."""
    wanted = parse_period(period)
    sign.release_signed(desk.home, desk.actor, wanted)
    messages.success(request, _("Released. The pages and the next publication show it."), extra_tags="done")
    return redirect(reverse("statement", args=[wanted.name]))
