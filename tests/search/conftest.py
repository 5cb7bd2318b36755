"""What search tests stand on: a catalogue of one day, and questions put to it as query strings."""

import pytest
from django.http import QueryDict

from programs.search import ProgramFilter, judge, search
from programs.search.snapshot import holder, load
from tests.builders import ON, load_vocabulary


@pytest.fixture
def held(monkeypatch):
    """A catalogue is put in the process's hands without a look at the clock or the version."""

    def hold(catalogue):
        monkeypatch.setattr(holder, "catalogue", catalogue)
        monkeypatch.setattr(holder, "current", lambda: catalogue)
        return catalogue

    return hold


class Asking:
    """The catalogue of the programs made so far, asked by query string."""

    def __init__(self, hold):
        self.hold = hold

    def need(self, query, on=ON):
        load_vocabulary()
        self.catalogue = self.hold(load(on))
        finder = ProgramFilter(QueryDict(query))
        assert not finder.form.errors
        return finder.need

    def results(self, query, on=ON):
        return search(self.need(query, on), self.catalogue)

    def names(self, query, on=ON):
        """The names of the programs that remain, in order."""
        return [match.record.name for match in self.results(query, on).matches]

    def fits(self, query, name=None, on=ON):
        """How one program, or the only one, meets each criterion; also where it would not remain."""
        need = self.need(query, on)
        (record,) = (record for record in self.catalogue.programs if name in (None, record.name))
        return judge(need, self.catalogue, record).fits

    def verdicts(self, query, name=None, on=ON):
        return {criterion: fit.verdict for criterion, fit in self.fits(query, name, on).items()}

    def verdict(self, query, name=None, on=ON):
        """For a query of one criterion."""
        (verdict,) = self.verdicts(query, name, on).values()
        return verdict

    def count(self, query, criterion, code):
        """(met, listed, not stated)"""
        return tuple(self.results(query).counts[criterion][code])


@pytest.fixture
def ask(db, held):
    return Asking(held)
