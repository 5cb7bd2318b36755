"""All programs, whatever their status, to find one and to see where something is stale."""

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...models import Answer, Assertion, Program
from ...search.filters import HOW, ProgramFilter
from .door import desk

A_PAGE = 50
MOST_WORDS = 8
LAPSED = Q(state__in=(Answer.State.LISTED, Answer.State.DOUBTED), assertion__method__in=Assertion.CONFIRMING,
           disagrees=False)  # fmt: skip
NEEDS = {"stale": LAPSED, "disputed": Q(disagrees=True)}


class DeskFilter(django_filters.FilterSet):
    """What a curator looks for. Whatever else the address asks is asked of the public search; see `found`."""

    words = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=100)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Program.Status, empty_label=_("Any"))
    town = django_filters.CharFilter(label=_("Town"), field_name="site__town", lookup_expr="iexact", max_length=60)
    county = django_filters.ChoiceFilter(label=_("County"), field_name="site__county", empty_label=_("Any"))
    need = django_filters.ChoiceFilter(
        label=_("With"), method="in_need", empty_label=_("Any"),
        choices=[("stale", _("facts to check again")), ("disputed", _("facts in dispute"))],
    )  # fmt: skip

    class Meta:
        model = Program
        fields: list[str] = []

    def __init__(self, data, queryset, *, on):
        self.on = on
        super().__init__(data, queryset)
        counties = Program.objects.exclude(site=None).order_by().values_list("site__county", flat=True).distinct()
        self.filters["county"].extra["choices"] = [(name, name) for name in sorted(counties) if name]

    def with_words(self, programs, _name, words):
        for word in words.split()[:MOST_WORDS]:
            programs = programs.filter(
                Q(name__icontains=word) | Q(organization__name__icontains=word) | Q(slug__icontains=word)
                | Q(site__street__icontains=word) | Q(site__town__iexact=word)
                | Q(site__zip_code=word) | Q(site__postal_city__iexact=word)
            )  # fmt: skip
        return programs

    def in_need(self, programs, _name, need):
        answers = Answer.objects.holding(self.on).filter(NEEDS[need], program=OuterRef("pk"))
        return programs.filter(Exists(answers))


@desk()
def programs(request):
    """?words= &status= &town= &county= &need= ; any parameter of the public search narrows to what it finds."""
    on = timezone.localdate()
    asked = [name for name in ProgramFilter.base_filters if name not in HOW and request.GET.get(name)]
    search = ProgramFilter(request.GET) if asked else None
    everybody = search.qs if search else Program.objects.order_by("name", "pk")
    finder = DeskFilter(request.GET, everybody, on=on)
    found = finder.qs if finder.form.is_valid() else everybody.none()
    page = Paginator(found.select_related("organization", "site"), A_PAGE).get_page(request.GET.get("page"))
    counts = _counts([program.pk for program in page], on)
    context = {
        "finder": finder,
        "page": page,
        "rows": [(program, counts.get(program.pk, {})) for program in page],
        "search": search,
        "statuses": _statuses(),
    }
    return render(request, "desk/programs.html", context, status=200 if finder.form.is_valid() else 400)


def _counts(numbers, on):
    """program -> {"confirmed", "stale", "disputed", "facts"} of those on this page, in one query."""
    rows = (
        Answer.objects.holding(on)
        .filter(program__in=numbers)
        .order_by()
        .values("program")
        .annotate(
            facts=Count("pk"),
            confirmed=Count("pk", filter=Q(state__startswith="confirmed")),
            **{name: Count("pk", filter=need) for name, need in NEEDS.items()},
        )
    )
    return {row["program"]: row for row in rows}


def _statuses():
    """[(code, label, how many)] of the whole catalogue."""
    counted = dict(Program.objects.order_by().values_list("status").annotate(Count("pk")))
    return [(code, label, counted.get(code, 0)) for code, label in Program.Status.choices]
