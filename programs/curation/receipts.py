"""Codes by which somebody without an account sees later what became of what they sent. Only digests are kept."""

from hashlib import sha256

from django.utils.crypto import salted_hmac

# No vowels, so that no code is a word; no digits, so that nothing looks like something else.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
GROUPS, IN_A_GROUP = 3, 4


def code_of(*sent):
    """The code of what was sent, such as "KHTR-WBND-QXLF". The same form sent twice has the same code."""
    number = int.from_bytes(salted_hmac("programs.receipt", repr(sent), algorithm="sha256").digest())
    letters = []
    for _place in range(GROUPS * IN_A_GROUP):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "-".join("".join(letters[at : at + IN_A_GROUP]) for at in range(0, len(letters), IN_A_GROUP))


def digest_of(code):
    """What is kept of a code, however it was typed: small letters, spaces and dashes make no difference."""
    return sha256("".join(letter for letter in code.upper() if letter in LETTERS).encode()).hexdigest()
