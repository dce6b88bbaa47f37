"""The OCR engine behind ``reading.recogniser.Recogniser``. Must not know what a form is."""

from .paddle import PaddleRecogniser

__all__ = ["PaddleRecogniser"]
