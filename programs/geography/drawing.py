"""The base map as one static SVG, drawn from the topology in the units of `basemap`.

Colours are presentation attributes with custom properties, which a page's own style reaches through <use>, and which
need no style sheet in the drawing. Strokes keep their width on the screen however far a page zooms in.
"""

from collections import Counter, defaultdict
from itertools import pairwise

from . import basemap
from .topology import arc_numbers

LABELLED = (
    "Boston", "Worcester", "Springfield", "Lowell", "Pittsfield", "New Bedford", "Plymouth", "Barnstable", "Nantucket",
    "Northampton", "Greenfield", "Fitchburg", "Framingham", "Gloucester", "Brockton", "Provincetown", "North Adams",
    "Edgartown",
)  # fmt: skip
LABEL_SIZE = 200
AROUND = {
    "Vermont": (42.87, -72.95),
    "New Hampshire": (42.87, -71.9),
    "Connecticut": (41.7, -72.7),
    "Rhode Island": (41.72, -71.62),
}
AROUND_SIZE = 150

# Lines are drawn on a grid of so many units of the map, about 93 metres: three pixels of the closest view. A finer one
# makes the file, which every first visit loads, half as large again.
GRID = 3
TOLERANCE = 1.5  # steps of the grid that a drawn line may leave the true one
ROAD_WIDTH = {"interstate": 1.5, "us": 0.9, "state": 0.7}
BEYOND = 2 * basemap.WIDTH  # the sea goes on where a page's window is not of the map's shape

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">'
    "<title>Massachusetts</title>"
    '<g id="base" transform="scale({grid})" fill="none" stroke-linejoin="round" stroke-linecap="round">'
)


