"""What a query string asks for, as the reference reads it."""

from dataclasses import dataclass, field, replace

from django.http import QueryDict

from programs.geography import gazetteer


@dataclass
class Asked:
    """What a query string asks for."""

    params: dict
    known: str = "all"
    sort: str = "match"
    within: float = 25
    places: list = field(default_factory=list)

    @classmethod
    def of(cls, query):
        params = {name: [value for value in values if value] for name, values in QueryDict(query).lists()}
        params = {name: values for name, values in params.items() if values}
        known, sort, within = (
            params.pop(name, [default])[-1] for name, default in (("known", "all"), ("sort", "match"), ("within", 25))
        )
        places = [gazetteer.find(text).point for text in params.get("near", ())]
        return cls(params, known, sort, float(within), places)

    def values(self, name):
        return self.params.get(name, [])

    def but(self, name, value):
        return replace(self, params={**self.params, name: [value]})

    @property
    def criteria(self):
        names = {"schedule" if name in ("when", "busy") else name for name in self.params}
        return sorted(names)
