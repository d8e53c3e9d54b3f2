"""Under whose name an item stood, as the sources write it."""

import pytest

from ecm.archive.owners import Owner, owner_of, presenter_of
from ecm.archive.parts import part_of
from ecm.meetings.models import Part

FINANCE = "ministère de l'Economie et des finances"
SECTOR = "REFORME DES INSTITUTIONS (secteur)"


@pytest.mark.parametrize(
    ("text", "on_behalf_of", "owner"),
    [
        (FINANCE, "", Owner(FINANCE, FINANCE)),
        (
            f"{FINANCE} (en liaison avec le Secrétariat d'Etat chargé du Budget)",
            "",
            Owner(
                FINANCE,
                f"{FINANCE}, en liaison avec le Secrétariat d'Etat chargé du Budget",
            ),
        ),
        (
            f"ministère de la Santé ; {FINANCE}",
            "",
            Owner("ministère de la Santé", f"ministère de la Santé ; {FINANCE}"),
        ),
        (
            SECTOR,
            FINANCE,
            Owner(FINANCE, FINANCE, "REFORME DES INSTITUTIONS", FINANCE),
        ),
        (
            "ministère de l'Education nationale [...]",
            "",
            Owner(
                "ministère de l'Education nationale",
                "ministère de l'Education nationale [...]",
            ),
        ),
        ("", "", Owner("Conseil des ministres", "Conseil des ministres")),
    ],
)
def test_a_group_has_its_owner(text: str, on_behalf_of: str, owner: Owner) -> None:
    assert owner_of(text, on_behalf_of, None) == owner


def test_idem_is_the_ministry_of_the_group_before() -> None:
    before = owner_of(f"{FINANCE} (en liaison avec le ministère de la Santé)", "", None)

    assert owner_of("idem", "", before) == Owner(FINANCE, FINANCE)


@pytest.mark.parametrize(
    ("ministry", "title"),
    [
        ("ministère de la Santé", "ministre de la Santé"),
        ("Premier ministère", "Premier ministre"),
        ("Primature", "Premier ministre"),
        ("Présidence", "Président de la République"),
        ("Conseil", "rapporteur"),
        ("Haute Autorité de contrôle d'Etat", ""),
    ],
)
def test_somebody_speaks_for_an_owner(ministry: str, title: str) -> None:
    presided_by = "Patrice TALON, Président de la République, Chef de l'Etat"

    assert presenter_of(Owner(ministry, ministry), presided_by) == title


@pytest.mark.parametrize(
    ("title", "code", "part"),
    [
        ("DELIBERATIONS", "I", Part.DELIBERATIONS),
        ("MESURES NORMATIVES", "I", Part.DELIBERATIONS),
        ("Mesures individuelles", "B", Part.APPOINTMENTS),
        ("Communications", "C", Part.ORAL_COMMUNICATIONS),
        ("NOMINATIONS", "III", Part.APPOINTMENTS),
        ("REVOCATIONS", "IV", Part.MEASURES),
        ("Missions à l'étranger", "V", Part.MISSIONS),
        ("Divers", "D", Part.DELIBERATIONS),
        ("", "II", Part.ORAL_COMMUNICATIONS),
        ("", "", Part.DELIBERATIONS),
    ],
)
def test_a_section_is_a_part_of_the_agenda(title: str, code: str, part: Part) -> None:
    assert part_of(title, code) == part
