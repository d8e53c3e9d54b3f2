"""The next council's dossiers, brought to where they are by those who would have done it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils import timezone
from pypdfium2 import PdfDocument

from ecm import clock
from ecm.demo.papers import Matter, letter_of, pdf_of
from ecm.demo.words import read
from ecm.domain.appointments.headings import Column
from ecm.domain.circuit import DossierState
from ecm.domain.french import Gender, full_name, typeset
from ecm.domain.kinds import ItemKind
from ecm.dossiers.actions import desk, drafting, lodging, review
from ecm.dossiers.actions.appointments import add_appointment
from ecm.dossiers.actions.opinions.answering import give_opinion
from ecm.dossiers.actions.opinions.asking import request_opinion
from ecm.dossiers.held import held
from ecm.dossiers.models import (
    Dossier,
    DossierKind,
    DraftText,
    Need,
    Opinion,
    PieceKind,
    Rendition,
    ReturnReason,
    Supplier,
    Verdict,
)
from ecm.dossiers.search import index_version
from ecm.dossiers.storing import Accepted, put
from ecm.files.checks import Media
from ecm.files.store import keep
from ecm.journal.chain import SYSTEM, Actor
from ecm.people.models import Body, Mandate, Ministry, Post, User

MINISTERS = (Post.MINISTER_OF_STATE, Post.MINISTER)
STEP = timedelta(minutes=40)
# The opinion that a bill cannot be ready without (domain 1.3).
COTEVAL_REPORT = "coteval_report"


def load_preparation(*, say: Callable[[str], None]) -> None:
    """Bring each dossier of preparation.json where it is said to be."""
    words = read("preparation.json")
    # In the order in which they came: the entry book counts them so.
    dossiers = sorted(words["dossiers"], key=lambda entry: entry["on"])
    for rank, entry in enumerate(dossiers, start=1):
        Journey(entry, date.fromisoformat(words["council_day"])).go()
        if rank % 10 == 0 or rank == len(dossiers):
            say(f"Dossiers / files : {rank} / {len(dossiers)}")


# The state that is reached, if any, and the act that leads there.
Stage = tuple[DossierState | None, Callable[[], object]]


class Journey:
    """One dossier on its way, each act at its hour by who may do it."""

    def __init__(self, entry: dict[str, Any], day: date) -> None:
        self.entry, self.day = entry, day
        self.moment = timezone.make_aware(datetime.fromisoformat(entry["on"]))
        self.ministry = Ministry.objects.get(code=entry["ministry"])
        self.wanted = DossierState(entry["to"])
        self.dossier: Dossier

    def go(self) -> None:
        """Do every act on the road to the state that is wanted."""
        self._write()
        for arrived, act in self._road():
            if self.wanted == DossierState.DRAFT:
                return
            self._then(act)
            if arrived == self.wanted:
                return

    def _road(self) -> Iterator[Stage]:
        state, do = DossierState, self._do
        if self.ministry.review_levels.exists():
            yield state.IN_REVIEW, do(review.send_for_review, self.author)
            yield from self._reviews()
        yield state.SIGNED, do(review.sign, self.minister)
        yield state.LODGED, self._lodge
        if self.wanted == state.WITHDRAWN:
            why = self.entry["reason"]
            yield state.WITHDRAWN, do(lodging.withdraw, self.minister, reason=why)
        yield state.REGISTERED, do(desk.register, self.officer)
        if self.wanted == state.RETURNED:
            yield state.RETURNED, self._return
        yield None, do(desk.take_charge, self.officer, self._in_charge)
        yield state.ADMISSIBLE, do(desk.admit, self.officer)
        yield state.UNDER_STUDY, self._study
        yield state.READY, do(desk.make_ready, self.officer)
        yield state.PROPOSED, do(desk.propose, self.officer)

    def _reviews(self) -> Iterator[Stage]:
        if self.wanted == DossierState.IN_REVIEW:
            return
        for level in self.ministry.review_levels.all():
            reader = _actor(level.reviewers.get().user)
            yield None, self._do(review.approve_review, reader)

    def _do(
        self, act: Callable[..., object], actor: Actor, *more: Any, **named: Any
    ) -> Callable[[], object]:
        # The dossier is read when the act is done: it moves at each step.
        return lambda: act(actor, self.dossier, *more, **named)

    def _then(self, act: Callable[[], object]) -> None:
        self.moment = min(self.moment + STEP, _before_the_council())
        with clock.at(self.moment):
            act()
        self.dossier.refresh_from_db()

    @cached_property
    def author(self) -> Actor:
        """Who writes for the ministry: its staff, or the minister where it has none."""
        held = Mandate.objects.filter(ministry=self.ministry)
        staff = held.filter(post__in=(Post.MINISTRY_OFFICER, Post.CHIEF_OF_STAFF))
        first = staff.order_by("post", "pk").last()
        return _actor(first.person.user) if first else self.minister

    @cached_property
    def minister(self) -> Actor:
        return _actor(self._signatory.person.user)

    @cached_property
    def _signatory(self) -> Mandate:
        held = Mandate.objects.filter(ministry=self.ministry, post__in=MINISTERS)
        return held.select_related("person__user").order_by("precedence")[0]

    @cached_property
    def officer(self) -> Actor:
        return _actor(User.objects.get(username=self.entry.get("officer", "sgg")))

    @property
    def _in_charge(self) -> Any:
        return User.objects.get(username=self.entry.get("officer", "sgg")).person

    def _write(self) -> None:
        kind = DossierKind.objects.get(code=self.entry["kind"])
        subject = typeset(self.entry["subject"])
        with clock.at(self.moment):
            self.dossier = drafting.create_dossier(
                self.author,
                kind,
                self.ministry,
                title=typeset(self.entry["title"]),
                subject=subject,
                paragraph=f"Le Conseil a examiné un dossier relatif à : {subject}.",
                council_day=self.day,
                entries=self.entry.get("entries", {}),
                is_confidential=self.entry.get("confidential", False),
            )
            self._give_pieces(kind)
            self._list_persons()
        if self.entry.get("confidential"):
            self.dossier.readers.add(self._in_charge)

    def _give_pieces(self, kind: DossierKind) -> None:
        asked = kind.requirements.filter(
            need=Need.REQUIRED, piece__supplier=Supplier.MINISTRY
        )
        pieces = [requirement.piece for requirement in asked.select_related("piece")]
        # A draft lacks its last pieces: its page says which.
        given = pieces[:1] if self.entry.get("partly") else pieces
        for piece in given:
            if piece.code == "draft_text":
                for draft in self.dossier.drafts.all():
                    self._put(self.author, piece, draft)
            else:
                self._put(self.author, piece)

    def _put(
        self, actor: Actor, piece: PieceKind, draft: DraftText | None = None
    ) -> None:
        pdf, pages = pdf_of(letter_of(self._matter, piece.code, str(piece)))
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            kept = keep(Path(file.name), suffix=".pdf")
        # Without a file's name: nobody brought it, so it needs no cleaning.
        accepted = Accepted("", Media.PDF, kept, pages, ())
        with held(self.dossier.pk, actor) as locked:
            version = put(actor, locked, piece, accepted, title=str(piece), draft=draft)
        text = _text_of(pdf)
        Rendition.objects.create(
            version=version,
            path=kept.path,
            sha256=kept.sha256,
            pages=pages,
            text=text,
            made_at=clock.now(),
        )
        index_version(version, text)

    @cached_property
    def _matter(self) -> Matter:
        person = self._signatory.person
        return Matter(
            kind=ItemKind(self.dossier.kind.item_kind),
            title=self.dossier.title,
            subject=self.dossier.subject,
            context=(),
            office=str(self.ministry),
            reference=self.dossier.reference,
            minister=full_name(person.given_names, person.surname),
            minister_title=self._signatory.title,
            minister_gender=Gender.FEMININE if person.is_woman else Gender.MASCULINE,
        )

    def _list_persons(self) -> None:
        for civility, given_names, surname, number, post in self.entry.get(
            "persons", ()
        ):
            values = {
                Column.CIVILITY: civility,
                Column.GIVEN_NAMES: given_names,
                Column.SURNAME: surname,
                Column.STAFF_NUMBER: number,
                Column.POST: post,
            }
            add_appointment(self.author, self.dossier, values=values)

    def _lodge(self) -> None:
        lodging.lodge(self.author, self.dossier, late_reason=self.entry.get("late", ""))

    def _return(self) -> None:
        reasons = ReturnReason.objects.filter(code__in=self.entry["reasons"])
        desk.return_dossier(
            self.officer, self.dossier, list(reasons), comment=self.entry["comment"]
        )

    def _study(self) -> None:
        if not self.entry.get("opinions"):
            desk.put_under_study(self.officer, self.dossier)
        for asked in self.entry.get("opinions", ()):
            self._ask(asked)
        if self.entry.get("coteval"):
            self._put(SYSTEM, PieceKind.objects.get(code=COTEVAL_REPORT))

    def _ask(self, asked: dict[str, Any]) -> None:
        whom: dict[str, Any] = (
            {"bodies": Body.objects.filter(code=asked["body"])}
            if "body" in asked
            else {"ministries": Ministry.objects.filter(code=asked["ministry"])}
        )
        until = clock.now() + timedelta(days=1 if asked.get("silent") else 12)
        [opinion] = request_opinion(self.officer, self.dossier, due_at=until, **whom)
        if verdict := asked.get("verdict"):
            give_opinion(
                _answers_for(opinion),
                opinion,
                verdict=Verdict(verdict),
                text=typeset(asked["text"]),
            )


def _text_of(pdf: bytes) -> str:
    """Return the words of a PDF that we made: a stranger's is never opened here."""
    with closing(PdfDocument(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(pages)


def _answers_for(opinion: Opinion) -> Actor:
    if opinion.body_id:
        members = Mandate.objects.filter(memberships__body=opinion.body_id)
    else:
        members = Mandate.objects.filter(ministry=opinion.ministry_id)
    return _actor(members.select_related("person__user").order_by("pk")[0].person.user)


def _actor(user: User) -> Actor:
    return Actor(user_id=user.pk, person_id=user.person_id)


def _before_the_council() -> datetime:
    return timezone.make_aware(datetime(2026, 2, 5, 8, 30))
