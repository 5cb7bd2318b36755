import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from programs.geography.distance import miles

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_miles_are_those_of_geopy_s_great_circle(a, b):
    assert miles(a, b) == pytest.approx(great_circle(a, b).miles, abs=1e-6)


def test_worcester_is_about_38_miles_from_boston():
    assert miles((42.2626, -71.8023), (42.3601, -71.0589)) == pytest.approx(38.6, abs=0.2)
