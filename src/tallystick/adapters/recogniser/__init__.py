"""The OCR engines behind ``reading.recogniser.Recogniser``. Must not know what a form is."""

from .faxline import FaxLineRecogniser
from .paddle import PaddleRecogniser

__all__ = ["FaxLineRecogniser", "PaddleRecogniser"]
