"""Which town names a map shows: the better known first, none over another, at any zoom."""

from functools import cache
from typing import NamedTuple

from . import basemap, tables

# The order in which names are given room: regional centres first, so that they spread; then size. Towns that are not
# named here come after these, by the alphabet.
BY_RENOWN = (
    "Boston", "Worcester", "Springfield", "Pittsfield", "New Bedford", "Lowell", "Barnstable", "Plymouth", "Greenfield",
    "Fitchburg", "Nantucket", "Provincetown", "Gloucester", "Northampton", "Fall River", "Brockton", "Framingham",
    "Lawrence", "North Adams", "Great Barrington", "Edgartown", "Athol", "Southbridge", "Cambridge", "Quincy", "Lynn",
    "Newton", "Salem", "Waltham", "Haverhill", "Taunton", "Attleboro", "Falmouth", "Milford", "Marlborough", "Gardner",
    "Leominster", "Chicopee", "Holyoke", "Westfield", "Amherst", "Somerville", "Medford", "Malden", "Revere",
    "Brookline", "Peabody", "Weymouth", "Norwood", "Woburn", "Beverly", "Newburyport", "Methuen", "Braintree",
    "Chelsea", "Everett", "Watertown", "Arlington", "Lexington", "Burlington", "Concord", "Natick", "Dedham", "Milton",
    "Randolph", "Franklin", "Shrewsbury", "Webster", "Orange", "Ware", "Palmer", "Lee", "Chatham", "Orleans",
    "Oak Bluffs", "Middleborough", "Wareham", "Dartmouth", "Agawam", "Ludlow", "Adams",
)  # fmt: skip

SIZE = 0.028  # letters' height as a share of the window's width: 12 pixels on a map of 430
LETTER_WIDTH = 0.52  # as a share of the letters' height
AIR = 1.5  # lines that a label keeps free, its own included


class Label(NamedTuple):
    """A name and the middle of its baseline, in the map's units."""

    name: str
    x: float
    y: float


def size(view):
    """How tall the letters are in this window, in the map's units."""
    return round(view.width * SIZE, 1)


def within(view, most=12):
    """The Labels to write in a window, at most so many."""
    height = size(view)
    placed: list[Label] = []
    boxes: list[tuple[float, float, float, float]] = []
    right, bottom = view.x + view.width, view.y + view.height
    in_view = (town for town in _by_renown() if view.x < town[1] < right and view.y < town[2] < bottom)
    for name, x, y in in_view:
        half = len(name) * height * LETTER_WIDTH / 2
        box = x - half, y - height * AIR / 2, x + half, y + height * AIR / 2
        if _inside(box, view) and not any(_overlap(box, other) for other in boxes):
            boxes.append(box)
            placed.append(Label(name, round(x, 1), round(y + height * 0.35, 1)))
            if len(placed) == most:
                break
    return placed


@cache
def _by_renown():
    """Every town as (name, x, y) on the drawing, the better known first."""
    towns = sorted(tables.atlas().towns.values(), key=_renown)
    return tuple((town.name, *basemap.project(*town.point)) for town in towns)


def _renown(town):
    known = town.name in BY_RENOWN
    return (0, BY_RENOWN.index(town.name), "") if known else (1, 0, town.name)


def _inside(box, view):
    left, top, right, bottom = box
    return view.x <= left and right <= view.x + view.width and view.y <= top and bottom <= view.y + view.height


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
