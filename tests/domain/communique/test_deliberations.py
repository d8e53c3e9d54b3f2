"""What was deliberated, by ministry, and the oral communications."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.communique import (
    Content,
    ItemLine,
    MinistryLines,
    OralLine,
    compose,
)
from ecm.domain.outcomes import POSITIVE, ItemKind
from tests.domain.communique import real
from tests.domain.communique.lines import FACTS, HEALTH, line, texts


def published(*lines: ItemLine, name: str = HEALTH) -> list[str]:
    """Return the paragraphs of one ministry."""
    communique = compose(FACTS, Content(ministries=(MinistryLines(name, lines),)))
    return [text for group in communique.sections[0].groups for text in texts(group)]


def test_one_decree_is_announced_by_its_subject():
    # As on 26 March 2025.
    assert published(
        line("appointment_decree", "adopted", "nomination de greffiers")
    ) == ["Le Conseil a adopté un décret portant nomination de greffiers."]


def test_the_context_follows_the_announcement():
    decree = line(
        "decree",
        "adopted",
        "création d'une société d'Etat",
        context=(
            "Elle a pour ambition de servir.",
            "L'adoption de ce décret permet tout.",
        ),
        decision="Le Conseil a adopté ce décret.",
    )

    assert published(decree) == [
        "Le Conseil a adopté un décret portant création d'une société d'Etat.",
        "Elle a pour ambition de servir.",
        "L'adoption de ce décret permet tout.",
    ]


def test_two_decrees_are_counted_and_the_last_is_second():
    # As on 10 July 2024.
    assert published(
        line("decree", "adopted", "création de l'Autorité nationale"),
        line("decree", "adopted", "organisation de la Grande Chancellerie"),
    ) == [
        "Le Conseil a adopté deux (02) décrets.",
        "Le premier décret porte création de l'Autorité nationale.",
        "Le second décret porte organisation de la Grande Chancellerie.",
    ]


def test_of_three_reports_the_second_is_deuxieme():
    assert published(
        line("report", "adopted", "autorisation de passation d'un marché"),
        line("report", "adopted", "état de consommation des dotations"),
        line("report", "adopted", "bilan"),
    ) == [
        "Le Conseil a adopté trois (03) rapports.",
        "Le premier rapport est relatif à l'autorisation de passation d'un marché.",
        "Le deuxième rapport est relatif à l'état de consommation des dotations.",
        "Le troisième rapport est relatif au bilan.",
    ]


def test_ordinances_are_feminine():
    # As on 27 July 2022.
    assert published(
        line("ordinance", "adopted", "autorisation de ratification"),
        line("ordinance", "adopted", "relative aux marchés"),
    ) == [
        "Le Conseil a adopté deux (02) ordonnances.",
        "La première ordonnance porte autorisation de ratification.",
        "La seconde ordonnance est relative aux marchés.",
    ]


def test_kinds_are_counted_apart():
    assert published(
        line("report", "adopted", "bilan de l'année"),
        line("ordinance", "adopted", "autorisation de ratification"),
        line("report", "adopted", "tenue du forum"),
    ) == [
        "Le Conseil a adopté deux (02) rapports et une ordonnance.",
        "Le premier rapport est relatif au bilan de l'année.",
        "L'ordonnance porte autorisation de ratification.",
        "Le second rapport est relatif à la tenue du forum.",
    ]


def test_a_bill_is_examined_and_sent_to_parliament():
    assert published(
        line("bill", "transmitted_to_parliament", "statut général des personnels")
    ) == [
        "Le Conseil a examiné un projet de loi portant statut général des personnels.",
        "Le Conseil a marqué son accord pour la transmission dudit projet de loi à "
        "l'Assemblée législative du peuple.",
    ]


def test_adopted_items_are_not_mixed_with_the_others():
    assert published(
        line("decree", "adopted", "création d'un fonds"),
        line("bill", "transmitted_to_parliament", "code minier", decision="Accord."),
    ) == [
        "Le Conseil a adopté un décret portant création d'un fonds.",
        "Le Conseil a examiné un projet de loi portant code minier.",
        "Accord.",
    ]


def test_a_contract_comes_as_a_report():
    assert published(
        line("contract", "authorised", "Construction de la route RN13")
    ) == [
        "Le Conseil a adopté un rapport relatif à la passation d'un marché pour la "
        "construction de la route RN13.",
        "Le Conseil a autorisé la passation dudit marché.",
    ]


def test_an_agrement_comes_as_a_report():
    # As on 1 June 2022.
    subject = "demande d'agrément pour la nomination d'un ambassadeur"

    assert published(line("agrement", "agreed", subject))[0] == (
        "Le Conseil a adopté un rapport relatif à une demande d'agrément pour la "
        "nomination d'un ambassadeur."
    )
    assert published(line("agrement", "agreed", "nomination d'un ambassadeur"))[0] == (
        "Le Conseil a adopté un rapport relatif à une demande d'agrément pour la "
        "nomination d'un ambassadeur."
    )


def test_several_drafts_of_one_file_come_as_one_report():
    record = real.council("bf-2026-02-05")
    groups = compose(real.facts(record), real.content(record)).sections[0].groups

    assert groups[0].number == "I.1"
    assert groups[0].title == "AU TITRE DE LA PRIMATURE"
    assert texts(groups[0]) == [
        "Le Conseil a adopté un rapport relatif à trois (03) projets de décret portant "
        "renouvellement et nomination de membres, nomination du Président du Conseil de "
        "régulation de l'ARCOP."
    ]
    assert (
        groups[1].title
        == "AU TITRE DU MINISTERE DE LA GUERRE ET DE LA DEFENSE PATRIOTIQUE"
    )


def test_a_subject_may_repeat_its_kind():
    bill = line(
        "bill", "adopted", "projet de loi autorisant la ratification de l'accord"
    )

    assert published(bill) == [
        "Le Conseil a adopté un projet de loi autorisant la ratification de l'accord."
    ]
    assert published(bill, line("bill", "adopted", "loi portant code minier"))[1:] == [
        "Le premier projet de loi autorise la ratification de l'accord.",
        "Le second projet de loi porte code minier.",
    ]


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        ("organisation et fonctionnement des centres", "à l'organisation et au "),
        (
            "création, attributions et bilan de l'Office",
            "à la création, aux attributions et au ",
        ),
        ("conditions et modalités d'affectation", "aux conditions et modalités d'"),
        (
            "les résultats de la campagne et les perspectives",
            "aux résultats de la campagne et aux perspectives",
        ),
        ("la recherche sur l'eau et la terre", "à la recherche sur l'eau et la terre"),
        ("22e édition du forum", "à la 22e édition du forum"),
        ("des demandes d'agrément", "à des demandes d'agrément"),
    ],
)
def test_a_report_is_about_each_of_its_matters(subject, about):
    assert (
        f"un rapport relatif {about}"
        in published(line("report", "adopted", subject))[0]
    )


def test_reserves_and_amendments_stay_out_of_the_communique():
    decree = line(
        "decree",
        "adopted_subject_to",
        "création d'un fonds",
        decision="Le Conseil a adopté ce décret, sous réserve de l'avis du Conseil d'Etat.",
    )

    assert published(decree) == [
        "Le Conseil a adopté un décret portant création d'un fonds."
    ]


def test_themes_number_the_ministries_below_them():
    # As in 2018: three sectors, « pour le compte de » at the third level.
    record = real.council("bf-2018-05-02")
    groups = compose(real.facts(record), real.content(record)).sections[0].groups

    assert [
        (g.number, g.title, g.on_behalf_of.replace("\u00a0", " ")) for g in groups
    ] == [
        (
            "I.1",
            "AU TITRE DE LA REFORME DES INSTITUTIONS ET MODERNISATION DE L'ADMINISTRATION",
            "",
        ),
        ("I.1.1", "", "Pour le compte du Premier ministère :"),
        (
            "I.1.2",
            "",
            "Pour le compte du ministère des Affaires étrangères et de la coopération :",
        ),
    ]
    assert groups[0].paragraphs == ()


def test_two_ministries_may_share_a_group():
    record = real.council("ml-2024-01-29")
    groups = compose(real.facts(record), real.content(record)).sections[0].groups

    assert groups[0].title == (
        "AU TITRE DU MINISTERE DES AFFAIRES ETRANGERES ET DU MINISTERE DE L'ECONOMIE ET "
        "DES FINANCES"
    )


def spoken(*lines: OralLine) -> list[list[str]]:
    communique = compose(FACTS, Content(oral=lines))
    assert communique.sections[0].number == "I"
    return [texts(group) for group in communique.sections[0].groups]


def test_an_oral_communication_names_who_spoke():
    assert spoken(
        OralLine("ministre de la Santé", "la situation sanitaire", feminine=True),
        OralLine("ministre d'Etat, ministre de l'Economie", "participation au sommet"),
        OralLine("Premier ministre", "visite du Président", feminine=True),
        OralLine(
            "ministre des Sports", "bilan", decision="Le Conseil félicite l'équipe."
        ),
    ) == [
        [
            "La ministre de la Santé a fait au Conseil une communication relative à la "
            "situation sanitaire."
        ],
        [
            "Le ministre d'Etat, ministre de l'Economie, a fait au Conseil une "
            "communication relative à la participation au sommet."
        ],
        [
            "La Première ministre a fait au Conseil une communication relative à la "
            "visite du Président."
        ],
        [
            "Le ministre des Sports a fait au Conseil une communication relative au bilan.",
            "Le Conseil félicite l'équipe.",
        ],
    ]


LINES = st.builds(
    ItemLine,
    kind=st.sampled_from(ItemKind),
    outcome=st.sampled_from(sorted(POSITIVE)),
    subject=st.sampled_from(
        [
            "création d'un fonds",
            "la situation",
            "autorisation de prêt",
            "relatif au prix",
        ]
    ),
    reference=st.uuids().map(str),
    count=st.integers(1, 3),
)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_every_published_item_keeps_the_link_to_its_decision(lines):
    content = Content(ministries=(MinistryLines(HEALTH, tuple(lines)),))
    paragraphs = compose(FACTS, content).sections[0].groups[0].paragraphs

    assert {p.reference for p in paragraphs} - {""} == {
        item.reference for item in lines
    }
    assert all(p.text[0].isupper() and p.text.endswith(".") for p in paragraphs)
    assert all(" de le " not in p.text and " à le " not in p.text for p in paragraphs)
