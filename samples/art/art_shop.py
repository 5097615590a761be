"""Pictures of samples/corner_shop: a street by day and by night, a shop, its goods and customers."""
import math
import tiled
from art_lab import spinner
from pixels import LETTERS, Picture, chance, fbm, info, ramp, strip

WIDTH, HEIGHT = 640, 360
SCENE = 446  # what the panel leaves of the street
WALL = (112, 62, 272, 200)  # the front of the shop
WINDOW = (128, 190, 172, 54)
DOOR = (318, 192, 44, 70)
UPSTAIRS = [(136, 82), (224, 82), (312, 82)]
PAVEMENT, KERB = 262, 286
LAMP = (72, 128)


# The street

def skyline():
    """Houses far away: left edge, width, top, kind of roof."""
    houses, x, i = [], -12, 0
    while x < WIDTH:
        wide = 34 + int(chance(i, 1) * 34)
        houses.append((x, wide, 116 + int(chance(i, 2) * 64), int(chance(i, 3) * 3), i))
        x += wide - 2
        i += 1
    return houses


def far_windows():
    for x, wide, top, _, i in skyline():
        for j in range(top + 12, 244, 17):
            for k in range(x + 7, x + wide - 9, 13):
                if chance(i, j, k) > 0.3:
                    yield k, j, chance(i, k, j, 7) > 0.45


