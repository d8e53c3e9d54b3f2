"""Keeping a member's notes as his tablet sealed them: nothing here can read or tells of them."""

from dataclasses import dataclass

from django.db import transaction

from ecm import clock
from ecm.domain.errors import Conflict, gettext_noop
from ecm.journal.chain import Actor
from ecm.meetings.models import AgendaItem, NoteLock, PrivateNote

OTHER_PHRASE = gettext_noop(
    "Vos notes ont été recommencées avec une autre phrase : rien n'a été enregistré. "
    "Copiez votre texte, puis rechargez cette page."
)


@dataclass(frozen=True)
class Lock:
    """What a tablet makes of a secret phrase, in base64; the phrase stays on the tablet."""

    salt: str
    iterations: int
    check_word: str


def make_lock(actor: Actor, lock: Lock) -> tuple[NoteLock, bool]:
    """Keep the lock of the actor's notes; return what stands, and whether it is this one.

    The first tablet to choose a phrase makes it: another one must then ask for that phrase.
    """
    held, _made = NoteLock.objects.get_or_create(
        person_id=actor.member,
        defaults={
            "salt": lock.salt,
            "iterations": lock.iterations,
            "check_word": lock.check_word,
            "made_at": clock.now(),
        },
    )
    return held, held.salt == lock.salt


def write_note(
    actor: Actor, item: AgendaItem, *, sealed: str, base: int, salt: str
) -> tuple[PrivateNote, bool]:
    """Keep a note written on version `base`; return what stands, and whether it is this one.

    A newer text of another tablet is not touched; the same text sent again changes nothing.
    Raises Conflict when the phrase is not the one of `salt` any more.
    """
    with transaction.atomic():
        _held(actor, salt)
        note, is_new = PrivateNote.objects.get_or_create(
            person_id=actor.member,
            item=item,
            defaults={"sealed": sealed, "written_at": clock.now()},
        )
        if is_new or note.sealed == sealed:
            return note, True
        if note.version != base:
            return note, False
        note.sealed, note.version = sealed, note.version + 1
        note.written_at = clock.now()
        note.save(update_fields=["sealed", "version", "written_at"])
        return note, True


def _held(actor: Actor, salt: str) -> None:
    """Lock the actor's notes, so that nothing is written while they begin again."""
    lock = NoteLock.objects.select_for_update().filter(person_id=actor.member).first()
    if lock is None or lock.salt != salt:
        raise Conflict(OTHER_PHRASE)


def begin_again(actor: Actor) -> None:
    """Delete the actor's notes and their lock: the phrase is forgotten, nobody has it."""
    with transaction.atomic():
        NoteLock.objects.select_for_update().filter(person_id=actor.member).first()
        PrivateNote.objects.filter(person_id=actor.member).delete()
        NoteLock.objects.filter(person_id=actor.member).delete()
