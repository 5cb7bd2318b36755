"""What a row of a federal listing says of the program made from it, claim by claim, each quoting its code."""

from django.utils.translation import gettext as _

from ...geography import gazetteer
from .. import details
from ..recording import Claim
from .code_book import code_book
from .listing import Problem

OIT, PARTIAL = "oit", "partial"
# What the survey's own words are for the two levels. Neither is the name that the provider gives it.
LEVEL_NAMES = {
    OIT: "Intensive outpatient treatment (substance use)",
    PARTIAL: "Partial hospitalization or day treatment",
}
ONLY_FOR = ("OUDO", "AUDO", "DUO")
MOST_QUOTED = 300
# Honest pins drift up to 0.2 miles over a town line; one farther out lies in the next town.
VILLAGE_SLACK_MILES = 0.25


def level_of(listing):
    """OIT for an intensive outpatient treatment row, PARTIAL for partial hospitalization or day treatment, or None.

    The survey asks substance-use facilities alone for OIT: on another row it means nothing.
    """
    if "OIT" in listing.codes and listing.kind == "SU":
        return OIT
    return PARTIAL if {"PHDT", "PH"} & listing.codes else None


def level_code(listing):
    """The code, with its name, by which the row has its level."""
    deciding = ("OIT",) if level_of(listing) == OIT else ("PHDT", "PH")
    return next((str(code_book()[code]) for code in deciding if code in listing.codes), "")


def claims(listing):
    """(claims, problems): all that the row says, and nothing for a blank."""
    stated, problems = _facts(listing)
    address, wrong = address_claim(listing)
    sections = [_contact(listing), address, _level(listing), _exclusions(listing)]
    return [_tidied(claim) for claim in sections if claim and claim.detail] + stated, problems + wrong


def _tidied(claim):
    """The detail in the one form in which it is recorded, so that a plan can compare it with what is there."""
    return Claim(claim.fact, claim.answer, details.clean(claim.fact, claim.detail), claim.quote)


def _facts(listing):
    affirmed, denied = {}, {}
    for code in code_book().values():
        if code.code in listing.codes and (code.code != "OIT" or level_of(listing) == OIT):
            for fact in code.facts:
                affirmed.setdefault(fact, []).append(str(code))
            for fact in code.denies:
                denied.setdefault(fact, []).append(str(code))
    both = affirmed.keys() & denied.keys()
    problems = [
        Problem(
            listing.line,
            fact,
            _("said to be so and not so: %(codes)s") % {"codes": _quote(affirmed[fact] + denied[fact])},
        )
        for fact in sorted(both)
    ]
    stated = [Claim(fact, quote=_quote(codes)) for fact, codes in affirmed.items() if fact not in both]
    stated += [Claim(fact, answer="no", quote=_quote(codes)) for fact, codes in denied.items() if fact not in both]
    return stated, problems


def _quote(codes):
    """As many whole codes as fit."""
    quote = codes[0][:MOST_QUOTED]
    for code in codes[1:]:
        if len(quote) + len(code) + 2 > MOST_QUOTED:
            break
        quote = f"{quote}; {code}"
    return quote


def _contact(listing):
    detail = {"main_phone": listing.phone, "intake_phone": listing.intake_phone, "web_page": listing.website}
    return Claim(
        "contact", detail={name: value for name, value in detail.items() if value}, quote=listing.contact_words
    )


def _level(listing):
    return Claim("level", detail={"level_name": LEVEL_NAMES[level_of(listing)]}, quote=level_code(listing))


def _exclusions(listing):
    only = [code_book()[code].label for code in ONLY_FOR if code in listing.codes]
    if not only:
        return None
    return Claim("getting-in", detail={"exclusions": "; ".join(only)}, quote="; ".join(only))


def address_claim(listing):
    """(the address claim, problems): the town for its postal name, its own county, and a pin only where it can be.

    A withheld address has no street and no point, though the file has one: that is the ZIP's middle.
    """
    town = _town(listing)
    problems = (
        []
        if town
        else [
            Problem(listing.line, _("city"), _("“%(city)s” is in no town that we know") % {"city": listing.postal_city})
        ]
    )
    if town and listing.county and listing.county != town.county:
        problems.append(_wrong_county(listing, town))
    detail = {
        "town": town.name if town else "",
        "postal_city": listing.postal_city,
        "zip_code": listing.zip_code,
        "county": town.county if town else listing.county,
    }
    if listing.is_withheld:
        return Claim("address", detail={**detail, "withheld": True, "pin": "none"}), problems
    point, wrong = _point(listing, town)
    words = ", ".join(filter(None, (listing.street, listing.unit, listing.postal_city, listing.zip_code)))
    detail = {**detail, "street": listing.street, "suite": listing.unit, **point}
    return Claim("address", detail=detail, quote=words[:MOST_QUOTED]), problems + wrong


def _town(listing):
    """The town of the postal name. A village may lie across a town line: there a pin well beyond it decides."""
    town = gazetteer.town_of(listing.postal_city, listing.zip_code)
    if town is None or listing.is_withheld or not listing.has_point or gazetteer.town(listing.postal_city):
        return town
    point = listing.latitude, listing.longitude
    is_across = gazetteer.lies_in(*point, town) and not gazetteer.lies_in(*point, town, VILLAGE_SLACK_MILES)
    return (gazetteer.town_at(*point) or town) if is_across else town


def _wrong_county(listing, town):
    return Problem(
        listing.line,
        _("county"),
        _("%(town)s is in %(right)s County, not in %(stated)s")
        % {"town": town.name, "right": town.county, "stated": listing.county},
    )


def _point(listing, town):
    """(latitude, longitude and what the pin is worth, problems). A pin outside its stated town is not believed."""
    if not town:
        return {"pin": "none"}, []
    middle = {"latitude": town.latitude, "longitude": town.longitude, "pin": "town"}
    if not listing.has_point:
        return middle, []
    if gazetteer.lies_in(listing.latitude, listing.longitude, town):
        return {"latitude": listing.latitude, "longitude": listing.longitude, "pin": "exact"}, []
    really = gazetteer.town_at(listing.latitude, listing.longitude)
    where = really.name if really else _("no town of Massachusetts")
    problem = Problem(
        listing.line,
        _("pin"),
        _("%(name)s: the point lies in %(where)s, not in %(town)s")
        % {"name": listing.full_name, "where": where, "town": town.name},
    )
    return middle, [problem]
