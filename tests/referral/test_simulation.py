"""The model's own promises: the same seed, the same numbers; and that it can come out either way."""

from io import StringIO

from django.core.management import call_command

from programs.referral.simulation import World, grid, simulate


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    world = World(lazy=0.25, lying=0.25, days=40)
    assert simulate(world, "kept promises", 7) == simulate(world, "kept promises", 7)
    assert simulate(world, "kept promises", 7) != simulate(world, "kept promises", 8)


def test_where_many_lie_kept_promises_take_fewer_calls_and_where_nobody_does_they_gain_nothing():
    def compared(lying):
        world = World(lazy=0.25, lying=lying)
        return [simulate(world, order, 7).calls for order in ("distance", "claimed date", "kept promises")]

    distance, claimed, kept = compared(0.5)
    assert kept < claimed < distance
    distance, claimed, kept = compared(0.0)
    assert claimed <= kept < distance


def test_the_grid_holds_every_mix_of_shares_once():
    mixes = [(world.honest, world.lazy, world.lying) for world, _ in grid(7, steps=(0, 0.5, 1), worlds=1)]
    assert mixes == [(1, 0, 0), (0.5, 0.5, 0), (0, 1, 0), (0.5, 0, 0.5), (0, 0.5, 0.5), (0, 0, 1)]


def test_the_command_names_its_seed():
    out = StringIO()
    call_command("simulate", seed=7, worlds=1, stdout=out)
    assert "Seed 7." in out.getvalue()
    assert out.getvalue().count("%)") == 3 * 13
