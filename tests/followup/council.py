"""A closed council of the cast with its acts and one instruction, ready to be followed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from ecm import clock
from ecm.files.models import Upload, folder
from ecm.followup.files import KeptFile
from ecm.followup.models import Act, ActText, DirectiveFollowUp, Sigle
from ecm.followup.openings import follow
from ecm.journal.chain import SYSTEM
from ecm.people.models import Mandate, Post
from tests.cast import DAY, SINCE, Council
from tests.publication.council import pronounce

LATER = DAY + timedelta(20)
SECRET = "MARQUEUR-SECRET"


@dataclass
class Followed:
    """The council, its decree's act, and the instruction given with it."""

    council: Council
    act: Act
    directive: DirectiveFollowUp

    def __getitem__(self, name: str) -> Any:
        return self.council.actor(name)

    def in_state(self, state: str) -> Act:
        """Put the act in a state, as no journal would."""
        Act.objects.filter(pk=self.act.pk).update(state=state)
        self.act.refresh_from_db()
        return self.act

    def directive_in(self, state: str) -> DirectiveFollowUp:
        DirectiveFollowUp.objects.filter(pk=self.directive.pk).update(state=state)
        self.directive.refresh_from_db()
        return self.directive


def followed(council: Council, *, kind: str = "decree") -> Followed:
    """Decide on the decree, and on what is restricted; open what follows."""
    item = pronounce(council, kind)
    item.decision.directives.create(
        text="Rendre compte de l'exécution", responsible=item.ministry, due_on=DAY
    )
    chief_of(council, "stranger", item.ministry.code)
    prime_minister(council)
    for code, ministry in council.cast.ministries.items():
        Sigle.objects.create(ministry=ministry, sigle=code.upper(), valid_from=SINCE)
    with transaction.atomic():
        follow(SYSTEM, council.meeting)
    act, directive = Act.objects.first(), DirectiveFollowUp.objects.first()
    assert act is not None
    assert directive is not None
    return Followed(council, act, directive)


def chief_of(council: Council, name: str, ministry: str) -> None:
    """Make somebody the chief of a cabinet."""
    Mandate.objects.create(
        person=council.cast[name].person,
        post=Post.CHIEF_OF_STAFF,
        title="Directeur de cabinet",
        ministry=council.cast.ministries[ministry],
        starts_on=SINCE,
    )


def prime_minister(council: Council) -> None:
    """Give the observer the post that countersigns after the ministries."""
    Mandate.objects.create(
        person=council.cast["observer"].person,
        post=Post.PRIME_MINISTER,
        title="Premier ministre",
        precedence=2,
        starts_on=SINCE,
    )


def brought(council: Council, name: str, content: bytes) -> Upload:
    """Return a file that somebody has brought."""
    now = clock.now()
    upload = Upload.objects.create(
        owner=council.cast[name],
        filename="texte.pdf",
        length=len(content),
        offset=len(content),
        created_at=now,
        expires_at=now + timedelta(1),
        finished_at=now,
    )
    folder().mkdir(parents=True, exist_ok=True)
    upload.path.write_bytes(content)
    return upload


def a_text(act: Act, words: str = "Article 1") -> ActText:
    """Return a deposited text whose words are read."""
    file = KeptFile.objects.create(
        path="aa/a.pdf",
        filename="texte.pdf",
        sha256="a" * 64,
        size=3,
        text=words,
        stored_at=clock.now(),
        made_at=clock.now(),
    )
    return ActText.objects.create(act=act, number=1, file=file)


def countersigned(act: Act, day: date) -> None:
    """Have everybody but the President sign."""
    for place in act.signatories.exclude(post=Post.PRESIDENT):
        place.signed_on = day
        place.save()
