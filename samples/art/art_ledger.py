"""Pictures of samples/star_ledger: a ship, three kinds of visitors, a nebula, and faces."""
import math
import os
import art_dodge
import tiled
from pixels import Picture, block_word, chance, fbm, info, ramp, strip

HULL = ["slate", "stone", "ash", "mist", "white"]


# Space

def space():
    p = Picture(432, 360)
    for y in range(360):
        for x in range(432):
            value = 0.18 + 0.5 * (fbm(x / 150, y / 110, octaves=4, seed=5) - 0.4)
            p.rows[y][x] = ramp(["ink", "ink", "night", "dusk"], value, x, y, 0.8)
    return p


def stars(count, names, seed, size=216):
    p = Picture(size, size)
    for i in range(count):
        x, y = int(chance(seed, i, 1) * size), int(chance(seed, i, 2) * size)
        p.set(x, y, names[int(chance(seed, i, 3) * len(names))])
        if chance(seed, i, 4) > 0.93 and 1 < x < size - 2 and 1 < y < size - 2:
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                p.set(x + dx, y + dy, "slate")
    return p


def star_map():
    """What the game downloads: a nebula with dark lanes and a few bright suns."""
    p = Picture(432, 360)
    for y in range(360):
        for x in range(432):
            wx = fbm(x / 90, y / 90, octaves=3, seed=40) * 120
            wy = fbm(x / 90 + 50, y / 90, octaves=3, seed=41) * 120
            gas = fbm((x + wx) / 130, (y + wy) / 130, octaves=5, seed=42)
            heat = fbm((x - wy) / 170, (y + wx) / 170, octaves=4, seed=43)
            band = 1 - abs((x - 216) * 0.55 + (y - 190)) / 260
            value = (gas - 0.36) * 2.0 * max(0.15, band)
            warm = heat + 0.15 * band > 0.56
            names = (["ink", "night", "plum", "wine", "rose", "coral", "amber"] if warm else
                     ["ink", "night", "dusk", "deep", "teal", "sea", "mint"])
            p.rows[y][x] = ramp(names, value * 0.82, x, y)
    for i in range(240):
        x, y = int(chance(i, 61) * 432), int(chance(i, 62) * 360)
        p.set(x, y, ["ash", "ice", "cream", "white"][i % 4])
    for i in range(9):
        x, y = int(chance(i, 71) * 400) + 16, int(chance(i, 72) * 330) + 15
        for d in range(1, 5 + i % 3):
            for dx, dy in ((d, 0), (-d, 0), (0, d), (0, -d)):
                p.set(x + dx, y + dy, ["white", "ice", "sky", "blue", "dusk", "dusk"][min(d - 1, 5)])
        p.set(x, y, "white")
    return p


# Who flies

def ship(bank):
    """Seen from above; bank -1, 0, 1 leans left, not at all, right."""
    p = Picture(32, 32)
    squeeze = 1 - abs(bank) * 0.3
    for y in range(32):
        for x in range(32):
            u, v = (x + 0.5 - 16) / squeeze, y + 0.5
            side = u * (1 if bank == 0 else 1)
            wing = 12 <= v <= 27 and abs(u) < 3 + (v - 12) * 0.72 and abs(u) < 27.5 - v + 9
            body = 2 <= v <= 28 and abs(u) < 1.2 + min((v - 2) * 0.34, 3.6)
            lit = 0.5 - side / 26 - bank * side / 24
            if wing and not (v > 24 and abs(u) < 5):
                p.rows[y][x] = ramp(["deep", "teal", "sea", "mint"], lit + 0.12 - (v - 18) / 40, x, y, 0.6)
            if wing and 9.6 < abs(u) < 12 and v > 17:
                p.rows[y][x] = "coral" if v < 24 else "blood"
            if body:
                p.rows[y][x] = ramp(HULL, lit + 0.16 - abs(u) / 14, x, y, 0.6)
    mid = 16 + int(bank * -1)
    p.ball(mid, 13, 2.4, 4, ["blue", "sky", "ice", "white"], dither=0.3)
    p.box(mid - 3, 27, 2, 2, "slate")
    p.box(mid + 1, 27, 2, 2, "slate")
    return p.outlined()


