"""The two engines: what they read, that our own is the one its card names, and that the second waits until asked."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tallystick.adapters.recogniser import FaxLineRecogniser, PaddleRecogniser, faxline
from tallystick.model.errors import NotThere
from tallystick.reading.ctc import greedy
from tallystick.reading.page import Grey
from tallystick.reading.recogniser import Recogniser
from tallystick.services.read import READER_VERSION

LINES = ["OKONJO VALE, Maribel", "A000 123 456", "11/02/1988", "XPL2503000123", "Date of Birth:", "(000) 555-0142"]


def line(text: str) -> Grey:
    font = ImageFont.load_default(size=26)
    image = Image.new("L", (round(font.getlength(text)) + 12, 40), 255)
    ImageDraw.Draw(image).text((6, 4), text, fill=0, font=font)
    return np.asarray(image)


@pytest.mark.parametrize("engine", [FaxLineRecogniser, PaddleRecogniser])
def test_a_clear_line_is_read_by_either_engine(engine: type[Recogniser]) -> None:
    recogniser = engine()
    read = {text: greedy(recogniser.scores(line(text)), recogniser.alphabet).text for text in LINES}
    assert read == {text: text for text in LINES}


def test_the_scores_of_a_step_are_a_probability_for_each_letter_and_the_blank() -> None:
    recogniser = FaxLineRecogniser()
    scores, pen = recogniser.look(line("A000 123 456"))
    assert scores.shape[1] == 1 + len(recogniser.alphabet)
    assert scores.sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert 0 <= pen <= 1


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3), (30, 9000), (2, 2)])
def test_no_crop_is_too_small_or_too_long(size: tuple[int, int]) -> None:
    noise = np.array([random.Random(7).randrange(256) for _ in range(size[0] * size[1])], np.uint8).reshape(size)
    scores = FaxLineRecogniser().scores(noise)
    assert len(scores) > 0
    assert np.isfinite(scores).all()


def test_a_network_that_its_card_does_not_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(faxline.__file__).parent
    network = bytearray((folder / "faxline.onnx").read_bytes())
    network[-9] ^= 1
    (tmp_path / "faxline.onnx").write_bytes(network)
    (tmp_path / "faxline.toml").write_bytes((folder / "faxline.toml").read_bytes())
    monkeypatch.setattr(faxline, "files", lambda _: tmp_path)
    with pytest.raises(NotThere, match="not the one"):
        FaxLineRecogniser()


def test_stored_readings_are_told_apart_by_the_network_that_made_them() -> None:
    assert FaxLineRecogniser().name in READER_VERSION.split(", ")


def test_the_second_engine_is_not_loaded_before_it_is_asked() -> None:
    asked = "from tallystick.services import read; read.recogniser(); print(read.second.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


BARE = """
import onnxruntime, sys
onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
"""
OURS = """
import numpy as np
from tallystick.adapters.recogniser import FaxLineRecogniser, PaddleRecogniser
for engine in (FaxLineRecogniser(), PaddleRecogniser()):
    engine.scores(np.full((40, 200), 255, np.uint8))
"""


def kept(home: Path, program: str, *words: str) -> list[Path]:
    """What a program writes below a home of its own. It sees no other variable: the library is silent by itself on a
    machine that builds software (CI, GITHUB_ACTIONS), which is where these tests run too."""
    home.mkdir()
    alone = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    subprocess.run([sys.executable, "-c", program, *words], env=alone, check=True)
    return [path for path in home.rglob("*") if path.is_file()]


def test_no_engine_keeps_a_device_number_or_a_report_of_its_use_though_the_library_would(tmp_path: Path) -> None:
    network = Path(faxline.__file__).with_name("faxline.onnx")
    assert kept(tmp_path / "theirs", BARE, str(network)) != []
    assert kept(tmp_path / "ours", OURS) == []
