"""The preview of a list: what would be written, and what is wrong, row and column named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.appointments.checks import Context
from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.lines import Line, Measure
from ecm.domain.appointments.preview import MOST_LINES, preview
from ecm.domain.appointments.problems import Severity
from ecm.domain.appointments.repeated import HeldPost
from ecm.domain.appointments.sheet import Cell, Nature, Row, Sheet, Workbook
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
            "l'Economie et des finances », qui n'est pas le ministère du dossier.",
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


OTHER = {"surname": "ZONGO", "given_names": "Aline", "staff_number": "30 000 A"}


@pytest.mark.parametrize(
    ("changes", "severity", "remark"),
    [
        (
            {**OTHER, "staff_number": "28456w"},
            Severity.ERROR,
            "Ligne 3, colonne E (matricule) : le matricule 28 456 W est déjà celui de Awa "
            "SANOU, à la ligne 2.",
        ),
        (
            {"given_names": "AWA"},
            Severity.ERROR,
            "Ligne 3, colonne C (nom) : Awa SANOU figure déjà à la ligne 2 pour la même "
            "fonction.",
        ),
        (
            {"post": "Administratrice du CHU"},
            Severity.WARNING,
            "Ligne 3, colonne C (nom) : Awa SANOU figure déjà à la ligne 2 pour une autre "
            "fonction.",
        ),
        (
            {"staff_number": "30 000 A", "post": "Administratrice du CHU"},
            Severity.WARNING,
            "Ligne 3, colonne C (nom) : Awa SANOU figure aussi à la ligne 2 sous un autre "
            "matricule : homonymes, ou erreur de saisie ?",
        ),
        ({**OTHER}, None, ""),
    ],
)
def test_a_person_or_a_number_named_twice_is_told_with_the_earlier_line(
    changes, severity, remark
):
    read = seen(usual(), usual(order="2", **changes))

    assert told(read) == [remark] * bool(remark)
    assert [p.severity for p in read.problems] == [severity] * bool(severity)


def test_two_heads_of_one_body_are_told():
    post = "Directrice générale du CHU de Tengandogo"

    read = seen(usual(post=post), usual(post=post, **OTHER))

    assert told(read) == [
        "Ligne 3, colonne G (fonction) : cette fonction est déjà donnée à Awa SANOU, à la "
        "ligne 2."
    ]


def test_whom_the_council_appointed_before_is_told():
    def in_post(lines):
        assert [line.staff_number for line in lines] == ["28 456 W", "30 000 A"]
        return {
            2: [HeldPost("Directrice des ressources humaines", date(2024, 2, 7))],
            3: [HeldPost("Chef de service", date(2025, 9, 4))],
        }

    read = seen(usual(), usual(**OTHER), in_post=in_post)

    assert told(read) == [
        "Ligne 2, colonne G (fonction) : Awa SANOU a déjà été nommé(e) à cette fonction le "
        "07 février 2024.",
        "Ligne 3, colonne C (nom) : Aline ZONGO a été nommé(e) le 04 septembre 2025 à une "
        "autre fonction, « Chef de service ».",
    ]
    assert read.is_confirmable


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


CELLS = st.one_of(
    st.sampled_from([*USUAL, *map(str, usual()), "AU TITRE DE LA SANTE", "Total"]).map(
        Cell
    ),
    st.builds(
        Cell,
        st.text(max_size=12),
        st.sampled_from(Nature),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
)


@given(st.lists(st.lists(CELLS, max_size=10), max_size=8), st.booleans())
def test_any_sheet_is_read_without_a_fault_and_what_is_confirmable_fits(rows, headed):
    top = [USUAL] if headed else []

    read = preview(Workbook((sheet(*top, *map(tuple, rows)),)), HEALTH)

    assert all(problem.told() for problem in read.problems)
    for line in read.lines if read.is_confirmable else ():
        assert line.surname
        assert line.given_names
        assert line.post
        assert line.civility in {"Monsieur", "Madame"}
        assert len(line.staff_number) <= 30


@given(st.sampled_from(list(Column)), st.text(max_size=30))
def test_one_odd_cell_never_hides_the_other_lines(column, text):
    names = {"surname": text} if column is Column.SURNAME else {"post": text}

    read = seen(usual(**names), usual(**OTHER))

    assert read.lines[-1].surname == "ZONGO"
