"""The record of decisions: drawn from the decisions, worded, approved, then frozen."""

from collections.abc import Callable

import pytest
from django.test import Client

from ecm.archive.verification import faults
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.records import RECORD, RecordState
from ecm.domain.verbs import Verb
from ecm.followup.models import DirectiveFollowUp
from ecm.journal.chain import SYSTEM, AlreadyDone, digest
from ecm.journal.models import Entry
from ecm.notices.models import Notice
from ecm.records.actions import extracts, record
from ecm.records.models import DecisionRecord, PaperIsFinal, RecordLine
from tests.cast import Council, signed_in
from tests.records.closed import SECRET, a_prime_minister, approved, closed, drawn


def test_each_settled_item_has_one_line_whatever_its_outcome(opened: Council) -> None:
    paper = drawn(closed(opened))

    lines = {line.number: line for line in paper.lines.all()}
    assert [line.outcome for line in lines.values()].count("not_reached") == 5
    report = lines[opened.report.number]
    assert report.reference == f"CM/2026/5/{report.number}"
    assert (report.pronounced, report.text) == ("Le rapport est adopté.",) * 2
    told = report.directives.get()
    assert (told.text, told.ministry_name) == ("Rendre compte", "ministère de la Santé")
    assert lines[opened.ordinance.number].outcome == "adopted"
    assert not RecordLine.objects.filter(text="").exists()


def test_a_council_that_is_not_over_has_no_record(opened: Council) -> None:
    with pytest.raises(NotPossible, match="levée"):
        drawn(opened)

    assert not DecisionRecord.objects.exists()


def test_drawing_up_twice_changes_nothing(opened: Council) -> None:
    paper = drawn(closed(opened))

    again = drawn(opened)

    assert (again.pk, again.seq) == (paper.pk, paper.seq)


def test_rewording_keeps_what_was_pronounced(opened: Council) -> None:
    paper = drawn(closed(opened))
    line = paper.lines.get(item=opened.report)
    typed = {"text": "Le Conseil a adopté le rapport.", "base": digest(line.text)}

    record.reword_line(opened.actor("second_secretary"), paper.pk, line.pk, **typed)

    line.refresh_from_db()
    assert line.text == "Le Conseil a adopté le rapport."
    assert line.pronounced == "Le rapport est adopté."
    with pytest.raises(Conflict, match="a changé"):
        record.reword_line(opened.actor("secretary"), paper.pk, line.pk, **typed)


def test_the_same_key_acts_once(opened: Council) -> None:
    paper = drawn(closed(opened))
    secretary = opened.actor("secretary", "k1")
    record.submit_record(secretary, paper.pk)

    with pytest.raises(AlreadyDone):
        record.submit_record(secretary, paper.pk)

    entries = Entry.objects.filter(stream=paper.stream, verb="record.submitted")
    assert entries.count() == 1


def test_the_chair_approves_what_the_secretary_general_approved(
    opened: Council,
) -> None:
    paper = drawn(closed(opened))
    with pytest.raises(NotPossible, match="en préparation"):
        record.approve_record(opened.actor("president"), paper.pk, base="")

    record.submit_record(opened.actor("secretary"), paper.pk)
    assert Notice.objects.get(kind="record.to_approve").recipient_id == (
        opened.cast.president.person_id
    )
    with pytest.raises(Conflict):
        record.approve_record(opened.actor("president"), paper.pk, base="another")
    paper.refresh_from_db()
    record.approve_record(opened.actor("president"), paper.pk, base=paper.digest)

    paper.refresh_from_db()
    assert (paper.state, paper.approved_by_id) == (
        "approved",
        opened.cast.president.person_id,
    )
    # What the council asked for is followed from here on.
    assert DirectiveFollowUp.objects.count() == 2


def test_what_is_sent_back_is_worded_again(opened: Council) -> None:
    paper = drawn(closed(opened))
    record.submit_record(opened.actor("secretary"), paper.pk)

    record.return_record(opened.actor("president"), paper.pk, reason="À préciser")

    paper.refresh_from_db()
    assert (paper.state, paper.digest) == ("draft", "")
    assert paper.return_reason == "À préciser"
    assert list(faults()) == []


def test_an_approved_line_refuses_every_change(opened: Council) -> None:
    paper = approved(closed(opened))
    line = paper.lines.get(item=opened.report)
    line.text = "Autre chose"

    with pytest.raises(PaperIsFinal):
        line.save()
    with pytest.raises(PaperIsFinal):
        line.delete()
    with pytest.raises(PaperIsFinal):
        line.directives.get().save()


@pytest.mark.parametrize("field", ["text", "title", "ministry_name", "reference"])
def test_a_line_that_was_changed_beside_the_application_is_found(
    opened: Council, field: str
) -> None:
    paper = approved(closed(opened))
    assert list(faults()) == []

    paper.lines.filter(item=opened.report).update(**{field: "Autre chose"})

    told = f"{paper.stream} : le relevé n'est plus celui qui a été approuvé"
    assert told in list(faults())


