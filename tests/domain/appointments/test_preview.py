"""The preview of a list: what would be written, and what is wrong, row and column named."""

import pytest

from ecm.domain.appointments.checks import Context
from ecm.domain.appointments.lines import Line, Measure
from ecm.domain.appointments.preview import MOST_LINES, preview
from ecm.domain.appointments.sheet import Cell, Row, Sheet, Workbook
from tests.domain.appointments.lists import HEALTH, USUAL, seen, sheet, told, usual


def test_a_line_without_fault_is_tidied_and_its_original_kept():
    read = seen(
        usual(
            civility="f",
            surname="sanou épouse  Traoré",
            given_names="AWA MARIE-NOËLLE",
            staff_number="mle.28456w",
            post=" - est nommée Directrice des ressources humaines ;",
        )
    )

    assert told(read) == []
    assert read.is_confirmable
    assert read.lines == (
        Line(
            number=2,
            surname="SANOU épouse TRAORÉ",
            given_names="Awa Marie-Noëlle",
            civility="Madame",
            staff_number="28 456 W",
            rank="Administrateur des hôpitaux, 1re classe",
            post="Directrice des ressources humaines",
            ministry="Santé",
            original=(
                ("N°", "1"),
                ("Civilité", "f"),
                ("Nom", "sanou épouse  Traoré"),
                ("Prénom(s)", "AWA MARIE-NOËLLE"),
                ("Matricule", "mle.28456w"),
                ("Corps et grade", "Administrateur des hôpitaux, 1re classe"),
                (
                    "Fonction",
                    " - est nommée Directrice des ressources humaines ;",
                ),
                ("Ministère", "Santé"),
            ),
        ),
    )


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_sheet():
    read = seen(
        usual(surname="", staff_number="12", post=""),
        usual(order="2", surname="ZONGO", civility="X", ministry="Defense"),
    )

    assert [(p.place.row, p.place.letter) for p in read.errors] == [
        (2, "C"),
        (2, "E"),
        (2, "G"),
        (3, "B"),
        (3, "H"),
    ]
    assert {p.place.row for p in read.of_line(3)} == {3}


def test_an_empty_ministry_is_that_of_the_dossier():
    assert told(seen(usual(ministry=""))) == []
    assert told(seen(usual(ministry=""), context=Context(HEALTH.ministries))) == [
        "Ligne 2, colonne H (ministère) : le ministère manque."
    ]


def test_a_group_heading_gives_its_ministry_to_the_lines_below():
    read = seen(
        ("A. AU TITRE DU MINISTERE DE LA SANTE",),
        usual(ministry=""),
        ("", "", "AU TITRE DU MINISTERE DE L'ECONOMIE ET DES FINANCES"),
        usual(ministry="", surname="ZONGO", staff_number="28 457 A"),
        context=Context(HEALTH.ministries),
    )

    assert told(read) == []
    assert [line.ministry for line in read.lines] == [
        "DU MINISTERE DE LA SANTE",
        "DU MINISTERE DE L'ECONOMIE ET DES FINANCES",
    ]


def test_names_in_one_column_are_cut_by_their_capitals():
    read = seen(
        ("Mme SANOU Awa", "28 456 W", "Directrice des études"),
        ("M. ISSA ZONGO", "28 457 A", "Directeur des études"),
        headings=("Nom et prénom(s)", "Mle", "Poste"),
    )

    first = read.lines[0]
    assert (first.civility, first.given_names, first.surname) == (
        "Madame",
        "Awa",
        "SANOU",
    )
    assert told(read) == [
        "Ligne 3, colonne A (nom et prénoms) : on ne distingue pas le nom des prénoms dans "
        "« ISSA ZONGO » : écrivez le nom seul en capitales (« Issa OUEDRAOGO »), ou "
        "mettez-les dans deux colonnes."
    ]


def test_a_rank_is_put_together_from_its_columns():
    read = seen(
        ("Mme", "SANOU", "Awa", "1 234 A", "Directrice", "Médecin", "A1", "2", "5"),
        headings=(
            *("Sexe", "Nom", "Prénoms", "Mle", "Emploi"),
            *("Corps", "Catégorie", "Classe", "Échelon"),
        ),
    )

    assert read.lines[0].rank == "Médecin, catégorie A1, 2e classe, 5e échelon"
    assert told(read) == []


@pytest.mark.parametrize(
    ("board", "post", "is_board"),
    [
        ("oui", "Administrateur au conseil d'administration du CHU", True),
        ("", "Administrateur au Conseil d’administration du CHU", True),
        ("non", "Directeur général du CHU", False),
        ("", "Directeur général du CHU", False),
        ("CHU de Tengandogo", "Administrateur du CHU de Tengandogo", True),
    ],
)
def test_a_board_is_told_by_its_column_or_by_the_post(board, post, is_board):
    read = seen(usual(civility="M.", board=board, post=post))

    assert read.lines[0].is_board is is_board
    assert told(read) == []


def test_an_end_of_duties_belongs_to_another_dossier_unless_it_is_allowed():
    rows = (usual(order="fin de fonction"),)
    headings = ("Type", *USUAL[1:])

    read = seen(*rows, headings=headings)
    allowed = seen(
        *rows, headings=headings, context=Context(HEALTH.ministries, "sante", True)
    )

    assert told(read) == [
        "Ligne 2, colonne A (type) : une fin de fonction se propose dans un dossier « fin "
        "de fonction », pas dans une liste de nominations."
    ]
    assert allowed.is_confirmable
    assert allowed.lines[0].measure is Measure.TERMINATION


