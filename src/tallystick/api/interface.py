"""The addresses below ``/api/v1/``. One service call an act; every refusal is an RFC 9457 problem."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, NinjaAPI
from ninja import Status as Answered
from ninja.errors import AuthenticationError, ValidationError
from ninja.files import UploadedFile
from ninja.params.functions import Header
from ninja.security import HttpBearer

from tallystick.api.words import Figures, Problem, Registered, Status
from tallystick.model.errors import NotAllowed, NotThere, TallystickError, WrongUse
from tallystick.model.period import parse_period
from tallystick.services.channels import Program, check_size, program_of
from tallystick.services.current import current_home
from tallystick.services.filing.versions import versions as signed_versions
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.outside import publish

STATUS: dict[type[TallystickError], int] = {NotAllowed: 403, NotThere: 404, WrongUse: 400}


class Token(HttpBearer):
    """``Authorization: Bearer tly_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Program | None:
        """Give the program behind the token, or nothing."""
        del request
        try:
            return program_of(current_home(), token)
        except NotAllowed:
            return None


api = NinjaAPI(
    title="Tallystick",
    version="1",
    description="Register transmissions; read what is published. No address answers a name.",
    docs_url=None,
    urls_namespace="api",
)


@api.post("transmissions", auth=Token(), response={201: Registered, 200: Registered, "4XX": Problem})
def transmissions(
    request: HttpRequest, file: File[UploadedFile], idempotency_key: str = Header("", alias="Idempotency-Key")
) -> Answered[Registered]:
    """Register one transmission: a fax, a scan, a message.

    The same file with the same ``Idempotency-Key`` (without one: the same bytes) answers with the number that was given
    before, and adds nothing.
    """
    home, program = current_home(), _program(request)
    check_size(file.size or 0)
    transmission = Transmission(
        data=file.read(),
        channel=program.channel,
        station=program.station,
        transport_id=f"{program.actor.user}:{idempotency_key}"[:300] if idempotency_key else "",
        file_name=file.name or "",
    )
    received = receive(home, program.actor, transmission)
    told = Registered(number=received.number, entry=received.entry, again=received.again, sha256=received.sha256)
    return Answered(200 if received.again else 201, told)


@api.get("status", response=Status)
def status(request: HttpRequest) -> Status:
    """Whether the register is there, and how far it is published."""
    del request
    home = current_home()
    return Status(agency=home.agency.name, invented=home.settings.invented, published_entries=publish.published_size())


@api.get("figures/{period}", response={200: Figures, "4XX": Problem})
def figures(request: HttpRequest, period: str) -> Figures:
    """The newest signed report of a period, as it was filed. What is not signed is not told."""
    del request
    wanted = parse_period(period)
    versions = signed_versions(current_home(), wanted)
    if not versions:
        raise NotThere(f"no report is signed for {wanted.name}")
    newest = versions[-1]
    document = json.loads((newest.folder / "report.json").read_text(encoding="utf-8"))
    return Figures(period=wanted.name, version=newest.number, report=document)


@api.get("statements/{period}", response={200: dict[str, Any], "4XX": Problem})
def statements(request: HttpRequest, period: str) -> dict[str, Any]:
    """The statement between two parties' counts, in the edition released to the public."""
    del request
    files = publish.statements(current_home()).get(parse_period(period).name)
    if files is None:
        raise NotThere(f"no statement is released for {period}")
    found: dict[str, Any] = json.loads(files["statement.json"])
    return found


def _program(request: HttpRequest) -> Program:
    program = getattr(request, "auth", None)
    assert isinstance(program, Program)
    return program


@api.exception_handler(TallystickError)
def refused(_request: HttpRequest, refusal: TallystickError) -> HttpResponse:
    """Say what a service refuses."""
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 409)
    return _problem(status, refusal.what, refusal.remedy)


@api.exception_handler(AuthenticationError)
def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Say that the token opens nothing."""
    answer = _problem(401, "this token is not in use", "tallystick user token makes another")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def unfit(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which part of the request is missing or of another shape."""
    places = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors})
    return _problem(422, "the request lacks something or has it in another shape", ", ".join(places))


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    body = Problem(title=title, status=status, detail=detail).model_dump_json()
    return HttpResponse(body, status=status, content_type="application/problem+json")
