"""PP-OCRv6 (small) by onnxruntime: the recognition model inside the ``rapidocr`` wheel, and nothing else of it.

Nothing is fetched: the model file is part of the installed package, its labels stand in the model's own metadata.
"""

from __future__ import annotations

import unicodedata
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

import cv2
import numpy as np
import onnxruntime

from tallystick.model.errors import NotThere
from tallystick.reading.page import Grey
from tallystick.reading.recogniser import Scores

from .faxline import one_thread

_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
_MIN_WIDTH, _MAX_WIDTH = 48, 2400
_STEP = 8


class PaddleRecogniser:
    """One loaded model on one thread; 21 MB, about 0.07 ms of CPU a pixel of width at height 48."""

    def __init__(self) -> None:
        with as_file(_model()) as path:
            self._session = onnxruntime.InferenceSession(str(path), one_thread(), providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        labels = self._session.get_modelmeta().custom_metadata_map["character"].split("\n")
        plain = [(letter, at) for at, label in enumerate([*labels, " "], start=1) if (letter := _plain_letter(label))]
        plain.sort()
        self._alphabet = "".join(sorted({letter for letter, _ in plain}))
        self._columns = np.array([0, *(at for _, at in plain)])
        letters = [letter for letter, _ in plain]
        self._starts = np.array([0, *(1 + letters.index(letter) for letter in self._alphabet)])

    @property
    def name(self) -> str:
        """Model and the wheel that it came in."""
        return f"PP-OCRv6-small (rapidocr {version('rapidocr')})"

    @property
    def alphabet(self) -> str:
        """Plain letters, digits, signs and the space; an accented letter counts as its plain one."""
        return self._alphabet

    def look(self, crop: Grey) -> tuple[Scores, float]:
        """The scores; this engine does not know a hand's line from a machine's."""
        return self.scores(crop), 0.0

    def scores(self, crop: Grey) -> Scores:
        """Probabilities (steps, 1 + letters) of one line."""
        answer = self._session.run(None, {self._input: _prepared(crop)})[0]
        return np.asarray(np.add.reduceat(answer[0][:, self._columns], self._starts, axis=1), np.float32)


def _prepared(crop: Grey) -> Scores:
    """The line at the height the model was trained on, three equal channels, -1 black to 1 white."""
    height, width = crop.shape
    wanted = min(_MAX_WIDTH, max(_MIN_WIDTH, round(width * _HEIGHT / height / _STEP) * _STEP))
    line = cv2.resize(crop, (wanted, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    plane = np.asarray(line, np.float32) / np.float32(127.5) - np.float32(1)
    return np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)))


def _plain_letter(label: str) -> str:
    """The plain letter that a label stands for, empty for other scripts: the forms are printed in plain letters.

    What a speck above a letter makes of it on a fax (E read as an accented E) comes back to the letter.
    """
    bare = unicodedata.normalize("NFKD", label)[:1]
    return bare if len(label) == 1 and bare.isascii() and bare.isprintable() else ""


def _model() -> Traversable:
    """The model file inside the installed wheel."""
    path = files("rapidocr") / "models" / _MODEL
    if not path.is_file():
        raise NotThere(
            f"the recognition model {_MODEL} is missing",
            where="the installed package 'rapidocr'",
            remedy="install rapidocr 3.10 again: its wheel brings the model along",
        )
    return path