def test_an_unknown_type_is_told():
    read = seen(usual(order="mutation"), headings=("Type", *USUAL[1:]))

    assert told(read) == [
        "Ligne 2, colonne A (type) : « mutation » n'est pas un type connu : écrivez "
        "« nomination » ou « fin de fonction »."
    ]


def test_a_column_that_is_absent_is_told_once():
    read = seen(
        ("SANOU", "Awa", "Directrice des études"),
        ("ZONGO", "Issa", "Directeur des stages"),
        headings=("Nom", "Prénoms", "Poste"),
    )

    assert told(read) == [
        "Civilité : cette colonne manque dans la liste.",
        "Matricule : cette colonne manque dans la liste.",
    ]
    assert [p.is_error for p in read.problems] == [True, False]


def test_a_list_without_posts_is_refused_with_the_headings_that_were_read():
    read = seen(("SANOU", "Awa"), headings=("Nom", "Prénoms"))

    assert told(read) == [
        "Fonction : il manque cette colonne. En-têtes lus à la ligne 1 : « Nom » et "
        "« Prénoms »."
    ]
    assert read.lines == ()


def test_a_file_without_headings_or_without_rows_is_refused():
    without = preview(Workbook((sheet(("SANOU", "Awa")),)))
    empty = preview(Workbook((sheet(), sheet(name="Feuil2"))))
    bare = seen()

    assert told(without) == [
        "Aucune ligne d'en-têtes n'a été reconnue. Il faut au moins les colonnes « Nom » "
        "et « Fonction » ; téléchargez le modèle pour partir de ses colonnes."
    ]
    assert told(empty) == ["Ce fichier ne contient aucune ligne."]
    assert told(bare) == ["Il n'y a aucune nomination sous les en-têtes de la ligne 1."]


def test_what_is_no_line_is_left_out_and_told():
    read = seen(
        usual(order="EXEMPLE, à effacer", surname="KONE"),
        usual(),
        USUAL,
        ("", "", "", "", ""),
        ("Total : 1 nomination",),
    )

    assert [line.number for line in read.lines] == [3]
    assert told(read) == [
        "Ligne 2 : « EXEMPLE, à effacer » : cette ligne n'est pas une nomination, elle "
        "n'est pas lue.",
        "Ligne 6 : « Total : 1 nomination » : cette ligne n'est pas une nomination, elle "
        "n'est pas lue.",
    ]


def test_columns_that_are_not_read_are_told():
    read = seen(
        (*usual(), "70 00 00 00", "autre"),
        headings=(*USUAL, "Téléphone", "Nom"),
    )

    assert told(read) == [
        "Ligne 1, colonne J (Téléphone) : cette colonne n'est pas lue.",
        "Ligne 1, colonne K (Nom) : cette colonne figure deux fois : seule la première est "
        "lue.",
    ]
    assert ("Téléphone", "70 00 00 00") in read.lines[0].original


def test_formulas_and_merged_cells_are_told_once_for_their_column():
    computed = Cell("SANOU", is_computed=True)
    merged = Cell("Santé", is_merged=True)

    read = seen(
        usual(surname=computed, ministry=merged),
        usual(
            surname=Cell("ZONGO", is_computed=True),
            staff_number="30 000 A",
            ministry=merged,
        ),
    )

    assert told(read) == [
        "Colonne C (nom) : cellules calculées par une formule : 2. Leur dernière valeur "
        "enregistrée est lue.",
        "Colonne H (ministère) : cellules fusionnées avec celle du dessus : 2. Sa valeur "
        "est reprise.",
    ]


def test_a_hidden_row_is_read_and_told():
    rows = sheet(USUAL, usual()).rows
    hidden = Row(2, rows[1].cells, is_hidden=True)

    read = preview(Workbook((Sheet("Liste", (rows[0], hidden)),)), HEALTH)

    assert len(read.lines) == 1
    assert told(read) == [
        "Ligne 2 : cette ligne est masquée dans le classeur ; elle est lue aussi."
    ]


def test_the_first_sheet_that_holds_a_list_is_read():
    notice = sheet(("Comment remplir",), name="Mode d'emploi")
    first = sheet(USUAL, usual(), name="Avril")
    second = sheet(USUAL, usual(), name="Mai")

    read = preview(Workbook((notice, first, second)), HEALTH)

    assert read.sheet == "Avril"
    assert told(read) == [
        "Le classeur contient une autre liste, dans la feuille « Mai » : seule « Avril » "
        "est lue."
    ]


def test_a_list_beyond_the_limit_is_refused():
    rows = [usual(staff_number=f"{n:05d} A") for n in range(MOST_LINES + 1)]

    read = seen(*rows)

    assert told(read) == [
        f"Cette liste compte {MOST_LINES + 1} nominations, {MOST_LINES} au plus : "
        "partagez-la."
    ]
    assert not read.is_confirmable


def test_remarks_are_told_in_the_language_of_the_reader():
    def english(text: str) -> str:
        return {
            "le nom manque.": "the surname is missing.",
            "ligne %(row)s": "row %(row)s",
            "colonne %(letter)s (%(label)s)": "column %(letter)s (%(label)s)",
            "nom": "surname",
        }[text]

    (problem,) = seen(usual(surname="")).problems

    assert problem.told(english) == (
        "Row 2, column C (surname)\u00a0: the surname is missing."
    )
