"""Holds the council of the cast to its end, with decisions that not everybody may read."""

from datetime import date
from uuid import UUID

from ecm.domain.outcomes import Outcome
from ecm.meetings.actions.items import Instruction, decide
from ecm.meetings.actions.minutes import write_block
from ecm.meetings.actions.sittings import close
from ecm.meetings.models import Zone
from ecm.people.models import Civility, Mandate, Person, Post, User
from ecm.records.actions import minutes, record
from ecm.records.models import DecisionRecord, Minutes
from tests.cast import SINCE, Council

SECRET = "ZEBU-SECRET"
PRIVATE = "ZEBU-PRIVE"


def closed(council: Council) -> Council:
    """Decide on three items, of which one is restricted, write the minutes, and close."""
    health, culture = (council.cast.ministries[name] for name in ("health", "culture"))
    due = date(2026, 3, 5)
    _decide(council, "report", "Le rapport est adopté.", "Rendre compte", health, due)
    _decide(council, "secret", f"{SECRET} autorisé.", f"Suivre {SECRET}", culture)
    _decide(council, "ordinance", "L'ordonnance est adoptée.")
    write(council, "report", "Le ministre a présenté son rapport.", 1)
    write(council, "secret", f"Le Conseil a débattu de {SECRET}.", 2)
    write(council, "report", f"Note {PRIVATE}.", 3, Zone.PRIVATE)
    close(council.actor("president"), council.pk)
    council.refresh()
    return council


def _decide(
    council: Council, name: str, text: str, task: str = "", to: object = None, due=None
) -> None:
    item = council.call(name)
    given = [Instruction(task, to, due)] if task else []
    decide(
        council.actor("president"),
        item,
        outcome=Outcome.ADOPTED,
        text=text,
        instructions=given,
    )


def write(
    council: Council, name: str, text: str, uid: int, zone: Zone = Zone.RUNNING
) -> None:
    write_block(
        council.actor("secretary"),
        council.pk,
        uid=UUID(int=uid),
        base=0,
        text=text,
        item=council.items[name],
        zone=zone,
    )


def drawn(council: Council) -> DecisionRecord:
    return record.draw_record(council.actor("secretary"), council.meeting)


def approved(council: Council) -> DecisionRecord:
    paper = drawn(council)
    record.submit_record(council.actor("secretary"), paper.pk)
    paper.refresh_from_db()
    record.approve_record(council.actor("president"), paper.pk, base=paper.digest)
    paper.refresh_from_db()
    return paper


def drawn_minutes(council: Council) -> Minutes:
    return minutes.draw_minutes(council.actor("secretary"), council.meeting)


def sealed_minutes(council: Council) -> Minutes:
    paper = drawn_minutes(council)
    minutes.review_minutes(council.actor("secretary"), paper.pk)
    paper.refresh_from_db()
    minutes.approve_minutes(council.actor("president"), paper.pk, base=paper.digest)
    minutes.seal_minutes(council.actor("secretary"), paper.pk)
    paper.refresh_from_db()
    return paper


def a_prime_minister() -> User:
    """A Prime Minister, who was not at the council."""
    person = Person.objects.create(
        civility=Civility.MRS, given_names="Awa", surname="Primature"
    )
    Mandate.objects.create(
        person=person,
        post=Post.PRIME_MINISTER,
        title="Premier ministre",
        starts_on=SINCE,
    )
    return User.objects.create(username="prime", person=person)
