"""What holds for every answer: the content security policy, and plain words for what the services refuse.

Must not know any page.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.model.errors import NotAllowed, NotThere, TallystickError

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
        return render(request, "clerk/refused.html", {"refusal": exception}, status=_status(exception))


def _status(refusal: TallystickError) -> int:
    if isinstance(refusal, NotAllowed):
        return 403
    return 404 if isinstance(refusal, NotThere) else 409
