"""Each remark on one line: its words, its row, its column, error or warning."""

import pytest

from ecm.domain.appointments.sheet import Cell, Nature
from tests.domain.appointments.lists import seen, told, usual


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        (
            {"staff_number": "28-456-W"},
            "Ligne 2, colonne E (matricule) : « 28-456-W » n'est pas un matricule. "
            "S'agit-il de « 28 456 W » ?",
        ),
        ({"surname": ""}, "Ligne 2, colonne C (nom) : le nom manque."),
        ({"given_names": ""}, "Ligne 2, colonne D (prénoms) : le prénom manque."),
        ({"post": " ; "}, "Ligne 2, colonne G (fonction) : la fonction manque."),
        (
            {"post": "12"},
            "Ligne 2, colonne G (fonction) : « 12 » n'est pas une fonction.",
        ),
        (
            {"civility": ""},
            "Ligne 2, colonne B (civilité) : la civilité manque : écrivez « Monsieur » ou "
            "« Madame ».",
        ),
        (
            {"civility": "Dr"},
            "Ligne 2, colonne B (civilité) : « Dr » est un titre, pas une civilité : "
            "écrivez « Monsieur » ou « Madame ».",
        ),
        (
            {"civility": "?"},
            "Ligne 2, colonne B (civilité) : « ? » n'est pas une civilité : écrivez "
            "« Monsieur » ou « Madame ».",
        ),
        (
            {"surname": "M. SANOU"},
            "Ligne 2, colonne B (civilité) : la colonne dit « Madame » et le nom est "
            "précédé de « Monsieur ».",
        ),
        (
            {"surname": "SAN0U"},
            "Ligne 2, colonne C (nom) : « SAN0U » contient « 0 », qui n'a pas sa place ici.",
        ),
        (
            {"surname": "A" * 121},
            "Ligne 2, colonne C (nom) : 121 caractères, 120 au plus : abrégez, ou vérifiez "
            "les colonnes.",
        ),
        (
            {"rank": "grade " * 40},
            "Ligne 2, colonne F (corps et grade) : 239 caractères, 200 au plus : abrégez, "
            "ou vérifiez les colonnes.",
        ),
        (
            {"post": "Directrice " * 30},
            "Ligne 2, colonne G (fonction) : 329 caractères, 300 au plus : abrégez, ou "
            "vérifiez les colonnes.",
        ),
        (
            {"ministry": "ministère de la Sante publique"},
            "Ligne 2, colonne H (ministère) : aucun ministère ne s'appelle « ministère de "
            "la Sante publique ». S'agit-il de « ministère de la Santé » ?",
        ),
        (
            {"ministry": "SONABEL"},
            "Ligne 2, colonne H (ministère) : aucun ministère ne s'appelle « SONABEL ».",
        ),
        (
            {"post": '=HYPERLINK("http://x")'},
            'Ligne 2, colonne G (fonction) : « =HYPERLINK("http://x") » commence comme '
            "une formule de tableur : saisissez un texte.",
        ),
        (
            {"surname": Cell("#N/A", Nature.FAULT)},
            "Ligne 2, colonne C (nom) : le tableur affiche une erreur, « #N/A » : saisissez "
            "la valeur.",
        ),
        (
            {"staff_number": Cell("12/10/1945", Nature.DATE)},
            "Ligne 2, colonne E (matricule) : le tableur a pris cette valeur pour une date, "
            "« 12/10/1945 » : mettez la cellule au format texte et saisissez-la de nouveau.",
        ),
        (
            {"staff_number": Cell("1234567890123450", Nature.NUMBER, is_rounded=True)},
            "Ligne 2, colonne E (matricule) : le tableur ne garde que 15 chiffres, les "
            "derniers sont perdus : mettez la colonne au format texte et saisissez de "
            "nouveau le matricule.",
        ),
        (
            {"surname": Cell("", is_computed=True)},
            "Ligne 2, colonne C (nom) : la formule de cette cellule n'a pas de résultat "
            "enregistré : ouvrez le classeur dans le tableur, enregistrez-le, ou remplacez "
            "la formule par sa valeur.",
        ),
    ],
)
def test_an_error_names_its_row_its_column_and_what_to_do(changes, remark):
    read = seen(usual(**changes))

    assert told(read) == [remark]
    assert not read.is_confirmable


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        (
            {"staff_number": "néant"},
            "Ligne 2, colonne E (matricule) : le matricule manque : à laisser vide "
            "seulement pour qui n'est pas agent public.",
        ),
        (
            {"staff_number": Cell("28456", Nature.NUMBER)},
            "Ligne 2, colonne E (matricule) : ce matricule est stocké comme un nombre : des "
            "zéros au début et la lettre de la fin ont pu disparaître. Vérifiez « 28 456 ».",
        ),
        (
            {"civility": "M."},
            "Ligne 2, colonne G (fonction) : « Directrice » est au féminin et la civilité "
            "est « Monsieur » : vérifiez l'une et l'autre.",
        ),
        (
            {"ministry": "MEF"},
            "Ligne 2, colonne H (ministère) : cette ligne relève de « ministère de "
            "l'Economie et des finances », et le compte rendu l'imprimerait sous le "
            "ministère du dossier : proposez-la plutôt dans un dossier de ce ministère.",
        ),
        (
            {"given_names": "Dr Awa"},
            "Ligne 2, colonne C (nom) : « Dr Awa SANOU » commence par un titre : mettez-le "
            "dans la colonne du corps et du grade.",
        ),
        (
            {"board": "SONABEL"},
            "Ligne 2, colonne I (conseil d'administration) : « SONABEL » ne figure pas dans "
            "la fonction : nommez-y le conseil d'administration.",
        ),
        (
            {"board": "non", "post": "Présidente du conseil d'administration du CHU"},
            "Ligne 2, colonne I (conseil d'administration) : la colonne dit non et la "
            "fonction parle d'un conseil d'administration.",
        ),
    ],
)
def test_a_warning_asks_to_look_twice_and_forbids_nothing(changes, remark):
    read = seen(usual(**changes))

    assert told(read) == [remark]
    assert read.is_confirmable
