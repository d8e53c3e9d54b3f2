"""The workbook that a ministry fills in, empty or with the lines already known."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ecm.domain.appointments.lines import Line, Measure

# French whatever the language of the screen: they are read again.
_COLUMNS = (
    ("N°", 12),
    ("Civilité", 12),
    ("Nom", 24),
    ("Prénom(s)", 28),
    ("Matricule", 22),
    ("Corps, grade, catégorie, échelon", 44),
    ("Fonction", 60),
    ("Ministère", 50),
    ("Conseil d'administration", 14),
    ("Type", 18),
)
_EXAMPLE = (
    *("EXEMPLE, à effacer", "Madame", "SANOU", "Awa Marie-Noëlle", "Mle 99 999 W"),
    "administrateur civil, catégorie A1, 1re classe, 5e échelon",
    *("Directrice des ressources humaines", "", "non", "nomination"),
)
_NOTICE = (
    "Une ligne par personne, sous les en-têtes de la feuille « Nominations ».",
    "La ligne « EXEMPLE » n'est pas lue ; vous pouvez l'effacer.",
    "Matricule : « Mle 99 999 W », de 3 à 15 chiffres et une lettre s'il y en a une. "
    "La colonne est au format texte : les zéros du début sont gardés.",
    "Ministère : laissez vide pour le ministère du dossier, ou choisissez dans la liste.",
    "Conseil d'administration : « oui » pour un administrateur, sinon laissez vide.",
    "Les colonnes peuvent changer de place ; celles que vous ajoutez ne sont pas lues.",
    "Rien n'est enregistré à l'import : chaque ligne est d'abord montrée, avec ce qui est "
    "à corriger.",
)
_READY = 500
_TEXT = "@"
_GREY = PatternFill("solid", fgColor="FFE7E5E1")
_HEAD = PatternFill("solid", fgColor="FF0B4F3C")


def blank_list(ministries: Sequence[str]) -> bytes:
    """Return the model as an XLSX: headings, an example that is not read, choices."""
    book, sheet = _book(ministries)
    _write(sheet, 2, _EXAMPLE)
    for cell in sheet[2]:
        cell.font = Font(italic=True, color="FF6B6560")
        cell.fill = _GREY
    return _saved(book)


def filled_list(lines: Sequence[Line], ministries: Sequence[str]) -> bytes:
    """Return lines in the columns of the model; no text in it is ever computed."""
    book, sheet = _book(ministries)
    for row, line in enumerate(lines, start=2):
        _write(sheet, row, _row(row - 1, line))
    return _saved(book)


def _row(place: int, line: Line) -> tuple[str, ...]:
    ends = line.measure is Measure.TERMINATION
    return (
        *(str(place), line.civility, line.surname, line.given_names),
        f"Mle {line.staff_number}" if line.staff_number else "",
        *(line.rank, line.post, line.ministry),
        "oui" if line.is_board else "",
        "fin de fonction" if ends else "nomination",
    )


def _book(ministries: Sequence[str]) -> tuple[Workbook, Any]:
    book = Workbook()
    sheet = book.active
    sheet.title = "Nominations"
    _write(sheet, 1, tuple(heading for heading, _ in _COLUMNS))
    for place, (_heading, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = sheet.cell(1, place)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        for row in range(2, _READY + 2):
            sheet.cell(row, place).number_format = _TEXT
    sheet.freeze_panes = "A2"
    _notice(book, ministries)
    _choices(sheet, ministries)
    return book, sheet


def _notice(book: Workbook, ministries: Sequence[str]) -> None:
    notice = book.create_sheet("Mode d'emploi")
    notice.column_dimensions["A"].width = 110
    for row, text in enumerate(_NOTICE, start=1):
        notice.cell(row, 1, text).alignment = Alignment(wrap_text=True)
    names = book.create_sheet("Ministères")
    names.column_dimensions["A"].width = 110
    for row, name in enumerate(ministries, start=1):
        _write(names, row, (name,))


def _choices(sheet: Any, ministries: Sequence[str]) -> None:
    listed = [("B", '"Monsieur,Madame"'), ("I", '"oui,non"')]
    listed.append(("J", '"nomination,fin de fonction"'))
    if ministries:
        listed.append(("H", f"'Ministères'!$A$1:$A${len(ministries)}"))
    for column, choices in listed:
        rule = DataValidation(type="list", formula1=choices, allow_blank=True)
        # A ministry that is not of the list is said when the list is read.
        rule.showErrorMessage = column != "H"
        sheet.add_data_validation(rule)
        rule.add(f"{column}2:{column}{_READY + 1}")


def _write(sheet: Any, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        cell.value = text or None
        if text:
            # « =… » stays a text, even after somebody has edited the cell.
            cell.data_type = "s"
            cell.style = "Normal"
            cell.number_format = _TEXT
            cell.quotePrefix = True


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
