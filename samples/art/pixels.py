"""Pixel pictures without packages: a palette, shapes shaded by ramps, noise, and PNG files.

Everything the samples show is made from these few functions. A picture is a grid of palette names
or (r, g, b) tuples; None is transparent.
"""
import json
import math
import struct
import zlib

PALETTE = {
    "ink": "12101f", "night": "1c1936", "dusk": "2b2552", "plum": "45306d", "wine": "743a7c",
    "rose": "b44a78", "coral": "ec6a66", "amber": "f79a58", "gold": "ffd166", "cream": "fff0c4",
    "white": "fffdf4", "deep": "143a4e", "teal": "1f6f78", "sea": "2fa58e", "mint": "84e6a5",
    "pine": "1e4038", "leaf": "3a7a45", "lime": "8fc75a", "blue": "3a62b8", "sky": "4fa6e3",
    "ice": "aeeaf7", "slate": "383d5e", "stone": "5b6288", "ash": "949dba", "mist": "d3dbec",
    "bark": "4a2b34", "clay": "84504a", "sand": "c98f63", "red": "d83b4c", "blood": "8c2442",
}
PALETTE = {name: tuple(int(code[i:i + 2], 16) for i in (0, 2, 4)) for name, code in PALETTE.items()}

BAYER = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]


def colour(name):
    return PALETTE[name] if isinstance(name, str) else name


def ramp(names, value, x, y, dither=1.0):
    """The colour of a ramp at value 0 to 1; between two colours a 4x4 pattern mixes them."""
    place = min(max(value, 0.0), 0.9999) * (len(names) - 1)
    index = int(place)
    threshold = 0.5 + ((BAYER[y % 4][x % 4] + 0.5) / 16 - 0.5) * dither
    return names[min(index + (1 if place - index > threshold else 0), len(names) - 1)]


# Noise: the same everywhere, in every run.

def chance(*numbers):
    """A number from 0 to 1 that looks random and depends on the numbers only."""
    h = 2166136261
    for n in numbers:
        h = ((h ^ (int(n) & 0xFFFFFFFF)) * 16777619) & 0xFFFFFFFF
        h ^= h >> 13
        h = (h * 0x5BD1E995) & 0xFFFFFFFF
    h ^= h >> 15
    return h / 4294967296


def smooth(t):
    return t * t * (3 - 2 * t)


def noise(*p, seed=0, wrap=0):
    """Value noise in 1, 2 or 3 dimensions; wrap > 0 repeats after that many units."""
    cell = [math.floor(v) for v in p]
    part = [smooth(v - c) for v, c in zip(p, cell)]
    total = 0.0
    for corner in range(1 << len(p)):
        weight, at = 1.0, []
        for axis in range(len(p)):
            bit = corner >> axis & 1
            weight *= part[axis] if bit else 1 - part[axis]
            at.append((cell[axis] + bit) % wrap if wrap else cell[axis] + bit)
        total += weight * chance(seed, *at)
    return total


def fbm(*p, octaves=4, seed=0, wrap=0):
    total = weight = 0.0
    for octave in range(octaves):
        scale = 1 << octave
        total += noise(*(v * scale for v in p), seed=seed + octave, wrap=wrap * scale) / scale
        weight += 1 / scale
    return total / weight


