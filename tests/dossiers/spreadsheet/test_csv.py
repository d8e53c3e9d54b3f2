"""A CSV whatever wrote it: letters, separators, quotes and marks."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.appointments.preview import preview
from ecm.domain.errors import NotPossible
from ecm.dossiers.spreadsheet import read
from ecm.dossiers.spreadsheet.separated import MOST_COLUMNS, MOST_ROWS

HEADINGS = ["Civilité", "Nom", "Prénom(s)", "Matricule", "Corps, grade", "Fonction"]
LINE = ["Mme", "Kaboré", "Awa", "28 456 W", "médecin, 5e échelon", "Chef ; adjoint"]


def written(separator: str, *rows: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([HEADINGS, *rows])
    return file.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_and_separators_are_found(separator, encoding):
    content = written(separator, LINE).encode(encoding)

    shown = preview(read(content))

    assert [p.told() for p in shown.problems] == []
    (line,) = shown.lines
    assert (line.surname, line.given_names, line.civility) == (
        "KABORÉ",
        "Awa",
        "Madame",
    )
    assert (line.rank, line.post) == ("médecin, 5e échelon", "Chef ; adjoint")


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    two_lines = (
        'Nom;Prénom;Fonction\r\n\r\n"ZONGO";"Issa";"Chef\nde service"\r\nDA;Awa;Chef'
    )

    rows = read(two_lines.encode()).sheets[0].rows

    assert [row.number for row in rows] == [1, 3, 4]
    assert rows[1].cells[2].text == "Chef\nde service"


def test_a_declared_separator_is_obeyed_and_takes_its_row():
    rows = read(b"sep=,\r\nNom,Fonction\r\nDA,Chef; adjoint\r\n").sheets[0].rows

    assert [(row.number, len(row.cells)) for row in rows] == [(2, 2), (3, 2)]


def test_what_keeps_a_text_from_being_computed_is_taken_off():
    rows = read(b'="00123";\'=1+1;\'abc;"=""x"""').sheets[0].rows

    assert [cell.text for cell in rows[0].cells] == ["00123", "=1+1", "'abc", "x"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Ce fichier est vide."),
        (b" \r\n ", "Ce fichier est vide."),
        (
            b"Nom;Pr\x81nom\n",
            "Les lettres de ce fichier ne se laissent pas lire : enregistrez-le en « CSV "
            "UTF-8 », ou en « Classeur Excel (.xlsx) ».",
        ),
        (
            b'Nom;Fonction\nDA;"Chef\nZONGO;Chef\n',
            "Ce CSV est mal formé près de la ligne 3 : une cellule y est trop longue, ou des "
            "guillemets y sont ouverts et jamais fermés. Enregistrez plutôt la liste en "
            "« Classeur Excel (.xlsx) ».",
        ),
        (
            b'Nom;Fonction\nDA;"' + b"x" * 200_000 + b'"\n',
            "Ce CSV est mal formé près de la ligne 2 : une cellule y est trop longue, ou des "
            "guillemets y sont ouverts et jamais fermés. Enregistrez plutôt la liste en "
            "« Classeur Excel (.xlsx) ».",
        ),
        (
            b"a;b\n" * (MOST_ROWS + 1),
            f"Ce fichier compte plus de {MOST_ROWS} lignes : copiez les lignes utiles dans "
            "le modèle.",
        ),
        (
            b";".join([b"a"] * (MOST_COLUMNS + 1)),
            f"Ce fichier compte plus de {MOST_COLUMNS} colonnes : copiez les colonnes "
            "utiles dans le modèle.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(content, reason):
    with pytest.raises(NotPossible) as refused:
        read(content)

    assert str(refused.value).replace("\u00a0", " ") == reason


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_characters="\0\r\n", exclude_categories=["Cs"]
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() and not text.startswith(("=", "'", "\ufeff")))


@given(
    st.lists(st.lists(TEXTS, min_size=6, max_size=6), max_size=5),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_a_spreadsheet_writes_is_read_back(rows, separator):
    content = written(separator, *rows).encode("utf-8-sig")

    read_back = read(content).sheets[0].rows

    assert [[cell.text for cell in row.cells] for row in read_back] == [HEADINGS, *rows]


@given(st.binary(max_size=400))
def test_any_octets_are_read_or_refused_in_french(content):
    try:
        problems, refusal = preview(read(content)).problems, ""
    except NotPossible as refused:
        problems, refusal = (), str(refused)

    assert problems or refusal
