"""Our own geographic tables and base map, made from the source files named in fixtures/README.md.

What is kept by hand there (corrections.csv, nicknames.csv) is read and never written.
"""

import csv
import json
from pathlib import Path

from . import drawing, names, tables
from .distance import miles
from .outlines import Outlines
from .topology import Topology, arc_numbers

# A ZIP point this far outside the town that the code is named for says little of where its people are: delivery areas
# reach into the woods of the next town, and GeoNames gives some boxes the middle of their county.
POINT_ASTRAY_MILES = 1.0
# GeoNames' middle of Suffolk County lies in the harbor, which is Boston's, and that of Plymouth County in Plymouth.
POINT_TOO_FAR_MILES = 7.0

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


class SourceMissingError(FileNotFoundError):
    """A file that the tables are made from is not in the source folder."""


def build(source, target):
    """Write fixtures/geography and static/map under the target, the project's own folder.

    Gives the lines to tell the operator. Raises SourceMissingError before anything is written.
    """
    tables_folder = Path(target) / "fixtures" / "geography"
    map_file = Path(target) / "static" / "map" / "massachusetts.svg"
    source_rows = {
        name: tables.read(_source(source, f"{name}.csv")) for name in ("ma_towns", "ma_zips", "mbta_stations")
    }
    topology = Topology(_source(source, "ma-basemap.topojson").read_text(encoding="utf-8"))

    towns = _towns(source_rows["ma_towns"])
    outlines = _outlines(topology)
    corrections = {row["zip"]: row for row in tables.read(tables_folder / "corrections.csv")}
    zips = _zips(source_rows["ma_zips"], corrections, towns, Outlines(outlines))
    stations = _stations(source_rows["mbta_stations"])
    villages = _villages(tables.read(tables_folder / "nicknames.csv"), source_rows["ma_zips"], zips, towns, stations)
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


def _zips(rows, corrections, towns, outlines):
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
    geonames = row["coord_source"] == "geonames"
    outside = not outlines.holds(town["geoid"], *point)
    astray = outside and outlines.miles_to(town["geoid"], *point) > POINT_ASTRAY_MILES
    if astray or (geonames and miles(point, label) > POINT_TOO_FAR_MILES):
        return town["latitude"], town["longitude"], "town"
    return row["lat"], row["lon"], "geonames" if geonames else "census"


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


def _villages(kept, postal, zips, towns, stations):
    """Names that are no town's own: the villages kept by hand, the postal names, then the nicknames of all these."""
    known = {
        names.key(row["name"]): _village(row, *_kept_point(row, zips, towns, stations))
        for row in kept
        if row["point_of"]
    }
    known |= _postal_villages(postal, zips, taken={names.joined(name) for name in [*towns, *known]})
    towns_by_key = {names.key(town): row for town, row in towns.items()}
    for row in kept:
        if not row["point_of"]:
            same = names.key(row["said_as"])
            point = known.get(same) or towns_by_key[same]
            known[names.key(row["name"])] = _village(row, point, point.get("point_from", "town"))
    return sorted(known.values(), key=lambda village: village["name"])


def _postal_villages(rows, zips, taken):
    villages = {}
    for name, row in _postal_names(rows):
        if names.joined(name) not in taken:
            taken.add(names.joined(name))
            point = zips[row["zip"]]
            village = {"name": name, "said_as": name, "town": point["town"], "note": ""}
            villages[names.key(name)] = _village(village, point, f"zip {row['zip']}")
    return villages


def _postal_names(rows):
    """Each name with the row of its ZIP code; the row that it belongs to most comes first.

    That is the code named for it before one that also goes by it, and one with letter carriers before boxes.
    """
    own = [(row["city"], row, True) for row in rows]
    also = [(name, row, False) for row in rows for name in row["other_names"].split("|") if name]
    ranked = sorted(
        (named for named in own + also if named[0] not in NOT_TYPED),
        key=lambda named: (
            not named[2],
            named[1]["type"] != "STANDARD",
            named[1]["active"] != "1",
            -len(named[0]),
            named[1]["zip"],
        ),
    )
    return [(name, row) for name, row, _ in ranked]


def _kept_point(row, zips, towns, stations):
    """The point of a village kept by hand: that of a ZIP code, of a station, or of its town."""
    of = row["point_of"]
    if of == "town":
        return towns[row["town"]], "town"
    if of.startswith("station:"):
        name = of.removeprefix("station:")
        return next(station for station in stations if station["name"] == name), f"station {name}"
    return zips[of], f"zip {of}"


def _village(kept, zip_or_town, point_from):
    point = zip_or_town["latitude"], zip_or_town["longitude"]
    values = (kept["name"], kept["said_as"], kept["town"], *point, point_from, kept["note"])
    return dict(zip(VILLAGE_COLUMNS, values, strict=True))


def _source(source, name):
    path = Path(source) / name
    if not path.is_file():
        raise SourceMissingError(f"{name} is not in {source}: the geographic tables are made from it")
    return path


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
