"""A secret planted in every field that a restricted item has, and who may read each."""

from collections.abc import Callable
from uuid import UUID

from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.dossiers.models import Document
from ecm.meetings.actions.conduct import reorder_item, set_aside, switch_track
from ecm.meetings.actions.floor import end_speech, give_floor, request_floor
from ecm.meetings.actions.items import (
    Instruction,
    call_item,
    decide,
    present_item,
    restrict_item,
    undo_call,
)
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.actions.minutes import remove_block, settle_proposal, write_block
from ecm.meetings.actions.sittings import close, resume, suspend
from ecm.meetings.actions.tabling import join_item, split_item
from ecm.meetings.actions.undoing import undo_decision
from ecm.meetings.actions.wheel import take_wheel
from ecm.meetings.models import AgendaItem, Appointment, MinuteBlock, Part, Track, Zone
from tests.cast import Council, a_dossier

OF_THE_ITEM = ("president", "secretary", "second_secretary", "minister")
OF_THE_TABLE = ("president", "secretary", "second_secretary")
OF_THE_DESK = ("secretary", "second_secretary")
ROW = (
    *("title", "subject", "context", "presenter", "theme"),
    *("on_behalf_of", "associated", "ministry_name"),
)
# field: who may read it; the neutral item has one reader more (see `readers_of`).
MAY_READ: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ROW, OF_THE_ITEM),
    "dossier": OF_THE_ITEM,
    "document": OF_THE_ITEM,
    "appointment": OF_THE_ITEM,
    "decision": OF_THE_ITEM,
    "amendments": OF_THE_ITEM,
    "directive": OF_THE_ITEM,
    "minutes": OF_THE_ITEM,
    "settled": OF_THE_ITEM,
    # Its author reads his own comment again; the others learn of the mark alone.
    "comment": OF_THE_ITEM,
    "note": OF_THE_DESK,
    "proposal": OF_THE_DESK,
    "round": OF_THE_ITEM,
}
# Fields that some screen of the room shows; the others are of the papers and the record.
SHOWN = {
    *("title", "ministry_name", "on_behalf_of", "document", "appointment", "decision"),
    *("amendments", "directive", "minutes", "comment", "note", "proposal", "settled"),
    "round",
}
FIELDS = tuple(MAY_READ)


def marker(field: str) -> str:
    """Return the word that stands for a field's secret and occurs nowhere else."""
    return f"Zqx{FIELDS.index(field):02}zqx"


def fields_in(text: str) -> set[str]:
    """Return the fields whose secret a text holds."""
    return {field for field in FIELDS if marker(field).lower() in text.lower()}


def readers_of(field: str, name: str) -> set[str]:
    """Return who may read a field of the item of that name."""
    more = {"absent"} if name == "neutral" and "minister" in MAY_READ[field] else set()
    return {*MAY_READ[field], *more}


def plant(council: Council, name: str) -> None:
    """Write the secrets that an item has before the council sits."""
    item = council.items[name]
    dossier = a_dossier(item.ministry, marker("dossier"))
    Document.objects.create(dossier=dossier, title=marker("document"))
    # Appointments are shown in their own part only, whatever the item is.
    AgendaItem.objects.filter(pk=item.pk).update(
        dossier=dossier,
        part=Part.APPOINTMENTS,
        **{field: marker(field) for field in ROW},
    )
    Appointment.objects.create(
        item=item, civility="Madame", given_names="Awa", surname=marker("appointment")
    )
    item.refresh_from_db()


Step = Callable[[Council, AgendaItem], object]


def _write(council: Council, item: AgendaItem, who: str, field: str, **more) -> object:
    uid = UUID(int=1 if field == "note" else 2)
    return write_block(
        council.actor(who),
        council.pk,
        uid=uid,
        base=0,
        text=marker(field),
        item=item,
        **more,
    )


def _propose(council: Council, item: AgendaItem) -> None:
    _write(council, item, "secretary", "minutes")  # without it there is nothing beside
    _write(council, item, "second_secretary", "proposal")


