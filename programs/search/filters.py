"""The django-filter FilterSet of the search, made from the criteria.

Its form class is made once and its fields hold nothing of a request, so that reading an address costs no more than a
plain form. `qs` is a real QuerySet, in the engine's order, for curators' lists, admin and exports.
"""

import functools
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from ..models import Program
from .criteria import CRITERIA
from .engine import search
from .fields import ChoiceFilter, NumberFilter, PartlyValidError
from .need import KNOWN, SORTS, read_need
from .snapshot import current

MOST_PAGES = 100_000

# Parameters of the pages that are no wish: the visitor's own list, and how much of the map is drawn.
CARRIED = frozenset({"p", "map"})

HOW = {
    "known": ChoiceFilter(label=_("How much must be known"), required=False, choices=[(code, code) for code in KNOWN]),
    "sort": ChoiceFilter(label=_("Sorted by"), required=False, choices=[(code, code) for code in SORTS]),
    "page": NumberFilter(label=_("Page"), required=False, min_value=1, max_value=MOST_PAGES),
}


class SharedFields(dict):
    """The fields of a form, which hold nothing of a request and so need no copy for each."""

    def __deepcopy__(self, memo):
        return self


class SharedForm(forms.Form):
    """A form that cleans the fields that the address names, and lets be the two dozen others."""

    def _clean_fields(self):
        for name, field in self.fields.items():
            if name not in self.data:
                continue
            try:
                value = field.widget.value_from_datadict(self.data, self.files, name)
                self.cleaned_data[name] = field.clean(value)
            except forms.ValidationError as error:
                self.add_error(name, error)


class SharedFilterSet(django_filters.FilterSet):
    """A FilterSet whose filters and form class are shared between requests."""

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        self.is_bound = data is not None
        self.data = data if data is not None else {}
        self.queryset = queryset
        self.request = request
        self.form_prefix = prefix
        self.filters = self.base_filters

    @classmethod
    @functools.cache
    def _form_class(cls):
        form: Any = type("SearchForm", (cls._meta.form,), {name: f.field for name, f in cls.base_filters.items()})
        form.base_fields = SharedFields(form.base_fields)
        return form

    @functools.cached_property
    def form(self):
        return self._form_class()(self.data)


class ProgramFilter(SharedFilterSet):
    """`need` is what was valid; `form.errors` says what was not."""

    class Meta:
        model = Program
        fields: list[str] = []
        form = SharedForm

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        self.catalogue = current()
        super().__init__(data, queryset, request=request, prefix=prefix)

    @functools.cached_property
    def need(self):
        if not self.is_bound:
            return read_need({})
        cleaned = dict(self.form.cleaned_data) if self.form.is_valid() else self._valid_rest()
        return read_need(cleaned)

    def _valid_rest(self):
        """What is left to search by when something was wrong: all other parameters, and the good values of its own."""
        cleaned = dict(self.form.cleaned_data)
        for name, errors in self.form.errors.as_data().items():
            cleaned.update((name, error.rest) for error in errors if isinstance(error, PartlyValidError) and error.rest)
        return cleaned

    @property
    def unknown(self):
        """Parameters that nobody knows, sorted."""
        return sorted(set(self.data) - set(self.base_filters) - CARRIED)

    @property
    def qs(self):
        """The programs that remain, as rows, in order."""
        results = search(self.need, self.catalogue)
        pks = [self.catalogue.programs[number].pk for number in results.numbers]
        order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(pks)))
        return Program.objects.filter(pk__in=pks).order_by(*([order] if pks else []))


for criterion in CRITERIA:
    ProgramFilter.base_filters |= criterion.filters()
ProgramFilter.base_filters |= HOW
