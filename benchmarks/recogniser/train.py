"""Train the recogniser on crops made by ``sheets.py``; writes a checkpoint every few minutes.

    python benchmarks/recogniser/train.py CROPS --held-out CROPS --out FILE.pt --minutes 50 [--seed 1] [--start FILE.pt]

New files of crops are taken as they appear. One thread, AdamW, the learning rate rises for the first twentieth of the
time and falls to nothing at its end (one cycle over time, not over epochs, because the machine is shared).
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from model import HEIGHT, STEP, LineReader
from texts import ALPHABET
from torch import nn

COLUMN = {letter: index for index, letter in enumerate(ALPHABET, start=1)}
WIDEST = 640


class Store:
    """Crops of a folder; files may be added while training goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seen = folder, set()
        self.crops: list[tuple[np.ndarray, str, int]] = []
        self.look()

    def look(self) -> None:
        for path in sorted(self.folder.glob("*[0-9].npz")):
            if path not in self.seen:
                self.seen.add(path)
                file = np.load(path)
                pixels, shapes = file["pixels"], file["shapes"]
                at = 0
                for (height, width), text, kind in zip(
                    shapes.tolist(), file["texts"].tolist(), file["kinds"].tolist(), strict=True
                ):
                    self.crops.append((pixels[at : at + height * width].reshape(height, width), text, kind))
                    at += height * width


def prepared(crop: np.ndarray, rng: random.Random | None) -> np.ndarray:
    """The crop 32 pixels high, width a multiple of four; with ``rng`` a little moved, stretched, or lighter."""
    if rng is not None and rng.random() < 0.7:
        up, down, left, right = (rng.randint(-2, 3) for _ in range(4))
        crop = cv2.copyMakeBorder(
            crop, max(0, up), max(0, down), max(0, left), max(0, right), cv2.BORDER_CONSTANT, value=255
        )
        height, width = crop.shape
        if min(height + min(0, up) + min(0, down), width + min(0, left) + min(0, right)) > 12:
            crop = crop[max(0, -up) : height + min(0, down), max(0, -left) : width + min(0, right)]
    height, width = crop.shape
    wide = width * HEIGHT / height * (rng.uniform(0.75, 1.2) if rng is not None else 1.0)
    wide = int(min(WIDEST, max(16, math.ceil(wide / STEP) * STEP)))
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    return cv2.resize(crop, (wide, HEIGHT), interpolation=way)


def batches(
    store: Store, size: int, rng: random.Random | None
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, list[int]]]:
    """Batches of lines of about one width, forever, in chance order; without ``rng`` once, as they stand."""
    while True:
        if rng is None:
            order = list(range(len(store.crops)))
        else:
            store.look()
            order = [rng.randrange(len(store.crops)) for _ in range(size * 24)]
        lines = [(prepared(store.crops[one][0], rng), one) for one in order]
        lines.sort(key=lambda line: line[0].shape[1])
        groups = [lines[at : at + size] for at in range(0, len(lines), size)]
        if rng is not None:
            rng.shuffle(groups)
        for group in groups:
            widest = max(line.shape[1] for line, _ in group)
            block = np.full((len(group), 1, HEIGHT, widest), 255, np.uint8)
            for at, (line, _) in enumerate(group):
                block[at, 0, :, : line.shape[1]] = line
            wanted = [[COLUMN[letter] for letter in store.crops[one][1]] for _, one in group]
            yield (
                torch.from_numpy(block).float() / 127.5 - 1,
                torch.tensor([line.shape[1] // STEP for line, _ in group]),
                torch.tensor([letter for one in wanted for letter in one]),
                torch.tensor([len(one) for one in wanted]),
                [one for _, one in group],
            )
        if rng is None:
            return


def read(scores: torch.Tensor, steps: int) -> str:
    best = scores[:steps].argmax(-1).tolist()
    return "".join(ALPHABET[b - 1] for a, b in zip([0, *best], best, strict=False) if b and b != a)


def judged(net: nn.Module, store: Store) -> str:
    """Lines wholly right (%), spaces and capitals apart, typed and hand, coarse and fine."""
    net.eval()
    table: dict[tuple[str, str], list[int]] = {}
    with torch.inference_mode():
        for block, steps, _, _, ones in batches(store, 32, None):
            for scores, count, one in zip(net(block), steps.tolist(), ones, strict=True):
                _, text, kind = store.crops[one]
                right = read(scores, count).replace(" ", "").upper() == text.replace(" ", "").upper()
                key = ("hand" if kind % 10 else "typed", "L" + str(kind // 10))
                table.setdefault(key, []).append(right)
    net.train()
    return "  ".join(f"{a} {b} {100 * sum(v) / len(v):.1f}" for (a, b), v in sorted(table.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crops", type=Path)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--size", type=int, default=32)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(asked.seed)
    rng = random.Random(asked.seed)
    net = LineReader(len(ALPHABET)).to(memory_format=torch.channels_last)
    if asked.start:
        net.load_state_dict(torch.load(asked.start))
    print(f"{sum(one.numel() for one in net.parameters())} parameters", flush=True)
    store, held = Store(asked.crops), Store(asked.held_out)
    lost = nn.CTCLoss(zero_infinity=True)
    how = torch.optim.AdamW(net.parameters(), lr=asked.rate, weight_decay=0.01, betas=(0.9, 0.98))
    begun, told, kept = time.monotonic(), 0.0, 0.0
    sum_lost, count, seen = 0.0, 0, 0
    for block, steps, wanted, lengths, _ in batches(store, asked.size, rng):
        done = (time.monotonic() - begun) / 60 / asked.minutes
        if done >= 1:
            break
        rate = asked.rate * min(1, done / 0.05) * (0.5 + 0.5 * math.cos(math.pi * done))
        for group in how.param_groups:
            group["lr"] = max(rate, asked.rate * 0.02 if done < 0.05 else 0)
        scores = net(block.contiguous(memory_format=torch.channels_last)).log_softmax(-1).transpose(0, 1)
        one = lost(scores, wanted, steps, lengths)
        how.zero_grad(set_to_none=True)
        one.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        how.step()
        sum_lost, count, seen = sum_lost + float(one.detach()), count + 1, seen + len(steps)
        now = time.monotonic() - begun
        if now - told > 60:
            print(
                f"{now / 60:5.1f} min  {seen} lines  {len(store.crops)} crops  loss {sum_lost / count:.3f}", flush=True
            )
            told, sum_lost, count = now, 0.0, 0
        if now - kept > 420:
            torch.save(net.state_dict(), asked.out)
            print("   held out: " + judged(net, held), flush=True)
            kept = now
    torch.save(net.state_dict(), asked.out)
    print("   held out: " + judged(net, held), flush=True)


if __name__ == "__main__":
    main()
