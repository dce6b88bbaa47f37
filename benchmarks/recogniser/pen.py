"""Teach a trained recogniser to tell a hand's line from a machine's: one more output on features that stay as they are.

python benchmarks/recogniser/pen.py FILE.pt CROPS --held-out CROPS --out FILE.pt [--lines 16000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import cv2
import numpy as np
import torch
from model import LineReader
from texts import ALPHABET
from torch import nn
from train import Store, prepared


def features(net: LineReader, store: Store, count: int, rng: random.Random) -> tuple[torch.Tensor, torch.Tensor]:
    """What the network makes of ``count`` lines of the store, and which of them are a hand's."""
    ones = [store.crops[rng.randrange(len(store.crops))] for _ in range(count)]
    made = []
    with torch.inference_mode():
        for crop, _, _ in ones:
            line = prepared(crop, None).astype(np.float32) / 127.5 - 1
            made.append(net.gist(net.context(net.eyes(torch.from_numpy(line)[None, None]))))
    return torch.cat(made), torch.tensor([float(kind % 10) for _, _, kind in ones])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("crops", type=Path)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=16000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(asked.seed)
    rng = random.Random(asked.seed)
    net = LineReader(len(ALPHABET))
    net.load_state_dict(torch.load(asked.checkpoint), strict=False)
    net.eval()
    seen, wanted = features(net, Store(asked.crops), asked.lines, rng)
    seen, wanted = seen.clone(), wanted.clone()
    how = torch.optim.AdamW(net.pen.parameters(), lr=3e-3, weight_decay=1e-3)
    for _ in range(60):
        for part in torch.randperm(len(seen)).split(256):
            lost = nn.functional.binary_cross_entropy_with_logits(net.pen(seen[part])[:, 0], wanted[part])
            how.zero_grad()
            lost.backward()
            how.step()
    held, truth = features(net, Store(asked.held_out), 2000, rng)
    with torch.inference_mode():
        told = torch.sigmoid(net.pen(held)[:, 0])
    for bar in (0.3, 0.5, 0.7, 0.9):
        found = (told[truth == 1] > bar).float().mean()
        false = (told[truth == 0] > bar).float().mean()
        print(f"above {bar}: {100 * found:.1f} % of the hands' lines, {100 * false:.1f} % of the machines'")
    torch.save(net.state_dict(), asked.out)


if __name__ == "__main__":
    main()
