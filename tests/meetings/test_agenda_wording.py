"""An agenda's words set by hand: titles, parts, themes, and how deliberations are grouped."""

import pytest

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.journal.chain import digest
from ecm.journal.models import Entry
from ecm.meetings.actions.planning import move_theme
from ecm.meetings.actions.sittings import convene, open_meeting
from ecm.meetings.actions.wording import regroup_agenda, reword_item
from ecm.meetings.models import Grouping, Part
from ecm.meetings.versions import changes, last_version, lines_of, stands_approved
from tests.cast import journal
from tests.meetings.conftest import Planned
from tests.meetings.test_agenda_pages import ask, send, text

DELIBERATIONS = Part.DELIBERATIONS


def reword(planned: Planned, title: str, new: str, **more) -> None:
    values = {"part": DELIBERATIONS, **more}
    reword_item(planned.actor("secretary"), planned.item(title), title=new, **values)


def test_an_item_has_another_title_and_its_dossier_keeps_its_own(
    built: Planned,
) -> None:
    before, item = built.refresh().seq, built.item("Budget")

    reword(built, "Budget", "  Budget\n de  l'Etat ")

    item.refresh_from_db()
    assert (item.title, item.number) == ("Budget de l'Etat", "I.2.1")
    assert item.dossier.title == "Budget"
    facts = {"part": "deliberations", "theme": "", "digest": digest("Budget de l'Etat")}
    assert journal(built.meeting, before) == [
        ("item.reworded", {"item": item.pk, **facts})
    ]


def test_the_same_words_change_nothing(built: Planned) -> None:
    before = built.refresh().seq

    reword(built, "Budget", "Budget")

    assert built.refresh().seq == before


def test_in_another_part_it_stands_where_a_new_one_would(built: Planned) -> None:
    reword(built, "Armée", "Armée", part=Part.ORAL_COMMUNICATIONS)

    assert built.agenda() == [
        *("I.1.1 Budget", "I.1.2 Dette", "I.2.1 Hôpitaux"),
        *("II.1 Routes", "II.2 Armée", "II.3 Récolte"),
        *("III.1 Nominations", "IV.1 Voyage"),
    ]


def test_under_another_theme_it_is_the_last_of_it(themed: Planned) -> None:
    reword(themed, "Budget", "Budget", theme=" Social ")

    assert [line for line in themed.agenda() if line.startswith("I.2.")] == [
        *("I.2.1 Hôpitaux", "I.2.2 Ecoles", "I.2.3 Budget"),
    ]


def test_a_theme_is_nothing_where_ministries_are_grouped(built: Planned) -> None:
    reword(built, "Budget", "Budget", theme="Social")

    assert built.item("Budget").theme == ""


@pytest.mark.parametrize("title", ["", "  \n", "x" * 601])
def test_a_title_that_is_none_is_refused(built: Planned, title: str) -> None:
    with pytest.raises(NotPossible, match="a de 1 à 600 caractères"):
        reword(built, "Budget", title)


@pytest.mark.parametrize("who", ["prime_minister", "president", "minister"])
def test_only_the_secretariat_rewords_and_regroups(built: Planned, who: str) -> None:
    built.propose_agenda()

    with pytest.raises(NotAllowed):
        reword_item(
            built.actor(who), built.item("Budget"), title="Autre", part=DELIBERATIONS
        )
    with pytest.raises(NotAllowed):
        regroup_agenda(built.actor(who), built.pk, grouping=Grouping.THEME)


def test_once_it_is_open_no_word_changes(built: Planned) -> None:
    convene(built.actor("secretary"), built.pk)
    open_meeting(built.actor("president"), built.pk)

    with pytest.raises(NotPossible, match="la séance est ouverte"):
        reword(built, "Budget", "Autre")


def test_a_new_title_is_compared_and_is_to_be_approved_again(built: Planned) -> None:
    built.propose_agenda()
    built.approve_agenda()

    reword(built, "Budget", "Budget de l'Etat")

    assert not stands_approved(built.meeting)
    pairs = changes(built.meeting, last_version(built.meeting), lines_of(built.meeting))
    changed = {pair.after.title: pair.changes for pair in pairs if pair.changes}
    assert changed == {"Budget de l'Etat": ("retitled",)}
    page = text(ask(built, "secretary"))
    assert "Intitulé modifié" in page
    assert 'Intitulé du dossier : <span lang="fr">Budget</span>' in page.replace(
        "\u00a0", " "
    )


