"""Made-up sheets full of lines, faxed, and cut into crops as the reader cuts a page: what the recogniser learns on.

    python benchmarks/recogniser/sheets.py OUT --sheets 1500 --seed 1 [--faces DIR] [--held-out]

Each sheet goes through one of three machines: the project's own (``demo.paper.scan``) and two others that reduce and
threshold in another order. Then it is squared, straightened and laid out by the reader itself; a piece that the layout
found is the crop, or the line's own place, a little off. Writes one .npz for every twenty sheets.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import cv2
import faces
import numpy as np
import texts
from PIL import Image, ImageDraw, ImageFont

from tallystick.demo.paper.content import Drawn, Printed, Role
from tallystick.demo.paper.scan import LEVELS, scan
from tallystick.model.reading import Box
from tallystick.reading.area import Area
from tallystick.reading.layout import layout
from tallystick.reading.page import Page
from tallystick.reading.phrases import MARGIN
from tallystick.reading.straight import straighten, without_streaks

DPI, WIDE, HIGH = 400, 3400, 4400
CAPITALS_ALIKE = "aegnrdbhq"


@dataclass
class Spot:
    text: str
    edges: tuple[int, int, int, int]
    hand: bool


@dataclass
class Crop:
    pixels: np.ndarray
    text: str
    kind: int
    """Ten times the level (1 to 5; 6 and 7 are the other machines), plus one when it is like handwriting."""


class Machine:
    """Sheets from one seed."""

    def __init__(self, seed: int, groups: list[faces.Group]) -> None:
        self.rng = random.Random(seed)
        self.chance = np.random.default_rng(seed)
        self.groups = groups

    def crops(self) -> list[Crop]:
        sheet, spots = self._sheet()
        black, lines, centres, level = self._faxed(sheet, spots)
        page = Page(
            0, black.shape[1], black.shape[0], 204.0, float(lines), np.where(black, 0, 255).astype(np.uint8).tobytes()
        )
        straight = straighten(0, without_streaks(page.square()))
        forth = cv2.invertAffineTransform(straight.back)
        pieces = layout(straight.image).pieces
        height, width = straight.image.shape
        made = []
        for spot, (across, down) in zip(spots, centres, strict=True):
            x, y = forth @ (across * width, down * height, 1.0)
            left, top, right, bottom = spot.edges
            half = ((right - left) * 204 / DPI / 2, (bottom - top) * 204 / DPI / 2)
            own = (x - half[0], y - half[1], x + half[0], y + half[1])
            area = self._seen(own, pieces).padded(MARGIN)
            pixels = area.of(straight.image)
            if min(pixels.shape) >= 6 and (pixels < 128).mean() > 0.004:
                made.append(Crop(pixels.copy(), spot.text, level * 10 + spot.hand))
        return made

    def _seen(self, own: tuple[float, float, float, float], pieces: tuple[Area, ...]) -> Area:
        for piece in pieces:
            apart = (piece.left - own[0], piece.top - own[1], own[2] - piece.right, own[3] - piece.bottom)
            if all(abs(one) <= most for one, most in zip(apart, (10, 8, 10, 8), strict=True)):
                return piece
        off = [self.rng.uniform(-1.5, 3.5) for _ in range(4)]
        return Area(round(own[0] - off[0]), round(own[1] - off[1]), round(own[2] + off[2]), round(own[3] + off[3]))

    def _sheet(self) -> tuple[np.ndarray, list[Spot]]:
        rng = self.rng
        image = Image.new("L", (WIDE, HIGH), 255)
        draw = ImageDraw.Draw(image)
        ink = np.array(image)
        spots: list[Spot] = []
        top = rng.randint(120, 200)
        columns = self._columns()
        while top < HIGH - 220:
            pitch = rng.choice((56, 62, 68, 76, 84, 96, 110))
            if rng.random() < 0.12:
                columns = self._columns()
            ruled = rng.random() < 0.3
            for left, right in columns:
                self._cell(draw, ink, spots, (left, top, right, top + pitch), ruled)
            top += pitch
        drawn = np.minimum(np.asarray(image), ink)
        return drawn, spots

    def _columns(self) -> list[tuple[int, int]]:
        count = self.rng.choice((2, 3, 3, 4))
        edges = np.linspace(150, WIDE - 150, count + 1)
        edges[1:-1] += self.chance.integers(-120, 120, count - 1)
        return [(int(a) + self.rng.randint(10, 50), int(b) - 60) for a, b in pairwise(edges)]

    def _cell(
        self,
        draw: ImageDraw.ImageDraw,
        ink: np.ndarray,
        spots: list[Spot],
        room: tuple[int, int, int, int],
        ruled: bool,
    ) -> None:
        rng = self.rng
        left, top, right, bottom = room
        group = rng.choices(self.groups, [one.share for one in self.groups])[0]
        hand = group.name == "hand"
        path = str(rng.choice(group.files))
        most = (bottom - top) * (0.95 if hand else 0.8)
        size = max(34 if not hand else 46, round(most * rng.uniform(0.72, 1.0)))
        text = texts.line(rng)
        if only_capitals(path):
            text = text.upper()
        font = face(path, size)
        while len(text) > 1 and font.getlength(text) > right - left - 20:
            text = text[: max(1, int(len(text) * min(0.95, (right - left - 20) / font.getlength(text))))].strip()
        text = text.strip() or "M"
        base = bottom - round((bottom - top) * 0.27)
        if hand:
            edges = self.written(ink, path, size, text, left, base)
        else:
            edges = self._set(draw, font, size, text, left, base)
        if ruled:
            under = base + rng.randint(6, 20)
            draw.line((left - 20, under, right + 10, under), fill=0, width=rng.choice((3, 4, 5)))
        if rng.random() < 0.1:
            draw.line((left - rng.randint(14, 30), top, left - 14, bottom), fill=0, width=4)
        if edges:
            spots.append(Spot(text, edges, hand))

    def _set(
        self, draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, size: int, text: str, left: int, base: int
    ) -> tuple[int, int, int, int] | None:
        if self.rng.random() < 0.03:
            return _coarse(draw, text, left, base, self.rng.choice((4, 5, 6)))
        stroke = self.rng.choice((0, 0, 0, size * 0.01, size * 0.02))
        if " " in text and self.rng.random() < 0.12:
            return self._parted(draw, size, text, left, base)
        wide = self.rng.random() < 0.05
        if wide:
            at = left
            for letter in text:
                draw.text((at, base), letter, fill=0, font=font, anchor="ls", stroke_width=stroke)
                at += font.getlength(letter) + size * 0.12
            box = draw.textbbox((left, base), text, font=font, anchor="ls")
            return (int(box[0]), int(box[1]), int(at), int(box[3])) if at < WIDE - 40 else None
        draw.text((left, base), text, fill=0, font=font, anchor="ls", stroke_width=stroke)
        box = draw.textbbox((left, base), text, font=font, anchor="ls", stroke_width=stroke)
        return tuple(int(edge) for edge in box)

    def _parted(
        self, draw: ImageDraw.ImageDraw, size: int, text: str, left: int, base: int
    ) -> tuple[int, int, int, int] | None:
        """A label in one face and, some way behind it, the rest in another."""
        at = self.rng.choice([index for index, letter in enumerate(text) if letter == " "])
        group = self.rng.choice([one for one in self.groups if one.name != "hand"])
        first, rest = (
            face(str(self.rng.choice(group.files)), round(size * self.rng.uniform(0.75, 1))) for _ in range(2)
        )
        draw.text((left, base), text[:at], fill=0, font=first, anchor="ls")
        one = draw.textbbox((left, base), text[:at], font=first, anchor="ls")
        start = one[2] + round(size * self.rng.uniform(0.3, 1.1))
        two = draw.textbbox((start, base), text[at + 1 :], font=rest, anchor="ls")
        if two[2] > WIDE - 60:
            return None
        draw.text((start, base), text[at + 1 :], fill=0, font=rest, anchor="ls")
        return (int(one[0]), int(min(one[1], two[1])), int(two[2]), int(max(one[3], two[3])))

    def written(
        self, ink: np.ndarray, path: str, size: int, text: str, left: int, base: int
    ) -> tuple[int, int, int, int] | None:
        rng = self.rng
        slant, tilt, wander = rng.uniform(-0.12, 0.15), rng.uniform(0, 5), rng.uniform(0, 0.04)
        thick = rng.choice((0, 0, 0, 3))
        at = float(left)
        edges = [10**6, 10**6, 0, 0]
        font = face(path, size)
        for letter in text:
            width = font.getlength(letter)
            if letter != " ":
                glyph, origin = drawn(path, size, letter)
                angle, scale = rng.uniform(-tilt, tilt), rng.uniform(0.92, 1.1)
                turned = cv2.getRotationMatrix2D((glyph.shape[1] / 2, origin), angle, scale)
                lean = np.array([[1, slant, -slant * origin], [0, 1, 0], [0, 0, 1]])
                made = cv2.warpAffine(glyph, (turned @ lean), (glyph.shape[1], glyph.shape[0]), flags=cv2.INTER_LINEAR)
                if thick:
                    made = cv2.dilate(made, np.ones((thick, thick), np.uint8))
                x, y = round(at - size * 0.5), round(base - origin + rng.uniform(-wander, wander) * size)
                h, w = made.shape
                if x < 0 or y < 0 or x + w > WIDE or y + h > HIGH:
                    return None
                np.minimum(ink[y : y + h, x : x + w], 255 - made, out=ink[y : y + h, x : x + w])
                xs, ys = np.flatnonzero(made.max(axis=0) > 90), np.flatnonzero(made.max(axis=1) > 90)
                if len(xs):
                    edges = [
                        min(edges[0], x + xs[0]),
                        min(edges[1], y + ys[0]),
                        max(edges[2], x + xs[-1]),
                        max(edges[3], y + ys[-1]),
                    ]
            at += width + rng.uniform(-0.02, 0.05) * size
        return tuple(int(edge) for edge in edges) if edges[2] else None

    def _faxed(self, sheet: np.ndarray, spots: list[Spot]) -> tuple[np.ndarray, int, list[tuple[float, float]], int]:
        which = self.rng.choices((0, 1, 2), (4, 3, 3))[0]
        if which == 0:
            level = self.rng.choices((1, 2, 3, 4, 5), (1, 2, 3, 4, 4))[0]
            printed = tuple(
                Printed(
                    s.text,
                    Role.VALUE,
                    Box(0, s.edges[0] / WIDE, s.edges[1] / HIGH, s.edges[2] / WIDE, s.edges[3] / HIGH),
                )
                for s in spots
            )
            made = scan(Drawn(Image.fromarray(sheet), printed), LEVELS[level], self.rng)
            centres = [((p.box.left + p.box.right) / 2, (p.box.top + p.box.bottom) / 2) for p in made.printed]
            return made.bits, made.lines, centres, level
        return self._other(sheet, spots, which)

    def _other(
        self, sheet: np.ndarray, spots: list[Spot], which: int
    ) -> tuple[np.ndarray, int, list[tuple[float, float]], int]:
        rng = self.rng
        lines = rng.choice((98, 98, 98, 196))
        wide, high = 1728, round(HIGH / DPI * lines)
        angle, scale = rng.uniform(-2, 2) * rng.random(), rng.uniform(0.94, 1.01)
        turn = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), angle, scale)
        turn[:, 2] += rng.uniform(-25, 25), rng.uniform(-16, 24)
        pad = (1728 * DPI / 204 - WIDE) / 2
        turn[0, 2] += pad
        size = (round(1728 * DPI / 204), HIGH)
        if which == 1:
            paper = cv2.warpAffine(sheet, turn, size, flags=cv2.INTER_LINEAR, borderValue=255)
            paper = cv2.GaussianBlur(paper, (0, 0), rng.uniform(0.5, 1.9))
            grey = cv2.resize(
                paper, (wide, high), interpolation=rng.choice((cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR))
            )
        else:
            shrink = np.array([[wide / size[0], 0, 0], [0, 0.5, 0]]) @ np.vstack([turn, [0, 0, 1]])
            half = cv2.resize(sheet, (WIDE // 2, HIGH // 2), interpolation=cv2.INTER_AREA)
            shrink[:, :2] *= 2
            fine = cv2.warpAffine(half, shrink, (wide, HIGH // 2), flags=cv2.INTER_LINEAR, borderValue=255)
            fine = cv2.GaussianBlur(fine, (0, 0), rng.uniform(0.2, 0.8))
            grey = cv2.resize(
                fine,
                (wide, high),
                interpolation=rng.choice((cv2.INTER_AREA, cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC)),
            )
        lamp = np.linspace(1, 1 - rng.uniform(0, 0.08), wide, dtype=np.float32)
        lamp = lamp if rng.random() < 0.5 else lamp[::-1]
        black = grey.astype(np.float32) * lamp < 255 * rng.triangular(0.36, 0.78, 0.52)
        self._dirty(black)
        middles = np.array([((s.edges[0] + s.edges[2]) / 2, (s.edges[1] + s.edges[3]) / 2, 1.0) for s in spots])
        moved = middles @ turn.T
        return black, lines, [(x / size[0], y / HIGH) for x, y in moved.tolist()], 5 + which

    def _dirty(self, black: np.ndarray) -> None:
        rng, (height, width) = self.rng, black.shape
        count = int(black.size * rng.choice((0, 0.0005, 0.0015, 0.002, 0.003)))
        black[self.chance.integers(0, height, count), self.chance.integers(0, width, count)] ^= True
        for _ in range(rng.randint(0, 40)):
            top, left = rng.randrange(height), rng.randrange(width)
            black[top : top + rng.randint(1, 4), left : left + rng.randint(2, 7)] = rng.random() < 0.7
        for _ in range(rng.randint(0, 8)):
            line = rng.randrange(1, height)
            black[line] = black[line - 1] if rng.random() < 0.5 else False
        if rng.random() < 0.3:
            black[self.chance.random(height) < 0.85, rng.randrange(60, width - 60)] = True


def _coarse(draw: ImageDraw.ImageDraw, text: str, left: int, base: int, times: int) -> tuple[int, int, int, int] | None:
    """In the letters of dots that a fax machine prints over a page."""
    font = ImageFont.load_default_imagefont()
    width, height = (round(edge) for edge in font.getbbox(text)[2:])
    small = Image.new("L", (width, height), 0)
    ImageDraw.Draw(small).text((0, 0), text, fill=255, font=font)
    large = small.resize((width * times, height * times), Image.Resampling.NEAREST)
    top = base - large.height + 2 * times
    if left + large.width > WIDE - 60:
        return None
    draw.bitmap((left, top), large, fill=0)
    box = large.getbbox()
    return (left + box[0], top + box[1], left + box[2], top + box[3]) if box else None


@cache
def face(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def only_capitals(path: str) -> bool:
    font = face(path, 60)
    same = [font.getmask(a).size == font.getmask(a.upper()).size for a in CAPITALS_ALIKE]
    return sum(same) > len(same) / 2


@cache
def drawn(path: str, size: int, letter: str) -> tuple[np.ndarray, float]:
    """The letter's ink with half an em around it, and the row on which it stands."""
    font, pad = face(path, size), size // 2
    image = Image.new("L", (round(font.getlength(letter)) + 2 * pad, size * 2 + pad), 0)
    origin = round(size * 1.4)
    ImageDraw.Draw(image).text((pad, origin), letter, fill=255, font=font, anchor="ls")
    return np.asarray(image), origin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sheets", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faces", type=Path, help="a folder of further type faces")
    parser.add_argument("--held-out", action="store_true", help="only the faces kept for validation")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    asked.out.mkdir(parents=True, exist_ok=True)
    groups = [one for one in faces.groups(asked.faces, held_out=asked.held_out) if one.files]
    for start in range(0, asked.sheets, 20):
        seed = asked.seed * 1_000_003 + start
        machine = Machine(seed, groups)
        made = [crop for _ in range(min(20, asked.sheets - start)) for crop in machine.crops()]
        name = asked.out / f"{asked.seed:03}-{start:05}"
        np.savez(
            name.with_suffix(".part.npz"),
            pixels=np.concatenate([crop.pixels.ravel() for crop in made]),
            shapes=np.array([crop.pixels.shape for crop in made], np.int32),
            texts=np.array([crop.text for crop in made]),
            kinds=np.array([crop.kind for crop in made], np.int16),
        )
        name.with_suffix(".part.npz").rename(name.with_suffix(".npz"))
        print(f"{name}: {len(made)} crops", flush=True)


if __name__ == "__main__":
    main()