ACTS: dict[Verb, Callable[..., object]] = {
    Verb.DRAW_RECORD: lambda actor, paper: record.draw_record(actor, paper.meeting),
    Verb.REWORD_RECORD: lambda actor, paper: record.reword_line(
        *(actor, paper.pk, paper.lines.first().pk),
        text="Autrement",
        base=digest(paper.lines.first().text),
    ),
    Verb.SUBMIT_RECORD: lambda actor, paper: record.submit_record(actor, paper.pk),
    Verb.RETURN_RECORD: lambda actor, paper: record.return_record(
        actor, paper.pk, reason="Non"
    ),
    Verb.APPROVE_RECORD: lambda actor, paper: record.approve_record(
        actor, paper.pk, base=paper.digest
    ),
    Verb.ISSUE_EXTRACT: lambda actor, paper: extracts.issue_extracts(actor, paper.pk),
}
MAY = {
    Verb.DRAW_RECORD: {"secretary", "second_secretary", "system"},
    Verb.REWORD_RECORD: {"secretary", "second_secretary"},
    Verb.SUBMIT_RECORD: {"secretary"},
    Verb.RETURN_RECORD: {"secretary", "president"},
    Verb.APPROVE_RECORD: {"president"},
    Verb.ISSUE_EXTRACT: {"secretary", "second_secretary", "system"},
}
EVERYBODY = (
    *("president", "secretary", "second_secretary", "minister", "observer", "stranger"),
    *("administrator", "system"),
)


@pytest.mark.parametrize("verb", ACTS)
def test_each_act_is_for_those_whom_the_table_names(
    opened: Council, verb: Verb
) -> None:
    paper = drawn(closed(opened))
    step = RECORD.steps[verb]
    state = max(step.states, key=lambda found: found == RecordState.APPROVED)

    did = set()
    for name in EVERYBODY:
        DecisionRecord.objects.filter(pk=paper.pk).update(state=state)
        if state == RecordState.SUBMITTED:
            DecisionRecord.objects.filter(pk=paper.pk).update(digest=_digest(paper))
        paper.refresh_from_db()
        actor = SYSTEM if name == "system" else opened.actor(name)
        try:
            ACTS[verb](actor, paper)
        except NotAllowed:
            continue
        did.add(name)

    assert did == MAY[verb]


def _digest(paper: DecisionRecord) -> str:
    from ecm.records.sealing import record_digest

    return record_digest(paper)


def test_the_prime_minister_reads_no_line_that_the_room_kept_from_her(
    opened: Council, client: Client
) -> None:
    paper = approved(closed(opened))
    url = paper.get_absolute_url()

    hers = signed_in(client, a_prime_minister()).get(url).content.decode()
    his = signed_in(Client(), opened.cast.president).get(url).content.decode()

    assert "Le rapport est adopté." in hers
    assert SECRET not in hers
    assert "Intitulé secret" not in hers
    assert SECRET in his


def test_a_draft_is_for_those_who_write_it_and_nobody_else_knows_of_it(
    opened: Council,
) -> None:
    paper = drawn(closed(opened))
    url = paper.get_absolute_url()

    assert "établi" in signed_in(Client(), a_prime_minister()).get(url).content.decode()
    for name in ("minister", "rival", "observer", "stranger", "administrator"):
        assert signed_in(Client(), opened.cast[name]).get(url).status_code == 404, name
    for name in ("secretary", "second_secretary", "president"):
        page = signed_in(Client(), opened.cast[name]).get(url)
        assert "Le rapport est adopté." in page.content.decode(), name


def test_the_page_leads_from_the_decisions_to_the_approval(opened: Council) -> None:
    council = closed(opened)
    url = f"/seances/{council.pk}/releve/"
    desk = signed_in(Client(), council.cast.secretary)
    chair = signed_in(Client(), council.cast.president)

    assert "Établir le relevé" in desk.get(url).content.decode()
    desk.post(f"{url}etablir/")
    line = RecordLine.objects.get(item=council.report)
    typed = {"text": "Adopté avec soin.", "base": digest(line.text)}
    desk.post(f"{url}lignes/{line.pk}/", typed)
    stale = desk.post(f"{url}lignes/{line.pk}/", {**typed, "text": "Texte gardé"})
    desk.post(f"{url}remettre/")
    base = DecisionRecord.objects.get().digest
    refused = chair.post(f"{url}renvoyer/", {"reason": ""})
    chair.post(f"{url}approuver/", {"base": base})

    assert (stale.status_code, refused.status_code) == (422, 422)
    assert "Texte gardé" in stale.content.decode()
    page = desk.get(url).content.decode()
    assert "Adopté avec soin." in page
    assert "Texte prononcé en séance" in page
    assert "Remettre les extraits" in page
    assert base in page
