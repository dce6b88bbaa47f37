"""How moments, days and digests are written on every page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def moment(value: datetime | None) -> str:
    """Local date and time with its offset from UTC: '20 Nov 2026, 22:41 −05:00'."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{date_format(local, 'j M Y, H:i')} {offset(local)}"


@register.filter
def day(value: date | None) -> str:
    """A calendar day: '20 Nov 2026'."""
    return date_format(value, "j M Y") if value else ""


@register.filter
def digest(value: str) -> str:
    """The first sixteen characters of a digest, enough to tell two apart by eye."""
    return f"{value[:16]}…" if len(value) > 16 else value


def offset(local: datetime) -> str:
    """Offset of an aware local time: '−05:00', 'UTC' when there is none."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
