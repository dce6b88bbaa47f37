"""A checkpoint to the files that the program ships: the network as ONNX and a card beside it.

    python benchmarks/recogniser/export.py FILE.pt --version 1 [--out src/tallystick/adapters/recogniser]

The exported network gives probabilities. The card names alphabet, version, seed and what the recipe was (a digest of
its files), and the digest of the network, so that a changed file is noticed.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch
from model import HEIGHT, STEP, LineReader
from texts import ALPHABET, ROOT

HERE = Path(__file__).parent
RECIPE = ("faces.py", "faces.toml", "model.py", "pen.py", "sheets.py", "texts.py", "texts.toml", "train.py")


class Shipped(torch.nn.Module):
    """Probabilities of the letters, and how much the line looks like a hand's."""

    def __init__(self, net: LineReader) -> None:
        super().__init__()
        self.net = net

    def forward(self, lines: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        letters, pen = self.net.both(lines)
        return letters.softmax(-1), torch.sigmoid(pen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--version", type=int, required=True)
    parser.add_argument("--trained", default="", help="how, in a line: seeds, lines seen")
    parser.add_argument("--out", type=Path, default=ROOT / "src/tallystick/adapters/recogniser")
    asked = parser.parse_args()
    net = LineReader(len(ALPHABET))
    net.load_state_dict(torch.load(asked.checkpoint))
    shipped = Shipped(net).eval()
    network = asked.out / "faxline.onnx"
    torch.onnx.export(
        shipped,
        (torch.randn(1, 1, HEIGHT, 256),),
        str(network),
        dynamo=False,
        opset_version=17,
        input_names=["lines"],
        output_names=["letters", "pen"],
        dynamic_axes={"lines": {0: "count", 3: "width"}, "letters": {0: "count", 1: "steps"}, "pen": {0: "count"}},
    )
    recipe = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in RECIPE)).hexdigest()
    digest = hashlib.sha256(network.read_bytes()).hexdigest()
    alphabet = ALPHABET.replace("\\", "\\\\").replace('"', '\\"')
    card = [
        "# The recogniser that has seen fax strokes. Made by benchmarks/recogniser/export.py; see docs/reading.md.",
        f"version = {asked.version}",
        f'trained = "{asked.trained}"',
        f'recipe = "{recipe}"',
        f'sha256 = "{digest}"',
        f"height = {HEIGHT}",
        f"step = {STEP}",
        f'alphabet = "{alphabet}"',
    ]
    (asked.out / "faxline.toml").write_text("\n".join(card) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
