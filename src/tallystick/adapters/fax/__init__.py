"""What fax lines wrote about themselves, as calls, notes and coverage. Pure text parsers; knows no spool folder."""

from .journal import Journal, parse_journal
from .xferfaxlog import parse_xferfaxlog

__all__ = ["Journal", "parse_journal", "parse_xferfaxlog"]
