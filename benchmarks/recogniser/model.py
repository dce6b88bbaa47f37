"""The network: a line of print, 32 pixels high, to the logarithms of letters every four pixels. Knows no file."""

from __future__ import annotations

import torch
from torch import nn

HEIGHT, STEP = 32, 4


def _conv(
    before: int,
    after: int,
    size: tuple[int, int] = (3, 3),
    stride: tuple[int, int] = (1, 1),
    pad: tuple[int, int] = (1, 1),
) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, size, stride, pad, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


class Context(nn.Module):
    """Looks along the line: each step sees some letters to either side."""

    def __init__(self, width: int, inner: int, dilation: int) -> None:
        super().__init__()
        self.along = nn.Sequential(
            nn.Conv2d(
                width, width, (1, 7), padding=(0, 3 * dilation), dilation=(1, dilation), groups=width, bias=False
            ),
            nn.BatchNorm2d(width),
        )
        self.mixed = nn.Sequential(
            _conv(width, inner, (1, 1), pad=(0, 0)), nn.Conv2d(inner, width, 1, bias=False), nn.BatchNorm2d(width)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.mixed(self.along(x))


class Same(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = _conv(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.conv(x)


class LineReader(nn.Module):
    """(lines, 1, 32, width) from -1 black to 1 white, to (lines, width / 4, 1 + letters): not yet probabilities."""

    def __init__(self, letters: int, width: int = 160) -> None:
        super().__init__()
        self.eyes = nn.Sequential(
            _conv(1, 24, stride=(2, 2)),
            _conv(24, 32, stride=(2, 1)),
            _conv(32, 64, stride=(2, 2)),
            Same(64),
            _conv(64, width, (4, 3), pad=(0, 1)),
        )
        self.context = nn.Sequential(*(Context(width, width * 3 // 2, dilation) for dilation in (1, 2, 3, 1)))
        self.letters = nn.Conv2d(width, letters + 1, 1)
        self.pen = nn.Sequential(nn.Linear(2 * width, 48), nn.ReLU(), nn.Linear(48, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.letters(self.context(self.eyes(x))).squeeze(2).transpose(1, 2)

    def both(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The letters, and one number a line: how much it looks like a hand's (taught by ``pen.py``)."""
        seen = self.context(self.eyes(x))
        return self.letters(seen).squeeze(2).transpose(1, 2), self.pen(self.gist(seen))[:, 0]

    def gist(self, seen: torch.Tensor) -> torch.Tensor:
        """A line as one row of numbers, whatever its width: what its steps say on average, and how far they differ."""
        steps = seen.squeeze(2)
        mean = steps.mean(-1)
        return torch.cat([mean, ((steps - mean.unsqueeze(-1)) ** 2).mean(-1).clamp(min=1e-6).sqrt()], 1)
