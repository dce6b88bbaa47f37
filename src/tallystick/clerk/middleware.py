"""What holds for every answer: the content security policy, the lock of a desk, plain words for what is refused.

Must not know any page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.model.errors import NotAllowed, NotThere, TallystickError
from tallystick.model.words import AtTheDoor
from tallystick.services import signins

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "script-src-attr 'none'; style-src-attr 'none'"
)
"""No exception anywhere: no script, style or handler stands inside a page."""

Answer = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    """Send the policy with every answer; pages are never kept by a cache on the way."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to whatever answer comes."""
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Lock:
    """A desk that nobody uses locks; after a day everybody signs in anew; a second factor where the register asks it.

    A page that only asks whether something new has come is no use of the desk.
    """

    OUTSIDE = ("/account/", "/logout/", "/static/", "/language/")
    WRITTEN = timedelta(minutes=1)

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or ask to sign in."""
        if not request.user.is_authenticated or request.path.startswith(self.OUTSIDE):
            return self.answer(request)
        if not self._in_use(request):
            signins.note(request.user.get_username(), AtTheDoor.LOCKED, where=request.META.get("REMOTE_ADDR", ""))
            logout(request)
            messages.info(request, _("This desk was locked. Sign in to go on where you were."), extra_tags="open")
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if settings.SIGN_IN.second_factor and not is_mfa_enabled(request.user):
            messages.info(request, _("This register asks for a second factor. Add one to go on."), extra_tags="open")
            return redirect("mfa_index")
        return self.answer(request)

    def _in_use(self, request: HttpRequest) -> bool:
        now, session = timezone.now(), request.session
        since = datetime.fromisoformat(session.setdefault("since", now.isoformat()))
        used = datetime.fromisoformat(session.get("used", now.isoformat()))
        if now - used > timedelta(minutes=settings.SIGN_IN.idle_minutes):
            return False
        asks_only = request.headers.get("HX-Trigger") == "waiting"
        if not asks_only and ("used" not in session or now - used > self.WRITTEN):
            session["used"] = now.isoformat()
        return now - since < timedelta(hours=settings.SIGN_IN.day_hours)


class PlainErrors:
    """Turn a refusal of the services into a page that says what, where and what to do."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Give the page for a refusal; anything else stays an error of the server."""
        if not isinstance(exception, TallystickError):
            return None
        if isinstance(exception, NotAllowed) and request.user.is_authenticated:
            signins.note(request.user.get_username(), AtTheDoor.DENIED, where=request.path[:64])
        return render(request, "clerk/refused.html", {"refusal": exception}, status=_status(exception))


def _status(refusal: TallystickError) -> int:
    if isinstance(refusal, NotAllowed):
        return 403
    return 404 if isinstance(refusal, NotThere) else 409
