"""The whole communiqué, and what it refuses to publish."""

import pytest

from ecm.domain.communique import (
    Appointment,
    AppointmentGroup,
    Communique,
    Content,
    Measure,
    MeasureGroup,
    MinistryLines,
    Named,
    OralLine,
    Signature,
    as_text,
    compose,
)
from ecm.domain.outcomes import POSITIVE, ItemKind, Outcome
from tests.domain.communique import real
from tests.domain.communique.lines import FACTS, HEALTH, ISSA, line


def test_empty_sections_vanish_and_the_preamble_follows():
    communique = compose(
        FACTS,
        Content(
            ministries=(MinistryLines(HEALTH, ()),),
            oral=(OralLine("ministre", "bilan"),),
            missions=1,
            deliberated=0,
        ),
    )

    assert [s.title for s in communique.sections] == ["COMMUNICATIONS ORALES"]
    assert communique.sections[0].groups[0].number == "I.1"
    assert communique.second == (
        "Il a entendu une communication orale et autorisé une mission à l'étranger."
    )


def test_files_that_are_not_published_were_deliberated_all_the_same():
    communique = compose(FACTS, Content(deliberated=4))

    assert communique.sections == ()
    assert communique.second == (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour."
    )


def test_the_text_has_the_order_of_the_communique():
    content = Content(
        ministries=(MinistryLines(HEALTH, (line("decree", "adopted", "code"),)),),
        oral=(OralLine("ministre de la Santé", "bilan"),),
        appointments=(AppointmentGroup(HEALTH, (Appointment(ISSA, "Directeur"),)),),
        signature=Signature("Gilbert OUEDRAOGO", "Officier de l'Ordre de l'Etalon"),
    )

    assert as_text(compose(FACTS, content)).split("\n\n") == [
        "COMPTE RENDU DU CONSEIL DES MINISTRES DU JEUDI 05 FEVRIER 2026",
        "Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi 05 février 2026, en "
        "séance ordinaire, de 09 H 00 mn à 14 H 24 mn, sous la présidence de Son "
        "Excellence le Capitaine Ibrahim TRAORE, Président du Faso. Il a délibéré sur le "
        "dossier inscrit à son ordre du jour, entendu une communication orale et procédé "
        "à une nomination.",
        "I. DELIBERATIONS",
        "I.1. AU TITRE DU MINISTERE DE LA SANTE",
        "Le Conseil a adopté un décret portant code.",
        "II. COMMUNICATIONS ORALES",
        "II.1. Le ministre de la Santé a fait au Conseil une communication relative au "
        "bilan.",
        "III. NOMINATIONS",
        "III.1. NOMINATIONS DANS LES EMPLOIS SUPERIEURS",
        "A. AU TITRE DU MINISTERE DE LA SANTE",
        "- Monsieur Issa ZONGO est nommé Directeur.",
        "Le Porte-parole du gouvernement,",
        "Gilbert OUEDRAOGO\nOfficier de l'Ordre de l'Etalon\n",
    ]


@pytest.mark.parametrize("record", real.councils(), ids=lambda r: r["source_url"][:40])
def test_every_real_council_gives_a_whole_communique(record):
    communique = compose(real.facts(record), real.content(record))
    text = as_text(communique)

    assert isinstance(communique, Communique)
    assert "None" not in text
    assert " de le " not in text
    assert " à le " not in text
    for section in record["sections"]:
        for group in section["groups"]:
            for item in group["items"]:
                if item["outcome"] != "not_shown":
                    tail = item["subject"].rsplit(" ", 1)[-1]
                    assert tail in text.replace("\u00a0", " ")


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - POSITIVE))
def test_what_was_not_granted_is_never_published(outcome):
    content = Content(
        ministries=(
            MinistryLines(HEALTH, (line("decree", outcome, "x", reference="I.1"),)),
        )
    )

    with pytest.raises(ValueError, match=r"I\.1: .* is never published"):
        compose(FACTS, content)


@pytest.mark.parametrize(
    "content",
    [
        Content(oral=(OralLine("ministre", "x", outcome=Outcome.DEFERRED),)),
        Content(
            boards=(
                AppointmentGroup(
                    HEALTH,
                    (Appointment(Named("A", "B"), "x", outcome=Outcome.REJECTED),),
                ),
            )
        ),
        Content(
            measures=(
                MeasureGroup(
                    HEALTH,
                    (
                        Measure(
                            ItemKind.SANCTION,
                            Named("A", "B"),
                            outcome=Outcome.WITHDRAWN,
                        ),
                    ),
                ),
            )
        ),
    ],
)
def test_no_list_lets_a_refusal_through(content):
    with pytest.raises(ValueError, match="is never published"):
        compose(FACTS, content)
