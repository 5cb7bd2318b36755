"""Form fields that turn what stands in the address into what the criteria understand.

Checked against sets, shared between requests, never copied: a stock FilterSet parses in 50 times the time of an empty
page. A field that takes several values reports the bad ones and still hands on the rest.
"""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ..geography import gazetteer
from .snapshot import held
from .week import PARTS, read_block

MOST_VALUES = 60


class PartlyValidError(ValidationError):
    """Some values were bad; `rest` is what the good ones mean."""

    def __init__(self, messages, rest):
        super().__init__(messages)
        self.rest = rest


class Shared:
    """A field that holds nothing of a request, so that every form may use the same object."""

    def __deepcopy__(self, memo):
        return self


class ManyField(Shared, forms.Field):
    """Several values of one parameter, each cleaned by `clean_one`; repeated ones count once."""

    widget = forms.SelectMultiple
    most = MOST_VALUES

    def clean_one(self, value):
        raise NotImplementedError

    def clean(self, values):
        cleaned, problems = [], []
        asked = [value.strip() for value in values or () if value.strip()]
        several = list(dict.fromkeys(asked))
        if len(several) > self.most:
            problems.append(_("At most %(most)d of these at once.") % {"most": self.most})
        for value in several[: self.most]:
            try:
                cleaned.append(self.clean_one(value))
            except ValidationError as error:
                problems.extend(error.messages)
        rest = tuple(dict.fromkeys(cleaned))
        if problems:
            raise PartlyValidError(problems, rest)
        return rest


class CodesField(ManyField):
    """Codes of one vocabulary of the current catalogue."""

    def __init__(self, *, vocabulary, **options):
        self.vocabulary = vocabulary
        super().__init__(**options)

    def clean_one(self, value):
        if value not in held().vocabularies.get(self.vocabulary, ()):
            raise ValidationError(_("“%(value)s” is not one of the choices.") % {"value": value[:60]})
        return value


class OneOfField(ManyField):
    """Codes from a fixed set."""

    def __init__(self, *, codes, **options):
        self.codes = frozenset(codes)
        super().__init__(**options)

    def clean_one(self, value):
        if value not in self.codes:
            raise ValidationError(_("“%(value)s” is not one of the choices.") % {"value": value[:60]})
        return value


class PlacesField(ManyField):
    most = 2

    def clean_one(self, value):
        try:
            return gazetteer.find(value)
        except gazetteer.PlaceError as error:
            raise ValidationError(error.message) from error


class BlocksField(ManyField):
    most = 7 * 24  # a table of the week's hours, all ticked

    def clean_one(self, value):
        return read_block(value)


class NumberField(Shared, forms.IntegerField):
    """Beyond its bounds it says the bound, and nothing of "values"."""

    def __init__(self, *, min_value, max_value, **options):
        super().__init__(**options)
        self.min_value, self.max_value = min_value, max_value
        self.validators += [
            MinValueValidator(min_value, _("Write a number that is at least %(limit_value)s.")),
            MaxValueValidator(max_value, _("Write a number that is at most %(limit_value)s.")),
        ]


class DayField(Shared, forms.DateField):
    pass


class WordsField(Shared, forms.CharField):
    pass


class ChoiceField(Shared, forms.TypedChoiceField):
    pass


class AnswerFilter(django_filters.Filter):
    """A parameter of the search. The engine, not the ORM, answers it; see ProgramFilter.qs."""

    def filter(self, qs, value):
        return qs


class CodesFilter(AnswerFilter):
    field_class = CodesField

    def __init__(self, vocabulary, **options):
        super().__init__(vocabulary=vocabulary, required=False, **options)


class OneOfFilter(AnswerFilter):
    field_class = OneOfField


class PartsOfDayFilter(OneOfFilter):
    def __init__(self, **options):
        super().__init__(codes=PARTS, **options)


class PlacesFilter(AnswerFilter):
    field_class = PlacesField


class BlocksFilter(AnswerFilter):
    field_class = BlocksField


class NumberFilter(AnswerFilter):
    field_class = NumberField


class DayFilter(AnswerFilter):
    field_class = DayField


class WordsFilter(AnswerFilter):
    field_class = WordsField


class ChoiceFilter(AnswerFilter):
    field_class = ChoiceField
