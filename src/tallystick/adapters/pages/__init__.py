"""Files to pages. Foreign bytes are decoded in a child process with limits; content never raises.

Must not know what a page means.
"""

from .covered import covered_png
from .opened import Opened, open_pages, page_png

__all__ = ["Opened", "covered_png", "open_pages", "page_png"]
