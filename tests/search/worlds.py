"""Generated catalogues, and needs to put to them, all out of one number.

Hypothesis repeats and varies what is drawn choice by choice: of a hundred worlds a sixth would be new, and one query
in three hundred would ask for a language. Of one number each is new.
"""

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from tests.search.generated import invented_program
from tests.search.queries import invented_query


@dataclass(frozen=True)
class World:
    """The first so many of the programs and queries of a seed."""

    seed: int
    programs: int
    queries: int

    @property
    def catalogue(self):
        return [invented_program(Random(f"{self.seed}: program {number}")) for number in range(self.programs)]

    @property
    def asked(self):
        return [invented_query(Random(f"{self.seed}: query {number}")) for number in range(self.queries)]


seeds = st.integers(0, 2**24 - 1)  # in a wider range Hypothesis likes the small ones
sizes = st.sampled_from((*range(26), *range(10, 26)))
worlds = st.builds(World, seeds, sizes, st.sampled_from(range(1, 7)))
worlds_of_one_query = st.builds(World, seeds, sizes, st.just(1))
