"""What a source says now against what it said before, of one program."""

# A joined program is there already, by another source's word; a renewed one is said again by a newer edition.
NEW, JOINED, CHANGED, RENEWED, UNCHANGED = CHANGES = ("new", "joined", "changed", "renewed", "unchanged")


def compare(claims, said, said_on):
    """(one of CHANGES, the assertions to retract). `said`: fact -> the source's live assertions, oldest first."""
    if not said:
        return JOINED, []
    wanted = {claim.fact: claim for claim in claims}
    retractions = [assertion for fact in said.keys() - wanted.keys() for assertion in said[fact]]
    differs = any(fact not in said or not _says(said[fact][-1], claim) for fact, claim in wanted.items())
    if differs or retractions:
        return CHANGED, retractions
    is_newer = min(assertions[-1].said_on for assertions in said.values()) < said_on
    return RENEWED if is_newer else UNCHANGED, []


def _says(assertion, claim):
    return (assertion.answer, assertion.detail, assertion.quote) == (claim.answer, claim.detail, claim.quote)