def flame(frame):
    p = Picture(12, 16)
    for y in range(16):
        for x in range(12):
            wide = 3.6 * (1 - y / (10 + 5 * chance(frame, 3))) + chance(frame, y) * 0.9
            off = abs(x + 0.5 - 6)
            if off < wide:
                p.rows[y][x] = ramp(["blood", "coral", "amber", "gold", "white"],
                                    1.1 - off / 4 - y / 13, x, y, 0.6)
    return p


def shot(names):
    p = Picture(8, 16)
    for y in range(16):
        for x in range(8):
            off = math.hypot((x + 0.5 - 4) / 2.6, (y + 0.5 - 6.5) / (5.5 if y < 7 else 8.5))
            if off < 1:
                p.rows[y][x] = ramp(names, 1.15 - off, x, y, 0.5)
    return p


def bomb(frame):
    p = Picture(12, 12)
    r = [4.6, 5.2, 4.6, 4.0][frame]
    p.ball(6, 6, r, r, ["blood", "rose", "coral", "gold", "white"], gain=0.9)
    return p


def jelly(frame):
    p = Picture(28, 28)
    wave = frame * math.pi / 2
    for i in range(5):
        for j in range(9):
            x = 6 + i * 4 + 1.6 * math.sin(wave + j * 0.7 + i)
            p.box(int(x), 15 + j, 2, 1, ["wine", "rose", "rose"][j % 3])
    p.ball(14, 11, 11, 9 + 0.5 * math.sin(wave), ["plum", "wine", "rose", "coral", "cream"])
    p.box(3, 14, 22, 2, "wine")
    for x in (10, 18):
        p.ball(x, 11, 2.6, 3.2, ["white"])
        p.box(x - 1, 11 + (frame % 2), 2, 2, "ink")
    return p.outlined()


