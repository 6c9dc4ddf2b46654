"""Every colour of text has 7:1 on every ground it may stand on, every line and ring 3:1, in light and dark."""

import re
from pathlib import Path

import pytest

from mentor_program import web

CSS = Path(web.__file__).parent / "static" / "css"
GROUNDS = ["paper", "surface", "surface-raised", "surface-tinted", "surface-pressed"]
TONES = ["calm", "good", "warning", "danger", "neutral"]
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-quiet", "link", "danger-ink") for ground in GROUNDS),
    *((f"{tone}-ink", f"{tone}-ground") for tone in TONES),
    ("brand-ink", "brand"),
    ("brand-ink-quiet", "brand"),
    *(("action-ink", ground) for ground in ("action", "action-hover", "action-active")),
    *(("danger-action-ink", ground) for ground in ("danger-action", "danger-action-hover")),
]
LINES = [
    *((f"{tone}-line", ground) for tone in TONES for ground in (f"{tone}-ground", "paper", "surface")),
    *(("line-strong", ground) for ground in ("paper", "surface", "surface-tinted")),
    *(("focus-outer", ground) for ground in GROUNDS),
    ("brand-mark", "brand"),
    ("brand-line", "brand"),
]


def colours(*sheets: str) -> dict[str, str]:
    """The values that the sheets give, later ones winning."""
    text = "".join((CSS / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


LOOKS = {
    "light": ["tokens.css"],
    "dark": ["tokens.css", "tokens-dark.css"],
    "light, more contrast": ["tokens.css", "tokens-contrast.css"],
    "dark, more contrast": ["tokens.css", "tokens-contrast.css", "tokens-dark.css", "tokens-dark-contrast.css"],
}


@pytest.mark.parametrize("sheets", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 7), (LINES, 3)], ids=["text", "lines"])
def test_contrast_is_enough(sheets, pairs, least):
    known = colours(*sheets)
    too_weak = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in too_weak.items() if ratio < least} == {}


def test_the_measure_itself_is_right():
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_dark_gives_every_colour_that_light_gives():
    assert set(colours("tokens.css")) == set(colours("tokens-dark.css"))


def test_colours_are_written_in_the_tokens_alone():
    others = [sheet for sheet in CSS.glob("*.css") if not sheet.name.startswith(("tokens", "print"))]
    found = {sheet.name: re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text(encoding="utf-8")) for sheet in others}
    assert {name: values for name, values in found.items() if values} == {}
