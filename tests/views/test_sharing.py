"""The QR code and the letter of a list."""

import re

import pytest
import qrcode

from programs.views.sharing import path, qr_code

ADDRESS = "https://finder.example/list/?near=01609+Worcester&p=elm-street-iop&p=ash-street-iop"


def modules(drawn):
    """The dark modules that a path paints."""
    dark = set()
    for left, top, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn["path"]):
        dark |= {(int(left) + step, int(top)) for step in range(int(width))}
    return dark


def test_what_is_drawn_is_the_code_of_the_address():
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=4, mask_pattern=3)
    code.add_data(ADDRESS)
    code.make(fit=True)
    rows = code.get_matrix()
    drawn = qr_code(ADDRESS)
    assert drawn["side"] == len(rows)
    assert modules(drawn) == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_a_run_of_modules_is_one_rectangle():
    assert list(path([[True, True, False, True], [False] * 4])) == ["M0 0h2v1h-2z", "M3 0h1v1h-1z"]


@pytest.mark.parametrize(("length", "fits"), [(2900, True), (3000, False), (20_000, False)])
def test_what_is_longer_than_any_code_has_none(length, fits):
    assert (qr_code("p" * length) is not None) is fits
