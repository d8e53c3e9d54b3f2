"""The communiqué of a council held in the application: its sentences, groups and names."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.meetings.actions.sittings import close, open_meeting, resume, suspend
from ecm.meetings.models import AgendaItem, Meeting, MeetingKind, Part, Sitting
from ecm.people.models import ActingMandate, Civility, Mandate, Person
from ecm.publication.editions import edition_of_decisions
from tests.cast import DAY, Council
from tests.publication.council import pronounce, written


def hold(meeting: Meeting, *hours: tuple[datetime, datetime]) -> None:
    """Replace the sittings of a meeting by known ones."""
    meeting.sittings.all().delete()
    for number, (start, end) in enumerate(hours, start=1):
        Sitting.objects.create(
            meeting=meeting, number=number, starts_at=start, ends_at=end
        )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC)


def opening(meeting: Meeting) -> str:
    return written(meeting).split("\n\n")[2]


def test_the_opening_says_the_hours_of_the_sittings(opened: Council) -> None:
    pronounce(opened, "report")

    hold(opened.meeting, (at(5, 9), at(5, 12, 30)), (at(5, 15), at(5, 17, 5)))

    assert opening(opened.meeting) == (
        "Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi 05 février 2026, en "
        "séance ordinaire, de 09 H 00 mn à 12 H 30 mn et de 15 H 00 mn à 17 H 05 mn, sous "
        "la présidence de Son Excellence le Capitaine Issa PRESIDENT, Président du Faso. "
        "Il a délibéré sur le dossier inscrit à son ordre du jour."
    )


def test_a_council_suspended_overnight_is_of_two_days(council: Council) -> None:
    president = council.actor("president")
    with time_machine.travel(at(5, 9), tick=False) as clock:
        open_meeting(president, council.pk)
        pronounce(council, "report")
        clock.move_to(at(5, 18, 40))
        suspend(president, council.pk)
        clock.move_to(at(6, 8))
        resume(president, council.pk)
        clock.move_to(at(6, 9, 30))
        close(president, council.pk)

    assert (
        "s'est tenu à Ouagadougou, en séance ordinaire, le jeudi 05 février 2026, de "
        "09 H 00 mn à 18 H 40 mn, et le vendredi 06 février 2026, de 08 H 00 mn à "
        "09 H 30 mn, sous"
    ) in opening(council.refresh())


def test_an_extraordinary_council_elsewhere_says_so(opened: Council) -> None:
    pronounce(opened, "report")
    meeting = opened.meeting
    meeting.kind, meeting.place = MeetingKind.EXTRAORDINARY, ""
    hold(meeting, (at(5, 9), at(5, 10)))

    assert opening(meeting).startswith(
        "Le Conseil des ministres s'est tenu le jeudi 05 février 2026, en séance "
        "extraordinaire, de"
    )


def test_without_a_written_president_the_chair_of_the_day_is_named(
    opened: Council,
) -> None:
    pronounce(opened, "report")
    opened.meeting.presided_by = ""
    Person.objects.filter(pk=opened.cast.president.person_id).update(grade="Capitaine")

    assert (
        "sous la présidence de Son Excellence le Capitaine Issa PRESIDENT, Président du "
        "Faso."
    ) in opening(opened.meeting)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["oral"], "Il a entendu une communication orale."),
        (["nominations"], "Il a procédé à une nomination."),
        (
            ["decree", "report", "oral", "nominations"],
            "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu une "
            "communication orale et procédé à une nomination.",
        ),
    ],
)
def test_the_second_sentence_follows_from_what_was_done(
    opened: Council, names: list[str], words: str
) -> None:
    for name in names:
        pronounce(opened, name)

    assert opening(opened.meeting).endswith(words)


def test_a_deferred_file_was_deliberated_upon(opened: Council) -> None:
    pronounce(opened, "report")

    pronounce(opened, "decree", Outcome.DEFERRED)

    assert opening(opened.meeting).endswith(
        "sur les dossiers inscrits à son ordre du jour."
    )


def test_missions_are_announced_and_never_listed(opened: Council) -> None:
    pronounce(opened, "report")
    AgendaItem.objects.filter(pk=opened.report.pk).update(
        part=Part.MISSIONS,
        kind=ItemKind.MISSION.value,
        count=2,
        subject="mission à Rome",
    )

    text = written(opened.meeting)

    assert "Il a autorisé des missions à l'étranger." in text
    assert "Rome" not in text
    assert edition_of_decisions(opened.meeting).decisions == ()


def test_ministries_come_in_the_order_of_protocol(opened: Council) -> None:
    for name in ("ordinance", "report", "decree"):
        pronounce(opened, name)

    titles = [line for line in written(opened.meeting).splitlines() if "TITRE" in line]

    assert titles == [
        "I.1. AU TITRE DU MINISTERE DE LA GUERRE ET DE LA DEFENSE PATRIOTIQUE",
        "I.2. AU TITRE DU MINISTERE DE L'ECONOMIE ET DES FINANCES",
        "I.3. AU TITRE DU MINISTERE DE LA COMMUNICATION ET DE LA CULTURE",
    ]


def test_a_theme_groups_instead_of_the_ministry(opened: Council) -> None:
    for name in ("report", "bill"):
        pronounce(opened, name)
    opened.meeting.items.update(theme="Réforme des institutions (secteur)")

    assert "I.1. AU TITRE DE LA REFORME DES INSTITUTIONS\n" in written(opened.meeting)


def test_a_woman_speaks_in_the_feminine(opened: Council) -> None:
    pronounce(opened, "oral")
    AgendaItem.objects.filter(pk=opened.oral.pk).update(
        presenter="Ministre de la Culture", subject="la Semaine de la culture"
    )
    Person.objects.filter(pk=opened.cast.rival.person_id).update(civility=Civility.MRS)

    assert (
        "I.1. La ministre de la Culture a fait au Conseil une communication relative à la "
        "Semaine de la culture."
    ) in written(opened.meeting)


def test_persons_are_appointed_by_ministry_and_boards_stand_apart(
    opened: Council,
) -> None:
    pronounce(opened, "nominations")
    opened.nominations.appointments.create(
        position=2,
        civility="Monsieur",
        given_names="Ali",
        surname="Sanou",
        staff_number="11 222 K",
        rank="administrateur civil",
        post="Administrateur au conseil de la LONAB",
        is_board=True,
    )

    text = written(opened.meeting)

    assert text[text.index("I. NOMINATIONS") :] == (
        "I. NOMINATIONS\n\n"
        "I.1. NOMINATIONS DANS LES EMPLOIS SUPERIEURS\n\n"
        "A. AU TITRE DU MINISTERE DE L'ECONOMIE ET DES FINANCES\n\n"
        "- Madame Awa ZONGO est nommée Directrice générale du budget.\n\n"
        "I.2. NOMINATIONS DANS LES CONSEILS D'ADMINISTRATION\n\n"
        "A. AU TITRE DU MINISTERE DE L'ECONOMIE ET DES FINANCES\n\n"
        "- Monsieur Ali SANOU, Mle 11 222 K, administrateur civil, est nommé "
        "Administrateur au conseil de la LONAB.\n"
    )


def test_who_is_appointed_elsewhere_stands_under_that_ministry(
    opened: Council,
) -> None:
    pronounce(opened, "nominations")
    opened.nominations.appointments.create(
        position=2,
        civility="Monsieur",
        given_names="Ali",
        surname="Sanou",
        post="Directeur des hôpitaux",
        ministry=opened.cast.ministries["health"],
    )
    opened.nominations.appointments.create(
        position=3,
        civility="Monsieur",
        given_names="Paul",
        surname="Tapsoba",
        post="Directeur du matériel",
        ministry=opened.cast.ministries["defence"],
    )

    text = written(opened.meeting)

    assert text[text.index("A. AU TITRE") :] == (
        "A. AU TITRE DU MINISTERE DE LA GUERRE ET DE LA DEFENSE PATRIOTIQUE\n\n"
        "- Monsieur Paul TAPSOBA est nommé Directeur du matériel.\n\n"
        "B. AU TITRE DU MINISTERE DE L'ECONOMIE ET DES FINANCES\n\n"
        "- Madame Awa ZONGO est nommée Directrice générale du budget.\n\n"
        "C. AU TITRE DU MINISTERE DE LA SANTE\n\n"
        "- Monsieur Ali SANOU est nommé Directeur des hôpitaux.\n"
    )


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (
            ItemKind.TERMINATION,
            "- Il est mis fin aux fonctions de Madame Awa ZONGO, Directrice générale du "
            "budget.",
        ),
        (
            ItemKind.DISMISSAL,
            "- Madame Awa ZONGO est révoquée de ses fonctions de Directrice générale du "
            "budget.",
        ),
    ],
)
def test_measures_have_their_own_section(
    opened: Council, kind: ItemKind, line: str
) -> None:
    pronounce(opened, "nominations")
    AgendaItem.objects.filter(pk=opened.nominations.pk).update(
        part=Part.MEASURES, kind=kind.value
    )

    assert line in written(opened.meeting)


def test_a_measure_of_no_known_kind_reads_among_the_deliberations(
    opened: Council,
) -> None:
    pronounce(opened, "report")
    AgendaItem.objects.filter(pk=opened.report.pk).update(
        part=Part.MEASURES, kind=ItemKind.MEASURE.value, subject="la discipline"
    )

    assert "Le Conseil a adopté une mesure relative à la discipline." in written(
        opened.meeting
    )


def spokesperson(council: Council) -> Mandate:
    mandate = Mandate.objects.get(person=council.cast.rival.person)
    mandate.is_spokesperson = True
    mandate.save(update_fields=["is_spokesperson"])
    return mandate


def test_the_spokesperson_of_the_day_signs(opened: Council) -> None:
    pronounce(opened, "report")
    person = spokesperson(opened).person
    person.civility, person.distinction = (
        Civility.MRS,
        "Officier de l'Ordre de l'Etalon",
    )
    person.save()

    assert written(opened.meeting).endswith(
        "La Porte-parole du gouvernement,\n\nIssa RIVAL\nOfficier de l'Ordre de l'Etalon\n"
    )


def test_who_acts_for_the_spokesperson_signs_as_such(opened: Council) -> None:
    pronounce(opened, "report")
    ActingMandate.objects.create(
        mandate=spokesperson(opened),
        acting=opened.cast.deputy.person,
        starts_on=date(2026, 2, 1),
        ends_on=DAY,
    )

    assert written(opened.meeting).endswith(
        "Le Porte-parole du gouvernement par intérim,\n\nIssa DEPUTY\n"
    )


def test_the_name_written_on_the_meeting_comes_first(opened: Council) -> None:
    pronounce(opened, "report")
    spokesperson(opened)
    opened.meeting.spokesperson = "Awa SANOU, Chevalier de l'Ordre national"

    assert written(opened.meeting).endswith(
        "Le Porte-parole du gouvernement,\n\nAwa SANOU\nChevalier de l'Ordre national\n"
    )


def test_nothing_decided_is_said_without_a_signature(council: Council) -> None:
    spokesperson(council)

    assert written(council.meeting) == (
        "Projet — établi d'après les décisions prononcées\n\n"
        "COMPTE RENDU DU CONSEIL DES MINISTRES DU JEUDI 05 FEVRIER 2026\n\n"
        "Aucune décision n'est encore à publier.\n"
    )
