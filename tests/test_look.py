"""What the screens promise to the eye: contrast, letters, and nothing from elsewhere."""

import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOKENS = (ROOT / "static/css/tokens.css").read_text()
STYLESHEETS = sorted((ROOT / "static/css").glob("*.css"))
LETTERS = "ẽĩũɩʋɛɔɓɗŋƴẼĨŨƖƲƐƆƁƊŊƳɲœŒæÆçÇéÉèÀùÙ«»’–—…°№€\u00a0\u202f\u0303"
THEMES = {
    "light": [":root"],
    "dark": [":root", ':root[data-theme="dark"]'],
}
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "sunk"),
    ("ink", "agree-tint"),
    ("ink", "refuse-tint"),
    ("ink", "caution-tint"),
    ("ink", "link-tint"),
    ("ink", "fresh"),
    ("ink-soft", "paper"),
    ("ink-soft", "ground"),
    ("ink-soft", "sunk"),
    ("ink-soft", "agree-tint"),
    ("ink-soft", "caution-tint"),
    ("on-act", "act"),
    ("on-act", "act-strong"),
    ("act", "paper"),
    ("act", "ground"),
    ("agree", "paper"),
    ("agree", "ground"),
    ("agree", "agree-tint"),
    ("paper", "agree"),
    ("refuse", "paper"),
    ("refuse", "ground"),
    ("refuse", "refuse-tint"),
    ("paper", "refuse"),
    ("on-refuse", "refuse"),
    ("caution", "paper"),
    ("caution", "ground"),
    ("caution", "caution-tint"),
    ("paper", "caution"),
    ("link", "paper"),
    ("link", "ground"),
    ("link", "link-tint"),
    ("paper", "link"),
]
EDGE_PAIRS = [
    ("edge", "paper"),
    ("edge", "ground"),
    ("focus", "paper"),
    ("focus", "ground"),
]


def declarations(selector: str, css: str = TOKENS) -> dict[str, str]:
    block = re.search(rf"{re.escape(selector)} \{{(.*?)\}}", css, re.S)
    assert block, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))


def palette(selectors: list[str], css: str = TOKENS) -> dict[str, str]:
    tokens: dict[str, str] = {}
    for selector in selectors:
        tokens |= declarations(selector, css)
    return tokens


def colour(tokens: dict[str, str], name: str) -> str:
    value = tokens[name]
    if fallback := re.fullmatch(r"var\(--[\w-]+, (#\w{6})\)", value):
        return fallback[1]
    if reference := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return colour(tokens, reference[1])
    return value


def luminance(value: str) -> float:
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def covered(font: bytes) -> set[int]:
    """Read the characters of a TrueType file: its format 4 table of the first plane."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(tables)]
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    subtables = [
        cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * i)[2]
        for i in range(count)
    ]
    table = next(s for s in subtables if struct.unpack_from(">H", font, s)[0] == 4)
    segments = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, table + 14)
    starts = struct.unpack_from(f">{segments}H", font, table + 16 + 2 * segments)
    return {c for a, b in zip(starts, ends, strict=True) for c in range(a, b + 1)}


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_stands_out_from_its_ground(
    theme: str, text: str, ground: str
) -> None:
    tokens = palette(THEMES[theme])

    ratio = contrast(colour(tokens, text), colour(tokens, ground))

    assert ratio >= 4.5, f"{text} sur {ground}, {theme} : {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_every_edge_of_a_control_can_be_seen(
    theme: str, edge: str, ground: str
) -> None:
    tokens = palette(THEMES[theme])

    assert contrast(colour(tokens, edge), colour(tokens, ground)) >= 3


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_more_contrast_is_never_less(text: str, ground: str) -> None:
    stronger = TOKENS[TOKENS.index("prefers-contrast: more") :]
    plain = palette(THEMES["light"])
    tokens = plain | declarations(':root:not([data-theme="dark"])', stronger)

    ratio = contrast(colour(tokens, text), colour(tokens, ground))

    assert ratio >= min(contrast(colour(plain, text), colour(plain, ground)), 7)


def test_the_device_and_the_person_choose_the_same_dark() -> None:
    assert declarations(':root[data-theme="auto"]') == declarations(
        ':root[data-theme="dark"]'
    )


@pytest.mark.parametrize("name", ["ConseilSerif-Regular", "NotoSans-Regular"])
def test_the_fonts_hold_the_letters_of_the_country(name: str) -> None:
    font = (ROOT / f"ecm/publication/fonts/{name}.ttf").read_bytes()

    assert {letter for letter in LETTERS if ord(letter) not in covered(font)} == set()


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_stylesheets_need_nothing_from_elsewhere(path: Path) -> None:
    css = path.read_text()

    addresses = re.findall(r"url\(\"?([^)\"]+)", css)

    assert "!important" not in css
    assert "@import" not in css
    assert [a for a in addresses if not (path.parent / a).is_file()] == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_every_token_that_is_used_is_defined(path: Path) -> None:
    css = path.read_text()
    defined = set(re.findall(r"(--[\w-]+):", TOKENS + css))

    used = set(re.findall(r"var\((--[\w-]+)", css))

    assert {name for name in used - defined if not name.startswith("--state-")} == set()


def test_templates_carry_no_style_and_no_script_of_their_own() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        html = path.read_text()
        assert not re.search(
            r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", html
        ), path
