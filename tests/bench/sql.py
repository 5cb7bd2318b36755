"""The same answer by SQL, as good as one can write it: 20 programs in order, the total, a count for every term.

Three statements over the settled answers: one judges the candidates once into a temporary table, two count. On SQLite's
own connection, whose arithmetic is native.
"""

import sqlite3
from math import cos, radians

MILES_A_DEGREE = 69.09

JUDGED = """
CREATE TEMP TABLE judged AS
WITH candidate AS (
    SELECT p.id, p.name, {miles} AS miles
    FROM programs_program p LEFT JOIN programs_site s ON s.id = p.site_id
    WHERE p.status IN ('listed', 'confirmed') {nearby}
)
SELECT c.id, c.name, c.miles, {verdicts}
FROM candidate c
LEFT JOIN programs_answer a ON a.program_id = c.id AND a.fact IN ({facts})
    AND a.starts_on <= :on AND (a.ends_on > :on OR a.ends_on IS NULL)
WHERE c.miles IS NULL OR c.miles <= :within
GROUP BY c.id
"""

VERDICT = """CASE
WHEN max(a.fact IN ({below}) AND a.state = 'confirmed-yes') THEN 0
WHEN max(a.fact IN ({above}) AND a.state = 'confirmed-no') THEN 5
WHEN max(a.fact IN ({below}) AND a.state = 'listed') THEN 1
WHEN max(a.fact IN ({above}) AND a.state = 'doubted') THEN 4
WHEN max(a.fact IN ({broader}) AND a.state IN ('confirmed-yes', 'listed')) THEN 2
ELSE 3 END AS {name}"""

COUNTS = """
SELECT a.fact, a.state, count(*) FROM judged j JOIN programs_answer a ON a.program_id = j.id
    AND a.starts_on <= :on AND (a.ends_on > :on OR a.ends_on IS NULL)
WHERE {passing} GROUP BY a.fact, a.state
"""


class Sql:
    def __init__(self, path, catalogue):
        self.connection = sqlite3.connect(path)
        self.catalogue = catalogue

    def answer(self, need):
        """(the 20 ids shown, how many remain, counts by fact and state; those of insurance without its own wish)."""
        words = {"on": self.catalogue.as_of.isoformat(), "within": 0}
        miles, nearby = "NULL", ""
        if need.near:
            miles, nearby = self._near(need.near, words)
        asked = [name for name in ("condition", "insurance") if name in need.wanted]
        kin = {name: self._kin(name, need.wanted[name][0]) for name in asked}
        verdicts = ", ".join(VERDICT.format(name=name, **kin[name]) for name in asked)
        facts = ", ".join(f"{kin[name]['below']}, {kin[name]['above']}" for name in asked)
        run = self.connection.execute
        run("DROP TABLE IF EXISTS judged")
        run(JUDGED.format(miles=miles, nearby=nearby, verdicts=verdicts, facts=facts), words)
        passing = " AND ".join(f"{name} < 5" for name in asked)
        others = " AND ".join(f"{name} < 5" for name in asked if name != "insurance") or "1"
        tally = ", ".join(
            " + ".join(f"({name} = {verdict})" for name in asked) + order
            for verdict, order in ((0, " DESC"), (1, " DESC"), (2, " DESC"), (4, ""))
        )
        page = run(f"SELECT id FROM judged WHERE {passing} ORDER BY {tally}, miles, name LIMIT 20").fetchall()
        total = run(f"SELECT count(*) FROM judged WHERE {passing}").fetchone()[0]
        counts = run(COUNTS.format(passing=passing), words).fetchall()
        aside = run(COUNTS.format(passing=others), words).fetchall()
        return page, total, counts, aside

    def _near(self, near, words):
        latitude, longitude = near.places[0].point
        height = near.miles / MILES_A_DEGREE
        width = height / cos(radians(latitude))
        words |= {
            "lat": latitude, "lon": longitude, "within": near.miles,
            "south": latitude - height, "north": latitude + height,
            "west": longitude - width, "east": longitude + width,
        }  # fmt: skip
        nearby = "AND s.latitude BETWEEN :south AND :north AND s.longitude BETWEEN :west AND :east"
        miles = """2 * 3958.7613 * asin(sqrt(
            pow(sin(radians(s.latitude - :lat) / 2), 2)
            + cos(radians(:lat)) * cos(radians(s.latitude)) * pow(sin(radians(s.longitude - :lon) / 2), 2)))"""
        return miles, nearby

    def _kin(self, vocabulary, code):
        term = self.catalogue.vocabularies[vocabulary][code]
        return {
            "below": quoted(vocabulary, (code, *term.below)),
            "above": quoted(vocabulary, (code, *term.above)),
            "broader": quoted(vocabulary, term.above) or "''",
        }


def quoted(vocabulary, codes):
    return ", ".join(f"'{vocabulary}:{code}'" for code in codes)