class Picture:
    def __init__(self, width, height, fill=None):
        self.w, self.h = width, height
        self.rows = [[fill] * width for _ in range(height)]

    def set(self, x, y, name):
        x, y = int(x), int(y)
        if 0 <= x < self.w and 0 <= y < self.h:
            self.rows[y][x] = name

    def get(self, x, y):
        return self.rows[y][x] if 0 <= x < self.w and 0 <= y < self.h else None

    def box(self, x, y, w, h, name):
        for j in range(y, y + h):
            for i in range(x, x + w):
                self.set(i, j, name)

    def line(self, x1, y1, x2, y2, name):
        steps = max(abs(x2 - x1), abs(y2 - y1), 1)
        for i in range(int(steps) + 1):
            self.set(round(x1 + (x2 - x1) * i / steps), round(y1 + (y2 - y1) * i / steps), name)

    def ball(self, cx, cy, rx, ry, names, light=(-0.5, -0.7, 0.6), dither=0.5, gain=1.0):
        """An ellipse shaded as if it were round, dark to light along the ramp."""
        for y in range(int(cy - ry) - 1, int(cy + ry) + 2):
            for x in range(int(cx - rx) - 1, int(cx + rx) + 2):
                u, v = (x + 0.5 - cx) / rx, (y + 0.5 - cy) / ry
                if u * u + v * v > 1:
                    continue
                n = (u, v, math.sqrt(1 - u * u - v * v))
                lit = sum(a * b for a, b in zip(n, light)) * gain
                self.set(x, y, ramp(names, 0.5 + 0.5 * lit, x, y, dither))

    def ascii(self, art, key, x=0, y=0):
        """Draws rows of characters; key says which colour each one is; others are left alone."""
        for j, row in enumerate(art.strip("\n").split("\n")):
            for i, c in enumerate(row):
                if c in key:
                    self.set(x + i, y + j, key[c])

    def paste(self, other, x, y):
        for j in range(other.h):
            for i in range(other.w):
                if other.rows[j][i] is not None:
                    self.set(x + i, y + j, other.rows[j][i])

    def mirrored(self):
        other = Picture(self.w, self.h)
        other.rows = [row[::-1] for row in self.rows]
        return other

    def scaled(self, n):
        other = Picture(self.w * n, self.h * n)
        other.rows = [[c for c in row for _ in range(n)] for row in self.rows for _ in range(n)]
        return other

    def outlined(self, name="ink", corners=False):
        """A copy with every transparent pixel beside a drawn one filled."""
        near = [(-1, 0), (1, 0), (0, -1), (0, 1)]
        near += [(-1, -1), (1, -1), (-1, 1), (1, 1)] if corners else []
        other = Picture(self.w, self.h)
        for y in range(self.h):
            for x in range(self.w):
                c = self.rows[y][x]
                if c is None and any(self.get(x + i, y + j) is not None for i, j in near):
                    c = name
                other.rows[y][x] = c
        return other

    def save(self, path):
        """An indexed PNG of at most 256 colours."""
        colours = {}
        for row in self.rows:
            for c in row:
                colours.setdefault(None if c is None else colour(c), len(colours))
        assert len(colours) <= 256, path + " has %d colours" % len(colours)
        index = {None: colours.get(None, 0)}
        lines = []
        for row in self.rows:
            lines.append(b"\0" + bytes(index[c] if c in index else
                                       index.setdefault(c, colours[colour(c)]) for c in row))
        table = b"".join(bytes(c or (0, 0, 0)) for c in colours)
        clear = bytes(0 if c is None else 255 for c in colours)
        write_png(path, self.w, self.h, 8, b"".join(lines), table, clear)


