"""The minutes: frozen from the room, corrected, closed in part, sealed; readers are noted."""

import pytest
from django.test import Client

from ecm.archive.verification import faults
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.journal.chain import AlreadyDone, digest
from ecm.journal.models import Entry
from ecm.records.actions import minutes
from ecm.records.models import Minutes, MinutesPassage, PaperIsFinal
from ecm.records.paper import minutes_pdf
from tests.cast import Council, signed_in
from tests.publication.pdf import inside_of, squeezed, words_of
from tests.records.closed import (
    PRIVATE,
    SECRET,
    a_prime_minister,
    closed,
    drawn_minutes,
    sealed_minutes,
)

ONE_DATABASE = True
CONFIDENTIAL = "Le ministre a présenté son rapport."


def test_the_passages_follow_the_agenda_and_leave_the_private_notes_out(
    opened: Council,
) -> None:
    paper = drawn_minutes(closed(opened))

    rows = list(paper.passages.values_list("kind", "text"))
    texts = [text for _kind, text in rows]
    assert texts[0].startswith("La séance est ouverte à")
    heading = texts.index(f"{opened.report.number} Intitulé report")
    assert rows[heading + 1 : heading + 4] == [
        ("written", CONFIDENTIAL),
        ("decision", "Le rapport est adopté."),
        rows[heading + 3],
    ]
    assert "Rendre compte" in texts[heading + 3]
    assert PRIVATE not in "".join(texts)
    headings = [text for kind, text in rows if kind == "heading"]
    assert len(headings) == 8


def test_a_correction_of_wording_keeps_the_earlier_words(opened: Council) -> None:
    paper = drawn_minutes(closed(opened))
    row = paper.passages.get(text=CONFIDENTIAL)
    typed = {"text": "Le ministre présente.", "base": digest(row.text)}

    minutes.reword_passage(opened.actor("second_secretary"), paper.pk, row.pk, **typed)

    row.refresh_from_db()
    assert (row.drawn, row.text) == (CONFIDENTIAL, "Le ministre présente.")
    assert [earlier.text for earlier in row.earlier.all()] == [CONFIDENTIAL]
    with pytest.raises(Conflict):
        minutes.reword_passage(opened.actor("secretary"), paper.pk, row.pk, **typed)


def test_a_closed_passage_is_for_those_who_answer_for_the_minutes(
    opened: Council,
) -> None:
    paper = drawn_minutes(closed(opened))
    row = paper.passages.get(text=CONFIDENTIAL)
    minutes.close_passage(opened.actor("second_secretary"), paper.pk, row.pk)
    minutes.review_minutes(opened.actor("secretary"), paper.pk)
    prime = a_prime_minister()

    for user, reads in (
        (prime, False),
        (opened.cast.second_secretary, False),
        (opened.cast.secretary, True),
        (opened.cast.president, True),
    ):
        client = signed_in(Client(), user)
        page = client.get(paper.get_absolute_url()).content.decode()
        pdf = client.get(f"{paper.get_absolute_url()}pdf/").content
        assert (CONFIDENTIAL in page) is reads, user
        assert (squeezed(CONFIDENTIAL) in words_of(pdf)) is reads, user
        assert "Le rapport est adopté." in page, user
        if not reads:
            assert CONFIDENTIAL not in inside_of(pdf)


def test_a_restricted_item_stays_closed_to_whom_the_room_closed_it(
    opened: Council,
) -> None:
    paper = sealed_minutes(closed(opened))
    client = signed_in(Client(), a_prime_minister())

    page = client.get(paper.get_absolute_url()).content.decode()
    pdf = client.get(f"{paper.get_absolute_url()}pdf/").content

    for marker in (SECRET, "Intitulé secret", "Intitulé neutral"):
        assert marker not in page
        assert squeezed(marker) not in words_of(pdf)
        assert marker not in inside_of(pdf)
    own = signed_in(Client(), opened.cast.president).get(paper.get_absolute_url())
    assert SECRET in own.content.decode()


def test_the_minutes_are_hidden_from_all_but_few_and_no_reading_is_noted_for_them(
    opened: Council,
) -> None:
    paper = sealed_minutes(closed(opened))

    for name in (
        "minister",
        "rival",
        "observer",
        "stranger",
        "administrator",
        "screen",
    ):
        client = signed_in(Client(), opened.cast[name])
        assert client.get(paper.get_absolute_url()).status_code == 404, name
        assert client.get(f"{paper.get_absolute_url()}pdf/").status_code == 404, name
    assert not Entry.objects.filter(verb="minutes.consulted").exists()


