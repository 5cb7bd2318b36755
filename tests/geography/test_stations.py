from programs.geography import stations


def test_the_nearest_station_comes_with_its_miles():
    station, miles = stations.nearest(42.3655, -71.1037)
    assert station.name == "Central"
    assert station.lines == ("Red Line",)
    assert miles < 0.1


def test_no_station_s_steps_are_guessed():
    assert {station.step_free for station in stations.all()} <= {True, False, None}
    assert len(stations.all()) == 274


def test_a_station_of_several_lines_and_modes_names_each():
    station = next(station for station in stations.all() if station.name == "North Station")
    assert station.lines == ("Green Line", "Orange Line")
    assert station.modes == ("commuter_rail", "subway")
