"""A press list is read row by row: what is wrong is said of each, and nothing is guessed."""

from ecm.dossiers.spreadsheet import read
from ecm.publication.delivering.reading import Entry, Fault, read_list

ONE_DATABASE = True


def test_a_list_is_read_whatever_the_order_of_its_columns() -> None:
    sheet = (
        "Langue;Courriel;Nom\nmooré;Redaction@Exemple.BF;Radio Yaa\n;b@exemple.bf;B\n"
    )

    entries, faults = read_list(read(sheet.encode()))

    assert faults == []
    assert entries == [
        Entry(2, "Radio Yaa", "redaction@exemple.bf", "mos"),
        Entry(3, "B", "b@exemple.bf", "fr"),
    ]


def test_all_that_is_wrong_is_said_at_once_with_its_row() -> None:
    sheet = (
        "Nom,Courriel,Langue\n"
        ",a@exemple.bf,fr\n"
        "B,pas une adresse,fr\n"
        "C,c@exemple.bf,klingon\n"
        "D,a@exemple.bf,dyu\n"
    )

    _entries, faults = read_list(read(sheet.encode()))

    assert faults == [
        Fault(2, "Le nom manque."),
        Fault(3, "«\u00a0pas une adresse\u00a0» n'est pas une adresse de courriel."),
        Fault(4, "«\u00a0klingon\u00a0» n'est pas une langue du compte rendu."),
        Fault(5, "Cette adresse est déjà à la ligne 2."),
    ]


def test_a_list_without_headings_is_not_guessed() -> None:
    entries, faults = read_list(read(b"Radio Yaa;redaction@exemple.bf\n"))

    assert entries == []
    assert [fault.row for fault in faults] == [1]


def test_a_list_of_headings_alone_is_said_to_be_empty() -> None:
    _entries, faults = read_list(read(b"Nom;Courriel\n"))

    assert [fault.words for fault in faults] == ["La liste ne contient aucune ligne."]
