"""Pictures of samples/dodge: a valley at dusk, stones that fall, and somebody who runs."""
import math
import tiled
from pixels import Picture, block_word, chance, fbm, info, noise, ramp, rock, strip

SKY = ["ink", "night", "dusk", "plum", "wine", "rose", "coral", "amber", "gold"]
STONE = ["ink", "slate", "stone", "ash", "mist"]
LAVA = ["ink", "bark", "clay", "sand", "gold"]


# The valley

def sky():
    p = Picture(704, 400)
    for y in range(400):
        for x in range(704):
            glow = math.hypot((x - 500) / 340, (y - 300) / 230)
            value = (y / 330) ** 1.5 * 0.86 + 0.16 * max(0, 1 - glow) - 0.05 * fbm(
                x / 130, y / 22, octaves=2, seed=3)
            p.rows[y][x] = ramp(SKY, value, x, y)
    for i in range(150):
        x, y = chance(i, 1) * 704, chance(i, 2) ** 1.6 * 230
        p.set(x, y, "ash" if i % 3 else "cream")
        if i % 17 == 0:
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                p.set(x + dx, y + dy, "stone")
            p.set(x, y, "white")
    moon(p, 148, 92, 27)
    return p


def moon(p, cx, cy, r):
    for y in range(cy - 2 * r, cy + 2 * r + 1):
        for x in range(cx - 2 * r, cx + 2 * r + 1):
            far = math.hypot(x - cx, y - cy) / r
            if far <= 1:
                dent = fbm(x / 11, y / 11, octaves=3, seed=8)
                p.set(x, y, ramp(["sand", "cream", "cream", "white"],
                                 1.15 - 0.5 * far * far - (0.45 if dent < 0.44 else 0), x, y, 0.7))
            elif far < 1.9 and chance(x, y, 5) < 0 or far < 1.35 and (x + y) % 2 == 0 and (
                    x % 4 == 0 or far < 1.18):
                p.set(x, y, "plum")


def ridge(height, base, rough, seed, names, snow=None, trees=0):
    """A row of mountains; their left sides catch what is left of the light."""
    p = Picture(704, height)
    top = []
    for x in range(704):
        y = base - rough * (fbm(x / 120, octaves=5, seed=seed) - 0.5) * 2
        top.append(int(y - abs(noise(x / 46, seed=seed + 9) - 0.5) * rough * 0.5))
    for x in range(704):
        slope = top[min(x + 3, 703)] - top[max(x - 3, 0)]
        for y in range(max(top[x], 0), height):
            deep = (y - top[x]) / (height - base + rough)
            face = fbm(x / 14 + y / 30, y / 18, octaves=3, seed=seed + 4) - 0.5
            value = 0.45 - slope * 0.05 + face * 0.9 - deep * 0.35
            name = ramp(names, value, x, y, 0.7)
            if snow and y - top[x] < 9 + face * 34 - slope * 0.4:
                name = ramp(snow, value + 0.2, x, y, 0.7)
            p.rows[y][x] = name
    for i in range(trees):
        x = int(chance(seed, i, 7) * 704)
        tall = 14 + int(chance(seed, i, 8) * 20)
        pine(p, x, top[x] + 6 + int(chance(seed, i, 9) * 10), tall, names)
    return p


def pine(p, x, foot, tall, names):
    for j in range(tall):
        half = (j % 6) * 0.45 + j * 0.2
        for i in range(-int(half), int(half) + 1):
            lit = 0.55 - (i + half) / (2 * half + 1) * 0.9 + (0.2 if j % 6 == 5 else 0)
            p.set(x + i, foot - tall + j, ramp(names, lit, x + i, j, 0.6))


