from hypothesis import given
from hypothesis import strategies as st

from programs.geography.distance import miles
from programs.geography.neighbourhood import Neighbourhood

POINTS = st.tuples(st.floats(41.2, 42.9), st.floats(-73.5, -69.9))


@given(st.lists(POINTS, max_size=30), POINTS, st.sampled_from([0.5, 5, 10, 50]))
def test_the_nearest_is_the_one_that_looking_at_all_of_them_finds(points, place, within):
    near = [distance for point in points if (distance := miles(place, point)) <= within]
    assert Neighbourhood(points, within).nearest(place) == min(near, default=None)


def test_nobody_is_near_where_nobody_is():
    assert Neighbourhood([], 10).nearest((42.3, -71.0)) is None
