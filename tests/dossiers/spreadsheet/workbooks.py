"""Workbooks as the tests make them: a real list with known mistakes, and hostile ones."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

HEADINGS = (
    *("N°", "Civilité/Sexe", "Nom", "Prénom(s)", "N° Mle"),
    *("Corps/grade/catégorie/échelon", "Fonction", "Ministère", "Fonction actuelle"),
)
SURNAMES = (
    "Ouédraogo",
    "Sawadogo",
    "TRAORE",
    "Kaboré",
    "Zongo",
    "Ilboudo",
    "Somé",
    "Da",
)
GIVEN = (
    "Awa",
    "Issa",
    "Marie-Noëlle",
    "Boukary",
    "Fatimata",
    "Jean-Baptiste",
    "Rasmata",
)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: Sequence[Any], title: str = "Feuil1") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def faultless(place: int) -> list[Any]:
    """The line of a person whom nobody else in the list resembles."""
    is_woman = place % 3 == 0
    return [
        place,
        "Mme" if is_woman else "M.",
        f"{SURNAMES[place % len(SURNAMES)]}",
        f"{GIVEN[place % len(GIVEN)]} {chr(ord('A') + place // 26)}. {_third(place)}",
        f"{20_000 + place * 37:05d} {chr(ord('A') + place % 26)}",
        "administrateur civil, 1re classe, 5e échelon",
        f"Chef du service {place} de l'administration et des finances",
        "Santé",
        "Chargé d'études",
    ]


def _third(place: int) -> str:
    return "".join(chr(ord("a") + int(figure)) for figure in f"{place:03d}").title()


def eighty_with_mistakes() -> bytes:
    """Eighty persons under a title, the headings in row 4, mistakes where MISTAKES says."""
    lines = [faultless(place) for place in range(1, 81)]
    book = workbook(
        ["MINISTERE DE LA SANTE"],
        ["Nominations proposées", None, None, date(2026, 2, 5)],
        [],
        HEADINGS,
        *lines,
    )
    sheet = book.active
    sheet.merge_cells("A1:I1")
    for reference, value in MISTAKES.items():
        sheet[reference] = value
    sheet["E60"].number_format = "dd/mm/yyyy"
    return saved(book)


MISTAKES: dict[str, Any] = {
    "E10": "20 2Z2 G",  # letters within the number
    "C14": None,  # no surname
    "G14": "  ;",  # no post
    "E20": 20999,  # typed as a number
    "E25": 1234567890123456,  # more figures than a spreadsheet keeps
    "B30": "Dr",  # a title for a civility
    "H35": "Santé publique",  # no such ministry, one is near
    "H36": "SONABEL",  # no such ministry
    "E44": "20 185 F",  # the number of row 9
    "F50": "administrateur " * 20,  # too long
    "E60": date(1945, 12, 10),  # taken for a date
    "D70": "=A1",  # a formula that no spreadsheet computed
    "C84": "Zong0",  # a figure in a name
}


def repacked(content: bytes, **parts: bytes | None) -> bytes:
    """A package with some parts replaced, added or (None) left out."""
    named = {name.replace("__", "/"): part for name, part in parts.items()}
    return repacked_with(content, named)


def repacked_with(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        kept = {name: source.read(name) for name in source.namelist()}
        for name, part in (kept | parts).items():
            if part is not None:
                target.writestr(name, part)
    return file.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return source.read(name)