def cloud(width, height, seed):
    p = Picture(width, height)
    for y in range(height):
        for x in range(width):
            body = fbm(x / 40, y / 13, octaves=4, seed=seed, wrap=width // 40)
            body -= abs(y - height * 0.62) / height * 0.75
            if body > 0.36:
                edge = fbm(x / 40, (y - 3) / 13, octaves=4, seed=seed, wrap=width // 40)
                p.rows[y][x] = ramp(["plum", "wine", "rose", "coral"],
                                    0.45 + (body - edge) * 9 + y / height * 0.2, x, y, 0.8)
    return p


def tiles():
    """16x16 tiles, eight in a row: ground in the first two, what grows in the third and fourth."""
    sheet = Picture(128, 64)
    earth = ["ink", "bark", "bark", "clay"]
    for n in range(16):
        p = Picture(16, 16)
        for y in range(16):
            for x in range(16):
                value = 0.52 + 0.5 * (fbm(x / 5 + n * 9, y / 4, octaves=2, seed=n // 8) - 0.5)
                p.rows[y][x] = ramp(earth, value - (0.3 if n >= 12 else 0), x, y, 0.6)
        for i in range(2 if n < 12 else 1):
            x, y = int(chance(n, i, 1) * 13), 7 + int(chance(n, i, 2) * 7)
            p.box(x, y, 3, 2, "slate" if n < 12 else "night")
            p.box(x, y, 2, 1, "stone" if n < 12 else "dusk")
        if n < 8:
            for x in range(16):
                deep = 4 + int(chance(n, x // 2, 3) * 3.4)
                for y in range(deep):
                    p.rows[y][x] = ["mint", "lime", "leaf", "leaf", "pine", "pine", "pine"][y]
                p.rows[deep][x] = "ink"
                if chance(n, x, 4) < 0.3:
                    p.rows[0][x] = "lime"
        sheet.paste(p, n % 8 * 16, n // 8 * 16)
    for n, draw in enumerate([tuft, tuft, tuft, flower, flower, mushroom, stones, crystal]):
        sheet.paste(draw(n), n * 16, 32)
    for n in range(8):
        sheet.paste(tuft(n + 20, tall=4), n * 16, 48)
    return sheet


def tuft(seed, tall=8):
    p = Picture(16, 16)
    for i in range(16):
        x, high = chance(seed, i, 1) * 15 + 0.5, 2 + chance(seed, i, 2) ** 1.5 * tall
        lean = (chance(seed, i, 3) - 0.5) * 5
        for j in range(int(high)):
            name = "pine" if j < high * 0.35 else "leaf" if j < high * 0.75 else "lime"
            p.set(x + lean * (j / high) ** 2, 15 - j, name)
    return p


def flower(seed):
    p = tuft(seed, tall=4)
    for i in range(3):
        x, y = 3 + i * 5, 7 + int(chance(seed, i) * 5)
        petal = [("rose", "coral"), ("sky", "ice")][seed % 2]
        p.line(x, y, x, 15, "leaf")
        for dx, dy in ((-1, 0), (1, 0), (0, 1)):
            p.set(x + dx, y + dy, petal[0])
        p.set(x, y - 1, petal[1])
        p.set(x, y, "gold")
    return p


def mushroom(seed):
    p = Picture(16, 16)
    for cx, top, r in ((6, 8, 4.5), (12, 11, 2.6)):
        p.box(cx - 1, top, 2, 16 - top, "mist")
        p.box(cx, top, 1, 16 - top, "ash")
        for y in range(top - 4, top + 1):
            for x in range(16):
                if math.hypot((x + 0.5 - cx) / r, (y - top) / (r * 0.9)) <= 1:
                    p.set(x, y, "coral" if x < cx else "red")
        p.set(cx - 2, top - 2, "cream")
        p.set(cx + 1, top - 1, "cream")
    return p.outlined()


def stones(seed):
    p = Picture(16, 16)
    p.ball(6, 14.5, 5, 4.5, STONE[1:])
    p.ball(12, 15, 3, 2.5, STONE[1:])
    return p.outlined()


def crystal(seed):
    p = Picture(16, 16)
    for x, top, wide, lean in ((8, 2, 3, 0), (4, 7, 2, -2), (12, 8, 2, 2)):
        for y in range(top, 16):
            half = min(wide, (y - top) * 0.8 + 0.6)
            mid = x - lean * (15 - y) / 12 * -0.6
            for i in range(int(mid - half), int(mid + half) + 1):
                p.set(i, y, "ice" if i < mid - half * 0.3 else "sky" if i < mid + half * 0.5 else "blue")
    return p.outlined()


# Who runs

def pip(legs=0.0, bob=0, arm=0, eye="ice", air=False, blink=False):
    """Pip, looking right: a round helmet, a scarf, a small suit, two boots."""
    p = Picture(28, 32)
    suit, boots = ["teal", "sea", "mint"], ["bark", "clay", "sand"]
    swing = math.sin(legs) * 4.2
    for side in (-1, 1):                       # boots; the far one first
        x = 13.5 + side * swing + (0 if air else side * 0.8)
        lift = max(0.0, math.cos(legs) * side) * 3 if not air else (1 if side < 0 else 3)
        p.box(int(x) - 1, 23 + bob - int(air), 3, 5 - int(lift), "deep" if side < 0 else "teal")
        p.ball(x + 1.2, 29.2 - lift, 3.4, 2.3, boots if side > 0 else boots[:2])
    p.ball(13.5, 21 + bob, 6.2, 5.6, ["deep", "teal", "sea"], dither=0.4)
    p.box(9, 23 + bob, 9, 1, "deep")
    p.box(14, 22 + bob, 2, 2, "gold")
    p.ball(10.5 - arm, 21.5 + bob - abs(arm) * 0.4, 2.3, 2.9, suit)
    p.box(7, 16 + bob, 13, 2, "red")           # scarf, with its ends behind
    p.box(9, 16 + bob, 9, 1, "coral")
    tail = int(2 * math.sin(legs * 2 + 1)) - (2 if air else 0)
    p.line(7, 16 + bob, 3, 17 + bob + tail, "red")
    p.line(7, 17 + bob, 2, 19 + bob + tail, "blood")
    p.ball(14, 9.6 + bob, 9.2, 8.4, ["stone", "ash", "mist", "white", "white"], dither=0.4)
    for y in range(32):                        # the visor
        for x in range(28):
            if math.hypot((x + 0.5 - 17) / 6.4, (y + 0.5 - 10.2 - bob) / 5.2) <= 1:
                p.set(x, y, ramp(["dusk", "night", "ink"], (y - 4 - bob) / 10, x, y, 0.6))
    for x in (16, 20):
        if blink:
            p.box(x - 1, 11 + bob, 2, 1, eye)
        else:
            p.box(x - 1, 8 + bob, 2, 4, eye)
            p.set(x - 1, 8 + bob, "white")
    p.line(13, 6 + bob, 15, 5 + bob, "slate")
    p.box(5, 9 + bob, 2, 4, "stone")           # the ear piece
    p.set(5, 9 + bob, "coral")
    return p.outlined()


def pip_strip():
    idle = [pip(), pip(), pip(bob=1), pip(bob=1, blink=True)]
    run = [pip(legs=i * math.pi / 3, bob=[0, 1, 0][i % 3], arm=math.sin(i * math.pi / 3) * 3)
           for i in range(6)]
    air = [pip(legs=1.2, air=True, arm=2), pip(legs=-1.0, air=True, arm=-2)]
    return strip(idle + run + air + [pip(legs=1.2, air=True, eye="coral", blink=True)])


# What falls

def comet(frame):
    """A burning stone; its tail points to the right and up by nobody: the game turns it."""
    p = Picture(56, 24)
    for y in range(24):
        for x in range(56):
            along = (x - 10) / 44
            wide = 9.5 * (1 - along) ** 0.8 if 0 <= along <= 1 else 0
            off = abs(y + 0.5 - 12)
            flame = fbm(x / 7 + frame * 1.7, y / 4, octaves=3, seed=2)
            value = 1.1 - off / max(wide, 0.1) * 0.7 - along * 0.75 + (flame - 0.5) * 0.9
            if wide and off < wide and value > 0.28:
                p.rows[y][x] = ramp(["blood", "red", "coral", "amber", "gold", "cream"],
                                    (value - 0.28) * 1.15, x, y, 0.8)
    core = rock(17, 4, LAVA, seed=31, bumps=0.3)[frame]
    p.paste(core, 2, 4)
    return p


def coin(frame, n=8):
    p = Picture(20, 20)
    turn = math.cos(frame * math.pi / n)
    half = max(abs(turn) * 8.4, 1.4)
    for y in range(20):
        for x in range(20):
            u, v = (x + 0.5 - 10) / half, (y + 0.5 - 10) / 8.4
            r = math.hypot(u, v)
            if r <= 1:
                name = ramp(["clay", "sand", "amber", "gold", "gold", "cream"],
                            0.62 - u * 0.22 * (1 if turn >= 0 else -1) - v * 0.35, x, y, 0.5)
                if half > 4 and 0.62 < r < 0.8:
                    name = "sand"
                elif half > 4 and r < 0.62 and abs(u) * 0.9 + abs(v) < 0.5:
                    name = "cream" if u + v < 0 else "amber"
                elif r > 0.86 and u + v < -0.4:
                    name = "cream"
                p.rows[y][x] = name
    return p.outlined()


HEART = """
..aaa...aaa..
.abbba.abbca.
abwwbbabbbbca
abwbbbbbbbbca
abbbbbbbbbbca
abbbbbbbbbcca
.abbbbbbbcca.
..abbbbbcca..
...abbbcca...
....abcca....
.....aca.....
......a......
"""


def heart(grow, empty=False):
    key = {"a": "blood", "b": "red", "c": "blood", "w": "cream"}
    if empty:
        key = {"a": "slate", "b": "night", "c": "night", "w": "dusk"}
    p = Picture(20, 20)
    p.ascii(HEART, key, 3, 4 - grow)
    return p.outlined()


def spark(frame):
    p = Picture(8, 8)
    r = [3.6, 3.0, 2.2, 1.5, 0.8][frame]
    for y in range(8):
        for x in range(8):
            if abs(x - 3.5) + abs(y - 3.5) <= r + 0.5:
                p.rows[y][x] = "white"
    return p


def warning(frame):
    p = Picture(20, 20)
    p.ascii("""
.........ww.........
........wwww........
........wwww........
.......wwkkww.......
.......wwkkww.......
......wwwkkwww......
......wwwkkwww......
.....wwwwkkwwww.....
.....wwwwkkwwww.....
....wwwwwwwwwwww....
....wwwwwkkwwwww....
...wwwwwwkkwwwwww...
...wwwwwwwwwwwwww...
""", {"w": ["gold", "coral"][frame], "k": "ink"}, 0, 3)
    return p.outlined()


def shadow():
    p = Picture(32, 7)
    for y in range(7):
        for x in range(32):
            if math.hypot((x - 15.5) / 16, (y - 3) / 3.5) <= 1:
                p.rows[y][x] = "ink"
    return p


def lantern(frame):
    p = Picture(24, 52)
    p.box(11, 16, 2, 36, "bark")
    p.box(11, 16, 1, 36, "clay")
    p.box(8, 49, 8, 3, "slate")
    p.box(8, 49, 8, 1, "stone")
    p.box(7, 4, 10, 12, "night")
    p.box(8, 6, 8, 8, ["gold", "amber"][frame])
    p.box(9, 7, 5, 6, ["cream", "gold"][frame])
    p.box(10, 8 + frame, 3, 4, "white")
    p.box(6, 3, 12, 2, "slate")
    p.box(8, 1, 8, 2, "stone")
    p.box(11, 0, 2, 1, "ash")
    p.box(6, 15, 12, 2, "slate")
    return p.outlined()


def glow(size=64):
    """A soft light, drawn with the additive blend mode."""
    p = Picture(size, size)
    names = [(8, 6, 4), (20, 15, 9), (36, 26, 14), (58, 42, 20), (84, 62, 30)]
    for y in range(size):
        for x in range(size):
            far = math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5) / (size / 2)
            if far < 1:
                p.rows[y][x] = ramp(names, (1 - far) ** 1.3, x, y)
    return p


# Rooms

def ground():
    """Rows of tiles: what grows, the ground (three), and grass in front of it."""
    wide, first = 44, 1
    plants, front = [0] * wide, [0] * wide
    for i in range(wide):
        luck = chance(i, 77)
        plants[i] = first + 16 + (int(luck * 31) % 3 if luck < 0.55 else 3 + int(luck * 97) % 2
                                  if luck < 0.8 else 0)
        if luck >= 0.8:
            plants[i] = first + 21 + int(luck * 1000) % 3 if luck > 0.87 else 0
        front[i] = first + 24 + int(luck * 512) % 8 if luck > 0.2 else 0
    top = [first + int(chance(i, 5) * 8) for i in range(wide)]
    middle = [first + 8 + int(chance(i, 6) * 4) for i in range(wide)]
    low = [first + 12 + int(chance(i, 7) * 4) for i in range(wide)]
    return plants, [top, middle, low], front


def room(path, *things, rules):
    plants, earth, front = ground()
    lamps = [tiled.thing("obj_lantern", 88, 312, reach=1.0),
             tiled.thing("obj_lantern", 556, 312, reach=1.3)]
    tiled.save(path, [
        tiled.image("Sky", "bg_sky.png", -32, -20),
        tiled.image("Clouds", "bg_clouds.png", 0, 96, repeat=True, hspeed=0.12),
        tiled.image("Peaks", "bg_peaks.png", -32, 150),
        tiled.image("Forest", "bg_forest.png", -32, 204),
        tiled.objects("Lights", *lamps),
        tiled.tiles("Plants", [plants], -32, 297),
        tiled.tiles("Ground", earth, -32, 312),
        tiled.objects("Things", *things),
        tiled.tiles("Grass", [front], -32, 301),
        tiled.objects("Effects"),
        tiled.objects("Rules", *rules),
    ], 40, 23, tilesets=[{"firstgid": 1, "name": "valley", "image": "ts_valley.png",
                          "imagewidth": 128, "imageheight": 64, "tilewidth": 16, "tileheight": 16,
                          "tilecount": 32, "columns": 8, "margin": 0, "spacing": 0}])


def rooms(r):
    room(r + "rm_title.tmj", tiled.thing("obj_player", 320, 312),
         rules=[tiled.thing("obj_game", 0, 0), tiled.thing("obj_sky", 0, 0, every=64, calm=True),
                tiled.thing("obj_pilot", 0, 0), tiled.thing("obj_title", 320, 96)])
    room(r + "rm_play.tmj", tiled.thing("obj_player", 320, 312),
         rules=[tiled.thing("obj_sky", 0, 0, every=46, calm=False), tiled.thing("obj_hud", 0, 0)])


def make(folder):
    s, r = folder + "/sprites/", folder + "/rooms/"
    sky().save(r + "bg_sky.png")
    ridge(210, 92, 74, 21, ["night", "dusk", "plum", "wine"], snow=["plum", "rose", "coral", "amber"]
          ).save(r + "bg_peaks.png")
    ridge(160, 62, 38, 44, ["ink", "night", "night", "dusk"], trees=64).save(r + "bg_forest.png")
    cloud(640, 56, 12).save(r + "bg_clouds.png")
    tiles().save(r + "ts_valley.png")
    pip_strip().save(s + "spr_pip_strip13.png")
    info(s + "spr_pip", origin=[14, 31], speed=10, bbox=[7, 4, 20, 30])
    strip(rock(16, 8, STONE, seed=9)).save(s + "spr_pebble_strip8.png")
    info(s + "spr_pebble", origin=[8, 8], speed=14, bbox=[4, 4, 11, 11])
    strip(rock(26, 12, STONE, seed=4)).save(s + "spr_rock_strip12.png")
    info(s + "spr_rock", origin=[13, 13], speed=12, bbox=[6, 6, 19, 19])
    strip(rock(48, 16, ["ink", "night", "slate", "stone", "ash", "mist"], seed=11, craters=8)
          ).save(s + "spr_boulder_strip16.png")
    info(s + "spr_boulder", origin=[24, 24], speed=10, bbox=[10, 10, 37, 37])
    strip([comet(i) for i in range(4)]).save(s + "spr_comet_strip4.png")
    info(s + "spr_comet", origin=[10, 12], speed=15, bbox=[4, 6, 17, 18])
    strip([coin(i) for i in range(8)]).save(s + "spr_coin_strip8.png")
    info(s + "spr_coin", origin=[10, 10], speed=14, bbox=[0, 0, 19, 19])
    strip([heart(0), heart(0), heart(1), heart(1)]).save(s + "spr_heart_strip4.png")
    info(s + "spr_heart", origin=[10, 10], speed=6, bbox=[2, 2, 17, 17])
    strip([heart(0), heart(0, empty=True)]).save(s + "spr_life_strip2.png")
    strip([spark(i) for i in range(5)]).save(s + "spr_spark_strip5.png")
    info(s + "spr_spark", origin=[4, 4], speed=14)
    strip([warning(0), warning(1)]).save(s + "spr_warning_strip2.png")
    info(s + "spr_warning", origin=[10, 10], speed=8)
    shadow().save(s + "spr_shadow.png")
    info(s + "spr_shadow", origin=[16, 3])
    strip([lantern(0), lantern(1)]).save(s + "spr_lantern_strip2.png")
    info(s + "spr_lantern", origin=[12, 51])
    glow().save(s + "spr_glow.png")
    info(s + "spr_glow", origin=[32, 32])
    block_word("DODGE!", 8, ["red", "coral", "amber", "gold", "cream"], "blood", "white").save(
        s + "spr_title.png")
    info(s + "spr_title", origin=[156, 32])
    rooms(r)
