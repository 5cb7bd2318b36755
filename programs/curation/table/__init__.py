"""The catalogue as a table in our own columns: a row a program. Exports write it and imports read it."""
