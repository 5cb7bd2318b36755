"""Our own geographic tables and base map, made from the source files named in fixtures/README.md.

What is kept by hand (corrections.csv, nicknames.csv) is read from fixtures/geography and never written.
"""

import csv
import json
from pathlib import Path

from . import drawing, names, tables
from .distance import miles
from .outlines import Outlines
from .topology import Topology, arc_numbers

# A source's ZIP point this far outside the town that the code is named for is the middle of its whole county.
POINT_ASTRAY_MILES = 1.0
POINT_TOO_FAR_MILES = 6.0

# Firms and colleges with a ZIP code of their own, and names that the source cut short.
NOT_TYPED = frozenset(
    {
        "At&t", "Com/energy Services", "Springfield Bmc", "Boston Clg", "Stonehill Clg", "Newton L F", "Newton U F",
        "E Bridgewtr", "Charlton Dept", "Charlton Dpt", "W Chesterfld", "Winchdon Spgs", "Wht Horse Bch",
        "Indian Orch", "Marshfld Hls", "Monument Bch", "New Marlborou", "Dorchestr Ctr", "Vineyard Hvn",
        "Newton Hlds", "Wilkinsonvile", "Kates Corner", "Tufts Univ", "Otis Angb", "E Hampton",
        "Northfield Mt Hermon",
    }
)  # fmt: skip

TOWN_COLUMNS = ("town", "county", "geoid", "latitude", "longitude", "south", "west", "north", "east")
ZIP_COLUMNS = ("zip", "name", "town", "latitude", "longitude", "kind", "point_from")
VILLAGE_COLUMNS = ("name", "said_as", "town", "latitude", "longitude", "point_from", "note")
STATION_COLUMNS = ("name", "town", "latitude", "longitude", "lines", "modes", "step_free")

STEP_FREE = {"1": "yes", "2": "no"}


class SourceMissing(FileNotFoundError):
    """A file that the tables are made from is not in the source folder."""


def build(source, target):
    """Write fixtures/geography and static/map under the target, the project's own folder; lines to tell the operator."""
    tables_folder = Path(target) / "fixtures" / "geography"
    map_file = Path(target) / "static" / "map" / "massachusetts.svg"
    source_rows = {name: _source_rows(source, name) for name in ("ma_towns", "ma_zips", "mbta_stations")}
    topology = Topology(_source_text(source, "ma-basemap.topojson"))

    towns = _towns(source_rows["ma_towns"])
    outlines = _outlines(topology)
    zips = _zips(source_rows["ma_zips"], towns, Outlines(outlines))
    stations = _stations(source_rows["mbta_stations"])
    villages = _villages(source_rows["ma_zips"], zips, towns, stations)
    return [
        _write_table(tables_folder / "towns.csv", TOWN_COLUMNS, towns.values()),
        _write_table(tables_folder / "zips.csv", ZIP_COLUMNS, zips.values()),
        _write_table(tables_folder / "villages.csv", VILLAGE_COLUMNS, villages),
        _write_table(tables_folder / "stations.csv", STATION_COLUMNS, stations),
        _write(tables_folder / "town_outlines.json", outlines),
        _write(map_file, drawing.base_map(topology, towns)),
    ]


def _towns(rows):
    towns = {}
    for row in sorted(rows, key=lambda row: row["town"]):
        edges = row["min_lat"], row["min_lon"], row["max_lat"], row["max_lon"]
        values = (row["town"], row["county"], row["geoid"], row["label_lat"], row["label_lon"], *edges)
        towns[row["town"]] = dict(zip(TOWN_COLUMNS, values, strict=True))
    return towns


def _outlines(topology):
    """The towns' outlines on the source's own grid of about 15 metres, each shared border once."""
    rings = {
        properties["geoid"]: [ring for polygon in polygons for ring in polygon]
        for properties, polygons in topology.shapes("towns")
    }
    used = sorted(set(arc_numbers(list(rings.values()))))
    numbers = {old: new for new, old in enumerate(used)}
    renumbered = {
        geoid: [[numbers[arc] if arc >= 0 else ~numbers[~arc] for arc in ring] for ring in rings[geoid]]
        for geoid in sorted(rings)
    }
    arcs = [[step for steps in topology.steps[old] for step in steps] for old in used]
    read = {"scale": topology.scale, "translate": topology.translate, "arcs": arcs, "towns": renumbered}
    return json.dumps(read, separators=(",", ":")) + "\n"


