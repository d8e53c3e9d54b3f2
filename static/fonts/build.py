"""Cut the shipped fonts from their sources: letters of French and of the national
languages, as TrueType for the printed documents and as woff2 for browsers, which fetch the
letters that French does not have only for a page that shows one."""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
PRINTED = ROOT / "ecm/publication/fonts"
# Latin with its African and phonetic letters, combining accents, punctuation,
# currencies, the few arrows and signs that screens use.
LETTERS = (
    "U+0020-036F,U+1D00-1DBF,U+1E00-1EFF,U+2000-209F,U+20A0-20C0,U+2100-214F,"
    "U+2190-2193,U+2212,U+2215,U+2248,U+2260,U+2264-2265,U+25CC,U+2713,"
    "U+A78B-A78E,U+A7AA-A7AE,U+FB00-FB04,U+FEFF,U+FFFD"
)
# What a page in French may show; the ranges in static/css/base.css say the same.
FRENCH = (
    "U+0020-007E,U+00A0-00FF,U+0152-0153,U+0178,U+2002-200B,U+2010-2026,U+202F-2033,"
    "U+2039-203A,U+20AC,U+2116,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265,U+2713,U+FFFD"
)
FEATURES = "ccmp,locl,mark,mkmk,kern,liga,lnum,tnum,pnum,sups,ordn,frac,case,smcp,c2sc"
# Gentium is a reserved font name: a cut version must bear another one.
RENAMED = {"Gentium Book Plus": "Conseil Serif", "GentiumBookPlus": "ConseilSerif"}
SOURCES = {
    "GentiumBookPlus-Regular.ttf": "ConseilSerif-Regular",
    "GentiumBookPlus-Italic.ttf": "ConseilSerif-Italic",
    "GentiumBookPlus-Bold.ttf": "ConseilSerif-Bold",
    "NotoSans_400Regular.ttf": "NotoSans-Regular",
    "NotoSans_400Regular_Italic.ttf": "NotoSans-Italic",
    "NotoSans_600SemiBold.ttf": "NotoSans-SemiBold",
}
FULL_NAMES = {1, 3, 4, 6, 16, 18, 21}


def rename(font: TTFont) -> None:
    """Replace the reserved name wherever the font presents itself by it."""
    for record in font["name"].names:
        text = record.toUnicode()
        for reserved, ours in RENAMED.items():
            if record.nameID in FULL_NAMES:
                text = text.replace(reserved, ours)
        record.string = text


def cut(source: Path, name: str) -> None:
    """Write `name` as TrueType with the letters that we need."""
    font = with_letters(source, subset.parse_unicodes(LETTERS))
    rename(font)
    font.save(PRINTED / f"{name}.ttf")


def split(name: str) -> None:
    """Write the letters of French as woff2, and the others beside them."""
    french = set(subset.parse_unicodes(FRENCH))
    others = set(subset.parse_unicodes(LETTERS)) - french
    for letters, part in ((french, name), (others, f"{name}-more")):
        font = with_letters(PRINTED / f"{name}.ttf", letters)
        font.flavor = "woff2"
        font.save(ROOT / "static/fonts" / f"{part}.woff2")


def with_letters(source: Path, letters: Iterable[int]) -> TTFont:
    """Return a font with these letters and what is made of them."""
    options = subset.Options(layout_features=FEATURES.split(","), hinting=False)
    options.name_IDs = ["*"]
    font = subset.load_font(str(source), options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=letters)
    worker.subset(font)
    return font


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for file_name, target in SOURCES.items():
        cut(next(folder.rglob(file_name)), target)
        split(target)
