"""Headings recognised however they are written, wherever they stand."""

import pytest

from ecm.domain.appointments.headings import Column, column_of, find
from ecm.domain.appointments.sheet import Cell, Row


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("N°", Column.ORDER),
        ("N° d'ordre", Column.ORDER),
        ("Civilité/Sexe", Column.CIVILITY),
        ("CIVILITE", Column.CIVILITY),
        ("Sexe (M/F)", Column.CIVILITY),
        ("M./Mme", Column.CIVILITY),
        ("Nom", Column.SURNAME),
        ("NOM DE FAMILLE", Column.SURNAME),
        ("Noms", Column.SURNAME),
        ("Prénom(s)", Column.GIVEN_NAMES),
        ("PRENOMS", Column.GIVEN_NAMES),
        ("Nom et prénom(s)", Column.FULL_NAME),
        ("Nom & Prénoms", Column.FULL_NAME),
        ("Prénom(s) et NOM", Column.FULL_NAME),
        ("Nom complet", Column.FULL_NAME),
        ("Matricule", Column.STAFF_NUMBER),
        ("Mle", Column.STAFF_NUMBER),
        ("N° Mle", Column.STAFF_NUMBER),
        ("Numéro matricule", Column.STAFF_NUMBER),
        ("Corps/grade/catégorie/échelon", Column.RANK),
        ("Corps, grade et échelon", Column.RANK),
        ("Corps", Column.CORPS),
        ("Grade", Column.GRADE),
        ("Catégorie", Column.CATEGORY),
        ("Échelon", Column.STEP),
        ("Classe", Column.CLASS),
        ("Fonction", Column.POST),
        ("POSTE PROPOSÉ", Column.POST),
        ("Emploi", Column.POST),
        ("Fonction/Poste/Emploi", Column.POST),
        ("Poste à pourvoir", Column.POST),
        ("Nouvelle fonction", Column.POST),
        ("Fonction actuelle", Column.CURRENT_POST),
        ("Poste actuellement occupé", Column.CURRENT_POST),
        ("Ancien poste", Column.CURRENT_POST),
        ("Ministère", Column.MINISTRY),
        ("MINISTERE/STRUCTURE", Column.MINISTRY),
        ("Structure", Column.STRUCTURE),
        ("Conseil d'administration", Column.BOARD),
        ("Conseil d’administration (oui/non)", Column.BOARD),
        ("CA", Column.BOARD),
        ("Type (nomination, fin de fonction)", Column.MEASURE),
        ("Nature de l'acte", Column.MEASURE),
        ("\u00a0Pre\u0301nom(s)\u00a0", Column.GIVEN_NAMES),
        ("𝐌𝐚𝐭𝐫𝐢𝐜𝐮𝐥𝐞", Column.STAFF_NUMBER),
        ("Observations", None),
        ("Téléphone", None),
        ("", None),
        ("Nom " * 40, None),
    ],
)
def test_a_heading_names_a_column(heading, column):
    assert column_of(heading) == column


def row(number: int, *texts: str) -> Row:
    return Row(number, tuple(Cell(text) for text in texts))


def test_the_headings_need_not_come_first():
    rows = [
        row(1, "MINISTERE DE LA SANTE"),
        row(3, "Liste des nominations proposées", "", "2026"),
        row(5, "N°", "Nom", "Prénoms", "Mle", "Fonction", "Téléphone"),
        row(6, "1", "SANOU", "Awa", "28 456 W", "Directrice", "70 00 00 00"),
    ]

    found = find(rows)

    assert found is not None
    assert found.row == 5
    assert found.is_enough
    assert found.columns == {
        Column.ORDER: 1,
        Column.SURNAME: 2,
        Column.GIVEN_NAMES: 3,
        Column.STAFF_NUMBER: 4,
        Column.POST: 5,
    }
    assert found.unknown == {6: "Téléphone"}


def test_a_heading_written_twice_is_told():
    found = find([row(1, "Nom", "Fonction", "Nom")])

    assert found is not None
    assert found.columns == {Column.SURNAME: 1, Column.POST: 2}
    assert found.repeated == {3: "Nom"}


def test_a_sheet_without_headings_has_none():
    assert find([row(1, "SANOU", "Awa"), row(2, "ZONGO", "Issa")]) is None
    assert find([]) is None
