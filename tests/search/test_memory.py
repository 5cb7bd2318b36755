"""What was worked out once, and for how long it is kept."""

from programs.search.memory import Remembered, remembered


def test_what_is_remembered_is_made_once():
    made, memo = [], {}
    for _ in range(2):
        assert remembered(memo, "card", lambda: made.append("once") or "drawn") == "drawn"
    assert made == ["once"]


def test_of_what_is_kept_without_end_the_oldest_makes_room():
    cards = Remembered(2)
    for name in ("Elm", "Oak", "Ash"):
        cards[name] = name
    assert list(cards) == ["Oak", "Ash"]
