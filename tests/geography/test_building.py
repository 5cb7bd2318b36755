"""The tables made from source files: here small ones, in the sources' layout."""

import json
import shutil
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from programs.geography import building, tables
from programs.geography.topology import Topology

TOWNS = """town,county,geoid,label_lat,label_lon,centroid_lat,centroid_lon,min_lat,min_lon,max_lat,max_lon
Eastfield,Hampden,1,42.05,-72.45,42.05,-72.45,42.0,-72.5,42.1,-72.4
Westfield,Hampden,2,42.05,-72.55,42.05,-72.55,42.0,-72.6,42.1,-72.5
"""
ZIPS = """zip,city,type,active,county,lat,lon,coord_source,town_at_point,other_names
01002,Westfield,STANDARD,1,Hampden,42.06,-72.55,census_zcta_gazetteer_2021,Westfield,W Field
01001,Eastfield,STANDARD,1,Hampden,42.06,-72.45,census_zcta_gazetteer_2021,Eastfield,Mill Vlg|At&t
01003,Eastfield,PO BOX,1,Hampden,42.05,-72.59,geonames,Westfield,
01004,Little Falls,PO BOX,1,Hampden,42.01,-72.41,geonames,Eastfield,
"""
STATIONS = """stop_id,name,municipality,lat,lon,modes,lines,wheelchair_boarding,address
b,Union,Westfield,42.05,-72.55,commuter_rail|subway,Red Line|Lowell,1,
a,Depot,Eastfield,42.05,-72.45,commuter_rail,Lowell,2,
c,Halt,Eastfield,42.04,-72.45,commuter_rail,Lowell,0,
"""
NICKNAMES = """name,said_as,town,point_of,note
The Halt,The Halt,Eastfield,station:Halt,Only trains stop here
Milly,Mill Vlg,Eastfield,,
Westy,Westfield,Westfield,,
"""
CORRECTIONS = "zip,town,latitude,longitude,why\n01004,Eastfield,42.02,-72.42,the source's point is wrong\n"
# Two squares side by side: arc 0 is the line they share.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [-72.6, 42.0]},
    "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]]],
    "objects": {
        "towns": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"geoid": "2"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"geoid": "1"}},
            ]
        },
        "counties": {"geometries": [{"type": "Polygon", "arcs": [[1, 2]], "properties": {"county": "Hampden"}}]},
        "neighbors": {"geometries": []},
        "roads": {
            "geometries": [
                {"type": "MultiLineString", "arcs": [[0], [-1]], "properties": {"kind": "us"}},
                {"type": "MultiLineString", "arcs": [[0]], "properties": {"kind": "interstate"}},
            ]
        },
    },
}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    files = {"ma_towns.csv": TOWNS, "ma_zips.csv": ZIPS, "mbta_stations.csv": STATIONS}
    for name, text in {**files, "ma-basemap.topojson": json.dumps(TOPOLOGY)}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def target(tmp_path):
    kept = tmp_path / "house" / "fixtures" / "geography"
    kept.mkdir(parents=True)
    (kept / "nicknames.csv").write_text(NICKNAMES, encoding="utf-8")
    (kept / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    return tmp_path / "house"


@pytest.fixture(autouse=True)
def labelled(monkeypatch):
    monkeypatch.setattr("programs.geography.drawing.LABELLED", ("Eastfield",))


def table(target, name):
    return tables.read(target / "fixtures" / "geography" / f"{name}.csv")


def written(target):
    return {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_building_twice_writes_the_same_bytes(source, target):
    building.build(source, target)
    first = written(target)
    assert len(first) == 2 + 6
    building.build(source, target)
    assert written(target) == first


def test_a_missing_source_is_named_and_nothing_is_written(source, target):
    (source / "mbta_stations.csv").unlink()
    before = written(target)
    with pytest.raises(building.SourceMissingError, match=r"mbta_stations\.csv is not in"):
        building.build(source, target)
    assert written(target) == before


def test_a_zip_point_far_outside_its_town_gives_way_to_the_town_s_and_a_correction_to_none(source, target):
    building.build(source, target)
    zips = {row["zip"]: (row["latitude"], row["point_from"]) for row in table(target, "zips")}
    assert zips == {
        "01001": ("42.06", "census"),
        "01002": ("42.06", "census"),
        "01003": ("42.05", "town"),
        "01004": ("42.02", "corrected"),
    }


def test_villages_are_the_postal_names_that_are_no_town_s_and_those_kept_by_hand(source, target):
    building.build(source, target)
    villages = [(row["name"], row["said_as"], row["point_from"]) for row in table(target, "villages")]
    assert villages == [
        ("Little Falls", "Little Falls", "zip 01004"),
        ("Mill Vlg", "Mill Vlg", "zip 01001"),
        ("Milly", "Mill Vlg", "zip 01001"),
        ("The Halt", "The Halt", "station Halt"),
        ("Westy", "Westfield", "town"),
    ]


def test_a_station_whose_steps_nobody_states_is_neither_yes_nor_no(source, target):
    building.build(source, target)
    assert {row["name"]: row["step_free"] for row in table(target, "stations")} == {
        "Depot": "no",
        "Halt": "",
        "Union": "yes",
    }


def test_a_shared_border_is_kept_and_drawn_once(source, target):
    building.build(source, target)
    outlines = json.loads((target / "fixtures" / "geography" / "town_outlines.json").read_text())
    assert outlines["towns"] == {"1": [[2, -1]], "2": [[0, 1]]}
    drawing = (target / "static" / "map" / "massachusetts.svg").read_text()
    paths = ElementTree.fromstring(drawing).findall(".//{*}g[@id='base']/{*}path")
    _sea, _neighbours, land, between, _counties, *roads = [path.get("d") for path in paths]
    assert land.count("M") == between.count("M") == 1
    assert sum(road.count("M") for road in roads) == 1


def test_an_arc_walked_backwards_ends_where_it_began():
    topology = Topology(json.dumps(TOPOLOGY))
    assert topology.line([~0]) == topology.line([0])[::-1]
    ring = topology.line([0, 1])
    assert ring[0] == ring[-1]
    assert len(ring) == 5


def test_the_command_says_which_source_is_missing(source, target):
    (source / "ma_towns.csv").unlink()
    with pytest.raises(CommandError, match=r"ma_towns\.csv is not in"):
        call_command("build_reference_data", source, target=target, stdout=StringIO())
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("build_reference_data", source / "nowhere", target=target, stdout=StringIO())


def test_the_drawn_map_is_small_and_asks_nobody_for_anything():
    drawing = (settings.BASE_DIR / "static" / "map" / "massachusetts.svg").read_text()
    assert len(drawing.encode()) < 90_000
    tree = ElementTree.fromstring(drawing)
    assert {group.get("id") for group in tree.iter("{http://www.w3.org/2000/svg}g")} >= {"base", "labels"}
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    assert "style" not in drawing.replace("font-style", "")


def test_the_tables_kept_by_hand_name_only_what_there_is():
    atlas = tables.atlas()
    station_names = {row["name"] for row in tables.rows("stations")}
    for row in tables.rows("nicknames"):
        of = row["point_of"]
        assert row["town"] in atlas.towns
        assert of in {"", "town"} or of in atlas.zips or of.removeprefix("station:") in station_names
        assert of or atlas.named(row["said_as"])
    for row in tables.rows("corrections"):
        assert row["zip"] in atlas.zips
        assert row["town"] in atlas.towns
        assert row["why"]


def test_what_people_keep_by_hand_is_never_written(source, target):
    kept = shutil.copytree(target, target.parent / "kept")
    building.build(source, target)
    for name in ("nicknames", "corrections"):
        assert table(target, name) == table(kept, name)
