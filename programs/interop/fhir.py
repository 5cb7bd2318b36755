"""Programs as resources of HL7 FHIR R4 (4.0.1): pure functions, record -> dict.

Identifiers are addresses of the finder's own pages; codes are given as text alone where no code system is certain.
"""

from typing import Any

from django.utils.translation import gettext as _

STATE = "MA"


def resources(record, base):
    """[HealthcareService, Organization, Location] of one program. base: the finder's address, "https://finder.example".

    A withheld address stays withheld: then the Location has neither line nor position.
    """
    page = f"{base}/programs/{record.slug}/"
    organization, location = f"organization-{record.pk}", f"location-{record.pk}"
    service = {
        "resourceType": "HealthcareService",
        "id": f"program-{record.pk}",
        "identifier": [{"system": f"{base}/programs/", "value": record.slug}],
        "active": True,
        "providedBy": {"reference": f"Organization/{organization}", "display": record.organization},
        "category": [{"text": _("Intensive outpatient program (IOP)")}],
        "location": [{"reference": f"Location/{location}"}],
        "name": record.name,
        "comment": _("As known to the directory: %(page)s") % {"page": page},
    }
    if telecom := phone(record):
        service["telecom"] = telecom
    return [
        service,
        {"resourceType": "Organization", "id": organization, "active": True, "name": record.organization},
        {"resourceType": "Location", "id": location, "status": "active", "name": record.name, **place(record)},
    ]


def phone(record):
    if not record.phone:
        return []
    number = record.phone.as_international if hasattr(record.phone, "as_international") else str(record.phone)
    return [{"system": "phone", "value": number, "use": "work"}]


def place(record):
    """Address and position, as far as they are public."""
    address: dict[str, Any] = {"use": "work", "type": "physical", "state": STATE, "country": "US"}
    if record.town:
        address["city"] = record.postal_city or record.town
    if record.zip_code:
        address["postalCode"] = record.zip_code
    if record.street and not record.withheld:
        address["line"] = [part for part in (record.street, record.suite) if part]
    stated: dict[str, Any] = {"address": address}
    if record.latitude is not None:
        stated["position"] = {"longitude": record.longitude, "latitude": record.latitude}
    return stated
