"""Rooms as Tiled maps, as Tiled itself would save them: open the .tmj files there to change them."""
import json


def properties(values):
    kinds = {bool: "bool", int: "int", float: "float", str: "string"}
    return [{"name": name, "type": kinds[type(value)], "value": value}
            for name, value in values.items()]


def image(name, picture, x=0, y=0, repeat=False, **values):
    layer = {"type": "imagelayer", "name": name, "image": picture, "offsetx": x, "offsety": y,
             "opacity": 1, "visible": True, "x": 0, "y": 0}
    if repeat:
        layer.update(repeatx=True, repeaty=repeat == "both")
    if values:
        layer["properties"] = properties(values)
    return layer


def tiles(name, rows, x=0, y=0):
    return {"type": "tilelayer", "name": name, "width": len(rows[0]), "height": len(rows),
            "offsetx": x, "offsety": y, "opacity": 1, "visible": True, "x": 0, "y": 0,
            "data": [cell for row in rows for cell in row]}


def objects(name, *items):
    return {"type": "objectgroup", "name": name, "draworder": "index", "opacity": 1,
            "visible": True, "x": 0, "y": 0, "objects": list(items)}


def thing(kind, x, y, **values):
    item = {"type": kind, "name": "", "x": x, "y": y, "width": 0, "height": 0, "point": True,
            "rotation": 0, "visible": True}
    if values:
        item["properties"] = properties(values)
    return item


def save(path, layers, columns, rows, cell=16, tilesets=(), background="#12101f"):
    number = 0
    for i, layer in enumerate(layers):
        layer["id"] = i + 1
        for item in layer.get("objects", []):
            number += 1
            item["id"] = number
    room = {"type": "map", "version": "1.10", "tiledversion": "1.10.2", "orientation": "orthogonal",
            "renderorder": "right-down", "infinite": False, "width": columns, "height": rows,
            "tilewidth": cell, "tileheight": cell, "backgroundcolor": background,
            "nextlayerid": len(layers) + 1, "nextobjectid": number + 1,
            "tilesets": list(tilesets), "layers": layers}
    with open(path, "w") as out:
        out.write(pretty(room) + "\n")


def pretty(value, indent=0):
    """JSON in which every object and every row of tiles has a line of its own."""
    space = " " * indent
    if isinstance(value, dict) and ("layers" in value or "objects" in value or "data" in value):
        rows = []
        for key, item in value.items():
            text = (grid(item, value["width"], indent + 1) if key == "data" else
                    pretty(item, indent + 1) if key in ("layers", "objects", "tilesets")
                    else json.dumps(item))
            rows.append('%s "%s": %s' % (space, key, text))
        return "{\n" + ",\n".join(rows) + "\n" + space + "}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(space + " " + pretty(v, indent + 1) for v in value) + "\n" + space + "]"
    return json.dumps(value)


def grid(cells, width, indent):
    rows = [", ".join("%d" % c for c in cells[i:i + width]) for i in range(0, len(cells), width)]
    return "[\n" + ",\n".join(" " * indent + " " + row for row in rows) + "]"
