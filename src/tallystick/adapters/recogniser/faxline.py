"""The recogniser of this project, trained on made-up lines sent through made-up fax machines: 2 MB, 2 ms a line.

Network and card stand beside this file; ``benchmarks/recogniser`` is the recipe. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files

import cv2
import numpy as np
import onnxruntime

from tallystick.model.errors import NotThere
from tallystick.reading.page import Grey
from tallystick.reading.recogniser import Scores

_NETWORK, _CARD = "faxline.onnx", "faxline.toml"
_NARROWEST, _WIDEST = 16, 1600


class FaxLineRecogniser:
    """One loaded network on one thread."""

    def __init__(self) -> None:
        """Load network and card.

        Raises:
            NotThere: the network is not the one that the card names.

        """
        own = files(__package__ or "")
        self._card = tomllib.loads((own / _CARD).read_text(encoding="utf-8"))
        network = (own / _NETWORK).read_bytes()
        if hashlib.sha256(network).hexdigest() != self._card["sha256"]:
            raise NotThere(
                f"the recogniser's network {_NETWORK} is not the one that its card names",
                where=str(own),
                remedy="install tallystick again",
            )
        self._session = onnxruntime.InferenceSession(network, one_thread(), providers=["CPUExecutionProvider"])

    @property
    def name(self) -> str:
        """Model and version."""
        return f"faxline {self._card['version']}"

    @property
    def alphabet(self) -> str:
        """Printable ASCII; an accented letter is read as its plain one."""
        return str(self._card["alphabet"])

    def scores(self, crop: Grey) -> Scores:
        """Probabilities (steps, 1 + letters) of one line."""
        return self.look(crop)[0]

    def look(self, crop: Grey) -> tuple[Scores, float]:
        """The same, and how much the line looks like a hand's (0..1)."""
        letters, pen = self._session.run(None, {"lines": self._prepared(crop)})
        return np.asarray(letters[0], np.float32), float(pen[0])

    def _prepared(self, crop: Grey) -> Scores:
        """The line at the height the network was trained on, -1 black to 1 white, white at its right end."""
        high, step = self._card["height"], self._card["step"]
        height, width = crop.shape
        wide = min(_WIDEST, max(_NARROWEST, -(-width * high // height // step) * step))
        way = cv2.INTER_AREA if height > high else cv2.INTER_LINEAR
        line = np.asarray(cv2.resize(crop, (wide, high), interpolation=way), np.float32)
        return np.ascontiguousarray((line / np.float32(127.5) - np.float32(1))[None, None])


def one_thread() -> onnxruntime.SessionOptions:
    """How a network runs here: on one thread, because several readers run beside each other."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return options
