"""The same thing looks the same in every chart, in colour, in grey and in the dark."""

from __future__ import annotations

from itertools import combinations

from houvast.reports.palette import CONTRACT, PAPER, SECURITY, all_inks
from houvast.vocabulary.words import CONTRACT as FORMS
from houvast.vocabulary.words import keys_of

SMALLEST_CONTRAST = 1.5


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_contract_form_has_its_own_ink():
    """Eight forms, in the fixed order, each with its own colour and shape."""
    assert tuple(CONTRACT) == keys_of(FORMS)
    assert len({ink.shape for ink in CONTRACT.values()}) == len(FORMS)


def test_within_a_family_lightness_tells_forms_apart():
    """Permanent and temporary, on demand, self-employed: in grey print each family still has its order."""
    for family in (list(CONTRACT)[:3], list(CONTRACT)[3:6], list(CONTRACT)[6:]):
        for one, other in combinations(family, 2):
            assert contrast(CONTRACT[one].light, CONTRACT[other].light) > SMALLEST_CONTRAST


def test_securities_differ_in_dash_and_shape():
    """Colour is never the only sign."""
    assert len({ink.dash for ink in SECURITY.values()}) == len({ink.shape for ink in SECURITY.values()}) == 4


def test_a_colour_has_one_counterpart_in_the_dark():
    """The style sheet swaps colours one for one."""
    pairs = {(ink.light, ink.dark) for ink in all_inks()}
    assert len(pairs) == len({light for light, _ in pairs})


def test_lines_stand_out_on_both_papers():
    """The colours of lines keep 3:1 against their paper (WCAG 1.4.11)."""
    for ink in SECURITY.values():
        assert min(contrast(ink.light, PAPER.light), contrast(ink.dark, PAPER.dark)) >= 3
