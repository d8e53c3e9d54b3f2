"""Files made to harm, or to be something else: refused in French, at once and in bounds."""

import io
import struct
import time
import zipfile

import pytest

from ecm.domain.errors import NotPossible
from ecm.dossiers.spreadsheet import MOST_OCTETS, read
from tests.dossiers.spreadsheet.workbooks import (
    HEADINGS,
    faultless,
    part_of,
    repacked_with,
    saved,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
BROKEN = (
    "Ce classeur est abîmé ou n'a pas été écrit par un tableur : ouvrez-le dans le tableur "
    "et enregistrez-le de nouveau en « Classeur Excel (.xlsx) »."
)
SWOLLEN = (
    "Ce classeur est trop volumineux une fois déplié, sans doute à cause de milliers de "
    "lignes vides : copiez les lignes utiles dans le modèle."
)
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE lolz [
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
)


@pytest.fixture
def sound() -> bytes:
    return saved(workbook(HEADINGS, faultless(1)))


def reason(content: bytes) -> str:
    began = time.monotonic()
    with pytest.raises(NotPossible) as refused:
        read(content)
    assert time.monotonic() - began < 60
    return str(refused.value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", TYPES, "_rels/.rels"]
)
@pytest.mark.parametrize("declared", [ENTITIES, OUTSIDE])
def test_a_part_that_declares_entities_is_refused(sound, part, declared):
    body = part_of(sound, part)
    body = body[
        body.index(b"<", (body.startswith(b"<?xml") and body.index(b"?>")) or 0) :
    ]

    assert reason(repacked_with(sound, {part: declared + body})) == BROKEN


def test_a_part_in_utf_16_hides_no_entities(sound):
    body = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>'
        "<worksheet><sheetData/></worksheet>"
    )

    assert reason(repacked_with(sound, {SHEET: body.encode("utf-16")})) == BROKEN


def test_a_part_that_swells_is_refused_before_it_is_unpacked(sound):
    swollen = b"<worksheet><sheetData>" + b" " * 40_000_000

    assert reason(repacked_with(sound, {SHEET: swollen})) == SWOLLEN


def test_a_million_rows_are_refused(sound):
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(1, 300_000)
    )
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    million = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'

    assert reason(repacked_with(sound, {SHEET: sheet})) in {SWOLLEN, TOO_MANY}
    assert reason(repacked_with(sound, {SHEET: _with_rows(sound, million)})) == (
        "Ce fichier compte plus de 5000 lignes : copiez les lignes utiles dans le modèle."
    )


TOO_MANY = (
    "Ce classeur contient plus de 150000 cellules, vides ou non : copiez les lignes utiles "
    "dans le modèle."
)


def _with_rows(content: bytes, rows: bytes) -> bytes:
    return part_of(content, SHEET).replace(b"</sheetData>", rows + b"</sheetData>")


def test_columns_without_end_are_refused(sound):
    wide = b'<row r="9"><c r="XFD9"><v>1</v></c></row>'

    assert reason(repacked_with(sound, {SHEET: _with_rows(sound, wide)})) == (
        "Ce fichier compte plus de 60 colonnes : copiez les colonnes utiles dans le modèle."
    )


def test_rows_that_are_only_formatted_hide_nothing_and_cost_nothing(sound):
    styled = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(9, 90_000)
    )

    workbook_read = read(repacked_with(sound, {SHEET: _with_rows(sound, styled)}))

    assert [row.number for row in workbook_read.sheets[0].rows] == [1, 2]


def test_merged_cells_without_end_are_read_in_bounds(sound):
    merged = (
        b"<mergeCells>"
        + b'<mergeCell ref="A1:XFD1048576"/>' * 20_000
        + b"</mergeCells>"
    )
    sheet = part_of(sound, SHEET).replace(b"</sheetData>", b"</sheetData>" + merged)
    began = time.monotonic()

    rows = read(repacked_with(sound, {SHEET: sheet})).sheets[0].rows

    assert len(rows) == 2
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/vbaProject.bin": b"\xd0\xcf"},
        {"xl/macrosheets/sheet1.xml": b"<x/>", "xl/VBAPROJECT.BIN": b""},
    ],
)
def test_macros_are_refused(sound, changes):
    assert reason(repacked_with(sound, changes)) == (
        "Ce classeur contient des macros, qui ne sont jamais acceptées : enregistrez-le en "
        "« Classeur Excel (.xlsx) », sans macros."
    )


def test_a_type_with_macros_is_refused_whatever_the_name(sound):
    types = part_of(sound, TYPES).replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )

    assert "macros" in reason(repacked_with(sound, {TYPES: types}))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n...", "Ce fichier est un PDF"),
        (b"<html><table><tr><td>Nom</td></tr></table>", "Ce fichier est une page web"),
        (b'<?xml version="1.0"?><Workbook/>', "Ce fichier est une page web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "l'ancien format .xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "protégé par un mot de passe",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "ni un classeur XLSX ni un texte CSV"),
        (b"PK\x03\x04" + b"\0" * 100, BROKEN),
        (b"x" * (MOST_OCTETS + 1), "Ce fichier pèse 5000 ko, 5000 ko au plus"),
    ],
)
def test_what_is_no_list_is_named_for_what_it_is(content, words):
    assert words in reason(content)


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(mimetype=b"x", content_xml=b"<x/>"), "au format .ods"),
        (zipped(readme=b"hello"), "Ce fichier n'est pas un classeur"),
    ],
)
def test_an_archive_that_is_no_workbook_is_named(content, words):
    assert words in reason(content)


def test_a_document_of_the_word_processor_is_no_workbook(sound):
    types = part_of(sound, TYPES)

    document = zipped(word__document_xml=b"<x/>")
    content = repacked_with(document, {TYPES: types})

    assert reason(content) == (
        "Ce fichier n'est pas un classeur : importez la liste en XLSX ou en CSV."
    )


def test_a_binary_workbook_is_refused(sound):
    assert "au format binaire .xlsb" in reason(
        repacked_with(sound, {"xl/workbook.bin": b"\1\2"})
    )


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", TYPES, "xl/styles.xml"])
def test_a_part_cut_short_is_refused(sound, part):
    half = part_of(sound, part)

    assert reason(repacked_with(sound, {part: half[: len(half) // 2]})) == BROKEN


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_a_missing_part_is_refused(sound, part):
    assert reason(repacked_with(sound, {part: None})) == BROKEN


def test_an_archive_cut_anywhere_is_refused(sound):
    for length in range(200, len(sound), 397):
        assert reason(sound[:length]) == BROKEN


def test_an_archive_that_lies_about_its_sizes_is_refused(sound):
    at = sound.index(b"PK\x01\x02")
    lying = sound[: at + 24] + struct.pack("<I", 10) + sound[at + 28 :]

    assert reason(lying) == BROKEN


def test_an_archive_behind_a_password_is_told(sound):
    at = sound.index(b"PK\x01\x02")
    flags = struct.unpack("<H", sound[at + 8 : at + 10])[0] | 1
    sealed = sound[: at + 8] + struct.pack("<H", flags) + sound[at + 10 :]

    assert "mot de passe" in reason(sealed)