def write_png(path, width, height, bits, lines, table, clear):
    """lines: each row's filter byte and its indexes, already packed."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(
            ">I", zlib.crc32(name + data))
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n"
                  + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 3, 0, 0, 0))
                  + chunk(b"PLTE", table) + chunk(b"tRNS", clear)
                  + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))


def info(path, **fields):
    """The file beside a picture that says its origin, speed and box."""
    with open(path + ".json", "w") as out:
        out.write(json.dumps(fields) + "\n")


def strip(frames):
    """Pictures of one size, side by side."""
    whole = Picture(frames[0].w * len(frames), frames[0].h)
    for i, frame in enumerate(frames):
        whole.paste(frame, i * frames[0].w, 0)
    return whole


def rock(size, frames, names, seed, bumps=0.34, craters=5):
    """A stone that turns: a ball with noise on it, seen from the front, lit from the upper left."""
    spots = []
    for i in range(craters):
        a, z = chance(seed, i, 1) * 6.283, chance(seed, i, 2) * 2 - 1
        r = math.sqrt(1 - z * z)
        spots.append((r * math.cos(a), r * math.sin(a), z, 0.18 + 0.2 * chance(seed, i, 3)))

    def radius(d):
        r = 1 - bumps + bumps * 2 * fbm(*(v * 1.4 + 7 for v in d), octaves=3, seed=seed) - bumps / 2
        for x, y, z, wide in spots:
            away = math.acos(max(-1, min(1, d[0] * x + d[1] * y + d[2] * z))) / wide
            if away < 1:
                r -= 0.10 * (1 - away * away)
        return r

    def turned(x, y, z, a, b):
        x, y = x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a)
        return x, y * math.cos(b) - z * math.sin(b), y * math.sin(b) + z * math.cos(b)

    half, made = size / 2, []
    for frame in range(frames):
        angle = frame * 2 * math.pi / frames
        depth = [[None] * (size + 1) for _ in range(size + 1)]
        for j in range(size + 1):
            for i in range(size + 1):
                x, y = (i + 0.0 - half) / (half - 1), (j + 0.0 - half) / (half - 1)
                z = math.sqrt(max(0.0, 1 - x * x - y * y))
                for _ in range(4):
                    far = math.sqrt(x * x + y * y + z * z) or 1e-6
                    r = radius(turned(x / far, y / far, z / far, angle, 0.5))
                    square = r * r - x * x - y * y
                    if square < 0:
                        z = None
                        break
                    z = 0.5 * z + 0.5 * math.sqrt(square)
                depth[j][i] = z
        picture = Picture(size, size)
        for j in range(size):
            for i in range(size):
                z = [depth[j][i], depth[j][i + 1], depth[j + 1][i], depth[j + 1][i + 1]]
                if None in z:
                    continue
                step = 1 / (half - 1)
                nx, ny = (z[0] + z[2] - z[1] - z[3]) / 2, (z[0] + z[1] - z[2] - z[3]) / 2
                length = math.sqrt(nx * nx + ny * ny + step * step)
                lit = (-0.55 * nx - 0.7 * ny + 0.45 * step) / length
                picture.set(i, j, ramp(names, 0.42 + 0.55 * lit, i, j, 0.55))
        made.append(picture.outlined("ink"))
    return made


LETTERS = {
    "A": [".####.", "##..##", "##..##", "######", "##..##", "##..##", "##..##"],
    "B": ["#####.", "##..##", "##..##", "#####.", "##..##", "##..##", "#####."],
    "C": [".####.", "##..##", "##....", "##....", "##....", "##..##", ".####."],
    "D": ["#####.", "##..##", "##..##", "##..##", "##..##", "##..##", "#####."],
    "E": ["######", "##....", "##....", "#####.", "##....", "##....", "######"],
    "G": [".####.", "##..##", "##....", "##.###", "##..##", "##..##", ".#####"],
    "H": ["##..##", "##..##", "##..##", "######", "##..##", "##..##", "##..##"],
    "I": ["####", ".##.", ".##.", ".##.", ".##.", ".##.", "####"],
    "L": ["##....", "##....", "##....", "##....", "##....", "##....", "######"],
    "N": ["##..##", "###.##", "######", "##.###", "##..##", "##..##", "##..##"],
    "O": [".####.", "##..##", "##..##", "##..##", "##..##", "##..##", ".####."],
    "P": ["#####.", "##..##", "##..##", "#####.", "##....", "##....", "##...."],
    "R": ["#####.", "##..##", "##..##", "#####.", "##.##.", "##..##", "##..##"],
    "S": [".####.", "##..##", "##....", ".####.", "....##", "##..##", ".####."],
    "T": ["######", "..##..", "..##..", "..##..", "..##..", "..##..", "..##.."],
    "K": ["##..##", "##.##.", "####..", "###...", "####..", "##.##.", "##..##"],
    "W": ["##...##", "##...##", "##...##", "##.#.##", "#######", "###.###", "##...##"],
    "Y": ["##..##", "##..##", ".####.", "..##..", "..##..", "..##..", "..##.."],
    "!": ["##", "##", "##", "##", "##", "..", "##"],
    " ": ["..."] * 7,
}


def block_word(word, cell, names, side, edge):
    """A word in blocks of worn stone: a ramp from top to bottom, a lit edge, a side below."""
    deep = cell * 3 // 4
    p = Picture(sum(len(LETTERS[c][0]) + 1 for c in word) * cell - cell + 8, 7 * cell + deep + 8)
    at = 0
    for c in word:
        for j, row in enumerate(LETTERS[c]):
            for i, on in enumerate(row):
                if on != "#":
                    continue
                x0, y0 = (at + i) * cell + 4, j * cell + 4
                p.box(x0, y0 + deep, cell, cell, side)
                for y in range(y0, y0 + cell):
                    for x in range(x0, x0 + cell):
                        worn = fbm(x / 5, y / 5, octaves=2, seed=6)
                        value = 1.02 - (y - 4) / (7.5 * cell) + (worn - 0.5) * 0.42
                        p.set(x, y, ramp(names, value, x, y, 0.8))
        at += len(LETTERS[c][0]) + 1
    for y in range(p.h - 2, 0, -1):
        for x in range(p.w):
            if p.get(x, y) not in (None, side) and p.get(x, y - 1) is None:
                p.rows[y][x] = edge
                if cell > 5:
                    p.rows[y + 1][x] = edge
    return p.outlined("ink", corners=True)
