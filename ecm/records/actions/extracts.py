"""Handing each ministry its extract of the record, and its acknowledgement."""

from typing import Any

from ecm import clock
from ecm.domain.procedure import Office
from ecm.domain.records import RECORD, RecordState
from ecm.domain.verbs import Verb
from ecm.journal.chain import Actor, record
from ecm.journal.held import held
from ecm.notices.actions import notify
from ecm.people.models import ActingMandate, Mandate, Ministry
from ecm.records.excerpts import Key, contents
from ecm.records.models import DecisionRecord, RecordExtract
from ecm.records.sealing import digest_of
from ecm.records.standing import ministries_of, offices_on, recused, today


def issue_extracts(actor: Actor, paper_id: int) -> int:
    """Hand every ministry its extract, and a new version where it changed; how many."""
    with held(DecisionRecord, paper_id, actor) as paper:
        RECORD.require(offices_on(actor, paper.meeting), Verb.ISSUE_EXTRACT)
        RECORD.after(RecordState(paper.state), Verb.ISSUE_EXTRACT)
        return issue_on(actor, paper)


def issue_on(actor: Actor, paper: DecisionRecord) -> int:
    """Issue what is new of a record that the caller holds; return how many extracts."""
    latest = latest_extracts(paper)
    names = _names(paper)
    issued = 0
    for key, content in contents(paper).items():
        seal, former = digest_of(content), latest.get(key)
        if former is None or former.digest != seal:
            _issue(actor, paper, key, content, former, names[key[0]])
            issued += 1
    return issued


def latest_extracts(paper: DecisionRecord) -> dict[Key, RecordExtract]:
    """Return the version of each extract that holds."""
    rows = paper.extracts.select_related("ministry", "line", "acknowledged_by")
    return {(r.ministry_id, r.line_id): r for r in rows.order_by("version")}


def _names(paper: DecisionRecord) -> dict[int, str]:
    day = paper.meeting.day
    found = {}
    for ministry in Ministry.objects.all():
        named = ministry.name_on(day)
        found[ministry.pk] = named.name if named else str(ministry)
    return found


def _issue(
    actor: Actor,
    paper: DecisionRecord,
    key: Key,
    content: dict[str, Any],
    former: RecordExtract | None,
    name: str,
) -> None:
    ministry, line = key
    row = RecordExtract.objects.create(
        record=paper,
        ministry_id=ministry,
        ministry_name=name,
        line_id=line,
        version=former.version + 1 if former else 1,
        content=content,
        digest=digest_of(content),
        issued_at=clock.now(),
    )
    facts = {"extract": row.pk, "ministry": ministry, "digest": row.digest}
    record(Verb.ISSUE_EXTRACT, actor, paper, **facts)
    kind = "extract.replaced" if former else "extract.issued"
    notify(readers_of(row), kind, url=row.get_absolute_url(), day=paper.meeting.day)


def readers_of(extract: RecordExtract) -> set[int]:
    """Return the persons who may read an extract today, as its ministry."""
    day, ministry = today(), extract.ministry_id
    mandates = Mandate.objects.held_on(day).filter(ministry=ministry)
    acting = ActingMandate.objects.filter(
        mandate__in=mandates, starts_on__lte=day, ends_on__gte=day
    )
    people = set(mandates.values_list("person", flat=True))
    people |= set(acting.values_list("acting", flat=True))
    return {person for person in people if may_read(extract, person)}


def may_read(extract: RecordExtract, person_id: int | None) -> bool:
    """Tell whether an extract is open to somebody as one of its ministry.

    A restricted line is for its readers; who stood aside from it reads nothing of it.
    """
    if extract.ministry_id not in ministries_of(person_id):
        return False
    if extract.line is None:
        return True
    item = extract.line.item
    aside = recused(person_id).filter(item=item)
    return item.readers.filter(pk=person_id or 0).exists() and not aside.exists()


def acknowledge_extract(actor: Actor, extract: RecordExtract) -> None:
    """Note who received an extract for its ministry; the first one is kept."""
    with held(DecisionRecord, extract.record_id, actor) as paper:
        offices = {Office.MINISTRY} if may_read(extract, actor.person_id) else set()
        RECORD.require(frozenset(offices), Verb.ACKNOWLEDGE_EXTRACT)
        RECORD.after(RecordState(paper.state), Verb.ACKNOWLEDGE_EXTRACT)
        extract.refresh_from_db()
        if extract.acknowledged_at is None:
            extract.acknowledged_by_id = actor.member
            extract.acknowledged_at = clock.now()
            extract.save(update_fields=["acknowledged_by", "acknowledged_at"])
            facts = {"extract": extract.pk, "ministry": extract.ministry_id}
            record(
                Verb.ACKNOWLEDGE_EXTRACT, actor, paper, **facts, digest=extract.digest
            )
