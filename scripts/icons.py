"""Draws the icons of the installed product, the same two circles as favicon.svg, with nothing but the standard library.

python3 scripts/icons.py
"""

import struct
import zlib
from math import hypot
from pathlib import Path

ICONS = Path(__file__).resolve().parents[1] / "src" / "mentor_program" / "web" / "static" / "icons"
GROUND, FIRST, SECOND = (0x0A, 0x3F, 0x47), (0xF2, 0xB5, 0x44), (0xFF, 0xFF, 0xFF)
RADIUS, STROKE, FROM_THE_MIDDLE = 7.5, 3.0, 3.5
SIDE = 32


def picture(size: int, *, drawn_in: float = 1.0) -> bytes:
    """A square PNG. `drawn_in` is the part of the side that the drawing fills: masks cut off what lies outside 0.8."""
    scale = SIDE / size / drawn_in
    rows = []
    for row in range(size):
        y = (row + 0.5 - size / 2) * scale
        pixels = [pixel((column + 0.5 - size / 2) * scale, y, scale) for column in range(size)]
        rows.append(b"\0" + bytes(part for one in pixels for part in one))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pixel(x: float, y: float, width: float) -> tuple[int, int, int]:
    """The colour at a point, in units of favicon.svg from its middle; `width` of a pixel softens the edges."""
    colour = GROUND
    for middle, ink in ((-FROM_THE_MIDDLE, FIRST), (FROM_THE_MIDDLE, SECOND)):
        off = abs(hypot(x - middle, y) - RADIUS) - STROKE / 2
        cover = min(1.0, max(0.0, 0.5 - off / width))
        colour = tuple(round(under + (over - under) * cover) for under, over in zip(colour, ink, strict=True))
    return colour


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    ICONS.mkdir(exist_ok=True)
    for name, size, drawn_in in (
        ("icon-180", 180, 1),
        ("icon-192", 192, 1),
        ("icon-512", 512, 1),
        ("mask-512", 512, 0.8),
    ):
        (ICONS / f"{name}.png").write_bytes(picture(size, drawn_in=drawn_in))
