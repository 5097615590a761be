"""Pictures of samples/async_lab: a workbench, and pictures to load, large, small and broken."""
import math
import zlib
import tiled
from pixels import (PALETTE, Picture, block_word, chance, fbm, info, ramp, strip, write_png)

WIDTH, HEIGHT = 960, 540
PLATES = [(12, 52, 408, 262), (12, 322, 158, 206), (178, 322, 242, 206), (432, 52, 516, 386),
          (432, 446, 516, 82)]


# The bench

def bench():
    """A wall of brushed plates; what stands on it is sunk in."""
    p = Picture(WIDTH, HEIGHT)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            brushed = fbm(x / 60, y / 2, octaves=2, seed=70) - 0.5
            p.rows[y][x] = ramp(["ink", "night", "dusk"], 0.5 + brushed * 0.5 - y / 2400, x, y, 0.7)
    p.box(0, 42, WIDTH, 1, "ink")
    p.box(0, 43, WIDTH, 1, "slate")
    for x, y, w, h in PLATES:
        p.box(x - 2, y - 2, w + 4, h + 4, "slate")
        p.box(x - 2, y - 2, w + 4, 1, "stone")
        p.box(x - 1, y - 1, w + 2, h + 2, "ink")
        p.box(x, y, w, h, (0x17, 0x14, 0x29))
        p.box(x, y, w, 3, "ink")
        for cx, cy in ((x - 1, y - 1), (x + w, y - 1), (x - 1, y + h), (x + w, y + h)):
            p.set(cx, cy, "ash")
    p.box(432, 79, 516, 1, "ink")
    p.box(432, 80, 516, 1, "dusk")
    return p


def button(state):
    """A plate of 98x21: at rest, under the pointer, pressed."""
    p = Picture(98, 21)
    face = [["night", "dusk", "slate"], ["dusk", "slate", "stone"], ["ink", "night", "dusk"]][state]
    top, bottom = (1, 20) if state == 2 else (0, 18)
    for y in range(21):
        for x in range(98):
            if (x in (0, 97)) and (y in (0, 20)):
                continue
            if y < top or y > bottom:
                p.rows[y][x] = "ink"
            else:
                p.rows[y][x] = ramp(face, 0.75 - (y - top) / 24, x, y, 0.9)
    p.box(1, top, 96, 1, ["stone", "ash", "slate"][state])
    p.box(1, bottom, 96, 1, ["night", "dusk", "ink"][state])
    p.box(0, top, 1, bottom - top, ["slate", "stone", "night"][state])
    return p


def bob():
    p = Picture(18, 18)
    p.ball(9, 9, 7.6, 7.6, ["stone", "ash", "mist", "white", "white"], dither=0.6)
    return p.outlined()


def spinner(frame):
    p = Picture(14, 14)
    for i in range(8):
        a = (i - frame) * math.pi / 4
        name = ["white", "ice", "sky", "blue", "slate", "slate", "slate", "slate"][i]
        p.box(int(6.5 + 5 * math.cos(-a)), int(6.5 + 5 * math.sin(-a)), 2, 2, name)
    return p


# Pictures to load

def flask(frame):
    """A flask with something in it that bubbles: four sub-images."""
    p = Picture(64, 64)
    for y in range(64):
        for x in range(64):
            half = 7 if y < 24 else min(7 + (y - 24) * 0.72, 27)
            u = x + 0.5 - 32
            inside = 8 <= y <= 58 and abs(u) < half
            if not inside:
                continue
            level = 36 + 1.6 * math.sin(x * 0.3 + frame * math.pi / 2)
            if abs(u) > half - 2 or y > 56:
                p.rows[y][x] = "mist" if u < 0 else "ash"
            elif y > level:
                p.rows[y][x] = ramp(["teal", "sea", "mint", "ice"],
                                    0.85 - (y - level) / 30 - u / 90, x, y)
            else:
                p.rows[y][x] = "deep" if u > 2 else "teal" if (x + y) % 9 == 0 else "deep"
    p.box(22, 5, 20, 4, "mist")
    p.box(22, 8, 20, 1, "stone")
    for i in range(9):
        rise = (chance(i, 1) * 24 + frame * 6) % 24
        x, y, r = 20 + chance(i, 2) * 24, 56 - rise, 1 + chance(i, 3) * 2
        p.ball(x, y, r, r, ["mint", "ice", "white"])
    p.line(24, 34, 19, 46, "white")
    return p.outlined()


def fractal(size):
    """A corner of a Julia set."""
    p = Picture(size, size)
    names = ["ink", "night", "plum", "wine", "rose", "coral", "amber", "gold", "cream", "ice", "sea",
             "teal", "deep", "night"]
    for y in range(size):
        for x in range(size):
            z = complex((x - size / 2) / size * 2.5, (y - size / 2) / size * 2.5)
            count = 0
            while abs(z) < 4 and count < 90:
                z = z * z + complex(-0.79, 0.156)
                count += 1
            if count == 90:
                p.rows[y][x] = "ink"
                continue
            value = count + 1 - math.log(math.log(abs(z)) / math.log(4), 2)
            p.rows[y][x] = ramp(names, (value / 34) % 1.0, x, y, 1)
    return p


