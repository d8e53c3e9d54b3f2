"""Persons and numbers named twice in a list, and persons appointed before."""

from datetime import date

import pytest

from ecm.domain.appointments.problems import Severity
from ecm.domain.appointments.repeated import HeldPost
from tests.domain.appointments.lists import OTHER, seen, told, usual


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
