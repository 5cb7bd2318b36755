"""Search results, programs and vocabularies as plain values for JSON."""

from ..search import BY_NAME
from .results import heading


def search_document(found):
    return {
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "heading": heading(found),
        "results": [match_document(match) for match in found.matches],
        "counts": {
            name: {code: count._asdict() for code, count in counts.items()} for name, counts in found.counts.items()
        },
        "corrections": found.corrections,
        "catalogue": catalogue_document(found.catalogue),
    }


def match_document(match):
    record = match.record
    return {
        "slug": record.slug,
        "name": record.name,
        "organization": record.organization,
        "town": record.town,
        "miles": None if match.miles is None else round(match.miles, 1),
        "lat": record.latitude,
        "lon": record.longitude,
        "verdicts": verdicts(match),
    }


def verdicts(match):
    return {name: verdict(fit) for name, fit in match.fits.items()}


def verdict(fit):
    return {
        "verdict": fit.stated,
        "reason": str(fit.reason),
        "source": str(fit.source),
        "said_on": day(fit.said_on),
    }


def program_document(match, catalogue):
    """One program: everything that the public page says, with the state, source and date of each fact."""
    record = match.record
    return match_document(match) | {
        "status": record.status,
        "street": record.street,
        "suite": record.suite,
        "zip_code": record.zip_code,
        "address_withheld": record.withheld,
        "phone": str(record.phone),
        "phone_purpose": record.phone_purpose,
        "web_page": record.web_page,
        "level_name": record.level_name,
        "tracks": [track_document(track) for track in record.tracks],
        "starts": [day(start) for start in record.starts],
        "facts": {fact: fact_document(evidence) for fact, evidence in sorted(record.facts.items())},
        "catalogue": catalogue_document(catalogue),
    }


def fact_document(evidence):
    return {
        "state": evidence.state,
        "source_kind": evidence.source_kind,
        "source": evidence.source,
        "url": evidence.url,
        "said_on": day(evidence.said_on),
        "quote": evidence.quote,
        "note": evidence.note,
        "disagrees": evidence.disagrees,
    }


def track_document(track):
    return {
        "name": track.name,
        "format": track.format,
        "age_min": track.age_min,
        "age_max": track.age_max,
        "language": track.language,
        "parts_of_day": list(track.parts_of_day),
        "days_per_week": track.days_per_week,
        "hours_per_week": track.hours_per_week,
        "attend": track.attend,
        "weeks_min": track.weeks_min,
        "weeks_max": track.weeks_max,
        "entry": track.entry,
        "sessions": [
            {"weekday": weekday, "starts": clock(starts), "ends": clock(ends)}
            for weekday, starts, ends in track.sessions
        ],
    }


def clock(minutes):
    """ "17:30"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def vocabularies_document(catalogue):
    """vocabulary -> its terms; and for each parameter of the search the codes that it takes."""
    return {
        "vocabularies": {
            name: [
                {"code": term.code, "label": term.label, "parent": term.parent, "question": term.question}
                for term in terms.values()
            ]
            for name, terms in catalogue.vocabularies.items()
        },
        "parameters": {
            criterion.option_parameter: [code for code, _label, _parent in criterion.choices(catalogue)]
            for criterion in BY_NAME.values()
            if criterion.option_parameter
        },
        "catalogue": catalogue_document(catalogue),
    }


def catalogue_document(catalogue):
    return {"version": catalogue.version, "as_of": catalogue.as_of.isoformat()}


def day(value):
    return value.isoformat() if value else None