def save_large(picture, times, path):
    """Each pixel times x times; rows that repeat are stored as "the same as above"."""
    names = sorted({c for row in picture.rows for c in row})
    index = {name: i for i, name in enumerate(names)}
    wide = picture.w * times // 2
    same = b"\2" + bytes(wide)
    lines = []
    for row in picture.rows:
        lines.append(b"\0" + b"".join(bytes([index[c] * 17]) * (times // 2) for c in row))
        lines.extend([same] * (times - 1))
    table = b"".join(bytes(PALETTE[name]) for name in names)
    write_png(path, picture.w * times, picture.h * times, 4, b"".join(lines), table,
              b"\xff" * len(names))


def make(folder):
    s, r, d = folder + "/sprites/", folder + "/rooms/", folder + "/data/"
    bench().save(r + "bg_bench.png")
    strip([button(i) for i in range(3)]).save(s + "spr_button_strip3.png")
    bob().save(s + "spr_bob.png")
    info(s + "spr_bob", origin=[9, 9])
    strip([spinner(i) for i in range(8)]).save(s + "spr_spinner_strip8.png")
    info(s + "spr_spinner", origin=[7, 7])
    block_word("ASYNC LAB", 4, ["teal", "sea", "mint", "ice", "white"], "deep", "white").save(
        s + "spr_title.png")
    strip([flask(i) for i in range(4)]).save(d + "flask_strip4.png")
    save_large(fractal(512), 8, d + "large.png")
    with open(d + "flask_strip4.png", "rb") as whole:
        data = bytearray(whole.read())
    for i in range(len(data) // 2, len(data) // 2 + 40):
        data[i] ^= 0x5A
    with open(d + "damaged.png", "wb") as out:
        out.write(data)
    rooms(r)


# Rooms

BUTTONS = [  # key, action, label, event; in the order of the demo, which leaves out the last
    ("1", "get", "GET", 62), ("2", "post", "POST", 62), ("3", "file", "GET TO FILE", 62),
    ("4", "large", "50 MB", 62),
    ("5", "fail", "FAILING GET", 62), ("6", "picture", "PICTURE", 60), ("7", "huge", "4096 X 4096", 60),
    ("8", "broken", "BROKEN ONE", 60),
    ("9", "sound", "ADD A SOUND", 61), ("0", "play", "PLAY IT", 80), ("-", "queue", "QUEUE OF 3", 74),
    ("=", "record", "RECORD 1 S", 73),
    ("W", "message", "MESSAGE", 63), ("E", "question", "QUESTION", 63), ("R", "string", "STRING", 63),
    ("T", "integer", "INTEGER", 63),
    ("Y", "login", "LOGIN", 63), ("S", "save", "SAVE, LOAD", 72), ("G", "group", "GROUP OF 3", 72),
    ("H", "damage", "DAMAGED SAVE", 72),
    ("Z", "zip", "ZIP, UNZIP", 72), ("A", "audio_group", "AUDIO GROUP", 72),
    ("N", "network", "NETWORK", 68), ("B", "buy", "BUY", 66),
    ("V", "decline", "DECLINED", 66), ("M", "refund", "REFUND", 66),
    ("K", "cloud_save", "CLOUD SAVE", 67), ("J", "synchronise", "SYNCHRONISE", 67),
    ("L", "conflict", "CONFLICT", 67), (",", "score", "SEND SCORE", 69),
    (".", "scores", "LEADERBOARD", 69), ("/", "friends", "FRIENDS", 70),
    ("P", "push_now", "PUSH NOW", 71), ("O", "push_later", "PUSH IN 2 S", 71),
    ("[", "broadcast", "BROADCAST", 76), ("]", "job", "JOB", 75),
    ("U", "thread", "THREAD", 70), ("I", "perform", "ALL SIXTEEN", 0),
    ("Q", "offline", "GO OFFLINE", 0), ("C", "cancel", "CANCEL ALL", 0),
    ("D", "delay", "DELAY", 0), ("F", "failure", "FAIL", 0), ("X", "clear", "CLEAR LOG", 0),
]


THEMES = ["obj_web", "obj_sounds", "obj_disk", "obj_wires", "obj_shop", "obj_cloud"]


def rooms(r):
    buttons = [tiled.thing("obj_button", 17 + i % 4 * 100, 57 + i // 4 * 23, key=key, action=action,
                           label=label, event=event)
               for i, (key, action, label, event) in enumerate(BUTTONS)]
    swings = [tiled.thing("obj_pendulum", 212 + i * 15.8, 330, swings=24 + i, length=60 + i * 9)
              for i in range(12)]
    tiled.save(r + "rm_lab.tmj", [
        tiled.image("Bench", "bg_bench.png"),
        tiled.objects("Pendulums", *swings),
        tiled.objects("Buttons", *buttons),
        tiled.objects("Open"),
        tiled.objects("Lab", tiled.thing("obj_lab", 0, 0), tiled.thing("obj_header", 0, 0),
                      tiled.thing("obj_legend", 0, 0), tiled.thing("obj_switches", 0, 0),
                      *[tiled.thing(name, 0, 0) for name in THEMES],
                      tiled.thing("obj_recorder", 0, 0),
                      tiled.thing("obj_log", 440, 60),
                      tiled.thing("obj_picture", 91, 425), tiled.thing("obj_thread", 0, 0),
                      tiled.thing("obj_demo", 0, 0)),
    ], 60, 34)
