"""What somebody typed into a field of one line."""

LONGEST = 300


def typed(data, name):
    """Its words, each apart by one blank, without what cannot be printed: no database takes a NUL."""
    text = data.get(name, "")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST]


def number_in(data, name):
    """A row's number; None for anything that no row can have."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
