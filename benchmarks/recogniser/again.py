"""The network that ships, back as a checkpoint that ``train.py --start`` goes on from.

    python benchmarks/recogniser/again.py CROPS --out FILE.pt [--network FILE.onnx] [--lines 2000]

An exported network has its normalisations folded into the weights before them. Here each gets back the mean and spread
that its numbers have over ``--lines`` crops, with a scale and shift that undo both: the same function, and one that can
be trained.
"""

from __future__ import annotations

import argparse
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from model import LineReader
from onnx import numpy_helper
from texts import ALPHABET, ROOT
from torch import nn
from train import Store, batches

NETWORK = ROOT / "src/tallystick/adapters/recogniser/faxline.onnx"


def folded(path: Path) -> LineReader:
    """The network with the folded weights, its normalisations only adding what was folded."""
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    nameless = iter([torch.from_numpy(np.array(held[name])) for name in held if name.startswith("onnx::Conv")])
    net = LineReader(len(ALPHABET)).eval()
    named = {name.removeprefix("net."): torch.from_numpy(np.array(held[name])) for name in held if "::" not in name}
    net.load_state_dict(named, strict=False)
    with torch.no_grad():
        for conv, after in pairs(net):
            conv.weight.copy_(next(nameless))
            after.bias.copy_(next(nameless))
            after.running_mean.zero_()
            after.running_var.fill_(1 - after.eps)
    return net


def pairs(net: LineReader) -> list[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """Each convolution that is followed by a normalisation, with it, in the order of the network."""
    flat = [one for one in net.modules() if isinstance(one, (nn.Conv2d, nn.BatchNorm2d))]
    return [
        (conv, after)
        for conv, after in pairwise(flat)
        if isinstance(conv, nn.Conv2d) and isinstance(after, nn.BatchNorm2d)
    ]


def trainable(net: LineReader, store: Store, lines: int) -> None:
    """Give every normalisation the mean and spread that it sees, and the scale and shift that undo them."""
    sums: dict[nn.Module, list[torch.Tensor]] = {}

    def note(layer: nn.Module, given: tuple[torch.Tensor, ...], _: torch.Tensor) -> None:
        seen = given[0].detach().transpose(0, 1).flatten(1).double()
        one = torch.stack([seen.sum(1), (seen**2).sum(1), torch.full((len(seen),), float(seen.shape[1]))])
        sums.setdefault(layer, []).append(one)

    hooks = [after.register_forward_hook(note) for _, after in pairs(net)]
    done = 0
    with torch.inference_mode():
        for block, _, _, _, ones in batches(store, 32, random.Random(1)):
            net(block)
            done += len(ones)
            if done >= lines:
                break
    for hook in hooks:
        hook.remove()
    with torch.no_grad():
        for layer, parts in sums.items():
            total, squares, count = torch.stack(parts).sum(0)
            mean = total / count
            spread = (squares / count - mean**2).clamp(min=1e-6)
            layer.running_mean.copy_(mean)
            layer.running_var.copy_(spread)
            layer.weight.copy_(torch.sqrt(spread + layer.eps))
            layer.bias.add_(mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crops", type=Path)
    parser.add_argument("--network", type=Path, default=NETWORK)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=2000)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    net, store = folded(asked.network), Store(asked.crops)
    sample = next(batches(store, 8, random.Random(2)))[0]
    with torch.inference_mode():
        before = net(sample)
        trainable(net, store, asked.lines)
        print(f"off by {float((net(sample) - before).abs().max()):.5f} at most")
    torch.save(net.state_dict(), asked.out)


if __name__ == "__main__":
    main()
