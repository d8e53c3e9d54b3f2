"""A workbook as ministries write it: eighty rows, and what Excel does to what is typed."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from ecm.domain.appointments.checks import Context
from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.ministries import KnownMinistry
from ecm.domain.appointments.preview import Preview, preview
from ecm.domain.appointments.sheet import Cell, Nature
from ecm.dossiers.spreadsheet import blank_list, filled_list, read
from tests.dossiers.spreadsheet.workbooks import (
    HEADINGS,
    MISTAKES,
    eighty_with_mistakes,
    faultless,
    saved,
    workbook,
)

HEALTH = Context(
    (
        KnownMinistry("sante", ("ministère de la Santé", "Santé")),
        KnownMinistry("economie", ("ministère de l'Economie et des finances",)),
    ),
    "sante",
)


def seen(content: bytes) -> Preview:
    return preview(read(content), HEALTH)


def test_eighty_rows_are_read_and_every_mistake_is_told_where_it_is():
    shown = seen(eighty_with_mistakes())

    assert len(shown.lines) == 80
    assert shown.columns[Column.STAFF_NUMBER] == 5
    assert {(f"{p.place.letter}{p.place.row}", p.is_error) for p in shown.problems} == {
        (reference, reference != "E20") for reference in MISTAKES
    }
    assert len(shown.problems) == len(MISTAKES)
    assert not shown.is_confirmable


def test_eighty_rows_without_mistakes_are_ready():
    shown = seen(saved(workbook(HEADINGS, *(faultless(n) for n in range(1, 81)))))

    assert [p.told() for p in shown.problems] == []
    assert len(shown.lines) == 80
    assert shown.is_confirmable
    assert shown.lines[0].surname == "SAWADOGO"
    assert dict(shown.lines[0].original)["Nom"] == "Sawadogo"
    assert dict(shown.lines[0].original)["Fonction actuelle"] == "Chargé d'études"


def test_what_excel_stores_is_what_it_shows():
    book = workbook(
        [28456, 28456.0, 110225334017, 1.5, True, date(2026, 2, 5), None, "  a  "],
        [1234567890123456, 456, "#N/A", float(10**14)],
    )
    sheet = book.active
    sheet["B2"].number_format = "000 000"

    (first, second) = read(saved(book)).sheets[0].rows

    assert first.cells == (
        Cell("28456", Nature.NUMBER),
        Cell("28456", Nature.NUMBER),
        Cell("110225334017", Nature.NUMBER),
        Cell("1,5", Nature.NUMBER),
        Cell("oui"),
        Cell("05/02/2026", Nature.DATE),
        Cell(),
        Cell("  a  "),
    )
    assert second.cells[:4] == (
        Cell("1234567890123456", Nature.NUMBER, is_rounded=True),
        Cell("000456", Nature.NUMBER),
        Cell("#N/A", Nature.FAULT),
        Cell("100000000000000", Nature.NUMBER),
    )


def test_rows_keep_their_numbers_beside_empty_ones():
    book = workbook([], ["a"], [], [], ["b"])

    rows = read(saved(book)).sheets[0].rows

    assert [row.number for row in rows] == [2, 5]


def test_a_cell_merged_downwards_is_repeated_and_one_merged_across_is_not():
    book = workbook(["Santé", "x"], [None, "y"], [None, "z"], ["Titre", None])
    book.active.merge_cells("A1:A3")
    book.active.merge_cells("A4:B4")

    rows = read(saved(book)).sheets[0].rows

    assert [row.cells[0] for row in rows] == [
        Cell("Santé"),
        Cell("Santé", is_merged=True),
        Cell("Santé", is_merged=True),
        Cell("Titre"),
    ]
    assert rows[3].cells[1] == Cell()


def test_a_hidden_row_and_a_hidden_sheet_are_told():
    book = workbook(HEADINGS, faultless(1), faultless(2))
    book.active.row_dimensions[3].hidden = True
    other = book.create_sheet("Brouillon")
    other.append(["secret"])
    other.sheet_state = "hidden"

    shown = seen(saved(book))

    assert [p.told().replace("\u00a0", " ") for p in shown.problems] == [
        "La feuille masquée « Brouillon » n'est pas lue.",
        "Ligne 3 : cette ligne est masquée dans le classeur ; elle est lue aussi.",
    ]


def test_the_model_is_read_again_and_its_example_is_left_out():
    content = blank_list(["ministère de la Santé"])
    book = load_workbook(filename=BytesIO(content))
    book["Nominations"].append(
        ["1", "Monsieur", "ZONGO", "Issa", "Mle 28 456 W", "médecin", "Directeur"]
    )
    book["Nominations"].move_range("A502:G502", rows=-499)

    shown = seen(saved(book))

    assert [line.person for line in shown.lines] == ["Issa ZONGO"]
    assert [p.told().replace("\u00a0", " ") for p in shown.problems] == [
        "Ligne 2 : « EXEMPLE, à effacer » : cette ligne n'est pas une nomination, elle "
        "n'est pas lue."
    ]
    assert shown.is_confirmable


def test_the_model_offers_civilities_and_ministries_to_choose_from():
    content = blank_list(["ministère de la Santé", "Primature"])

    sheet = load_workbook(filename=BytesIO(content))["Nominations"]

    offered = {
        str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation
    }
    assert offered == {
        "B2:B501": '"Monsieur,Madame"',
        "H2:H501": "'Ministères'!$A$1:$A$2",
        "I2:I501": '"oui,non"',
        "J2:J501": '"nomination,fin de fonction"',
    }
    assert sheet["E500"].number_format == "@"


def test_a_list_written_out_is_the_same_list_when_read():
    lines = seen(saved(workbook(HEADINGS, *(faultless(n) for n in range(1, 9))))).lines

    again = seen(filled_list(lines, ["ministère de la Santé"]))

    def bare(line):
        return (line.person, line.staff_number, line.rank, line.post, line.civility)

    assert [p.told() for p in again.problems] == []
    assert [bare(line) for line in again.lines] == [bare(line) for line in lines]


def test_no_text_of_a_list_written_out_is_computed():
    lines = seen(saved(workbook(HEADINGS, faultless(1)))).lines
    risky = replace(
        lines[0], post='=HYPERLINK("http://x","y")', rank="+1", surname="@A"
    )

    sheet = load_workbook(filename=BytesIO(filled_list([risky], [])))["Nominations"]

    cells = [sheet[reference] for reference in ("C2", "F2", "G2")]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert all(cell.quotePrefix for cell in cells)
