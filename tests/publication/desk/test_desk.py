"""The desk: what the grammar says, what a hand made of it, and what may not happen."""

import pytest

from ecm.domain.communique.checks import Level, remarks_of
from ecm.domain.communique.edition import as_json, texts_of
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.journal.chain import faults_of
from ecm.meetings.models import AgendaItem
from ecm.publication.desk import actions
from ecm.publication.desk.wording import edition_in_hand, generated, is_stale
from tests.cast import Council
from tests.publication.desk.conftest import MARK, Desk

pytestmark = pytest.mark.django_db
FIRST = "I.1.1#0"


def said(desk: Desk) -> list[str]:
    return list(texts_of(edition_in_hand(desk.row)).values())


def test_the_draft_is_what_the_grammar_says(desk: Desk) -> None:
    assert edition_in_hand(desk.row) == generated(desk.row)
    assert [r for r in remarks_of(generated(desk.row)) if r.level is Level.ERROR] == []


def test_a_draft_is_drawn_once_and_of_a_closed_council_only(
    desk: Desk, cast: object
) -> None:
    again = actions.draft(desk.actor("secretary"), desk.council.meeting)

    assert again.pk == desk.communique.pk
    assert desk.row.seq == 1


def test_an_open_council_has_no_draft(opened: Council) -> None:
    with pytest.raises(NotPossible):
        actions.draft(opened.actor("secretary"), opened.meeting)


def test_a_text_is_worded_by_hand_and_given_back(desk: Desk) -> None:
    before = desk.text(FIRST).text

    desk.reword(FIRST, "Le Conseil a adopté un décret bien tourné.")

    assert "Le Conseil a adopté un décret bien tourné." in said(desk)
    desk.reword(FIRST, before)
    assert not desk.text(FIRST).is_edited
    assert edition_in_hand(desk.row) == generated(desk.row)


def test_two_hands_on_one_text_lose_nothing(desk: Desk) -> None:
    base = desk.text(FIRST).number
    desk.reword(FIRST, "Les mots du premier.")

    with pytest.raises(Conflict):
        actions.reword(
            *(desk.actor("second_secretary"), desk.communique, FIRST),
            *("Les mots du second.",),
            base=base,
        )

    assert desk.text(FIRST).text == "Les mots du premier."


def test_an_empty_text_is_refused(desk: Desk) -> None:
    with pytest.raises(NotPossible):
        desk.reword(FIRST, "   ")


@pytest.mark.parametrize("who", ["minister", "president", "observer", "voice"])
def test_only_the_secretariat_writes(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        desk.reword(FIRST, "Des mots d'ailleurs.", who=who)


def test_words_of_a_hand_stay_when_the_decisions_change(desk: Desk) -> None:
    desk.reword(FIRST, "Des mots choisis.")
    AgendaItem.objects.filter(pk=desk.council.decree.pk).update(
        subject="création d'un autre fonds"
    )

    actions.redraft(desk.actor("secretary"), desk.communique)

    row = desk.text(FIRST)
    assert row.text == "Des mots choisis."
    assert "création d'un autre fonds" in row.generated
    assert is_stale(row)


def test_a_text_that_nobody_touched_follows_the_decisions(desk: Desk) -> None:
    AgendaItem.objects.filter(pk=desk.council.decree.pk).update(
        subject="création d'un autre fonds"
    )

    actions.redraft(desk.actor("secretary"), desk.communique)

    assert "création d'un autre fonds" in desk.text(FIRST).text


def test_a_decision_that_is_left_out_is_nowhere_and_the_numbers_follow(
    desk: Desk,
) -> None:
    reference = desk.council.decree.reference
    actions.leave_out(desk.actor("secretary"), desk.communique, [reference])

    edition = edition_in_hand(desk.row)

    assert reference not in as_json(edition)
    assert edition.sections[0].groups[0].number == "I.1"
    assert reference not in [d.reference for d in edition.decisions]
    actions.leave_out(desk.actor("secretary"), desk.communique, [])
    assert reference in as_json(edition_in_hand(desk.row))


def test_nothing_of_a_restricted_item_is_ever_in_hand(desk: Desk) -> None:
    secret = desk.council.secret
    assert secret.decision.outcome

    with pytest.raises(NotPossible):
        actions.leave_out(desk.actor("secretary"), desk.communique, [secret.reference])
    with pytest.raises(NotPossible):
        actions.add(
            *(desk.actor("secretary"), desk.communique),
            after=FIRST,
            text="Un ajout.",
            reference=secret.reference,
        )
    assert MARK not in as_json(edition_in_hand(desk.row))
    assert secret.reference not in as_json(edition_in_hand(desk.row))


def test_a_paragraph_is_added_and_told_to_who_validates(desk: Desk) -> None:
    actions.add(
        *(desk.actor("secretary"), desk.communique),
        after=FIRST,
        text="Ce décret entre en vigueur le 1er mars.",
        reference=desk.council.decree.reference,
    )

    edition = edition_in_hand(desk.row)

    keys = [paragraph.key for paragraph in edition.paragraphs()]
    assert keys[keys.index(FIRST) + 1].startswith("ajout#")
    assert "Ce décret entre en vigueur le 1er mars." in said(desk)
    assert [r.level for r in remarks_of(edition)] == [Level.WARNING]


def test_a_paragraph_comes_out_and_goes_back_but_never_the_last(desk: Desk) -> None:
    added = actions.add(
        desk.actor("secretary"), desk.communique, after=FIRST, text="Un ajout."
    )

    actions.remove(desk.actor("secretary"), desk.communique, added.key)
    assert "Un ajout." not in said(desk)
    actions.restore(desk.actor("secretary"), desk.communique, added.key)
    assert "Un ajout." in said(desk)

    oral = "II.1#0"
    with pytest.raises(NotPossible):
        actions.remove(desk.actor("secretary"), desk.communique, oral)


def test_an_appointment_worded_by_hand_tells_no_more_than_its_line(desk: Desk) -> None:
    (who,) = edition_in_hand(desk.row).appointments
    assert who.surname == "ZONGO"

    desk.reword(who.paragraph, "- Madame Awa ZONGO est nommée ailleurs.")

    (who,) = edition_in_hand(desk.row).appointments
    assert (who.surname, who.post, who.paragraph) == ("", "", who.paragraph)


def test_the_short_title_of_a_decision_is_worded_too(desk: Desk) -> None:
    desk.reword("I.1.1/titre", "Décret sur un fonds")

    assert edition_in_hand(desk.row).decisions[0].title == "Décret sur un fonds"


def test_a_fault_keeps_the_text_at_the_desk(desk: Desk) -> None:
    desk.reword(FIRST, "Le Conseil a adopté le décret n°… du 3 mars.")

    with pytest.raises(NotPossible):
        desk.submit()

    assert desk.row.state == "draft"


def test_the_journal_of_a_communique_is_whole(desk: Desk) -> None:
    desk.reword(FIRST, "Des mots.")
    row = desk.row

    assert list(faults_of(row.stream, row.seq, row.head)) == []
