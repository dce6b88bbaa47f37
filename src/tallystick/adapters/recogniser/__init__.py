"""The OCR engines behind ``reading.recogniser.Recogniser``. Must not know what a form is.

They tell nobody that they ran: onnxruntime reports its use to its maker over the network and keeps a device number,
unless the environment forbids it before it is loaded (its Privacy.md).
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from .faxline import FaxLineRecogniser
from .paddle import PaddleRecogniser

__all__ = ["FaxLineRecogniser", "PaddleRecogniser"]