def test_every_opening_is_noted_and_shown_to_those_who_answer(
    opened: Council,
) -> None:
    paper = sealed_minutes(closed(opened))
    reader = signed_in(Client(), opened.cast.second_secretary)
    reader.get(paper.get_absolute_url())
    reader.get(f"{paper.get_absolute_url()}pdf/")

    page = signed_in(Client(), opened.cast.secretary).get(paper.get_absolute_url())

    openings = Entry.objects.filter(stream=paper.stream, verb="minutes.consulted")
    assert openings.count() == 3
    assert [(r.name, r.count) for r in page.context["readers"]] == [
        (str(opened.cast.second_secretary), 2),
        (str(opened.cast.secretary), 1),
    ]
    assert reader.get(paper.get_absolute_url()).context["readers"] == []
    assert list(faults()) == []


def test_sealed_minutes_refuse_every_change(opened: Council) -> None:
    paper = sealed_minutes(closed(opened))
    row = paper.passages.get(text=CONFIDENTIAL)

    row.text = "Autre chose"
    with pytest.raises(PaperIsFinal):
        row.save()
    with pytest.raises(PaperIsFinal):
        paper.delete()
    paper.state, paper.digest = "draft", ""
    paper.save()
    paper.refresh_from_db()
    assert paper.state == "sealed"
    with pytest.raises(NotPossible, match="scellé"):
        minutes.reword_passage(
            opened.actor("secretary"), paper.pk, row.pk, text="Autre", base=""
        )


def test_a_passage_that_was_changed_beside_the_application_is_found(
    opened: Council,
) -> None:
    paper = sealed_minutes(closed(opened))
    assert list(faults()) == []

    MinutesPassage.objects.filter(text=CONFIDENTIAL).update(text="Autre chose")

    assert list(faults()) == [
        f"{paper.stream} : le procès-verbal n'est plus celui qui a été scellé"
    ]


STEPS = {
    "draw": {"secretary", "second_secretary"},
    "review": {"secretary"},
    "approve": {"president"},
    "seal": {"secretary"},
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_for_those_whom_the_table_names(
    opened: Council, step: str
) -> None:
    council = closed(opened)
    paper = drawn_minutes(council)
    state = {"approve": "reviewed", "seal": "approved"}.get(step, "draft")

    def act(name: str) -> None:
        actor = council.actor(name)
        if step == "draw":
            minutes.draw_minutes(actor, council.meeting)
        elif step == "approve":
            minutes.approve_minutes(actor, paper.pk, base=paper.digest)
        else:
            getattr(minutes, f"{step}_minutes")(actor, paper.pk)

    did = set()
    for name in ("president", "secretary", "second_secretary", "minister", "observer"):
        seal = _seal(paper)
        Minutes.objects.filter(pk=paper.pk).update(state=state, digest=seal)
        paper.refresh_from_db()
        try:
            act(name)
        except NotAllowed:
            continue
        did.add(name)
    assert did == STEPS[step]


def _seal(paper: Minutes) -> str:
    from ecm.records.sealing import minutes_digest

    return minutes_digest(paper)


def test_the_same_key_seals_once(opened: Council) -> None:
    paper = drawn_minutes(closed(opened))
    minutes.review_minutes(opened.actor("secretary", "k"), paper.pk)

    with pytest.raises(AlreadyDone):
        minutes.review_minutes(opened.actor("secretary", "k"), paper.pk)


def test_the_pages_lead_from_the_room_to_the_seal(opened: Council) -> None:
    council = closed(opened)
    url = f"/seances/{council.pk}/pv/"
    desk = signed_in(Client(), council.cast.secretary)
    chair = signed_in(Client(), council.cast.president)

    assert "Établir le procès-verbal" in desk.get(url).content.decode()
    desk.post(f"{url}etablir/")
    row = MinutesPassage.objects.get(text=CONFIDENTIAL)
    desk.post(
        f"{url}passages/{row.pk}/", {"text": "Dit autrement.", "base": digest(row.text)}
    )
    desk.post(f"{url}passages/{row.pk}/clore/")
    desk.post(f"{url}passages/{row.pk}/rouvrir/")
    desk.post(f"{url}relire/")
    chair.post(f"{url}renvoyer/", {"reason": "À revoir"})
    assert "À revoir" in desk.get(url).content.decode()
    desk.post(f"{url}relire/")
    chair.post(f"{url}approuver/", {"base": Minutes.objects.get().digest})
    desk.post(f"{url}sceller/")

    paper = Minutes.objects.get()
    assert paper.state == "sealed"
    words = words_of(minutes_pdf(paper, paper.passages.all()))
    assert squeezed("Dit autrement.") in words
    assert paper.digest in words
