"""Appointments, dismissals, sanctions and ends of duties."""

from ecm.domain.communique import (
    Appointment,
    AppointmentGroup,
    Content,
    Measure,
    MeasureGroup,
    compose,
)
from ecm.domain.outcomes import ItemKind
from tests.domain.communique.lines import AWA, FACTS, HEALTH, ISSA, texts


def test_appointments_are_lettered_lists():
    communique = compose(
        FACTS,
        Content(
            appointments=(
                AppointmentGroup(
                    HEALTH,
                    (
                        Appointment(AWA, "Directrice générale de l'hôpital", "r1"),
                        Appointment(ISSA, "Directeur ;", "r2"),
                    ),
                ),
                AppointmentGroup(
                    "Primature", (Appointment(ISSA, "Chargé de missions"),)
                ),
            ),
            boards=(AppointmentGroup(HEALTH, (Appointment(AWA, "Administrateur"),)),),
        ),
    )
    section = communique.sections[0]

    assert (section.number, section.title) == ("I", "NOMINATIONS")
    assert [(g.number, g.title, g.level) for g in section.groups] == [
        ("I.1", "NOMINATIONS DANS LES EMPLOIS SUPERIEURS", 2),
        ("A", "AU TITRE DU MINISTERE DE LA SANTE", 3),
        ("B", "AU TITRE DE LA PRIMATURE", 3),
        ("I.2", "NOMINATIONS DANS LES CONSEILS D'ADMINISTRATION", 2),
        ("A", "AU TITRE DU MINISTERE DE LA SANTE", 3),
    ]
    assert texts(section.groups[1]) == [
        "- Madame Awa SANOU, Mle 99 999 W, administrateur civil, 2e classe, 5e échelon, "
        "est nommée Directrice générale de l'hôpital ;",
        "- Monsieur Issa ZONGO est nommé Directeur.",
    ]
    assert [p.reference for p in section.groups[1].paragraphs] == ["r1", "r2"]


def test_measures_follow_only_when_there_are_any():
    group = MeasureGroup(
        HEALTH,
        (
            Measure(ItemKind.DISMISSAL, AWA, "greffière"),
            Measure(ItemKind.DISMISSAL, ISSA),
            Measure(ItemKind.TERMINATION, AWA, "Directrice"),
            Measure(ItemKind.SANCTION, ISSA, text="Un blâme est infligé à Monsieur Z."),
        ),
    )
    sections = compose(FACTS, Content(measures=(group,), missions=2)).sections

    assert [(s.number, s.title) for s in sections] == [
        ("I", "REVOCATIONS"),
        ("II", "SANCTION"),
        ("III", "FIN DE FONCTION"),
    ]
    assert texts(sections[0].groups[0])[1] == "- Monsieur Issa ZONGO est révoqué."
    assert (
        "est révoquée de ses fonctions de greffière ;"
        in texts(sections[0].groups[0])[0]
    )
    assert texts(sections[1].groups[0]) == ["- Un blâme est infligé à Monsieur Z."]
    assert texts(sections[2].groups[0])[0].startswith(
        "- Il est mis fin aux fonctions de Madame Awa SANOU, "
    )