def draw_skyline(p):
    for x, wide, top, roof, i in skyline():
        names = [["slate", "stone", "ash"], ["dusk", "slate", "stone"], ["plum", "slate", "stone"]][i % 3]
        rise = 14 if roof else 3
        for k in range(wide):
            up = (rise - abs(k - wide / 2) * 2 * rise / wide) if roof == 1 else (rise if roof == 2 and k % (wide // 2 + 1) > 4 else 3)
            for j in range(top - int(up), PAVEMENT):
                value = 0.78 - (j - top) / 240 - 0.16 * (k > wide - 6) + (0.1 if k < 2 else 0)
                p.set(x + k, j, "bark" if j < top and roof == 1 else ramp(names, value, x + k, j, 0.8))
        if roof:
            p.box(x + wide - 14, top - rise - 6, 7, 12, "bark")
            p.box(x + wide - 15, top - rise - 7, 9, 2, "clay")
    for x, y, _ in far_windows():
        p.box(x, y, 6, 8, "dusk")
        p.box(x, y, 6, 1, "ink")


def draw_ground(p):
    for y in range(PAVEMENT, HEIGHT):
        for x in range(WIDTH):
            if y < KERB:
                deep = (y - PAVEMENT) / (KERB - PAVEMENT)
                slab = (x - 223) / (1 + deep * 0.5)
                joint = int(slab + 900) % 38 == 0 or y in (PAVEMENT + 9,)
                grain = fbm(x / 14, y / 5, octaves=3, seed=3) - 0.5
                p.rows[y][x] = "slate" if joint else ramp(["stone", "ash", "mist"], 0.4 + deep * 0.2 + grain * 0.5, x, y, 0.9)
            elif y < KERB + 4:
                p.rows[y][x] = "mist" if y == KERB else "stone" if y < KERB + 3 else "ink"
            else:
                stone = 0.42 + (fbm(x / 9, y / 4, octaves=2, seed=8) - 0.5) * 0.5
                row = (y - KERB) // 5
                joint = (y - KERB) % 5 == 4 or (x + row * 7) % 15 == 0
                p.rows[y][x] = "ink" if joint else ramp(["night", "slate", "stone"], stone, x, y, 0.8)


def draw_front(p):
    x0, y0, w, h = WALL
    for y in range(y0, y0 + h):
        for x in range(x0, x0 + w + 26):
            side = x >= x0 + w
            row = (y - y0) // 6
            joint = (y - y0) % 6 == 5 or (x + row % 2 * 7) % 14 == 0
            worn = (chance(x // 14 + row % 2, row, 5) - 0.5) * 0.35 + (fbm(x / 40, y / 40, octaves=3, seed=12) - 0.5) * 0.5
            light = 0.62 + worn - (0.38 if side else 0) - (y - y0) / 900
            names = ["bark", "clay", "sand"]
            p.rows[y][x] = ("bark" if not side else "ink") if joint else ramp(names, light, x, y, 0.5)
    p.box(x0 + w, y0, 1, h, "sand")
    for i, name in enumerate(("ink", "sand", "cream", "clay", "bark", "ink")):
        p.box(x0 - 5 + i // 3, y0 - 6 + i, w + 36 - i // 3 * 2, 1, name)
    for x, y in UPSTAIRS:
        draw_upstairs(p, x, y)


def draw_upstairs(p, x, y):
    p.box(x - 3, y - 4, 50, 4, "cream")
    p.box(x - 3, y - 1, 50, 1, "sand")
    p.box(x - 1, y, 46, 44, "ink")
    for j in range(42):
        for i in range(44):
            shine = 0.35 + ((i + j) % 34 < 9) * 0.25 - j / 140
            p.set(x + i, y + 1 + j, ramp(["night", "deep", "teal", "sky"], shine, i, j, 0.7))
    for i in (0, 21, 43):
        p.box(x + i, y, 2, 43, "cream")
    p.box(x, y + 18, 45, 2, "cream")
    for i in range(13):  # curtains
        fold = ["coral", "rose", "wine"][i % 3]
        p.box(x + 2 + i, y + 2, 1, 40 - i * 2, fold)
        p.box(x + 42 - i, y + 2, 1, 40 - i * 2, fold)
    p.box(x - 5, y + 43, 54, 4, "sand")
    p.box(x - 5, y + 43, 54, 1, "cream")
    p.box(x - 4, y + 47, 52, 1, "bark")
    for i in range(22):  # a box of flowers
        c = ["red", "gold", "rose", "leaf", "lime"][int(chance(i, x) * 5)]
        p.box(x + i * 2, y + 37 + int(chance(i, x, 2) * 5), 2, 3, c)
    p.box(x - 1, y + 40, 46, 4, "clay")
    p.box(x - 1, y + 40, 46, 1, "sand")


def write(p, word, x, y, cell, names):
    for c in word:
        for j, row in enumerate(LETTERS[c]):
            for i, on in enumerate(row):
                if on == "#":
                    p.box(x + i * cell, y + j * cell, cell, cell, names[min(len(names) - 1, j * len(names) // 7)])
        x += (len(LETTERS[c][0]) + 1) * cell
    return x


def draw_sign(p):
    x0, _, w, _ = WALL
    p.box(x0 + 4, 138, w - 8, 28, "ink")
    for j in range(25):
        for i in range(w - 12):
            grain = fbm(i / 40, j / 3, octaves=2, seed=4) - 0.5
            p.set(x0 + 6 + i, 140 + j, ramp(["deep", "pine", "teal"], 0.45 + grain * 0.8 - j / 90, i, j, 0.7))
    p.box(x0 + 6, 140, w - 12, 1, "gold")
    p.box(x0 + 6, 163, w - 12, 1, "amber")
    for shadow, names in ((1, ["ink"]), (0, ["cream", "cream", "gold", "amber"])):
        write(p, "CORNER SHOP", x0 + 62 + shadow, 145 + shadow, 2, names)
    for x in (x0 + 30, x0 + w - 44):
        p.ball(x + 7, 152, 7, 7, ["blood", "red", "coral", "amber"])
        p.box(x + 7, 142, 1, 4, "bark")
        p.box(x + 8, 143, 4, 2, "lime")


def draw_awning(p):
    x0, _, w, _ = WALL
    for y in range(166, 190):
        for x in range(x0 + 2 - (y - 166) // 4, x0 + w - 2 + (y - 166) // 4):
            stripe = (x - x0 - 2 + 240) // 12
            hem = 184 + 4 * math.sin(((x - x0 - 2 + 240) % 12 + 0.5) / 12 * math.pi)
            if y > hem:
                continue
            names = ["blood", "red", "coral"] if stripe % 2 else ["ash", "mist", "white"]
            p.rows[y][x] = ramp(names, 0.95 - (y - 166) / 26 - (0.3 if y > 182 else 0), x, y, 0.7)
    p.box(x0 + 2, 166, w - 4, 1, "ink")


def draw_window(p):
    x0, y0, w, h = WINDOW
    p.box(x0 - 10, y0 - 4, DOOR[0] + DOOR[2] + 10 - x0 + 10, PAVEMENT - y0 + 4, "pine")
    for y in range(y0 + h, PAVEMENT):
        for x in range(x0 - 10, DOOR[0] + DOOR[2] + 10):
            panel = (x - x0) % 43 in (3, 39) or y in (y0 + h + 4, PAVEMENT - 4)
            p.rows[y][x] = "deep" if panel else ramp(["deep", "pine", "leaf"], 0.7 - (y - y0 - h) / 34, x, y, 0.6)
    p.box(x0 - 3, y0 - 1, w + 6, h + 3, "ink")
    for y in range(h):
        for x in range(w):
            warm = 0.66 - abs(x - w / 2) / w * 0.4 - y / 150 - (0.12 if x // 7 % 2 else 0)
            p.set(x0 + x, y0 + y, ramp(["bark", "bark", "clay", "sand", "cream"], warm, x, y, 0.9))
    for x in (x0 - 2, x0 + w // 2 - 1, x0 + w):
        p.box(x, y0, 2, h, "cream")
    p.box(x0 - 6, y0 + h, w + 12, 3, "cream")
    p.box(x0 - 6, y0 + h + 2, w + 12, 1, "sand")


def draw_door(p):
    x0, y0, w, h = DOOR
    p.box(x0 - 3, y0 - 3, w + 6, h + 3, "ink")
    for y in range(h):
        for x in range(w):
            p.set(x0 + x, y0 + y, ramp(["blood", "red", "coral"], 0.62 - x / 90 - y / 300, x, y, 0.6))
    p.box(x0 + 6, y0 + 6, w - 12, 36, "ink")
    for y in range(34):
        for x in range(w - 14):
            warm = 0.5 + ((x + y) % 30 < 7) * 0.2 - y / 90
            p.set(x0 + 7 + x, y0 + 7 + y, ramp(["ink", "bark", "clay", "sand", "gold"], warm, x, y, 0.7))
    p.box(x0 + 13, y0 + 16, 18, 9, "white")
    p.box(x0 + 13, y0 + 16, 18, 1, "ash")
    for i, x in enumerate((16, 20, 24)):
        p.box(x0 + x, y0 + 19, 3, 1 + (i != 1) * 2, "red")
    p.box(x0 + 6, y0 + 48, w - 12, 16, "blood")
    p.box(x0 + 7, y0 + 49, w - 14, 14, "red")
    p.box(x0 + w - 8, y0 + 45, 3, 3, "gold")
    p.box(x0 - 4, PAVEMENT - 2, w + 8, 3, "ash")
    p.box(x0 - 4, PAVEMENT - 2, w + 8, 1, "white")


def draw_furniture(p):
    x, y = LAMP
    p.box(x - 1, y + 18, 4, PAVEMENT - y - 10, "ink")
    p.box(x, y + 18, 1, PAVEMENT - y - 12, "stone")
    p.box(x - 4, PAVEMENT + 4, 10, 5, "ink")
    p.box(x - 3, PAVEMENT + 4, 3, 3, "slate")
    for j in range(16):
        half = 4 + (16 - j) * 0.25
        for i in range(-9, 10):
            if abs(i) < half:
                p.set(x + 1 + i, y + j + 2, "ink" if abs(i) > half - 1.5 or j in (0, 15) else ramp(["ash", "mist", "white"], 0.7 - i / 12, i, j, 0.5))
    p.box(x - 6, y, 15, 2, "ink")
    p.box(x, y - 4, 3, 4, "ink")
    for i in range(240):  # a tree
        a, r = chance(i, 21) * 6.283, math.sqrt(chance(i, 22))
        cx, cy = 26 + math.cos(a) * r * 27, 170 + math.sin(a) * r * 33
        if i == 0:
            p.box(22, 190, 8, 74, "bark")
            p.box(23, 190, 2, 74, "clay")
        p.ball(cx, cy, 6, 5, ["pine", "leaf", "lime"], light=(-0.5 - math.cos(a) * r * -0.5, -0.7 + math.sin(a) * r * 0.6, 0.1), dither=0.8, gain=0.9)
    p.box(14, 258, 25, 14, "ink")
    p.box(15, 259, 23, 12, "clay")
    p.box(15, 259, 23, 2, "sand")
    p.box(418, 226, 20, 44, "ink")  # a letter box
    for j in range(42):
        for i in range(18):
            p.set(419 + i, 227 + j, ramp(["blood", "red", "coral"], 0.7 - i / 26, i, j, 0.6))
    p.box(417, 224, 22, 5, "blood")
    p.box(418, 224, 20, 1, "coral")
    p.box(422, 236, 12, 2, "ink")
    p.box(422, 243, 12, 7, "cream")


def street():
    p = Picture(WIDTH, HEIGHT)
    draw_skyline(p)
    draw_ground(p)
    draw_front(p)
    draw_window(p)
    draw_door(p)
    draw_sign(p)
    draw_awning(p)
    draw_furniture(p)
    return p


def glow():
    """What shines at night, to be added: windows, the lamp, and what they throw on the ground."""
    p = Picture(SCENE, 300)
    solid = street()
    light = [[0.0] * SCENE for _ in range(300)]

    def shine(cx, cy, rx, ry, strength):
        for y in range(max(0, int(cy - ry)), min(300, int(cy + ry))):
            for x in range(max(0, int(cx - rx)), min(SCENE, int(cx + rx))):
                far = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2
                if far < 1:
                    light[y][x] += (1 - far) ** 2 * strength
    shine(LAMP[0] + 1, LAMP[1] + 10, 74, 66, 0.75)
    shine(LAMP[0] + 1, LAMP[1] + 10, 12, 13, 0.8)
    shine(LAMP[0] + 1, 274, 84, 20, 0.6)
    shine(WALL[0] + WALL[2] / 2, 150, 132, 26, 0.34)
    x0, y0, w, h = WINDOW
    shine(x0 + w / 2, y0 + h / 2 + 2, w * 0.72, 70, 0.5)
    shine(x0 + w / 2, 276, w * 0.6, 24, 0.75)
    shine(DOOR[0] + 22, 276, 50, 22, 0.6)
    for y in range(y0, y0 + h):
        for x in range(x0, x0 + w):
            light[y][x] += 0.34
    for y in range(34):
        for x in range(DOOR[2] - 14):
            light[DOOR[1] + 7 + y][DOOR[0] + 7 + x] += 0.45
    for ux, uy in (UPSTAIRS[0], UPSTAIRS[2]):
        for y in range(uy + 1, uy + 37):
            for x in range(ux + 2, ux + 43):
                light[y][x] += 0.5
    for x, y, lit in far_windows():
        if not lit:
            continue
        for j in range(y + 1, y + 8):
            for i in range(x, x + 6):
                if 0 <= i < SCENE and solid.get(i, j) == "dusk":
                    light[j][i] += 0.85
    for y in range(300):
        for x in range(SCENE):
            tone = ramp(range(26), light[y][x], x, y, 0.9) if light[y][x] > 0.01 else 0
            if tone:
                p.rows[y][x] = (min(255, tone * 9), min(255, int(tone * 6.4)), int(tone * 2.6))
    return p


# The sky

def disc(size, names, craters=()):
    p = Picture(size, size)
    p.ball(size / 2, size / 2, size / 2 - 1, size / 2 - 1, names, light=(-0.3, -0.3, 0.9), dither=0.8)
    for x, y, r in craters:
        p.ball(x, y, r, r, names[:2], dither=0.5)
    return p


def stars():
    p = Picture(SCENE, 180)
    for i in range(110):
        x, y = int(chance(i, 61) * SCENE), int(chance(i, 62) ** 1.5 * 180)
        p.set(x, y, ["ash", "mist", "white", "ice"][i % 4])
        if chance(i, 64) > 0.92:
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                p.set(x + dx, y + dy, "stone")
    return p


def cloud(kind):
    p = Picture(90, 30)
    for i in range(7):
        x, y = 16 + i * 9.5, 19 - 6 * math.sin(i / 6 * math.pi) * (0.6 + chance(kind, i, 1))
        p.ball(x, y, 9 + 5 * chance(kind, i, 2), 7 + 2 * chance(kind, i, 3), ["ash", "mist", "white", "white"], light=(-0.2, -0.9, 0.3), dither=0.9)
    p.box(0, 24, 90, 6, None)
    return p


# Who and what is there

COATS = [["blood", "red", "coral"], ["deep", "teal", "sea"], ["plum", "wine", "rose"], ["bark", "clay", "amber"], ["night", "blue", "sky"]]
HAIR = ["bark", "gold", "ink", "clay", "ash"]


def customer(look, frame):
    """Somebody from the side; frame 0 stands, 1 to 6 walk."""
    p = Picture(28, 46)
    swing = math.sin((frame - 1) * math.pi / 3) if frame else 0
    lift = abs(math.cos((frame - 1) * math.pi / 3)) if frame else 0
    top = round(1 - lift)
    skirt = look in (1, 2)
    for side, name in ((-1, "night"), (1, "dusk")):
        foot = 14 + swing * side * 6
        for k in (-1, 0, 1):
            p.line(14 + k, 32 + top, round(foot) + k, 43, name if not skirt else "clay" if side < 0 else "sand")
        p.box(round(foot) - 1, 43, 5, 2, "bark")
    for y in range(15, 37 if skirt else 34):
        half = 5 + (y - 15) * (0.3 if skirt else 0.16)
        for x in range(28):
            if abs(x + 0.5 - 14) < half:
                p.rows[y + top][x] = ramp(COATS[look], 0.5 + (14 - x) / 22 + (20 - y) / 50, x, y, 0.7)
    arm = round(14 + swing * 4)
    for k in (0, 1):
        p.line(14 + k, 19 + top, arm + k, 28 + top, COATS[look][0])
    p.box(arm, 28 + top, 2, 2, "sand")
    skin = ["clay", "sand", "cream"] if look % 2 == 0 else ["bark", "clay", "sand"]
    p.ball(14, 9 + top, 6.4, 6.6, skin, light=(0.5, -0.4, 0.8), dither=0.5)
    for x in range(7, 21):
        p.box(x, 2 + top + round(abs(x - 14) * 0.32), 1, 5 if x < 16 else 3, HAIR[look])
    if look == 1:
        p.ball(7, 12 + top, 3, 6, ["clay", "amber", "gold"])
    if look == 3:
        p.box(7, 3 + top, 15, 2, "ink")
        p.box(9, 0, 10, 4 + top, "ink")
        p.box(9, 2 + top, 10, 1, "gold")
    if look == 4:
        p.ball(14, 4 + top, 7, 4, ["wine", "rose", "coral"])
    p.box(17, 9 + top, 1, 2, "ink")
    p.box(19, 12 + top, 2, 1, "clay")
    p.box(10, 15 + top, 9, 2, ["gold", "cream", "mint", "red", "white"][look])
    return p.outlined()


GOODS = [
    # bread, apple, milk, tin, cheese, jam, cake, flowers
    ("...ssss...\n..sccccs..\n.scscscss.\n.sssssssss\n.bsssssssb\n..bbbbbbb.", {"s": "sand", "c": "cream", "b": "clay"}),
    (".....b....\n....b.ll..\n..rrbrr...\n.rcrrrrr..\n.rrrrrrd..\n.rrrrrdd..\n..rrrdd...\n...dd.....", {"b": "bark", "l": "lime", "r": "red", "c": "coral", "d": "blood"}),
    ("...bb.....\n...ww.....\n..wwwm....\n..wwwm....\n..sssb....\n..ssbb....\n..wwwm....\n..wwwm....", {"b": "sky", "w": "white", "m": "mist", "s": "ice"}),
    (".aaaaaa...\n.wmmmma...\n.rrrrrd...\n.rccrrd...\n.rccrrd...\n.rrrrrd...\n.aaaaaa...", {"a": "ash", "w": "white", "m": "mist", "r": "sea", "c": "cream", "d": "teal"}),
    (".......g..\n.....ggg..\n...ggggg..\n.ggggggg..\n.aaaaaaa..\n.agaagaa..\n.aaagaaa..", {"g": "gold", "a": "amber"}),
    ("..rrrr....\n..wwww....\n.mrrrrb...\n.rrcrrb...\n.rcccrb...\n.rrcrrb...\n..bbbb....", {"r": "rose", "w": "white", "m": "coral", "b": "wine", "c": "cream"}),
    ("....r.....\n...www....\n..wwwwww..\n.wpwwpwww.\n.ppppppppp\n.sssssssss\n.wwwwwwwww\n.sssssssss", {"r": "red", "w": "white", "p": "coral", "s": "sand"}),
    ("..r..y....\n.rgrygy...\n..rl.y.p..\n...llpgp..\n...lll.p..\n..wwwwl...\n...bbb....\n...bbb....", {"r": "red", "g": "gold", "y": "ice", "p": "rose", "l": "leaf", "w": "cream", "b": "sky"}),
]


def goods(kind):
    p = Picture(12, 12)
    art, key = GOODS[kind]
    p.ascii(art, key, 1, 11 - len(art.split("\n")))
    return p.outlined()


def face(look):
    """What friends see of somebody: the customers' faces."""
    whole, p = customer(look, 0), Picture(22, 22, ["deep", "plum", "pine", "dusk", "slate"][look])
    p.paste(whole, -3, 2)
    return p


def cat(frame):
    p = Picture(26, 22)
    p.ball(12, 16, 7, 6, ["bark", "clay", "amber"], dither=0.6)
    p.ball(16, 9, 5.2, 4.6, ["clay", "amber", "amber"], dither=0.6)
    for x in (12, 18):
        p.ascii(".a.\naca\naaa", {"a": "amber", "c": "coral"}, x, 2)
    p.box(15, 8 if frame != 2 else 9, 1, 2 if frame != 2 else 1, "ink")
    p.box(19, 8 if frame != 2 else 9, 1, 2 if frame != 2 else 1, "ink")
    p.box(17, 11, 2, 1, "rose")
    p.ball(15, 17, 2.6, 4, ["sand", "cream", "white"])
    for i in range(9):
        bend = (i * i / 12) * (1 if frame else 0.4)
        p.box(6 - int(bend), 19 - i, 2, 2, "clay" if i % 3 else "bark")
    p.box(13, 20, 3, 2, "cream")
    p.box(17, 20, 3, 2, "cream")
    for x, y in ((9, 12), (8, 15), (11, 11)):
        p.box(x, y, 3, 1, "clay")
    return p.outlined()


def neon(frame):
    """A sign that stands out from the wall; 0 off, 1 on."""
    p = Picture(30, 84)
    p.box(0, 8, 8, 2, "ink")
    p.box(0, 70, 8, 2, "ink")
    p.box(6, 0, 24, 84, "ink")
    p.box(7, 1, 22, 82, "night")
    tube = ["wine", "rose"] if not frame else ["coral", "white"]
    rim = "plum" if not frame else "sky"
    for y in range(3, 81):
        for x in (9, 26):
            p.set(x, y, rim)
    for x in range(9, 27):
        p.set(x, 3, rim)
        p.set(x, 80, rim)
    for i, c in enumerate("OPEN"):
        for j, row in enumerate(LETTERS[c]):
            for k, on in enumerate(row):
                if on == "#":
                    p.box(12 + k * 2, 7 + i * 18 + j * 2, 2, 2, tube[1 if k % 5 else 0])
    return p


def neon_glow():
    p = Picture(110, 150)
    for y in range(150):
        for x in range(110):
            far = ((x - 55) / 55) ** 2 + ((y - 75) / 75) ** 2
            if far < 1:
                tone = ramp(range(20), (1 - far) ** 2 * 0.8, x, y, 0.9)
                if tone:
                    p.rows[y][x] = (tone * 8, int(tone * 3.2), int(tone * 5.2))
    return p


def coin(frame):
    p = Picture(12, 12)
    p.ball(6, 6, [5, 3.6, 1.6, 3.6][frame], 5, ["clay", "amber", "gold", "cream"])
    if frame != 2:
        p.box(6, 4, 1, 4, "clay")
    return p.outlined()


def lamp(state):
    """Of a service: none chosen, offline, asking, fine."""
    p = Picture(12, 12)
    p.ball(6, 6, 4.4, 4.4, [["night", "slate", "stone"], ["blood", "red", "coral", "cream"], ["clay", "amber", "gold", "cream"], ["pine", "sea", "mint", "white"]][state])
    return p.outlined()


def medal(won):
    p = Picture(14, 18)
    for i in range(8):
        p.box(3 + i // 3, i, 3, 1, "red" if won else "slate")
        p.box(8 - i // 3, i, 3, 1, "blood" if won else "dusk")
    p.ball(7, 12, 4.8, 4.8, ["clay", "amber", "gold", "cream"] if won else ["night", "slate", "stone"])
    return p.outlined()


def plate(w, h, state):
    """A button: at rest, not to be had, pressed or under the pointer."""
    p = Picture(w, h)
    face = [["dusk", "slate", "stone"], ["ink", "night", "dusk"], ["slate", "stone", "ash"]][state]
    for y in range(h):
        for x in range(w):
            if x in (0, w - 1) and y in (0, h - 1):
                continue
            p.rows[y][x] = "ink" if y > h - 4 else ramp(face, 0.85 - y / h, x, y, 0.8)
    p.box(1, 0, w - 2, 1, ["ash", "slate", "mist"][state])
    p.box(1, h - 4, w - 2, 1, ["night", "ink", "dusk"][state])
    return p


def panel(w, h):
    """A board of planks in a frame of brass."""
    p = Picture(w, h)
    for y in range(h):
        for x in range(w):
            grain = fbm(x / 50 + y // 30 * 9, y / 2.5, octaves=2, seed=60 + y // 30) - 0.5
            p.rows[y][x] = "ink" if y % 30 == 29 else ramp(["ink", "night", "dusk"], 0.48 + grain * 0.55, x, y, 0.8)
    for i, name in enumerate(("ink", "clay", "sand", "bark", "ink")):
        p.box(i, i, w - 2 * i, 1, name)
        p.box(i, h - 1 - i, w - 2 * i, 1, name)
        p.box(i, i, 1, h - 2 * i, name)
        p.box(w - 1 - i, i, 1, h - 2 * i, name)
    for x in (2, w - 5):
        for y in (2, h - 5):
            p.box(x, y, 3, 3, "gold")
    return p


def bubble():
    """What somebody thinks who finds nothing to buy."""
    p = Picture(22, 22)
    p.ball(11, 9, 9, 8, ["mist", "white", "white"])
    p.ball(6, 18, 2, 2, ["mist", "white"])
    p.ascii(".rr.\n...r\n..r.\n.r..\n....\n.r..", {"r": "red"}, 9, 6)
    return p.outlined()


# The room

SERVICES = ["obj_cloud", "obj_purchases", "obj_notices", "obj_steam", "obj_friends"]


def rooms(r):
    shop = [tiled.thing("obj_button", 5 + i * 106, 303, deed=i) for i in range(6)]
    small = [tiled.thing("obj_button", 5 + i * 63.5, 334, deed=6 + i) for i in range(10)]
    tiled.save(r + "rm_corner.tmj", [
        tiled.objects("Sky", tiled.thing("obj_sky", 0, 0)),
        tiled.image("Street", "bg_street.png"),
        tiled.objects("Goods", tiled.thing("obj_goods", WINDOW[0], WINDOW[1])),
        tiled.objects("People"),
        tiled.objects("Night", tiled.thing("obj_night", 0, 0)),
        tiled.objects("Things", tiled.thing("obj_shop", 0, 0), tiled.thing("obj_book", 0, 0), *[tiled.thing(name, 0, 0) for name in SERVICES],
                      tiled.thing("obj_simulator", 0, 0), tiled.thing("obj_keeper", 0, 0)),
        tiled.objects("Front", tiled.thing("obj_counter", 0, 0), tiled.thing("obj_panel", SCENE, 2), *shop, *small),
    ], 40, 23)


def make(folder):
    s, r, d = folder + "/sprites/", folder + "/rooms/", folder + "/data/"
    for i in range(5):
        face(i).scaled(3).save(d + "face%d.png" % i)
    street().save(r + "bg_street.png")
    rooms(r)
    glow().save(s + "spr_glow.png")
    stars().save(s + "spr_stars.png")
    disc(34, ["amber", "gold", "cream", "white"]).save(s + "spr_sun.png")
    disc(28, ["stone", "mist", "cream", "white"], ((10, 10, 3), (18, 16, 4), (11, 19, 2))).save(s + "spr_moon.png")
    for name in ("spr_sun", "spr_moon"):
        info(s + name, origin=[16, 16])
    for name, frames, origin in (
            ("spr_cloud", [cloud(i) for i in range(3)], [45, 15]),
            ("spr_customer", [customer(i, j) for i in range(5) for j in range(7)], [14, 45]),
            ("spr_goods", [goods(i) for i in range(8)], [0, 12]), ("spr_cat", [cat(i) for i in range(3)], [13, 21]),
            ("spr_neon", [neon(i) for i in range(2)], [0, 0]), ("spr_coin", [coin(i) for i in range(4)], [6, 6]),
            ("spr_lamp", [lamp(i) for i in range(4)], [6, 6]), ("spr_medal", [medal(i) for i in range(2)], [7, 9]),
            ("spr_button", [plate(104, 28, i) for i in range(3)], [0, 0]),
            ("spr_small", [plate(61, 24, i) for i in range(3)], [0, 0])):
        strip(frames).save(s + name + "_strip%d.png" % len(frames))
        info(s + name, origin=origin, speed=0)
    neon_glow().save(s + "spr_neon_glow.png")
    info(s + "spr_neon_glow", origin=[55, 75])
    panel(190, 296).save(s + "spr_panel.png")
    bubble().save(s + "spr_bubble.png")
    info(s + "spr_bubble", origin=[11, 21])
    strip([spinner(i) for i in range(8)]).save(s + "spr_spinner_strip8.png")
    info(s + "spr_spinner", origin=[7, 7])
