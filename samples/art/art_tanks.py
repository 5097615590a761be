"""Pictures of samples/two_tanks: a walled yard from above, two tanks, shells and what they do."""
import math
import tiled
from pixels import Picture, block_word, chance, fbm, info, ramp, strip

YARD = """
########################################
#......................................#
#......................................#
#....##..........................##....#
#....##......####....####........##....#
#.........................#............#
#.............................##.......#
#......##.............................##
#......##......####......####..........#
#..............#..............#........#
#.....................##......#........#
#....####.............##.......####....#
#.....................##...............#
#........#......#..............##......#
#........#......####......####.##......#
##.............................##......#
#.......##.............................#
#............#.........................#
#....##........####....####......##....#
#....##..........................##....#
#......................................#
#......................................#
########################################
""".strip().split("\n")


def floor(kind):
    p = Picture(16, 16)
    for y in range(16):
        for x in range(16):
            grain = fbm((x + kind * 16) / 5, y / 5, octaves=3, seed=60) - 0.5
            p.rows[y][x] = ramp([(0x3f, 0x35, 0x3a), (0x4b, 0x3d, 0x40), (0x57, 0x46, 0x46)], 0.5 + grain * 0.6, x, y, 0.5)
    for i in range(2 if kind else 0):
        x, y = chance(kind, i, 1) * 14, chance(kind, i, 2) * 14
        p.set(x, y, "bark")
        p.set(x + 1, y, "clay")
    return p


def block(kind):
    """A block of stone from above; its lower edge is seen (kind 1) or not."""
    p = Picture(16, 16)
    front = 6 if kind == 1 else 0
    for y in range(16):
        for x in range(16):
            grain = fbm(x / 4 + 30, y / 4 + kind * 9, octaves=3, seed=61) - 0.5
            if y >= 16 - front:
                p.rows[y][x] = ramp(["ink", "slate", "stone"], 0.5 + grain * 0.5 - (y - 10) / 16, x, y, 0.8)
            else:
                p.rows[y][x] = ramp(["slate", "stone", "ash", "mist"], 0.5 + grain * 0.7 + (8 - y) / 60, x, y, 0.8)
    p.box(0, 0, 16, 1, "ash")
    p.box(0, 0, 1, 16 - front, "ash")
    p.box(15, 0, 1, 16, "slate")
    if front:
        p.box(0, 15 - front, 16, 1, "mist")
        p.box(0, 15, 16, 1, "ink")
    return p


def tileset():
    p = Picture(64, 32)
    for i in range(4):
        p.paste(floor(i), i * 16, 0)
    for i in range(2):
        p.paste(block(i), i * 16, 16)
    return p


def tank(names, frame):
    """Faces right. The treads move."""
    p = Picture(30, 26)
    for side in (2, 18):
        p.box(2, side, 24, 6, "ink")
        for x in range(3, 25):
            p.box(x, side + 1, 1, 4, "slate" if (x + frame * 2) % 4 < 2 else "stone")
    for y in range(5, 21):
        for x in range(4, 25):
            p.rows[y][x] = ramp(names, 0.7 - (y - 5) / 24 + (x % 7 == 0) * 0.1, x, y, 0.6)
    p.box(14, 11, 15, 4, names[0])
    p.box(14, 12, 15, 1, names[-1])
    p.box(27, 10, 3, 6, names[1])
    p.ball(13, 13, 6, 6, names)
    return p.outlined()


def shell():
    p = Picture(8, 6)
    p.ball(4, 3, 3.2, 2.2, ["clay", "amber", "gold", "white"])
    return p.outlined()


def burst(frame):
    p = Picture(48, 48)
    r = 6 + frame * 3.2
    for y in range(48):
        for x in range(48):
            u, v = x + 0.5 - 24, y + 0.5 - 24
            far, turn = math.hypot(u, v), math.atan2(v, u)
            edge = r * (0.75 + 0.5 * fbm(math.cos(turn) * 2 + 5, math.sin(turn) * 2 + frame * 0.4, octaves=3, seed=62))
            hole = max(0, frame - 2) * 4.2 * fbm(u / 9 + 20, v / 9 + 20, octaves=2, seed=63) * 1.5
            if hole < far < edge:
                p.rows[y][x] = ramp(["ink", "slate", "blood", "red", "amber", "gold", "white"],
                                    1.15 - far / edge * 0.7 - frame * 0.12, x, y)
    return p


def make(folder):
    s, r = folder + "/sprites/", folder + "/rooms/"
    tileset().save(r + "ts_yard.png")
    strip([tank(["deep", "teal", "sea", "mint"], i) for i in range(2)]).save(s + "spr_tank_green_strip2.png")
    strip([tank(["blood", "red", "coral", "amber"], i) for i in range(2)]).save(s + "spr_tank_red_strip2.png")
    for name in ("green", "red"):
        info(s + "spr_tank_" + name, origin=[14, 13], speed=0)
    shell().save(s + "spr_shell.png")
    info(s + "spr_shell", origin=[4, 3])
    strip([burst(i) for i in range(7)]).save(s + "spr_burst_strip7.png")
    info(s + "spr_burst", origin=[24, 24], speed=20)
    block_word("TWO TANKS", 5, ["pine", "leaf", "lime", "cream"], "bark", "white").save(s + "spr_title.png")
    rows, walls = [], []
    for y, line in enumerate(YARD):
        rows.append([1 + int(chance(x, y, 7) * 4) for x in range(len(line))])
        walls.append([0 if c != "#" else 6 if y + 1 < len(YARD) and YARD[y + 1][x] != "#" else 5
                      for x, c in enumerate(line)])
    tiled.save(r + "rm_yard.tmj", [
        tiled.tiles("Floor", rows),
        tiled.objects("Tracks"),
        tiled.tiles("Walls", walls),
        tiled.objects("Yard", tiled.thing("obj_world", 0, 0), tiled.thing("obj_view", 0, 0)),
        tiled.objects("Bursts"),
        tiled.objects("Rules", tiled.thing("obj_wire", 0, 0), tiled.thing("obj_lobby", 0, 0)),
    ], 40, 23, tilesets=[{"firstgid": 1, "name": "yard", "image": "ts_yard.png", "imagewidth": 64,
                          "imageheight": 32, "tilewidth": 16, "tileheight": 16, "tilecount": 8,
                          "columns": 4, "margin": 0, "spacing": 0}])
