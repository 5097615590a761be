"""Pictures of samples/gallery_walk: a hall at night, its visitor, and large paintings to hang."""
import math
import tiled
from art_lab import save_large, spinner
from pixels import Picture, block_word, chance, fbm, info, ramp, strip

WIDTH, HEIGHT, FLOOR = 640, 360, 284


# The hall

def wall():
    """A papered wall above a wainscot, and a floor of boards; its ends meet."""
    p = Picture(WIDTH, HEIGHT)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            if y >= FLOOR:
                deep = (y - FLOOR) / (HEIGHT - FLOOR)
                board = math.floor((y - FLOOR) ** 0.86 / 5)
                grain = fbm(x / 38 + board * 9, y / 3, octaves=2, seed=board + 3, wrap=0) - 0.5
                joint = (x + board * 97) % 160 == 0
                names = ["ink", "bark", "clay", "sand"]
                p.rows[y][x] = "ink" if joint else ramp(names, 0.52 - deep * 0.3 + grain * 0.3, x, y, 0.8)
            elif y >= 240:
                panel = 8 < x % 80 < 72 and 248 < y < 276
                edge = (x % 80 in (8, 72) and 248 <= y <= 276) or (y in (248, 276) and 8 <= x % 80 <= 72)
                value = 0.5 if panel else 0.62
                p.rows[y][x] = "ink" if edge else ramp(["ink", "bark", "clay"], value - (y - 240) / 160, x, y, 0.7)
            else:
                leaf = math.sin(x * math.pi / 20) * math.sin(y * math.pi / 26 + (x // 40 % 2) * math.pi)
                value = 0.42 + y / 900 + (0.12 if leaf > 0.55 else 0)
                p.rows[y][x] = ramp(["ink", "night", "plum", "dusk"], value, x, y, 0.8)
    for y, name in ((236, "clay"), (237, "sand"), (238, "clay"), (239, "ink"), (FLOOR - 4, "bark"),
                    (FLOOR - 3, "clay"), (FLOOR - 2, "bark"), (FLOOR - 1, "ink")):
        p.box(0, y, WIDTH, 1, name)
    p.box(0, 0, WIDTH, 14, "ink")
    p.box(0, 14, WIDTH, 2, "clay")
    p.box(0, 16, WIDTH, 1, "ink")
    return p


def light():
    """What a lamp throws on the wall, to be added: a cone that fades out."""
    p = Picture(220, 250)
    for y in range(250):
        for x in range(220):
            half = 16 + y * 0.38
            across = abs(x + 0.5 - 110) / half
            if across < 1:
                value = (1 - across ** 2) * (0.55 - y / 480)
                tone = ramp(range(8), value, x, y, 1)
                if tone:
                    p.rows[y][x] = (tone * 9, tone * 7, tone * 4)
    return p


def lamp():
    p = Picture(26, 22)
    p.box(11, 0, 4, 8, "stone")
    for y in range(8, 20):
        half = 4 + (y - 8) * 0.7
        for x in range(26):
            if abs(x + 0.5 - 13) < half:
                p.rows[y][x] = ramp(["bark", "clay", "amber", "gold"], 0.75 - (x - 13) / 26, x, y, 0.6)
    p.box(5, 20, 16, 1, "cream")
    return p.outlined()


def visitor(frame):
    """A child in a red coat, from the side; frame 0 stands, 1 to 6 walk."""
    p = Picture(28, 46)
    swing = math.sin((frame - 1) * math.pi / 3) if frame else 0
    lift = abs(math.cos((frame - 1) * math.pi / 3)) if frame else 0
    top = round(1 - lift)
    for side, name in ((-1, "night"), (1, "dusk")):
        foot = 14 + swing * side * 6
        p.line(14, 32 + top, round(foot), 43, name)
        p.line(13, 32 + top, round(foot) - 1, 43, name)
        p.line(15, 32 + top, round(foot) + 1, 43, name)
        p.box(round(foot) - 1, 43, 5, 2, "bark")
    for y in range(15, 34):
        half = 5 + (y - 15) * 0.22
        for x in range(28):
            if abs(x + 0.5 - 14) < half:
                p.rows[y + top][x] = ramp(["blood", "red", "coral"], 0.5 + (14 - x) / 22 + (20 - y) / 50, x, y, 0.7)
    arm = round(14 - swing * 4)
    p.line(14, 19 + top, arm, 28 + top, "blood")
    p.line(15, 19 + top, arm + 1, 28 + top, "blood")
    p.box(arm, 28 + top, 2, 2, "sand")
    p.ball(14, 9 + top, 6.4, 6.6, ["clay", "sand", "cream"], dither=0.5)
    for x in range(7, 21):
        p.box(x, 2 + top + round(abs(x - 14) * 0.32), 1, 5 if x < 16 else 3, "bark")
    p.box(17, 9 + top, 1, 2, "ink")
    p.box(19, 12 + top, 2, 1, "clay")
    p.box(9, 15 + top, 10, 2, "gold")
    return p.outlined()


def corner():
    """One corner of a gilded frame; the others are the same, turned."""
    p = Picture(14, 14)
    for y in range(14):
        for x in range(14):
            near = min(x, y)
            if near < 7:
                p.rows[y][x] = ramp(["bark", "clay", "sand", "gold", "cream"],
                                    [0.2, 0.7, 0.9, 0.6, 0.35, 0.75, 0.1][near] + (0.1 if (x + y) % 5 == 0 else 0), x, y, 0.5)
    p.ball(5, 5, 4.5, 4.5, ["bark", "clay", "gold", "cream"])
    return p


def torn():
    """What hangs where a picture could not be shown."""
    p = Picture(64, 48)
    for y in range(48):
        for x in range(64):
            rip = 30 + 9 * math.sin(y / 5) + 5 * (fbm(y / 4, 1, octaves=2, seed=8) - 0.5) * 4
            gap = 2 + y / 9
            if abs(x - rip) < gap:
                p.rows[y][x] = "ink"
            elif abs(x - rip) < gap + 2:
                p.rows[y][x] = "mist"
            else:
                weave = 0.5 + 0.2 * ((x + y) % 2) + fbm(x / 9, y / 9, octaves=2, seed=5) * 0.3
                p.rows[y][x] = ramp(["slate", "stone", "ash"], weave - 0.1, x, y, 0.6)
    return p


# Paintings: small here, each pixel many times as large in the file

def julia(w, h, c, names, zoom=2.6):
    p = Picture(w, h)
    for y in range(h):
        for x in range(w):
            z, count = complex((x - w / 2) / h * zoom, (y - h / 2) / h * zoom), 0
            while abs(z) < 4 and count < 70:
                z, count = z * z + c, count + 1
            value = 0 if count == 70 else (count + 1 - math.log(math.log(abs(z)) / math.log(4), 2)) / 26
            p.rows[y][x] = names[0] if count == 70 else ramp(names, value % 1.0, x, y)
    return p


def peaks(w, h):
    """Ridges one behind the other, and a low sun."""
    p = Picture(w, h)
    for y in range(h):
        for x in range(w):
            sun = math.hypot(x - w * 0.66, y - h * 0.42) / h
            value = 0.25 + 0.6 * y / h + max(0, 0.35 - sun)
            p.rows[y][x] = "cream" if sun < 0.1 else ramp(["plum", "wine", "rose", "coral", "amber", "gold"], value, x, y)
    for ridge, name in enumerate(("rose", "wine", "plum", "dusk", "night", "ink")):
        for x in range(w):
            rise = fbm(x / 34 + ridge * 13, 0.5, octaves=5, seed=40 + ridge)
            top = h * (0.46 + ridge * 0.1) - (rise - 0.5) * h * 0.34
            for y in range(max(0, int(top)), h):
                p.rows[y][x] = name
    return p


def aurora(w, h):
    p = Picture(w, h)
    for y in range(h):
        for x in range(w):
            bend = x / 30 + 3 * fbm(x / 50, y / 90, octaves=3, seed=4)
            curtain = max(0, math.sin(bend)) ** 3 * max(0, 1 - abs(y / h - 0.38) * 2.3)
            p.rows[y][x] = ramp(["ink", "night", "deep", "teal", "sea", "mint", "ice"], 0.1 + curtain * 0.85, x, y)
    for i in range(w * h // 260):
        p.set(chance(i, 1) * w, chance(i, 2) * h * 0.7, ["ash", "mist", "white"][i % 3])
    for x in range(w):
        top = h * 0.84 - fbm(x / 9, 2, octaves=3, seed=9) * h * 0.16 - (x % 9 == 4) * h * 0.05
        for y in range(int(top), h):
            p.rows[y][x] = "ink"
    return p


def sea(w, h):
    """Waves, larger the nearer they are, under a moon."""
    p = Picture(w, h)
    for y in range(h):
        for x in range(w):
            moon = math.hypot(x - w * 0.3, y - h * 0.24) / h
            if y < h * 0.45:
                cloud = fbm(x / 40, y / 14, octaves=4, seed=6)
                p.rows[y][x] = "cream" if moon < 0.11 else ramp(["night", "dusk", "slate", "stone"], 0.75 - moon + cloud * 0.25, x, y)
                continue
            deep = (y - h * 0.45) / (h * 0.55)
            wave = math.sin(y * (1.9 - deep * 1.4) + 3 * fbm(x / (8 + deep * 30), y / 9, octaves=3, seed=2) + x / 60)
            road = max(0, 0.5 - abs(x - w * 0.3) / (w * (0.04 + deep * 0.14)) * 0.5)
            p.rows[y][x] = ramp(["deep", "teal", "sea", "ice", "white"], 0.2 + wave * 0.14 + road * 0.8, x, y)
    return p


def cloud_of_stars(w, h):
    p = Picture(w, h)
    for y in range(h):
        for x in range(w):
            u, v = (x - w / 2) / h, (y - h / 2) / h
            far, turn = math.hypot(u, v), math.atan2(v, u)
            arm = math.cos(2 * (turn + 5.2 * math.log(far + 0.06))) * 0.5 + 0.5
            dust = fbm(x / 18, y / 18, octaves=4, seed=17)
            value = math.exp(-far * 3.4) * (0.55 + arm * 0.8) + (dust - 0.5) * 0.3
            p.rows[y][x] = ramp(["ink", "night", "dusk", "plum", "wine", "rose", "amber", "cream", "white"], value, x, y)
    for i in range(w * h // 200):
        p.set(chance(i, 5) * w, chance(i, 6) * h, ["stone", "ash", "ice", "white"][i % 4])
    return p


def paintings(d):
    save_large(julia(384, 288, complex(-0.4, 0.6), ["ink", "night", "deep", "teal", "sea", "mint", "cream", "gold", "amber", "blood", "ink"]), 10, d + "spiral.png")
    save_large(peaks(384, 240), 10, d + "ridges.png")
    save_large(aurora(288, 384), 8, d + "aurora.png")
    save_large(sea(400, 250), 8, d + "moonlit.png")
    save_large(cloud_of_stars(320, 320), 12, d + "whirl.png")
    save_large(julia(300, 400, complex(0.285, 0.01), ["ink", "plum", "wine", "rose", "coral", "amber", "cream", "ice", "sky", "blue", "night"], 2.4), 8, d + "coral.png")
    with open(d + "ridges.png", "rb") as whole:
        data = bytearray(whole.read())
    for i in range(len(data) // 2, len(data) // 2 + 60):
        data[i] ^= 0x5A
    with open(d + "flooded.png", "wb") as out:
        out.write(data)


# The room

HANGING = [  # source, title, width and height on the wall, pixels of the file
    ("/spiral.png", "Spiral", 148, 111), ("/ridges.png", "Seven ridges", 160, 100),
    ("/flooded.png", "Flooded", 120, 90), ("/aurora.png", "Aurora", 96, 128),
    ("moonlit.png", "Moonlit", 160, 100), ("/notes.txt", "Not a picture", 110, 80),
    ("/whirl.png", "Whirl", 130, 130), ("/cut.png", "Cut off", 120, 90),
    ("/coral.png", "Coral", 96, 128), ("/nobody.png", "Nobody knows", 100, 75),
    ("/slow.png", "Patience", 160, 100), ("/silent.png", "Silence", 110, 80),
]
APART, FIRST = 230, 330


def rooms(r):
    frames = [tiled.thing("obj_frame", FIRST + i * APART, 130, source=source, title=title, wide=wide, high=high)
              for i, (source, title, wide, high) in enumerate(HANGING)]
    lamps = [tiled.thing("obj_lamp", FIRST + i * APART, 17) for i in range(len(HANGING))]
    columns = (FIRST * 2 + APART * (len(HANGING) - 1)) // 16 + 1
    tiled.save(r + "rm_hall.tmj", [
        tiled.image("Wall", "bg_wall.png", repeat=True),
        tiled.objects("Frames", *frames),
        tiled.objects("Lamps", *lamps),
        tiled.objects("People", tiled.thing("obj_visitor", 90, 322)),
        tiled.objects("Guide", tiled.thing("obj_guide", 0, 0)),
    ], columns, 23)


def make(folder):
    s, r, d = folder + "/sprites/", folder + "/rooms/", folder + "/data/"
    wall().save(r + "bg_wall.png")
    light().save(s + "spr_light.png")
    info(s + "spr_light", origin=[110, 0])
    lamp().save(s + "spr_lamp.png")
    info(s + "spr_lamp", origin=[13, 0])
    strip([visitor(i) for i in range(7)]).save(s + "spr_visitor_strip7.png")
    info(s + "spr_visitor", origin=[14, 45], speed=0)
    corner().save(s + "spr_corner.png")
    info(s + "spr_corner", origin=[7, 7])
    torn().save(s + "spr_torn.png")
    strip([spinner(i) for i in range(8)]).save(s + "spr_spinner_strip8.png")
    info(s + "spr_spinner", origin=[7, 7])
    block_word("GALLERY", 3, ["wine", "rose", "coral", "amber", "gold", "cream"], "plum", "white").save(s + "spr_title.png")
    paintings(d)
    rooms(r)
