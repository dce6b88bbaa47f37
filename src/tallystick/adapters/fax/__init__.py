"""What lines wrote about themselves, as calls, notes and coverage. Pure text parsers; knows no spool folder."""

from .journal import Journal, parse_journal
from .machine import Machine, is_machine_report, parse_machine_report
from .maillog import is_mail_log, parse_mail_log
from .xferfaxlog import parse_xferfaxlog

__all__ = [
    "Journal",
    "Machine",
    "is_machine_report",
    "is_mail_log",
    "parse_journal",
    "parse_machine_report",
    "parse_mail_log",
    "parse_xferfaxlog",
]
