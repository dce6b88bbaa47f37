"""Made-up paper: forms modelled on the detainer family, covers and strangers' pages, and what a fax makes of them.

    pages = form_pages(filled, rng)                              # Drawn pages, 400 dots an inch, with truth boxes
    data = fax(pages, quality=FaxQuality(4, Coding.G4), header=header, rng=rng)       # TIFF class F

Order the pages as they went through the machine; ``Drawn.turned()`` feeds one upside down, ``Drawn.cut(share)`` breaks
the call off on it. The same ``rng`` state gives the same bytes. All of it is invented; SPECIMEN stands between rows.
"""

from .content import ArrestWarrant, CoverSheet, Drawn, Filled, LabReport, Printed, Role
from .detainer import form_pages, notice_pages
from .electronic import Attachment, Mail, mail, pdf
from .faxing import Faxed, FaxHeader, FaxQuality, fax, faxed
from .others import administrative_warrant, cover_page, judicial_warrant, line_test_page, medical_page
from .tiff import Coding

__all__ = [
    "ArrestWarrant",
    "Attachment",
    "Coding",
    "CoverSheet",
    "Drawn",
    "FaxHeader",
    "FaxQuality",
    "Faxed",
    "Filled",
    "LabReport",
    "Mail",
    "Printed",
    "Role",
    "administrative_warrant",
    "cover_page",
    "fax",
    "faxed",
    "form_pages",
    "judicial_warrant",
    "line_test_page",
    "mail",
    "medical_page",
    "notice_pages",
    "pdf",
]