def base_map(topology, towns):
    """The text of the SVG: #base is the map, #labels the names of the bigger towns at the size of the whole state."""
    outer, inner, county = _town_borders(topology)
    land = _path(_rings(topology, outer), closed=True)
    neighbours = [
        topology.line(ring) for _, polygons in topology.shapes("neighbors") for polygon in polygons for ring in polygon
    ]
    parts = [
        _HEAD.format(view=basemap.VIEW, grid=GRID),
        f'<path fill="var(--map-sea,#dde9ec)" d="M{-BEYOND} {-BEYOND}h{3 * BEYOND}v{3 * BEYOND}h{-3 * BEYOND}z"/>',
        _drawn(_path(neighbours, closed=True), fill="neighbour,#efece4", stroke="neighbour-line,#d5d0c3", width=0.8),
        _drawn(land, fill="land,#fbf9f4", stroke="coast,#8fa3a4", width=1),
        _drawn(_path(_lines(topology, inner)), stroke="town,#dcd6c8", width=0.6),
        _drawn(_path(_lines(topology, county)), stroke="county,#c4bdac", width=0.9),
        *_roads(topology),
        "</g>",
        _labels(towns),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _town_borders(topology):
    """The arcs between towns as (directed outer arcs, inner ones, inner ones that are also county lines)."""
    directed = [number for _, polygons in topology.shapes("towns") for ring in _all_rings(polygons) for number in ring]
    times = Counter(arc_numbers(directed))
    counties = Counter(number for _, polygons in topology.shapes("counties") for number in set(arc_numbers(polygons)))
    outer = [number for number in directed if times[max(number, ~number)] == 1]
    shared = sorted(number for number, count in times.items() if count > 1)
    county = [number for number in shared if counties[number] > 1]
    return outer, [number for number in shared if counties[number] <= 1], county


def _all_rings(polygons):
    return (ring for polygon in polygons for ring in polygon)


def _rings(topology, directed):
    """Outer arcs put end to end into the coast and the state line."""
    waiting = defaultdict(list)
    for number in directed:
        points = topology.line([number])
        waiting[points[0]].append(points)
    rings = []
    while waiting:
        ring = list(_taken(waiting, min(waiting)))
        while ring[0] != ring[-1]:
            ring += _taken(waiting, ring[-1])[1:]
        rings.append(ring)
    return rings


def _taken(waiting, start):
    points = waiting[start].pop()
    if not waiting[start]:
        del waiting[start]
    return points


def _lines(topology, numbers):
    """Arcs joined into longer lines where one goes on as the other ends: fewer starts, a smaller file."""
    starts = {}
    for number in numbers:
        points = topology.line([number])
        starts.setdefault(points[0], []).append(points)
    lines = []
    while starts:
        first = min(starts)
        line = list(_taken(starts, first))
        while line[-1] in starts:
            line += _taken(starts, line[-1])[1:]
        lines.append(line)
    return lines


def _roads(topology):
    by_kind = defaultdict(set)
    for properties, routes in topology.shapes("roads"):
        # Both carriageways are in the source, often as one line walked to and fro.
        by_kind[properties["kind"]] |= set(arc_numbers(routes))
    drawn, seen = {}, set()
    for kind in ROAD_WIDTH:
        drawn[kind] = sorted(by_kind[kind] - seen)
        seen |= by_kind[kind]
    for kind in reversed(drawn):
        colour = "motorway,#d9b98a" if kind == "interstate" else "road,#e2d3b8"
        path = _path(_lines(topology, drawn[kind]))
        yield _drawn(path, stroke=colour, width=ROAD_WIDTH[kind])


def _labels(towns):
    attributes = (
        'font-family="var(--display,Georgia,serif)" text-anchor="middle" fill="var(--map-label,#4a5c60)" '
        'stroke-width="40" paint-order="stroke" stroke-linejoin="round"'
    )
    names = "".join(_text(name, towns[name]["latitude"], towns[name]["longitude"]) for name in LABELLED)
    around = "".join(_text(name, *point) for name, point in AROUND.items())
    return (
        f'<g id="labels" {attributes}>'
        f'<g font-size="{LABEL_SIZE}" stroke="var(--map-land,#fbf9f4)">{names}</g>'
        f'<g font-size="{AROUND_SIZE}" font-style="italic" stroke="var(--map-neighbour,#efece4)">{around}</g></g>'
    )


def _text(name, latitude, longitude):
    x, y = basemap.project(float(latitude), float(longitude))
    # A third of the letters' height lower, the middle of the word stands on the point.
    return f'<text x="{x:.0f}" y="{y + LABEL_SIZE / 3:.0f}">{name}</text>'


def _drawn(path, width, stroke, fill=""):
    filled = f' fill="var(--map-{fill})"' if fill else ""
    line = f'stroke="var(--map-{stroke})" stroke-width="{width}" vector-effect="non-scaling-stroke"'
    return f'<path{filled} {line} d="{path}"/>'


def _path(lines, closed=False):
    """SVG path data of lines of (longitude, latitude), in whole steps of the grid, each relative."""
    return "".join(_steps(_simplified(_on_grid(line)), closed) for line in lines)


def _on_grid(line):
    points = (basemap.project(latitude, longitude) for longitude, latitude in line)
    whole = [(round(x / GRID), round(y / GRID)) for x, y in points]
    return [whole[0], *(after for before, after in pairwise(whole) if after != before)]


def _steps(points, closed):
    # A ring of two points is an island smaller than the grid.
    if len(points) < (4 if closed else 2):
        return ""
    x, y = points[0]
    steps = [f"M{x} {y}l"]
    for before, after in pairwise(points[:-1] if closed else points):
        for number in (after[0] - before[0], after[1] - before[1]):
            separator = "" if number < 0 or steps[-1].endswith("l") else " "
            steps.append(f"{separator}{number}")
    return "".join(steps) + ("z" if closed else "")


def _simplified(points):
    """Douglas and Peucker's: the fewest of the points that keep the line within the tolerance."""
    if len(points) < 3:
        return points
    kept = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        distance, farthest = max(
            ((_distance(points[number], points[first], points[last]), number) for number in range(first + 1, last)),
            default=(0, 0),
        )
        if distance > TOLERANCE:
            kept.add(farthest)
            stretches += [(first, farthest), (farthest, last)]
    return [points[number] for number in sorted(kept)]


def _distance(point, start, end):
    x, y = end[0] - start[0], end[1] - start[1]
    across, down = point[0] - start[0], point[1] - start[1]
    length = x * x + y * y
    along = max(0.0, min(1.0, (across * x + down * y) / length)) if length else 0.0
    return ((across - along * x) ** 2 + (down - along * y) ** 2) ** 0.5
