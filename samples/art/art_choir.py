"""Pictures of samples/echo_choir: a pond in a clear night, seven frogs on lily pads, and a harp."""
import math
import tiled
from pixels import Picture, block_word, chance, fbm, info, ramp, strip

WIDTH, HEIGHT, SHORE = 640, 360, 204
MOON = (118, 66)
HARP = (524, 136)  # its top left
FROGS = [(58, 286), (132, 252), (208, 296), (280, 256), (352, 298), (420, 258), (476, 304)]
SKINS = [["bark", "clay", "sand", "cream"], ["pine", "leaf", "lime", "cream"],
         ["plum", "wine", "rose", "coral"], ["deep", "teal", "sea", "mint"],
         ["clay", "amber", "gold", "cream"], ["night", "blue", "sky", "ice"],
         ["pine", "sea", "mint", "white"]]
POSES = 4  # rests, blinks, opens its mouth, sings


def sky():
    p = Picture(WIDTH, HEIGHT)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            far = math.hypot(x - MOON[0], y - MOON[1])
            haze = fbm(x / 90, y / 26, octaves=3, seed=5) - 0.5
            value = y / 330 + 0.34 * math.exp(-far / 60) + haze * 0.16
            p.rows[y][x] = ramp(["ink", "night", "dusk", "plum", "wine"], value, x, y)
    for i in range(150):
        x, y = chance(i, 1) * WIDTH, chance(i, 2) ** 1.4 * 180
        if math.hypot(x - MOON[0], y - MOON[1]) > 40:
            p.set(x, y, ["stone", "ash", "mist", "white"][int(chance(i, 3) * 4)])
            if i % 17 == 0:
                for step in (-1, 1):
                    p.set(x + step, y, "stone")
                    p.set(x, y + step, "stone")
    for y in range(MOON[1] - 27, MOON[1] + 28):
        for x in range(MOON[0] - 27, MOON[0] + 28):
            u, v = (x + 0.5 - MOON[0]) / 26, (y + 0.5 - MOON[1]) / 26
            if u * u + v * v < 1:
                spots = fbm(x / 11, y / 11, octaves=3, seed=9)
                p.rows[y][x] = ramp(["sand", "gold", "cream", "white"], 1.12 - (u * u + v * v) * 0.3 - (spots > 0.55) * 0.35, x, y, 0.7)
    return p


