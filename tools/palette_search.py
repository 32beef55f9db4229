"""Search colors for the book's quantities: legible, and far apart for every kind of eye.

``python -m tools.palette_search`` measures the palette that the book has, searches another from
``--seed`` (0 if none is named) and prints it, for `mlmath.palette.QUANTITIES`, with its measures.

The criteria (`faults` checks them, and `tests/test_palette.py` calls it):

- Contrast of at least 4.5 : 1 with every ground that letters stand on (WCAG 2.2, 1.4.3).
- Difference in OKLab (Ottosson 2020; about 0.02 is just seen) of any two quantities, and of each
  from the ink of the text, at least `APART` for trichromats and `APART_DICHROMAT` for each of the
  three kinds of dichromats, as Machado, Oliveira and Fernandes (2009), table 1, simulate them.
- A hue that can be named: each quantity keeps to its `HUES` on the light and on the dark page,
  neither gray nor glaring, neither black nor white.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlmath import palette

Floats = NDArray[np.float64]

CONTRAST = 4.5
APART = 0.12
APART_DICHROMAT = 0.06
# The grounds that letters stand on, on the light and on the dark page: the page, its raised boxes,
# JupyterLab, VS Code.
GROUNDS = {
    dark: [palette.NEUTRALS[name][dark] for name in ("paper", "paper-raised")] + others
    for dark, others in ((False, ["#ffffff"]), (True, ["#111111", "#1e1e1e"]))
}
# How each eye sees linear sRGB: the matrices for severity 1.0 of Machado et al.
VISION: dict[str, Floats] = {
    "trichromat": np.eye(3),
    "protanope": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranope": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanope": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
LEAST = np.array([APART if eye == "trichromat" else APART_DICHROMAT for eye in VISION])
# For each quantity: hues in OKLab from .. to, in degrees (0 pink, 110 yellow, 150 green, 260 blue),
# and the least chroma.
HUES = {
    "x": (245, 270, 0.12),  # blue
    "w": (145, 170, 0.09),  # green
    "wstar": (85, 112, 0.085),  # olive, yellow
    "y": (285, 310, 0.10),  # violet
    "yhat": (325, 350, 0.12),  # magenta
    "e": (18, 30, 0.17),  # red
    "grad": (195, 230, 0.06),  # steel blue, sky
    "gamma": (345, 370, 0.10),  # rose
    "R": (185, 220, 0.06),  # teal
    "positive": (240, 275, 0.09),  # blue
    "negative": (45, 68, 0.09),  # brown, orange
}
MOST_CHROMA = 0.20
LIGHTNESS = {False: (0.33, 1.0), True: (0.0, 0.92)}  # on the light page, on the dark page
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OPPONENTS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear(colors: ArrayLike) -> Floats:
    """Return the linear sRGB of colors given by their channels 0 to 255, shape (..., 3)."""
    encoded = np.asarray(colors, dtype=np.float64) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def channels(color: str) -> list[int]:
    """Return the channels of "#rrggbb", 0 to 255."""
    return [int(color[i : i + 2], 16) for i in (1, 3, 5)]


def oklab(rgb: Floats) -> Floats:
    """Return lightness L, green to red a, blue to yellow b of linear sRGB, shape (..., 3)."""
    return np.asarray(np.cbrt(rgb @ _CONES.T) @ _OPPONENTS.T)


def seen(rgb: Floats) -> Floats:
    """Return what each eye of `VISION` sees, in OKLab: shape (n_colors, n_eyes, 3)."""
    return oklab(np.clip(np.stack([rgb @ eye.T for eye in VISION.values()], axis=-2), 0, 1))


def distances(first: str, second: str) -> dict[str, float]:
    """Return the difference of two colors in OKLab for each eye."""
    one, two = seen(linear([channels(first), channels(second)]))
    return dict(zip(VISION, np.linalg.norm(one - two, axis=-1).tolist(), strict=True))


def lch(rgb: Floats) -> Floats:
    """Return lightness, chroma and hue (degrees from 0 to 360) in OKLab, shape (..., 3)."""
    L, a, b = np.moveaxis(oklab(rgb), -1, 0)
    return np.stack([L, np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360], axis=-1)


def fits(key: str, colors: Floats, dark: bool) -> NDArray[np.bool_]:
    """Tell which colors, given as `lch` gives them, suit a quantity's name."""
    least, most, chroma = HUES[key]
    L, C, h = np.moveaxis(colors, -1, 0)
    low, high = LIGHTNESS[dark]
    suits = (low <= L) & (high >= L) & (chroma <= C) & (C <= MOST_CHROMA)
    return np.asarray(suits & ((h - least) % 360 <= most - least))