def _zips(rows, towns, outlines):
    corrections = {row["zip"]: row for row in tables.rows("corrections")}
    town_keys = {names.key(town): town for town in towns}
    zips = {}
    for row in sorted(rows, key=lambda row: row["zip"]):
        correction = corrections.get(row["zip"], {})
        name = town_keys.get(names.key(row["city"]), row["city"])
        town = correction.get("town") or (name if name in towns else row["town_at_point"])
        latitude, longitude, point_from = _zip_point(row, correction, towns[town], outlines)
        kind = row["type"].lower()
        values = (row["zip"], name, town, latitude, longitude, kind, point_from)
        zips[row["zip"]] = dict(zip(ZIP_COLUMNS, values, strict=True))
    return zips


def _zip_point(row, correction, town, outlines):
    if correction.get("latitude"):
        return correction["latitude"], correction["longitude"], "corrected"
    point = float(row["lat"]), float(row["lon"])
    label = float(town["latitude"]), float(town["longitude"])
    if row["coord_source"] == "geonames":
        outside = not outlines.holds(town["geoid"], *point)
        astray = outside and outlines.miles_to(town["geoid"], *point) > POINT_ASTRAY_MILES
        if astray or miles(point, label) > POINT_TOO_FAR_MILES:
            return town["latitude"], town["longitude"], "town"
        return row["lat"], row["lon"], "geonames"
    return row["lat"], row["lon"], "census"


def _stations(rows):
    return [
        dict(
            zip(
                STATION_COLUMNS,
                (
                    row["name"],
                    row["municipality"],
                    row["lat"],
                    row["lon"],
                    row["lines"],
                    row["modes"],
                    STEP_FREE.get(row["wheelchair_boarding"], ""),
                ),
                strict=True,
            )
        )
        for row in sorted(rows, key=lambda row: (row["name"], row["stop_id"]))
    ]


def _villages(rows, zips, towns, stations):
    """Names that are no town's own: nicknames kept by hand first, then the postal ones."""
    by_key = {names.key(town): None for town in towns}
    by_joined = {names.joined(town) for town in towns}
    points = {station["name"]: station for station in stations}
    for row in tables.rows("nicknames"):
        point, point_from = _nickname_point(row, zips, towns, points)
        by_key[names.key(row["name"])] = _village(row["name"], row["said_as"], row["town"], point, point_from, row["note"])
    for name, row in _postal_names(rows):
        if names.key(name) not in by_key and names.joined(name) not in by_joined:
            by_joined.add(names.joined(name))
            zipped = zips[row["zip"]]
            by_key[names.key(name)] = _village(name, name, zipped["town"], zipped, f"zip {row['zip']}", "")
    return sorted((village for village in by_key.values() if village), key=lambda village: village["name"])


def _postal_names(rows):
    """Each name with the ZIP code it belongs to most: its own before one that also goes by it, delivered before boxes."""
    own = [(row["city"], row, True) for row in rows]
    also = [(name, row, False) for row in rows for name in row["other_names"].split("|") if name]
    ranked = sorted(
        (named for named in own + also if named[0] not in NOT_TYPED),
        key=lambda named: (not named[2], named[1]["type"] != "STANDARD", named[1]["active"] != "1", -len(named[0]), named[1]["zip"]),
    )
    return [(name, row) for name, row, _ in ranked]


def _nickname_point(row, zips, towns, stations):
    of = row["point_of"]
    if of == "town":
        return towns[row["town"]], "town"
    if of.startswith("station:"):
        return stations[of.removeprefix("station:")], of.replace(":", " ")
    return zips[of], f"zip {of}"


def _village(name, said_as, town, point, point_from, note):
    values = (name, said_as, town, point["latitude"], point["longitude"], point_from, note)
    return dict(zip(VILLAGE_COLUMNS, values, strict=True))


def _source_text(source, name):
    try:
        return (Path(source) / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise SourceMissing(f"{name} is not in {source}: the geographic tables are made from it") from missing


def _source_rows(source, name):
    return list(csv.DictReader(_source_text(source, f"{name}.csv").splitlines()))


def _write_table(path, columns, rows):
    rows = list(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return f"{path.name}: {len(rows)} rows"


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return f"{path.name}: {len(text.encode()):,} bytes"
