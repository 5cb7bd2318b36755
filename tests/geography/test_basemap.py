import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.geography import basemap, gazetteer, labels
from programs.geography.distance import miles

in_the_state = st.tuples(st.floats(41.2, 42.9), st.floats(-73.5, -69.9))
SHAPE = basemap.VIEW.width / basemap.VIEW.height


def holds(view, point):
    x, y = basemap.project(*point)
    return view.x - 1 <= x <= view.x + view.width + 1 and view.y - 1 <= y <= view.y + view.height + 1


@given(in_the_state)
def test_a_point_comes_back_from_the_drawing_where_it_was(point):
    assert basemap.unproject(*basemap.project(*point)) == pytest.approx(point, abs=1e-9)


@given(in_the_state, in_the_state)
def test_a_circle_of_miles_is_a_circle_on_the_drawing(a, b):
    if miles(a, b) > 25:
        return
    (ax, ay), (bx, by) = basemap.project(*a), basemap.project(*b)
    drawn = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
    assert drawn == pytest.approx(basemap.miles_to_units(miles(a, b), (a[0] + b[0]) / 2), rel=1e-3, abs=1e-6)


def test_the_whole_state_is_in_the_view():
    for town in gazetteer.towns():
        south, west, north, east = town.bounds
        assert holds(basemap.VIEW, (south, west))
        assert holds(basemap.VIEW, (north, east))


@given(st.lists(in_the_state, min_size=1, max_size=20), st.floats(0, 50))
def test_a_window_shows_every_point_in_the_page_s_shape_and_stays_on_the_map(points, margin):
    view = basemap.window(points, margin)
    assert all(holds(view, point) for point in points)
    assert view.width / view.height == pytest.approx(SHAPE, rel=1e-6)
    assert view.x >= -1e-6
    assert view.x + view.width <= basemap.VIEW.width + 1e-6
    assert view.y >= -1e-6
    assert view.y + view.height <= basemap.VIEW.height + 1e-6


def test_a_window_is_never_narrower_than_what_the_drawing_can_show():
    lowell = gazetteer.town("Lowell").point
    view = basemap.window([lowell], margin=0)
    assert view.width == pytest.approx(basemap.miles_to_units(basemap.SMALLEST_MILES, lowell[0]))


def test_without_points_the_window_is_the_whole_state():
    assert basemap.window([]) == basemap.VIEW


def test_around_holds_the_circle_of_so_many_miles():
    worcester = gazetteer.town("Worcester").point
    view = basemap.around(worcester, 25)
    assert view.height == pytest.approx(2 * 1.05 * basemap.miles_to_units(25, worcester[0]))


def test_a_view_as_text_is_a_view_box():
    assert str(basemap.View(1.4, 2.6, 300, 200)) == "1 3 300 200"
    assert str(basemap.VIEW).startswith("0 0 10000 ")


def test_greater_boston_shows_boston_s_neighbours():
    for name in ("Boston", "Quincy", "Waltham", "Lynn"):
        assert holds(basemap.GREATER_BOSTON, gazetteer.town(name).point)


def test_labels_name_the_better_known_towns_first():
    shown = labels.within(basemap.VIEW, most=12)
    assert {"Boston", "Worcester", "Springfield"} <= {label.name for label in shown}
    assert len(shown) == 12


def test_no_label_is_written_over_another():
    shown = labels.within(basemap.GREATER_BOSTON, most=100)
    height = labels.size(basemap.GREATER_BOSTON)
    for one in shown:
        beside = [label for label in shown if label != one and abs(label.y - one.y) < height]
        assert all(abs(label.x - one.x) > height for label in beside)


def test_labels_of_a_window_lie_inside_it():
    view = basemap.window([gazetteer.town("Heath").point])
    names = [label.name for label in labels.within(view)]
    assert "Heath" in names
    assert "Boston" not in names