def beetle(frame):
    p = Picture(28, 28)
    spread = [0, 2, 3, 2][frame]
    for side in (-1, 1):
        for j in range(13):
            half = math.sin((j + 1) / 14 * math.pi) * (6 + spread)
            for i in range(int(half) + 1):
                x = 14 + side * (4 + i)
                p.set(x if side > 0 else x - 1, 6 + j + i // 3,
                      ramp(["deep", "sea", "mint", "ice"], 0.75 - i / 12 - j / 26, i, j, 0.7))
        p.line(14 + side * 4, 20, 14 + side * (7 + spread // 2), 25, "leaf")
        p.line(14 + side * 2, 4, 14 + side * 5, 0, "lime")
    p.ball(14, 13, 5, 9.5, ["pine", "leaf", "lime", "cream"])
    for x in (11, 16):
        p.box(x, 5, 2, 3, "red")
        p.set(x, 5, "coral")
    p.box(10, 12, 8, 1, "pine")
    p.box(10, 16, 8, 1, "pine")
    return p.outlined()


def eye(frame):
    p = Picture(32, 32)
    turn = frame * math.pi / 8
    for i in range(8):
        a = turn + i * math.pi / 4
        for d in range(9, 15):
            p.ball(16 + math.cos(a) * d, 16 + math.sin(a) * d, 1.7 - (d - 9) * 0.13, 1.7 - (d - 9) * 0.13,
                   ["plum", "rose", "amber"])
    p.ball(16, 16, 10.5, 10.5, ["wine", "coral", "amber", "gold", "cream"])
    p.ball(16, 16, 6.6, 6.6, ["ash", "mist", "white", "white"])
    dx = [0, 1.6, 0, -1.6][frame]
    p.ball(16 + dx, 16.5, 3.4, 3.4, ["blue", "blue", "sky"])
    p.box(int(15 + dx), 15, 2, 3, "ink")
    p.set(int(15 + dx), 14, "white")
    return p.outlined()


def blast(frame, n=8, size=40):
    p = Picture(size, size)
    t = (frame + 1) / n
    for y in range(size):
        for x in range(size):
            far = math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2) / (size / 2 - 1)
            rough = fbm(x / 6 + 9, y / 6, octaves=3, seed=frame // 2)
            out, hole = 0.35 + 0.65 * math.sqrt(t), max(0, t * 1.35 - 0.35)
            edge = far + (rough - 0.5) * 0.5
            if hole < edge < out and far < 1:
                value = 1.2 - t * 0.9 - (edge - hole) * 0.6 + (rough - 0.5) * 0.5
                if value > 0.1:
                    p.rows[y][x] = ramp(["plum", "blood", "red", "coral", "amber", "gold", "white"],
                                        value, x, y, 0.9)
    return p


# The panel

def face(seed):
    """A portrait of 24x24: skin or fur or metal, eyes, hair or horns, a collar."""
    skins = [["clay", "sand", "cream"], ["teal", "sea", "mint"], ["bark", "clay", "sand"],
             ["blue", "sky", "ice"], ["stone", "ash", "mist"], ["wine", "rose", "coral"],
             ["leaf", "lime", "cream"], ["plum", "wine", "rose"]]
    hairs = ["bark", "gold", "red", "ink", "mint", "white", "plum", "amber"]
    backs = [("night", "dusk"), ("deep", "teal"), ("plum", "wine"), ("pine", "leaf")]
    back = backs[seed % 4]
    p = Picture(24, 24)
    for y in range(24):
        for x in range(24):
            p.rows[y][x] = ramp(back, y / 24, x, y)
    hair, skin = hairs[(seed * 3 + 1) % 8], skins[seed % 8]
    p.ball(12, 24, 10, 6, [["slate", "stone", "mist"], ["blood", "red", "coral"],
                           ["deep", "teal", "sea"]][seed % 3])
    if seed % 4 == 1:
        p.ball(4, 6, 2.5, 4, skin)
        p.ball(20, 6, 2.5, 4, skin)
    p.ball(12, 12.5, 7.4, 8.2, skin, dither=0.3)
    if seed % 4 in (0, 2):
        for y in range(3, 11 if seed % 4 == 2 else 8):
            for x in range(4, 20):
                if math.hypot((x + 0.5 - 12) / 8.3, (y + 0.5 - 11) / 8.3) < 1 and (
                        y < 7 or abs(x - 11.5) > 6) and chance(x, seed) * 3 + 4.6 > y - 1:
                    p.set(x, y, hair)
    if seed % 4 == 3:
        p.box(4, 9, 16, 5, "ink")
        p.box(5, 10, 14, 3, "coral")
        p.box(6 + seed, 10, 3, 1, "white")
    else:
        for x in (8, 14):
            p.box(x, 11, 3, 3, "white")
            p.box(x + 1, 11 + seed % 2, 1, 2, "ink")
    p.box(10, 17, 4, 1, "blood" if seed % 2 else "ink")
    if seed % 5 == 0:
        p.set(14, 16, "ink")
    return p


def blank_face():
    p = Picture(24, 24)
    p.box(0, 0, 24, 24, "night")
    p.ball(12, 24, 10, 6, ["dusk", "slate"])
    p.ball(12, 12, 7, 8, ["dusk", "slate"])
    return p


def lamp(names):
    p = Picture(10, 10)
    p.ball(5, 5, 4, 4, names, dither=0.2)
    return p.outlined()


def spinner(frame):
    p = Picture(14, 14)
    for i in range(8):
        a = (i - frame) * math.pi / 4
        name = ["white", "ice", "sky", "blue", "slate", "slate", "slate", "slate"][i]
        p.box(int(6.5 + 5 * math.cos(-a)), int(6.5 + 5 * math.sin(-a)), 2, 2, name)
    return p


def medal(names):
    p = Picture(14, 16)
    p.box(3, 0, 3, 6, "blue")
    p.box(8, 0, 3, 6, "blue")
    p.box(4, 0, 1, 6, "sky")
    p.ball(7, 10, 5, 5, names, dither=0.3)
    p.box(6, 8, 2, 4, names[0])
    return p.outlined()


def panel():
    """The ledger's own wall: plates, rivets, a dark screen on it."""
    p = Picture(208, 360)
    for y in range(360):
        for x in range(208):
            value = 0.45 + (fbm(x / 40, y / 3, octaves=2, seed=30) - 0.5) * 0.5 - x / 700
            p.rows[y][x] = ramp(["night", "dusk", "slate"], value, x, y, 0.5)
    p.box(0, 0, 2, 360, "ink")
    p.box(2, 0, 1, 360, "stone")
    for x, y, w, h in ((8, 36, 192, 226), (8, 270, 192, 44), (8, 320, 192, 32)):
        p.box(x - 1, y - 1, w + 2, h + 2, "slate")
        p.box(x - 1, y - 1, w + 2, 1, "ink")
        p.box(x, y, w, h, "ink")
        for j in range(y, y + h):
            for i in range(x, x + w):
                p.rows[j][i] = ramp(["ink", "deep"], 0.14 + (0.1 if j % 2 else 0) - abs(i - 104) / 900,
                                    i, j, 0.6)
    for x in (5, 202):
        for y in range(6, 360, 50):
            p.set(x, y, "ash")
            p.set(x, y + 1, "ink")
    return p


def make(folder):
    s, r, d = folder + "/sprites/", folder + "/rooms/", folder + "/data/"
    os.makedirs(d + "avatars", exist_ok=True)
    space().save(r + "bg_space.png")
    stars(70, ["slate", "stone", "ash"], 1).save(r + "bg_stars_far.png")
    stars(26, ["ash", "mist", "ice", "white"], 2).save(r + "bg_stars_near.png")
    star_map().save(d + "star_map.png")
    panel().save(s + "spr_panel.png")
    strip([ship(-1), ship(0), ship(1)]).save(s + "spr_ship_strip3.png")
    info(s + "spr_ship", origin=[16, 16], bbox=[11, 8, 20, 25])
    ship_icon = Picture(16, 14)
    small = ship(0)
    for y in range(14):
        for x in range(16):
            ship_icon.rows[y][x] = small.rows[min(y * 2 + 3, 31)][x * 2]
    ship_icon.save(s + "spr_life.png")
    strip([flame(i) for i in range(4)]).save(s + "spr_flame_strip4.png")
    info(s + "spr_flame", origin=[6, 0], speed=15)
    shot(["sea", "mint", "ice", "white"]).save(s + "spr_shot.png")
    info(s + "spr_shot", origin=[4, 7], bbox=[2, 1, 5, 14])
    strip([bomb(i) for i in range(4)]).save(s + "spr_bomb_strip4.png")
    info(s + "spr_bomb", origin=[6, 6], speed=12, bbox=[3, 3, 8, 8])
    for name, draw, middle in (("jelly", jelly, 14), ("beetle", beetle, 14), ("eye", eye, 16)):
        strip([draw(i) for i in range(4)]).save(s + "spr_%s_strip4.png" % name)
        info(s + "spr_" + name, origin=[middle, middle], speed=8,
             bbox=[4, 4, 2 * middle - 5, 2 * middle - 5])
    strip([blast(i) for i in range(8)]).save(s + "spr_blast_strip8.png")
    info(s + "spr_blast", origin=[20, 20], speed=20)
    blank_face().save(s + "spr_blank_face.png")
    for i, name in enumerate(["vega", "rigel", "mira", "atlas", "lyra", "castor"]):
        face(i).save(d + "avatars/%s.png" % name)
    strip([lamp(["blood", "red", "coral", "white"]), lamp(["clay", "amber", "gold", "white"]),
           lamp(["pine", "sea", "mint", "white"])]).save(s + "spr_lamp_strip3.png")
    strip([spinner(i) for i in range(8)]).save(s + "spr_spinner_strip8.png")
    info(s + "spr_spinner", origin=[7, 7], speed=12)
    strip([medal(["clay", "amber", "gold", "cream"]), medal(["stone", "ash", "mist", "white"]),
           medal(["bark", "clay", "sand", "cream"])]).save(s + "spr_medal_strip3.png")
    block_word("STAR", 7, ["teal", "sea", "mint", "ice", "white"], "deep", "white").save(
        s + "spr_title_star.png")
    block_word("LEDGER", 7, ["plum", "wine", "rose", "coral", "cream"], "dusk", "white").save(
        s + "spr_title_ledger.png")
    strip([art_dodge.spark(i) for i in range(5)]).save(s + "spr_spark_strip5.png")
    info(s + "spr_spark", origin=[4, 4], speed=14)
    rooms(r)


def rooms(r):
    tiled.save(r + "rm_space.tmj", [
        tiled.image("Space", "bg_space.png"),
        tiled.objects("Map", tiled.thing("obj_star_map", 0, 0)),
        tiled.image("Far stars", "bg_stars_far.png", repeat="both", vspeed=0.3),
        tiled.image("Near stars", "bg_stars_near.png", repeat="both", vspeed=0.9),
        tiled.objects("Ships"),
        tiled.objects("Effects"),
        tiled.objects("Rules", tiled.thing("obj_match", 0, 0), tiled.thing("obj_fleet", 0, 0),
                      tiled.thing("obj_banner", 0, 0)),
        tiled.objects("Ledger", tiled.thing("obj_ledger", 0, 0)),
        tiled.objects("Panel", tiled.thing("obj_board", 0, 0)),
    ], 40, 23)
