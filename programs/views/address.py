"""A search's own address, and the addresses a step away from it."""

from urllib.parse import quote_plus

from .own_list import OwnList


class Address:
    """The pairs of a query string that say what is looked for, in one spelling; not which page or part of the map."""

    def __init__(self, pairs):
        """pairs: (name, value) or, encoded already, (name, value, "name=value")."""
        self.pairs = [pair if len(pair) == 3 else (*pair, encoded(*pair)) for pair in pairs]

    @classmethod
    def of_need(cls, need, catalogue, data):
        """What was valid of the need, and the visitor's own list, which travels in every address."""
        return cls([*need.pairs(catalogue), *OwnList(data).pairs])

    def query(self, **more):
        """The query string, "" or with its question mark, with `more` put in the place of what bore those names."""
        texts = [text for name, _value, text in self.pairs if name not in more]
        texts += [encoded(*pair) for pair in more.items() if pair[1] not in ("", None)]
        return f"?{'&'.join(texts)}" if texts else ""

    def without(self, name, *values):
        """The address that no longer asks for these values of a parameter; without values, for none of it."""
        return Address([pair for pair in self.pairs if pair[0] != name or (values and pair[1] not in values)])

    def only_list(self):
        """The address that asks for nothing and keeps the visitor's list."""
        return Address([pair for pair in self.pairs if pair[0] == "p"])

    def with_list(self, slugs):
        """The address that asks for the same beside these programs as the visitor's list."""
        return Address([*self.without("p").pairs, *(("p", slug) for slug in slugs)])


def encoded(name, value):
    """One pair as it stands in a query string; the names of parameters are our own."""
    return f"{name}={quote_plus(str(value))}"
