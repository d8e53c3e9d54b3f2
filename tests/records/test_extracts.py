"""Extracts and corrections: each ministry reads its own, and nothing of the others'."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecm import clock
from ecm.archive.verification import faults
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.models import Meeting
from ecm.notices.models import Notice
from ecm.records.actions import corrections, record
from ecm.records.actions.extracts import acknowledge_extract, issue_extracts
from ecm.records.models import LineCorrection, PaperIsFinal, RecordExtract
from ecm.records.paper import extract_pdf, record_pdf
from ecm.records.sealing import corrections_made_at
from tests.cast import DAY, Council, signed_in
from tests.publication.pdf import inside_of, squeezed, words_of
from tests.records.closed import SECRET, a_prime_minister, approved, closed, drawn

ONE_DATABASE = True
CORRECTED = {"text": "Le rapport est adopté après amendements.", "reason": "Oubli"}


def issued(council: Council) -> dict[str, RecordExtract]:
    paper = approved(closed(council))
    issue_extracts(council.actor("secretary"), paper.pk)
    rows = RecordExtract.objects.select_related("ministry", "line__item")
    return {f"{r.ministry.code}{' shut' if r.line_id else ''}": r for r in rows}


def test_each_ministry_gets_its_decisions_and_its_instructions_alone(
    opened: Council,
) -> None:
    found = issued(opened)

    assert set(found) == {
        *("defence", "finance", "health", "health shut", "culture", "culture shut"),
        "finance shut",
    }
    references = [d["reference"] for d in found["finance"].content["decisions"]]
    assert opened.report.reference in references
    assert opened.secret.reference not in references
    # The instruction of another's decision comes without its title and without its text.
    assert found["health"].content == {
        "decisions": [],
        "instructions": [
            {
                "reference": opened.report.reference,
                "text": "Rendre compte",
                "due_on": "2026-03-05",
            }
        ],
    }


def test_no_byte_of_an_extract_tells_what_is_another_ministry_s_or_restricted(
    opened: Council,
) -> None:
    found = issued(opened)

    for name in ("defence", "finance", "health", "culture"):
        pdf = extract_pdf(found[name])
        assert SECRET not in words_of(pdf) + inside_of(pdf), name
        assert "secret" not in inside_of(pdf), name
    culture = words_of(extract_pdf(found["culture"]))
    assert squeezed("L'ordonnance est adoptée.") in culture
    assert squeezed("Le rapport est adopté") not in culture
    assert squeezed(SECRET) in words_of(extract_pdf(found["finance shut"]))


def test_a_ministry_reads_its_own_and_others_do_not_know_that_there_is_one(
    opened: Council,
) -> None:
    found = issued(opened)

    def status(who: str, extract: str) -> int:
        client = signed_in(Client(), opened.cast[who])
        codes = {
            client.get(found[extract].get_absolute_url()).status_code,
            client.get(f"{found[extract].get_absolute_url()}pdf/").status_code,
        }
        assert len(codes) == 1
        return codes.pop()

    assert status("minister", "finance") == 200
    assert status("minister", "finance shut") == 200
    assert status("minister", "culture") == 404
    assert status("rival", "culture") == 200
    # She was told to follow a matter that the room kept from her: it is handed otherwise.
    assert status("rival", "culture shut") == 404
    assert status("rival", "finance shut") == 404
    assert status("observer", "finance") == 404
    assert status("stranger", "finance") == 404
    assert status("administrator", "finance") == 404
    assert status("secretary", "culture shut") == 200
    assert status("president", "culture shut") == 200


def test_the_ministries_are_told_once_and_without_a_title(opened: Council) -> None:
    issued(opened)
    told = Notice.objects.filter(kind="extract.issued")

    before = told.count()
    issue_extracts(opened.actor("secretary"), drawn(opened).pk)

    assert told.count() == before
    assert {notice.words["day"] for notice in told} == {DAY.isoformat()}
    cast = opened.cast
    recipients = list(told.values_list("recipient", flat=True))
    # Of the two restricted lines that concern the health ministry one is its minister's.
    assert recipients.count(cast.absent.person_id) == 2
    assert recipients.count(cast.rival.person_id) == 1
    assert recipients.count(cast.stranger.person_id) == 0


def test_who_received_an_extract_is_kept_and_shown_to_the_secretariat(
    opened: Council,
) -> None:
    found = issued(opened)
    url = found["finance"].get_absolute_url()
    minister = signed_in(Client(), opened.cast.minister)
    desk = signed_in(Client(), opened.cast.secretary)

    minister.post(f"{url}recevoir/")

    row = RecordExtract.objects.get(pk=found["finance"].pk)
    assert row.acknowledged_by_id == opened.cast.minister.person_id
    page = desk.get(f"/seances/{opened.pk}/releve/").content.decode()
    assert page.count("pas encore reçu") == 6
    listed = minister.get("/releves/").content.decode()
    assert (listed.count("à recevoir"), listed.count(">reçu<")) == (1, 1)
    with pytest.raises(NotAllowed):
        acknowledge_extract(opened.actor("rival"), found["finance"])


def test_the_same_key_issues_once(opened: Council) -> None:
    paper = approved(closed(opened))
    issue_extracts(opened.actor("secretary", "k"), paper.pk)
    count = RecordExtract.objects.count()

    with pytest.raises(AlreadyDone):
        issue_extracts(opened.actor("secretary", "k"), paper.pk)

    assert RecordExtract.objects.count() == count


def test_an_extract_that_was_changed_or_taken_away_is_found(opened: Council) -> None:
    found = issued(opened)
    assert list(faults()) == []

    changed, gone = found["finance"], found["culture"]
    RecordExtract.objects.filter(pk=changed.pk).update(content={"decisions": []})
    RecordExtract.objects.filter(pk=gone.pk).delete()

    stream = changed.record.stream
    assert list(faults()) == [
        f"{stream} : l'extrait {changed.pk} n'est plus celui remis",
        f"{stream} : l'extrait {gone.pk} manque",
    ]


def the_next(council: Council) -> Meeting:
    plan = Plan(day=DAY + timedelta(days=7), number=6)
    return create_meeting(council.actor("secretary"), council.cast.body, plan)


def proposed(council: Council) -> LineCorrection:
    line = drawn(council).lines.get(item=council.report)
    meeting = the_next(council)
    corrections.propose_correction(
        council.actor("secretary"), meeting, line, **CORRECTED
    )
    return LineCorrection.objects.get()


def test_a_correction_waits_for_the_council_to_which_it_is_put(
    opened: Council,
) -> None:
    issued(opened)
    row = proposed(opened)

    with pytest.raises(NotPossible, match="pas encore été ouvert"):
        corrections.adopt_correction(opened.actor("secretary"), row)
    with pytest.raises(NotPossible, match="attend déjà"):
        corrections.propose_correction(
            opened.actor("secretary"), row.meeting, row.line, **CORRECTED
        )
    with pytest.raises(NotAllowed):
        corrections.drop_correction(opened.actor("minister"), row)
    assert row.line.current == "Le rapport est adopté."


def test_a_correction_keeps_both_texts_and_issues_the_touched_extracts_again(
    opened: Council,
) -> None:
    before = issued(opened)
    row = proposed(opened)
    Meeting.objects.filter(pk=row.meeting_id).update(state="open")
    row.meeting.refresh_from_db()

    corrections.adopt_correction(opened.actor("secretary"), row)
    corrections.adopt_correction(opened.actor("secretary"), row)

    line = drawn(opened).lines.get(item=opened.report)
    assert (line.text, line.current) == ("Le rapport est adopté.", CORRECTED["text"])
    new = RecordExtract.objects.exclude(pk__in=[r.pk for r in before.values()]).get()
    assert (new.ministry.code, new.version) == ("finance", 2)
    paper = words_of(record_pdf(line.record, line.record.lines.all(), []))
    for text in ("Le rapport est adopté.", CORRECTED["text"], "Corrigé par CM/2026/6"):
        assert squeezed(text) in paper
    assert Notice.objects.filter(kind="extract.replaced").count() == 1
    old = signed_in(Client(), opened.cast.minister).get(
        before["finance"].get_absolute_url()
    )
    assert "a été remplacé" in old.content.decode()
    assert list(faults()) == []
    row.refresh_from_db()
    row.after = "Encore autre chose"
    with pytest.raises(PaperIsFinal):
        row.save()
    LineCorrection.objects.filter(pk=row.pk).update(after="Encore autre chose")
    assert f"{line.record.stream} : les corrections ne sont plus" in "".join(faults())


def test_the_record_of_the_council_that_corrects_opens_by_it(opened: Council) -> None:
    issued(opened)
    row = proposed(opened)
    Meeting.objects.filter(pk=row.meeting_id).update(state="closed")
    row.meeting.refresh_from_db()
    corrections.adopt_correction(opened.actor("secretary"), row)

    paper = record.draw_record(opened.actor("secretary"), row.meeting)

    words = words_of(
        record_pdf(paper, paper.lines.all(), corrections_made_at(row.meeting))
    )
    assert squeezed("Approbation du relevé du conseil n° 5") in words
    assert squeezed("Texte corrigé") in words
    record.submit_record(opened.actor("secretary"), paper.pk)
    line = drawn(opened).lines.get(item=opened.ordinance)
    with pytest.raises(NotPossible, match="déjà approuvé"):
        corrections.propose_correction(
            opened.actor("secretary"), row.meeting, line, **CORRECTED
        )


def test_the_pages_lead_from_a_proposal_to_what_the_council_made_of_it(
    opened: Council,
) -> None:
    approved(closed(opened))
    meeting = the_next(opened)
    url = f"/seances/{meeting.pk}/releve/precedent/"
    desk = signed_in(Client(), opened.cast.secretary)
    line = drawn(opened).lines.get(item=opened.report)

    wordless = desk.post(f"{url}lignes/{line.pk}/", {**CORRECTED, "reason": ""})
    desk.post(f"{url}lignes/{line.pk}/", CORRECTED)
    row = LineCorrection.objects.get()
    early = desk.post(f"{url}{row.pk}/adopter/")
    desk.post(f"{url}{row.pk}/ecarter/")

    assert (wordless.status_code, early.status_code) == (422, 409)
    assert CORRECTED["text"] in wordless.content.decode()
    page = desk.get(url).content.decode()
    assert "écartée" in page
    assert "Proposer une correction" in page
    assert signed_in(Client(), opened.cast.minister).get(url).status_code == 404


def test_a_corrected_line_stays_shut_to_whom_it_was_at_the_former_council(
    opened: Council,
) -> None:
    line = approved(closed(opened)).lines.get(item=opened.secret)
    meeting = the_next(opened)
    desk = opened.actor("secretary")
    typed = {"text": f"{SECRET} corrigé.", "reason": f"Motif {SECRET}"}
    corrections.propose_correction(desk, meeting, line, **typed)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    meeting.refresh_from_db()
    corrections.adopt_correction(desk, LineCorrection.objects.get())
    paper = record.draw_record(desk, meeting)
    record.submit_record(desk, paper.pk)

    prime = signed_in(Client(), a_prime_minister())
    page = prime.get(paper.get_absolute_url())
    pdf = prime.get(f"{paper.get_absolute_url()}pdf/").content
    former = prime.get(f"/seances/{meeting.pk}/releve/precedent/")

    assert (page.status_code, former.status_code) == (200, 200)
    for told in (page.content.decode(), former.content.decode(), inside_of(pdf)):
        assert SECRET not in told
    assert SECRET not in words_of(pdf)
    own = signed_in(Client(), opened.cast.president).get(paper.get_absolute_url())
    assert f"{SECRET} corrigé." in own.content.decode()


PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"


def test_the_papers_are_archivable_accessible_and_always_the_same(
    opened: Council,
) -> None:
    paper = approved(closed(opened))

    pdf = record_pdf(paper, paper.lines.all(), [])

    assert pdf == record_pdf(paper, paper.lines.all(), [])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = document.open_metadata()
        assert (found[f"{PDFA}part"], found[f"{PDFA}conformance"]) == ("2", "A")
        assert found[f"{PDFUA}part"] == "1"
        assert str(document.Root.Lang) == "fr-BF"
        assert document.Root.MarkInfo.Marked
        assert len(document.Root.StructTreeRoot.K) > 0
    words = words_of(pdf)
    assert squeezed("Projet") not in words
    assert paper.digest in words
    paper.state = "submitted"
    assert squeezed("Projet") in words_of(record_pdf(paper, paper.lines.all(), []))


def test_the_list_costs_the_same_however_many_extracts_there_are(
    opened: Council,
) -> None:
    found = issued(opened)
    minister = signed_in(Client(), opened.cast.minister)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            minister.get("/releves/")
        return len(asked)

    few = queries()
    row = found["finance"]
    for line in row.record.lines.exclude(item=opened.secret.pk):
        line.item.readers.add(opened.cast.minister.person)
        row.pk, row.line = None, line
        row.save()

    assert queries() == few
    assert minister.get("/releves/").content.decode().count("à recevoir") == 9


def test_who_stands_aside_from_a_restricted_line_does_not_know_of_its_extract(
    opened: Council,
) -> None:
    found = issued(opened)
    seat = opened.seat("minister")
    opened.secret.recusals.create(seat=seat, since=clock.now())
    minister = signed_in(Client(), opened.cast.minister)

    assert minister.get(found["finance shut"].get_absolute_url()).status_code == 404
    assert minister.get(found["finance"].get_absolute_url()).status_code == 200
    assert minister.get("/releves/").content.decode().count("à recevoir") == 1