def _settle(council: Council, item: AgendaItem) -> None:
    block = MinuteBlock.objects.filter(uid=UUID(int=2)).first()
    proposal = block and block.proposals.filter(settled_at=None).first()
    if proposal:
        secretary = council.actor("secretary")
        text = f"{marker('minutes')} {marker('settled')}"
        settle_proposal(secretary, proposal, text=text, base=block.version)


def _remove(council: Council, item: AgendaItem) -> None:
    block = MinuteBlock.objects.filter(uid=UUID(int=2)).first()
    if block:
        remove_block(council.actor("secretary"), block, base=block.version)


def _mark(council: Council, item: AgendaItem) -> None:
    give_mark(
        council.actor("minister"),
        council.seat("minister").pk,
        item,
        value=MarkValue.RESERVATION,
        comment=marker("comment"),
    )


def _speak(council: Council, act: Callable[..., None]) -> None:
    act(council.actor("minister"), council.pk, council.seat("minister").pk)


def _give_floor(council: Council, item: AgendaItem) -> None:
    request = item.floor_requests.order_by("pk").last()
    if request:
        give_floor(council.actor("president"), request)


def _decide(council: Council, item: AgendaItem) -> None:
    decide(
        council.actor("president"),
        item,
        outcome=Outcome.ADOPTED_WITH_AMENDMENTS,
        text=marker("decision"),
        amendments=marker("amendments"),
        instructions=[Instruction(marker("directive"), item.ministry)],
    )


def _restrict(council: Council, item: AgendaItem) -> None:
    readers = [*item.readers.all()]
    president = council.actor("president")
    restrict_item(president, council.decree, restricted=True)
    restrict_item(president, council.decree, restricted=False)
    restrict_item(president, item, restricted=True, readers=readers)


def _conduct(council: Council, item: AgendaItem) -> None:
    """Put the item off, have it called elsewhere, divide it, and take it up again."""
    president = council.actor("president")
    set_aside(president, item)
    reorder_item(president, item, after=council.oral)
    switch_track(president, item, track=Track.CONSENT)
    split_item(president, item, title=marker("title"))
    call_item(president, item)
    join_item(president, council.bill, to=item)


def _change_hands(council: Council, item: AgendaItem) -> None:
    for name in ("secretary", "president"):
        take_wheel(council.actor(name), council.pk)


# In an order in which all of them are possible.
STEPS: dict[str, Step] = {
    "call": lambda c, i: call_item(c.actor("president"), i),
    "undo": lambda c, i: undo_call(c.actor("president"), i),
    "call again": lambda c, i: call_item(c.actor("president"), i),
    "conduct": _conduct,
    "change hands": _change_hands,
    "present": lambda c, i: present_item(c.actor("president"), i),
    "ask for marks": lambda c, i: open_round(
        c.actor("president"), i, text=marker("round")
    ),
    "mark": _mark,
    "ask for the floor": lambda c, i: _speak(c, request_floor),
    "give the floor": _give_floor,
    "end the speech": lambda c, i: _speak(c, end_speech),
    "note": lambda c, i: _write(c, i, "secretary", "note", zone=Zone.PRIVATE),
    "write": lambda c, i: _write(c, i, "secretary", "minutes"),
    "propose": _propose,
    "settle": _settle,
    "close the round": lambda c, i: close_round(c.actor("president"), i),
    "suspend": lambda c, i: suspend(c.actor("president"), c.pk),
    "resume": lambda c, i: resume(c.actor("president"), c.pk),
    "decide": _decide,
    "undo the decision": lambda c, i: undo_decision(c.actor("president"), i),
    "decide again": _decide,
    "restrict": _restrict,
    "move on": lambda c, i: call_item(c.actor("president"), c.bill),
    "close": lambda c, i: close(c.actor("president"), c.pk),
    "remove": _remove,
}
