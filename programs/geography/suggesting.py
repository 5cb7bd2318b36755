""" "Did you mean": the places whose names are nearest to what was typed."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import states

MOST = 3
ALIKE = 0.68  # one wrong letter in four: below that the names offered look random
SAME_FIRST_LETTER = 0.06  # people seldom mistake the first letter: "worchester" is Worcester before it is Dorchester
AS_GOOD_AS_THE_BEST = 0.04
LEFT_OUT = 0.01  # for each word in front that a guess does without
SHORTEST_BEGINNING = 3
LONGEST_NAME = 40


def for_address(typed, atlas):
    """Up to three texts that `find` knows, the likeliest first."""
    if typed.zip_code:
        return _zip_codes_like(typed.zip_code, atlas)
    words = typed.parts[-1].split() if typed.parts else []
    if len(typed.parts) == 1 and len(words) == 1 and len(words[0]) == 4 and words[0].isdigit():
        # A spreadsheet took the zero off.
        return [str(atlas.zips["0" + words[0]])] if "0" + words[0] in atlas.zips else []
    scores = {}
    for part in typed.parts[-2:]:
        for place, score in _in_part(part.split(), atlas):
            scores[place] = max(scores.get(place, 0), score)
    best = max(scores.values(), default=0)
    near = [place for place, score in scores.items() if score >= best - AS_GOOD_AS_THE_BEST]
    near.sort(key=lambda place: (-scores[place], place.kind != "town", place.name))
    return _texts(near or _beginning(" ".join(words), atlas))


def _in_part(words, atlas):
    """Guesses from all the words, and from the last two and the last."""
    for start in {0, *range(max(0, len(words) - 2), len(words))}:
        for place, score in _named_like(" ".join(words[start:])[:LONGEST_NAME], atlas):
            yield place, score - LEFT_OUT * start


def _named_like(typed, atlas):
    if len(typed) < SHORTEST_BEGINNING or typed[0].isdigit():
        return
    for key, alike, _ in process.extract(
        typed, list(atlas.by_key), scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=8
    ):
        yield atlas.by_key[key], alike + SAME_FIRST_LETTER * (key[0] == typed[0])


def _beginning(typed, atlas):
    """Places that begin so, towns first: who types "spring" has not finished."""
    if len(typed) < SHORTEST_BEGINNING:
        return []
    found = {place for key, place in atlas.by_key.items() if key.startswith(typed)}
    return sorted(found, key=lambda place: (place.kind != "town", place.name))


def _zip_codes_like(zip_code, atlas):
    if states.of_zip(zip_code) != states.MASSACHUSETTS:
        return []
    near = [known for known in atlas.zips if known[:4] == zip_code[:4]]
    return [str(atlas.zips[known]) for known in sorted(near, key=lambda known: abs(int(known) - int(zip_code)))[:MOST]]


def _texts(places):
    return list(dict.fromkeys(str(place) for place in places))[:MOST]