def faults(colors: Mapping[str, str], dark: bool) -> Iterator[str]:
    """Yield a sentence for each criterion that the colors of the quantities do not meet."""
    for key, color in colors.items():
        low = min(palette.contrast(color, ground) for ground in GROUNDS[dark])
        if low < CONTRAST:
            yield f"{key} {color} has a contrast of {low:.2f}, under {CONTRAST}"
        L, C, h = lch(linear(channels(color)))
        if not fits(key, np.array([L, C, h]), dark):
            yield f"{key} {color} has lightness {L:.2f}, chroma {C:.3f}, hue {h:.0f}"
    shown = {**colors, "ink": palette.NEUTRALS["ink"][dark]}
    for a, b in combinations(shown, 2):
        for (eye, found), least in zip(distances(shown[a], shown[b]).items(), LEAST, strict=True):
            if found < least:
                yield f"{a} and {b} differ by {found:.3f} for a {eye}, under {least:.2f}"


def slack(colors: Mapping[str, str], dark: bool) -> float:
    """Return the least difference of two colors, as a multiple of what is asked."""
    every = [*colors.values(), palette.NEUTRALS["ink"][dark]]
    pairs = combinations(every, 2)
    return float(min((np.array([*distances(*pair).values()]) / LEAST).min() for pair in pairs))


def legible(dark: bool, step: int) -> NDArray[np.int64]:
    """Return the colors, one channel every `step`, that reach the contrast, shape (n, 3)."""
    axis = np.arange(0, 256, step)
    every = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    light = linear(every) @ [0.2126, 0.7152, 0.0722] + 0.05
    grounds = np.array([palette.relative_luminance(ground) + 0.05 for ground in GROUNDS[dark]])
    ratio = light / grounds.max() if dark else grounds.min() / light
    return np.asarray(every[ratio >= CONTRAST])


def search(dark: bool, seed: int = 0, starts: int = 40, step: int = 5) -> dict[str, str]:
    """Return the colors of the quantities with the most slack that was found.

    From each of `starts` random choices, each quantity in turn moves to the candidate that is
    farthest from its nearest neighbor, until that helps no more.
    """
    rng = np.random.default_rng(seed)
    pool = legible(dark, step)
    eyes = seen(linear(pool)) / LEAST[:, None]
    rows = [np.flatnonzero(fits(key, lch(linear(pool)), dark)) for key in HUES]
    ink = seen(linear([channels(palette.NEUTRALS["ink"][dark])])) / LEAST[:, None]
    best, most = np.zeros(0, dtype=np.intp), -1.0
    for _ in range(starts):
        chosen = np.array([rng.choice(row) for row in rows])
        before, found = -1.0, 0.0
        while found > before:
            if found > most:
                best, most = chosen.copy(), found
            before, gaps = found, []
            for k in rng.permutation(len(rows)):
                gap = np.full(len(rows[k]), np.inf)
                for other in (*eyes[np.delete(chosen, k)], *ink):
                    away = np.linalg.norm(eyes[rows[k]] - other, axis=-1).min(axis=1)
                    gap = np.minimum(gap, away)
                chosen[k] = rows[k][gap.argmax()]
                gaps.append(gap.max())
            found = min(gaps)
    texts = ["#" + bytes(color.tolist()).hex() for color in pool[best]]
    return dict(zip(HUES, texts, strict=True))


def main() -> None:
    """Measure the book's palette, search another, and print both."""
    parser = argparse.ArgumentParser(description="Search colors for the book's quantities.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--starts", type=int, default=40)
    options = parser.parse_args()
    for dark in (False, True):
        mine = {key: palette.color(key, dark) for key in palette.QUANTITIES}
        found = search(dark, options.seed, options.starts)
        for name, colors in (("the book's", mine), ("found", found)):
            print(f"{'dark' if dark else 'light'} page, {name}: slack {slack(colors, dark):.2f}")
            for key, color in colors.items():
                print(f"  {key:9} {color}")
            for fault in faults(colors, dark):
                print(f"  fault: {fault}")


if __name__ == "__main__":
    main()
