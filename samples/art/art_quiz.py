"""Pictures of samples/quiz_night: a stage with a screen, a host in a top hat, and an audience."""
import math
import tiled
from art_lab import spinner
from pixels import Picture, block_word, chance, fbm, info, ramp, strip

WIDTH, HEIGHT = 640, 360
SCREEN = (190, 52, 366, 168)


def stage():
    """Curtains left and right, a wall of lights behind, boards in front."""
    p = Picture(WIDTH, HEIGHT)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            if y >= 262:
                deep = (y - 262) / 98
                slant = (x - 320) / (1 + deep * 0.9)
                joint = int(slant) % 46 == 0
                grain = fbm(slant / 60, y / 3, octaves=2, seed=int(slant // 46) + 30) - 0.5
                p.rows[y][x] = "bark" if joint else ramp(["bark", "clay", "sand"], 0.75 - deep * 0.6 + grain * 0.4, x, y)
            else:
                beam = max(0, math.cos((x - 320) / 74)) * (1 - y / 340)
                p.rows[y][x] = ramp(["ink", "night", "dusk", "plum"], 0.18 + beam * 0.45 + y / 900, x, y)
    p.box(0, 260, WIDTH, 2, "ink")
    for y in range(300):
        for x in range(WIDTH):
            edge = min(x, WIDTH - 1 - x)
            hem = 84 + 14 * math.sin(y / 60) - max(0, y - 210) * 0.12
            if edge < hem:
                fold = 0.5 + 0.5 * math.sin(edge / 5.6 + math.sin(y / 70) * 1.2)
                p.rows[y][x] = ramp(["ink", "blood", "red", "coral"], fold * 0.75 - (edge > hem - 4) * 0.5 + 0.12, x, y, 0.8)
    for x in range(WIDTH):
        low = 26 + 9 * abs(math.sin(x * math.pi / 64))
        for y in range(int(low)):
            fold = 0.5 + 0.5 * math.sin(x / 5)
            p.rows[y][x] = "gold" if y > low - 3 else ramp(["ink", "blood", "red"], 0.2 + fold * 0.7, x, y, 0.8)
    x, y, w, h = SCREEN
    p.box(x - 12, y - 12, w + 24, h + 24, "ink")
    p.box(x - 11, y - 11, w + 22, h + 22, "clay")
    p.box(x - 10, y - 10, w + 20, h + 20, "bark")
    p.box(x - 1, y - 1, w + 2, h + 2, "ink")
    for j in range(h):
        for i in range(w):
            glass = 0.35 + 0.2 * (1 - abs(i - w / 2) / w) - (j % 2) * 0.1
            p.rows[y + j][x + i] = ramp(["ink", "night", "deep"], glass, i, j, 0.6)
    return p


def host(pose):
    """0 listens, 1 speaks, 2 cheers, 3 is sorry."""
    p = Picture(64, 96)
    for y in range(40, 92):
        half = 11 + (y - 40) * 0.12
        for x in range(64):
            if abs(x + 0.5 - 32) < half:
                p.rows[y][x] = ramp(["ink", "night", "slate", "stone"], 0.55 + (32 - x) / 46, x, y, 0.7)
    p.box(29, 42, 6, 22, "white")
    p.ascii("r...r\nrrrrr\nr...r", {"r": "red"}, 29, 42)
    for side in (-1, 1):
        ends = {0: (15, 66), 1: (17, 58) if side > 0 else (15, 66), 2: (19, 22), 3: (17, 50)}[pose]
        for wide in range(4):
            p.line(32 + side * 11, 46 + wide, 32 + side * ends[0], ends[1] + wide, "slate" if wide < 2 else "night")
        p.ball(32 + side * (ends[0] + 1), ends[1] + 2, 3, 3, ["mist", "white"])
    p.ball(32, 30, 10, 11, ["clay", "sand", "cream"], dither=0.5)
    p.box(21, 17, 22, 3, "ink")
    p.box(24, 2, 16, 16, "ink")
    p.box(25, 3, 2, 13, "slate")
    p.box(24, 13, 16, 3, "red")
    for x in (27, 35):
        p.box(x, 27 if pose != 3 else 28, 3, 3 if pose != 2 else 2, "ink")
    p.line(26, 24, 29, 24 if pose != 3 else 22, "bark")
    p.line(38, 24, 35, 24 if pose != 3 else 22, "bark")
    for x in range(27, 37):
        p.set(x, 33 + (1 if abs(x - 31.5) < 2.5 else 0), "bark")
    if pose in (1, 2):
        p.box(29, 36, 6, 4 if pose == 2 else 3, "blood")
    else:
        for x in range(28, 36):
            p.set(x, 37 + round((abs(x - 31.5) - 2) * (0.5 if pose == 3 else -0.5)), "blood")
    p.box(22, 90, 9, 4, "ink")
    p.box(33, 90, 9, 4, "ink")
    return p.outlined()


def head(kind):
    """Somebody in the audience, from behind, dark against the stage."""
    p = Picture(34, 40)
    names = [["ink", "night", "dusk"], ["ink", "night", "plum"], ["ink", "bark", "dusk"], ["ink", "night", "slate"]][kind]
    p.ball(17, 36, 15, 14, names, light=(0, -0.9, 0.3))
    p.ball(17, 15, 9, 10, names, light=(0, -0.9, 0.3))
    if kind == 1:
        p.ball(17, 6, 5, 4, names, light=(0, -0.9, 0.3))
    if kind == 2:
        p.box(7, 8, 20, 3, "night")
        p.box(11, 1, 12, 8, "night")
    if kind == 3:
        for x in (9, 25):
            p.ball(x, 12, 4, 6, names, light=(0, -0.9, 0.3))
    return p


def bulb(lit):
    p = Picture(8, 8)
    p.ball(4, 4, 3.2, 3.2, ["amber", "gold", "cream", "white"] if lit else ["bark", "clay", "clay"])
    return p.outlined()


def make(folder):
    s, r = folder + "/sprites/", folder + "/rooms/"
    stage().save(r + "bg_stage.png")
    strip([host(i) for i in range(4)]).save(s + "spr_host_strip4.png")
    info(s + "spr_host", origin=[32, 94], speed=0)
    strip([head(i) for i in range(4)]).save(s + "spr_head_strip4.png")
    info(s + "spr_head", origin=[17, 39], speed=0)
    strip([bulb(i) for i in range(2)]).save(s + "spr_bulb_strip2.png")
    info(s + "spr_bulb", origin=[4, 4], speed=0)
    strip([spinner(i) for i in range(8)]).save(s + "spr_spinner_strip8.png")
    info(s + "spr_spinner", origin=[7, 7])
    heads = [tiled.thing("obj_guest", 24 + i * 37 + chance(i, 3) * 8, 366 + chance(i, 4) * 8, looks=int(chance(i, 5) * 4))
             for i in range(17)]
    tiled.save(r + "rm_stage.tmj", [
        tiled.image("Stage", "bg_stage.png"),
        tiled.objects("Screen", tiled.thing("obj_screen", SCREEN[0], SCREEN[1])),
        tiled.objects("Host", tiled.thing("obj_host", 136, 312)),
        tiled.objects("Guests", *heads),
        tiled.objects("Rules", tiled.thing("obj_quiz", 0, 0)),
    ], 40, 23)
