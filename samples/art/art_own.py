"""Pictures of samples/own_main: a sun and its planets."""
import math
import tiled
from pixels import Picture, chance, fbm, info, ramp, strip


def sun(frame):
    p = Picture(64, 64)
    for y in range(64):
        for x in range(64):
            u, v = (x + 0.5 - 32) / 32, (y + 0.5 - 32) / 32
            far, angle = math.hypot(u, v), math.atan2(v, u)
            flame = fbm(math.cos(angle) * 2.4 + 9, math.sin(angle) * 2.4 + frame * 0.5, octaves=3, seed=7)
            edge = 0.6 + 0.36 * flame
            if far < edge:
                boil = fbm(x / 7 + frame * 0.6, y / 7, octaves=3, seed=3)
                p.rows[y][x] = ramp(["blood", "red", "coral", "amber", "gold", "cream", "white"],
                                    1.25 - far * 0.95 / edge + (boil - 0.5) * 0.5, x, y)
    return p


def planet(names, seed, ring=False):
    p = Picture(32, 32)
    r = 10 if ring else 12
    for y in range(32):
        for x in range(32):
            u, v = (x + 0.5 - 16) / r, (y + 0.5 - 16) / r
            if u * u + v * v <= 1:
                lit = -0.5 * u - 0.6 * v + 0.6 * math.sqrt(1 - u * u - v * v)
                land = fbm(u * 1.6 + seed, v * (1.6 if seed % 2 else 5), octaves=3, seed=seed) - 0.5
                p.rows[y][x] = ramp(names, 0.42 + lit * 0.5 + land * 0.5, x, y, 0.7)
    if ring:
        for i in range(240):
            a = i * math.pi / 120
            for wide in (14.5, 13.5):
                x, y = 16 + wide * math.cos(a), 16 + wide * 0.3 * math.sin(a) + wide * 0.16 * math.cos(a)
                if math.sin(a) > 0 or math.hypot(x - 16, y - 16) > r:
                    p.set(x, y, "sand" if wide > 14 else "cream")
    return p.outlined()


def night():
    p = Picture(480, 270)
    for y in range(270):
        for x in range(480):
            glow = max(0, 1 - math.hypot((x - 240) / 260, (y - 135) / 170))
            cloud = fbm(x / 90, y / 60, octaves=4, seed=19) - 0.5
            p.rows[y][x] = ramp(["ink", "night", "dusk", "plum"], glow * 0.55 + cloud * 0.5, x, y)
    for i in range(130):
        p.set(chance(i, 1) * 480, chance(i, 2) * 270, ["slate", "stone", "ash", "white"][i % 4])
    return p


def make(folder):
    s, r = folder + "/sprites/", folder + "/rooms/"
    night().save(r + "bg_night.png")
    strip([sun(i) for i in range(6)]).save(s + "spr_sun_strip6.png")
    info(s + "spr_sun", origin=[32, 32], speed=8)
    strip([planet(["bark", "clay", "sand", "cream"], 3), planet(["deep", "blue", "sky", "ice", "white"], 5),
           planet(["clay", "sand", "amber", "cream"], 8, ring=True),
           planet(["deep", "teal", "sea", "mint"], 6)]).save(s + "spr_planet_strip4.png")
    info(s + "spr_planet", origin=[16, 16])
    tiled.save(r + "rm_orbits.tmj", [
        tiled.image("Night", "bg_night.png"),
        tiled.objects("Orbits", tiled.thing("obj_orbits", 240, 135)),
        tiled.objects("Sky", tiled.thing("obj_sun", 240, 135),
                      *[tiled.thing("obj_planet", 240, 135, reach=62 + i * 40, turns=[9, 6, 4, 3][i],
                                    look=i) for i in range(4)]),
    ], 30, 17)
