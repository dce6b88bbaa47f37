"""The usual ways of reading a fax, on the same files: OCRmyPDF as paperless-ngx calls it, Tesseract, RapidOCR.

They give text, not fields. The kindest judgement is made: a key field counts as right when its value stands anywhere
in the text of the fax after capitals, signs and spaces are dropped; the sex, one letter, is left out.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from made_up.fax_judging import as_people_write
from made_up.fax_renditions import Case
from tallystick.adapters.pages import open_pages
from tallystick.reading.likeness import plain

PAPERLESS = (
    "--skip-text", "--deskew", "--clean", "--rotate-pages", "--rotate-pages-threshold", "12", "--output-type", "pdfa",
    "--image-dpi", "204",
)  # fmt: skip
"""What paperless-ngx 3.0.5 hands over for a TIFF with its settings as they come."""


def cpu_seconds() -> float:
    """CPU of this process and of all that it has started and seen end."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def ocrmypdf(data: bytes) -> str:
    """The text that paperless-ngx would keep."""
    with tempfile.TemporaryDirectory() as folder:
        source, text = Path(folder, "fax.tif"), Path(folder, "fax.txt")
        source.write_bytes(data)
        words = ["ocrmypdf", "-j1", "-q", *PAPERLESS, "--sidecar", str(text), str(source), str(Path(folder, "out.pdf"))]
        env = os.environ | {"OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(words, check=False, capture_output=True, env=env)
        if done.returncode not in (0, 4, 10):
            print("ocrmypdf:", done.returncode, done.stderr.decode()[-300:])
        return text.read_text(encoding="utf-8", errors="replace") if text.exists() else ""


def tesseract(data: bytes) -> str:
    """Each page with square pixels, whole, by Tesseract's own layout."""
    import cv2

    texts = []
    for page in open_pages(data).pages:
        png = bytes(cv2.imencode(".png", page.square())[1])
        words = ["tesseract", "-", "-", "--psm", "3", "--dpi", "204"]
        done = subprocess.run(
            words, check=False, input=png, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"}
        )
        texts.append(done.stdout.decode("utf-8", "replace"))
    return "\n".join(texts)


def rapidocr() -> Callable[[bytes], str]:
    """The whole pipeline of the wheel whose recogniser this program uses, one thread."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"})

    def read(data: bytes) -> str:
        found = [engine(page.square()) for page in open_pages(data).pages]
        return "\n".join(text for one in found for text in (one.txts or ()))

    return read


def compare(cases: Sequence[Case], names: Sequence[str]) -> None:
    """Print for each peer what it found at each level and what it cost."""
    ways: dict[str, Callable[[], Callable[[bytes], str]]] = {
        "ocrmypdf": lambda: ocrmypdf,
        "tesseract": lambda: tesseract,
        "rapidocr": rapidocr,
    }
    print("\npeers, key fields without the sex found anywhere in the text, % (typed; by hand):")
    for name in names:
        read = ways[name]()
        counts: dict[tuple[bool, int], Counter[str]] = defaultdict(Counter)
        before = cpu_seconds()
        for case in cases:
            text = plain(read(case.data))
            for value in as_people_write(case.filled).values():
                counts[case.hand, case.level].update(all=1, right=plain(value) in text)
        spent = (cpu_seconds() - before) / max(1, len(cases))
        typed = " ".join(_percent(counts[False, level]) for level in range(1, 6))
        print(
            f"  {name:10} {typed}; {_percent(sum((counts[True, n] for n in range(1, 6)), Counter()))}"
            f"   {spent:.2f} CPU s a fax"
        )


def _percent(count: Counter[str]) -> str:
    return f"{100 * count['right'] / count['all']:5.1f}" if count["all"] else "    -"
