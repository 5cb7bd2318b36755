"""Ways to take a list elsewhere: a QR code for a phone's camera, and a letter to oneself."""

from itertools import groupby
from urllib.parse import quote

import qrcode
from django.utils.translation import gettext as _
from qrcode.exceptions import DataOverflowError

QUIET_ZONE = 4  # modules of white around the code, ISO/IEC 18004
# Any of the eight masks is valid; to look for the best one takes three times as long as all the rest.
MASK = 3


def qr_code(text):
    """{"side", "path"} for an SVG of `side` modules; None where the text is longer than any QR code."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_L, border=QUIET_ZONE, mask_pattern=MASK, box_size=1
    )
    code.add_data(text)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        return None
    rows = code.get_matrix()
    return {"side": len(rows), "path": "".join(path(rows))}


def path(rows):
    """Each run of dark modules as one rectangle: half as long as a square for each module."""
    for top, row in enumerate(rows):
        start = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{start} {top}h{width}v1h-{width}z"
            start += width


def letter(address, entries):
    """A mailto: link to nobody yet; entries: [(name, phone)]. The subject says nothing of what the list is about."""
    lines = [f"{name}: {phone}" if phone else name for name, phone in entries]
    body = "\r\n".join([_("My list:"), address, "", *lines])
    return f"mailto:?subject={quote(_('My list'))}&body={quote(body)}"
