"""The shapes of what comes and goes, as OpenAPI describes them."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field


class Registered(Schema):
    """The acknowledgement of one transmission; ``again`` says that it had been registered before."""

    number: str = Field(description="write this on the paper")
    entry: int = Field(description="index in the register")
    again: bool
    sha256: str
    says: str = "Recorded only. This does not answer the request and tells nobody."


class Status(Schema):
    """Whether the register takes transmissions, and how far it is published."""

    agency: str
    invented: bool
    published_entries: int | None = Field(description="size of the log that was published last; null before the first")


class Figures(Schema):
    """A signed report as it was filed: ``report`` is its report.json."""

    period: str
    version: int
    report: dict[str, Any]


class Problem(Schema):
    """RFC 9457: what was wrong, and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