def wood(p, names, seed, foot, tallest):
    """Firs side by side, from their tips down to the shore."""
    for i in range(-1, WIDTH // 7 + 2):
        x = i * 7 + chance(seed, i, 1) * 6
        hill = fbm(x / 90, seed, octaves=3, seed=seed)
        tall = tallest * (0.3 + 0.75 * hill + 0.3 * chance(seed, i, 2))
        for y in range(int(foot - tall), foot):
            down = y - (foot - tall)
            wide = down * 0.24 * (0.55 + 0.45 * ((down % 7) / 7)) + 0.5
            for at in range(int(x - wide), int(x + wide) + 1):
                lit = 0.45 - (at - x) / (wide + 1) * 0.4 + (chance(at, y, seed) - 0.5) * 0.4
                p.set(at, y, ramp(names, lit, at, y, 0.6))


def water(p):
    for y in range(SHORE, HEIGHT):
        deep = (y - SHORE) / (HEIGHT - SHORE)
        for x in range(WIDTH):
            wave = fbm(x / (22 + deep * 34), y / (1.6 + deep * 4), octaves=2, seed=21) - 0.5
            road = max(0, 1 - abs(x - MOON[0] + 26 * wave) / (20 + deep * 40)) * (0.75 - deep * 0.35)
            value = 0.5 - deep * 0.36 + wave * 0.5 + road * 0.42
            p.rows[y][x] = ramp(["ink", "night", "deep", "teal", "sea", "cream"], value * 0.8, x, y)
    for x in range(WIDTH):
        p.set(x, SHORE, "ink")
        if chance(x // 5, 6) > 0.4:
            p.set(x, SHORE + 1, "teal")


def bank(p):
    """Moss and stones at the right, where the harp stands."""
    for x in range(462, WIDTH):
        top = 362 - 62 * min(1, (x - 462) / 70) ** 0.5 + 7 * fbm(x / 14, 3, octaves=2, seed=31)
        for y in range(int(top), HEIGHT):
            value = 0.75 - (y - top) / 34 + (fbm(x / 4, y / 4, octaves=2, seed=32) - 0.5) * 0.7
            p.set(x, y, "ink" if y == int(top) else ramp(["ink", "pine", "leaf", "lime"], value * 0.8, x, y))
        if chance(x, 33) > 0.55:
            p.line(x, int(top), x + int(chance(x, 34) * 4) - 2, int(top) - 2 - int(chance(x, 35) * 4), "leaf")
    for x, y, wide in ((492, 336, 9), (590, 318, 12), (505, 342, 6)):
        p.ball(x, y, wide, wide * 0.7, ["ink", "slate", "stone", "ash"])


def reeds(p, left, count, seed, low=330):
    for i in range(count):
        x, tall = left + chance(seed, i, 1) * 40, 36 + chance(seed, i, 2) * 62
        lean = (chance(seed, i, 3) - 0.5) * 16
        tip = low + 14 - tall
        for y in range(int(tip), HEIGHT):
            t = (y - tip) / (HEIGHT - tip)
            at = x + lean * (1 - t) ** 2
            p.set(at, y, "leaf" if i % 3 else "pine")
            p.set(at + 1, y, "pine" if i % 3 else "ink")
        if i % 2 == 0:
            p.ball(x + lean + 1, tip + 3, 2.6, 8, ["ink", "bark", "clay", "sand"])


def pad(wide, seed):
    p = Picture(72, 26)
    for y in range(26):
        for x in range(72):
            u, v = (x + 0.5 - 36) / wide, (y + 0.5 - 12) / (wide * 0.3)
            if u * u + v * v > 1 or (v > 0 and abs(u - 0.35) < v * 0.16):
                continue
            vein = abs(math.sin(math.atan2(v, u) * 5 + seed)) < 0.16
            p.rows[y][x] = ramp(["pine", "leaf", "lime"], 0.62 - (u * u + v * v) * 0.4 - u * 0.25 - vein * 0.3, x, y, 0.7)
    rim = p.outlined("ink")
    return rim


def frog(kind, pose):
    """Big ones have low voices. All sit with their feet at 34, 54."""
    p, names = Picture(68, 58), SKINS[kind]
    f = 1.18 - kind * 0.055
    cx, cy = 34, 54 - 15 * f
    for side in (-1, 1):
        p.ball(cx + side * 17 * f, cy + 7 * f, 9 * f, 7.5 * f, names, gain=0.7)
        p.ball(cx + side * 19 * f, cy + 13 * f, 8 * f, 2.4 * f, names)
    p.ball(cx, cy + 2 * f, 17 * f, 13 * f, names)
    p.ball(cx, cy + 5 * f, 11 * f, 9 * f, [names[2], names[3], "white"])
    for side in (-1, 1):
        p.ball(cx + side * 9 * f, cy + 10 * f, 3.4 * f, 5.5 * f, names)
        p.ball(cx + side * 10 * f, cy + 14 * f, 5 * f, 2 * f, names)
    lift = 2 if pose == 3 else 0
    hy = cy - 9 * f - lift
    p.ball(cx, hy, 17 * f, 10 * f, names)
    for side in (-1, 1):
        ex, ey = cx + side * 9.5 * f, hy - 8.5 * f
        p.ball(ex, ey, 6 * f, 6 * f, names)
        if pose in (1, 3):  # closed: blinking, or lost in the song
            for x in range(-3, 4):
                p.set(ex + x, ey + 1 + (abs(x) < 2) * (1 if pose == 1 else -1), "ink")
        else:
            p.ball(ex, ey, 4 * f, 4 * f, ["mist", "white", "white"])
            p.box(int(ex - 1), int(ey - 1), 3, 4, "ink")
            p.set(ex - 1, ey - 1, "white")
        p.box(int(cx + side * 13 * f) - 1, int(hy + 2), 3, 2, "coral" if names[3] != "coral" else "amber")
    if pose >= 2:
        wide, high = (6, 2.6) if pose == 2 else (8.5, 6)
        sack = 7 if pose == 2 else 11
        p.ball(cx, hy + 10 * f + sack * 0.45, (sack + 2) * f, sack * f * 0.85, [names[2], names[3], "white", "white"])
        p.ball(cx, hy + 4 * f, (wide + 1) * f, (high + 1) * f, ["ink"])
        p.ball(cx, hy + 4 * f, wide * f, high * f, ["blood"])
        if pose == 3:
            p.ball(cx, hy + 7.4 * f, 5 * f, 2.4 * f, ["rose", "coral"])
    else:
        for x in range(int(-10 * f), int(10 * f) + 1):
            p.set(cx + x, hy + 5 * f - abs(x) ** 2 / (34 * f), "ink")
    return p.outlined()


def neck(x):
    """The harp's neck, from its pillar (x 8) to its shoulder (x 92)."""
    t = (x - 8) / 84
    return 14 + 26 * t + 12 * math.sin(t * 2 * math.pi)


def belly(x):
    """Where the strings end, on the slope of the sounding box."""
    return 168 - (x - 8) * 1.42


def harp():
    p = Picture(104, 184)
    for y in range(8, 176):
        bow = 8 - 4 * math.sin((y - 8) / 168 * math.pi)
        for i in range(8):
            p.set(bow + i - 3, y, ramp(["bark", "clay", "sand", "gold"], 0.85 - i / 8 + 0.1 * math.sin(y / 3), i, y, 0.7))
    for x in range(8, 97):
        for i in range(9):
            p.set(x, neck(x) - 9 + i, ramp(["bark", "clay", "sand", "gold"], 1 - i / 9, x, i, 0.7))
        thick = 24 - x / 9
        for i in range(int(thick)):
            grain = fbm(x / 9, i / 2, octaves=2, seed=41) - 0.5
            p.set(x, belly(x) + i, ramp(["bark", "clay", "sand", "gold"], 0.9 - i / thick * 0.8 + grain * 0.3, x, i, 0.8))
    p.box(0, 172, 26, 6, "clay")
    p.box(0, 172, 26, 2, "sand")
    p.ball(8, 9, 8, 8, ["bark", "clay", "amber", "gold", "cream"])
    p.ball(8, 9, 3, 3, ["bark", "clay"])
    p.ball(94, 46, 6, 6, ["bark", "clay", "amber", "gold"])
    return p.outlined()


def note(kind):
    p = Picture(12, 14)
    p.ball(4, 11, 3, 2.4, ["cream", "white"])
    p.box(6, 2, 1, 9, "white")
    if kind == 0:
        p.line(7, 2, 9, 5, "white")
    else:
        p.box(6, 2, 5, 2, "white")
        p.box(10, 2, 1, 7, "white")
        p.ball(9, 9, 2, 2, ["cream", "white"])
    return p.outlined()


def make(folder):
    s, r = folder + "/sprites/", folder + "/rooms/"
    sky().save(r + "bg_sky.png")
    pond = Picture(WIDTH, HEIGHT)
    wood(pond, [(0x1c, 0x1c, 0x3c), (0x24, 0x2a, 0x4e), (0x2c, 0x38, 0x5c)], 3, SHORE, 44)
    wood(pond, ["ink", (0x14, 0x1a, 0x2c), "pine"], 8, SHORE, 27)
    water(pond)
    bank(pond)
    reeds(pond, -8, 9, 51)
    reeds(pond, 604, 8, 52, 344)
    pond.save(r + "bg_pond.png")
    strip([frog(kind, pose) for kind in range(7) for pose in range(POSES)]).save(s + "spr_frog_strip28.png")
    info(s + "spr_frog", origin=[34, 54], speed=0)
    strip([pad(34 - kind * 1.5, kind) for kind in range(7)]).save(s + "spr_pad_strip7.png")
    info(s + "spr_pad", origin=[36, 12], speed=0)
    harp().save(s + "spr_harp.png")
    info(s + "spr_harp", origin=[0, 0])
    strip([note(i) for i in range(2)]).save(s + "spr_note_strip2.png")
    info(s + "spr_note", origin=[6, 7], speed=0)
    block_word("ECHO CHOIR", 3, ["plum", "wine", "teal", "sea", "mint", "cream"], "deep", "white").save(s + "spr_title.png")
    frogs = sorted(enumerate(FROGS), key=lambda item: item[1][1])
    tiled.save(r + "rm_pond.tmj", [
        tiled.image("Sky", "bg_sky.png"),
        tiled.objects("Lights", tiled.thing("obj_spectrum", 0, SHORE)),
        tiled.image("Pond", "bg_pond.png"),
        tiled.objects("Mirror", tiled.thing("obj_mirror", 0, SHORE)),
        tiled.objects("Harp", tiled.thing("obj_harp", HARP[0], HARP[1])),
        tiled.objects("Strings", *[tiled.thing("obj_string", HARP[0] + x, HARP[1] + int(neck(x)), number=i,
                                               deep=int(belly(x) - neck(x))) for i, x in enumerate(range(19, 90, 10))][:7]),
        tiled.objects("Frogs", *[tiled.thing("obj_frog", x, y, number=i) for i, (x, y) in frogs]),
        tiled.objects("Notes"),
        tiled.objects("Rules", tiled.thing("obj_ear", MOON[0], MOON[1]), tiled.thing("obj_tune", 0, 0),
                      tiled.thing("obj_sign", 0, 0)),
    ], 40, 23)