def test_another_part_is_told_as_a_move(built: Planned) -> None:
    built.propose_agenda()

    reword(built, "Hôpitaux", "Hôpitaux", part=Part.ORAL_COMMUNICATIONS)

    pairs = changes(built.meeting, last_version(built.meeting), lines_of(built.meeting))
    changed = {pair.after.title: pair.changes for pair in pairs if pair.changes}
    assert changed == {"Hôpitaux": ("moved",)}


def test_an_agenda_is_grouped_by_the_themes_of_its_dossiers(themed: Planned) -> None:
    as_it_was = themed.agenda()
    secretary = themed.actor("secretary")

    regroup_agenda(secretary, themed.pk, grouping=Grouping.MINISTRY)

    assert themed.agenda() == [
        *("I.1.1 Armée", "I.2.1 Budget", "I.2.2 Dette", "I.3.1 Hôpitaux"),
        "I.4.1 Ecoles",
    ]
    assert not themed.meeting.items.exclude(theme="", on_behalf_of="").exists()
    regroup_agenda(secretary, themed.pk, grouping=Grouping.THEME)
    assert sorted(line.split()[1] for line in themed.agenda()) == sorted(
        line.split()[1] for line in as_it_was
    )
    assert [i.theme for i in themed.meeting.items.order_by("position")] == [
        *("Economie", "Economie", "Social", "Social", ""),
    ]
    entries = Entry.objects.filter(verb="agenda.regrouped").order_by("seq")
    assert [e.facts for e in entries] == [
        {"grouping": "ministry"},
        {"grouping": "theme"},
    ]


def test_the_same_grouping_changes_nothing(themed: Planned) -> None:
    move_theme(themed.actor("secretary"), themed.pk, "Social", after=None)
    before, agenda = themed.refresh().seq, themed.agenda()

    regroup_agenda(themed.actor("secretary"), themed.pk, grouping=Grouping.THEME)

    assert (themed.refresh().seq, themed.agenda()) == (before, agenda)


def test_a_proposed_agenda_keeps_its_grouping(themed: Planned) -> None:
    assert 'id="regroup"' in text(ask(themed, "secretary"))
    themed.propose_agenda()

    with pytest.raises(NotPossible, match="son groupement reste"):
        regroup_agenda(themed.actor("secretary"), themed.pk, grouping=Grouping.MINISTRY)
    assert 'id="regroup"' not in text(ask(themed, "secretary"))


def test_the_dialog_shows_what_the_dossier_says(built: Planned) -> None:
    item = built.item("Budget")

    dialog = text(ask(built, "secretary", "agenda-reword", item.pk))

    assert "Intitulé du dossier, qui ne change pas" in dialog
    assert 'name="part"' in dialog
    assert 'name="theme"' not in dialog


def test_the_dialog_asks_for_a_theme_where_they_are_grouped_so(themed: Planned) -> None:
    item = themed.item("Budget")

    dialog = text(ask(themed, "secretary", "agenda-reword", item.pk))

    assert 'name="theme" value="Economie"' in dialog


def test_the_form_rewords_and_answers_with_the_agenda(built: Planned) -> None:
    item = built.item("Budget")

    answer = send(
        built,
        "secretary",
        "agenda-reword",
        item.pk,
        title="Budget révisé",
        part="oral_communications",
    )

    assert "Le point porte le numéro II.2." in text(answer)
    assert "Budget révisé" in text(answer)
    refused = send(
        built, "secretary", "agenda-reword", item.pk, title="", part="missions"
    )
    assert refused.status_code == 409
    assert "Intitulé à l'ordre du jour" in text(refused)


def test_the_button_regroups_the_agenda(built: Planned) -> None:
    answer = send(built, "secretary", "agenda-regroup", grouping="theme")

    assert answer.status_code == 200
    assert built.refresh().grouping == "theme"
