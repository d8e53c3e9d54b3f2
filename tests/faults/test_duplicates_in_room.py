"""What a chair, a secretary and a member do in the room, three times at once: one effect."""

import re
from typing import Any

from django.urls import URLPattern

from ecm.meetings.room import (
    conduct,
    consent,
    floor,
    presence,
    screens,
    votes,
)
from tests.faults.test_duplicates import Desk, desk
from tests.record import held, refuse_broken_chain
from tests.stack import COUNCIL, Stack
from tests.tablet import Tablet

__all__ = ["desk"]  # pytest finds the fixture here

SEEDS = COUNCIL
MODULES = (conduct, consent, floor, presence, screens, votes)
# What only shows, and what a member of the demonstration's council cannot do at once.
READ_ONLY = {"vote-own", "vote-hand", "vote-receipt", "vote-scan", "presence"}
Act = tuple[str, str, dict[str, Any]]
FORM = "le dit texte"


async def test_every_command_of_the_room_has_one_effect(
    stack: Stack, desk: Desk
) -> None:
    room = Room(desk)
    async with Tablet(
        stack.base_urls[0], desk.before["meeting"], username="economie"
    ) as member:
        await room.begin()
        await room.speak(member)
        await room.let_in_and_stand_aside()
        await room.vote(member)
        await room.show(member)
        await room.order()
        await room.adopt(member)
        await room.decide_and_undo()
        await room.hand_over()

    after = held(stack)
    refuse_broken_chain(stack, after)
    recorded = [entry["key"] for entry in after["entries"]]
    sent = {key: name for name, keys in desk.keys.items() for key in keys}
    assert {sent[k]: recorded.count(k) for k in sent} == dict.fromkeys(desk.keys, 1)
    assert commands() - set(desk.keys) == set()


def commands() -> set[str]:
    return {
        pattern.name
        for module in MODULES
        for pattern in module.urlpatterns
        if isinstance(pattern, URLPattern) and pattern.name
    } - READ_ONLY


class Room:
    """The acts of a sitting, each sent by whoever may do it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.items = [item["id"] for item in desk.before["items"]]
        self.item = f"points/{self.items[0]}/"

    def seat(self, username: str) -> int:
        return self.desk.before.seat_of(username)

    async def chair(self, verb: str, path: str, /, **fields: Any) -> None:
        await self.desk.send(self.desk.chair, verb, path, fields)

    async def secretary(self, verb: str, path: str, /, **fields: Any) -> None:
        await self.desk.send(self.desk.secretary, verb, path, fields)

    async def begin(self) -> None:
        await self.chair("open", "ouvrir/")
        await self.secretary("roll", "appel/")
        seat = self.seat("sante")
        await self.secretary("roll-note", f"sieges/{seat}/appel/", attendance="excused")
        hour = {"day": "2026-02-05", "hour": "08:50"}
        await self.secretary("sitting-starts", "periodes/1/ouverture/", **hour)
        await self.secretary(
            "move-correct", f"mouvements/{self._row('moves')}/heure/", **hour
        )
        await self.chair("item-call", f"{self.item}appeler/")
        await self.chair("round-open", f"{self.item}marques/ouvrir/")

    def _row(self, kind: str) -> int:
        """Return the id of the last row of a kind, as the database has it."""
        return int(
            self.desk.stack.manage(
                "shell", "--verbosity=0", given=LAST.format(rows=ROWS[kind])
            )
        )

    async def speak(self, member: Tablet) -> None:
        mine, his = self.seat("president"), self.seat("economie")
        wish = {"seat": his, "value": "wishes_to_speak"}
        await self.desk.send(member, "mark-give", f"{self.item}marquer/", wish)
        await self.chair("round-close", f"{self.item}marques/clore/")
        await self.chair("floor-inscribe", f"{self.item}parole/inscrire/")
        his_wish = self._row("floor")
        await self.chair("floor-request", f"parole/sieges/{mine}/demander/")
        my_wish = self._row("floor")
        await self.chair("floor-move", f"parole/demandes/{my_wish}/deplacer/", after=0)
        await self.chair("floor-give", f"parole/demandes/{his_wish}/donner/")
        await self.chair("floor-end", f"parole/sieges/{his}/terminer/")
        await self.chair("floor-leave", f"parole/sieges/{mine}/renoncer/")
        await self.chair("floor-close", "parole/clore/")
        await self.chair("floor-reopen", "parole/rouvrir/")

    async def let_in_and_stand_aside(self) -> None:
        await self.secretary("guest-admit", f"{self.item}admettre/", name="Awa SANON")
        await self.secretary("guest-dismiss", f"admis/{self._row('guest')}/sortie/")
        seat = self.seat("justice")
        await self.secretary("recuse", f"{self.item}deport/", seat=seat)
        await self.secretary("recusal-lift", f"{self.item}deport/lever/", seat=seat)

    async def vote(self, member: Tablet) -> None:
        mine, his = self.seat("president"), self.seat("economie")
        ballot = await self._put("open")
        choice = {"choice": "for", "seat": his}
        await self.desk.send(member, "vote-cast", f"{ballot}voter/", choice)
        await self.secretary(
            "vote-cast", f"{ballot}voter/", seat=mine, choice="against", by_hand=1
        )
        await self.chair("vote-close", f"{ballot}clore/")
        ballot = await self._put("paper")
        await self.chair("vote-close", f"{ballot}clore/")
        totals = {"votes_for": 1, "votes_against": 0, "abstentions": 0, "void": 0}
        await self.secretary("vote-count", f"{ballot}totaux/", **totals)
        ballot = await self._put("roll_call")
        await self.chair("vote-annul", f"{ballot}annuler/")

    async def _put(self, method: str) -> str:
        await self.chair(
            *("vote-open", f"{self.item}mettre-aux-voix/"),
            question=FORM,
            method=method,
            majority="simple",
            read=1,
        )
        return f"votes/{self._row('ballot')}/"

    async def show(self, member: Tablet) -> None:
        words = {"text": "La séance reprend.", "shown_to": "everywhere"}
        await self.secretary("announce", "annoncer/", **words)
        await self.secretary(
            "announcement-withdraw", f"annonces/{self._row('announcement')}/retirer/"
        )
        here = f"/seances/{self.desk.before['meeting']}/{self.item}montrer/"
        page = (await self.desk.chair.http.get(here)).text
        paper = re.search(r'<option value="(\d+)"', page)
        assert paper, page
        await self.chair(
            "passage-point", f"{self.item}montrer/", version=paper[1], page=1
        )
        await self.chair("passage-release", f"{self.item}ne-plus-montrer/")

    async def order(self) -> None:
        await self.chair("item-aside", f"{self.item}mettre-de-cote/")
        _, second, third, fourth, *_rest = self.items[4:]
        await self.chair("item-reorder", "ordre-d-appel/", item=third, after="")
        await self.chair("item-split", "diviser/", item=second, title="Titre II")
        await self.chair("item-join", "joindre/", item=fourth, to=third)
        await self.chair(
            *("item-table", "sur-table/"),
            title="Un texte urgent",
            ministry=self._row("ministry"),
            kind=self._row("kind"),
        )

    async def adopt(self, member: Tablet) -> None:
        for item in self.items[10:12]:
            await self.chair("item-switch", "debat/", item=item, track="debate")
            await self.chair("item-switch", "debat/", item=item, track="consent")
        await self.chair("consent-show", "sans-debat/presenter/")
        await self.chair("consent-hide", "sans-debat/retirer/")
        await self.chair("consent-show", "sans-debat/presenter/")
        out = f"points/{self.items[10]}/debattre/"
        await self.desk.send(member, "item-debate", out)
        here = f"/seances/{self.desk.before['meeting']}/sans-debat/adopter/"
        page = (await self.desk.chair.http.get(here)).text
        read = re.search(r'name="items" value="([\d,]+)"', page)
        assert read, page
        await self.chair("consent-adopt", "sans-debat/adopter/", items=read[1])

    async def decide_and_undo(self) -> None:
        await self.chair("item-call", f"{self.item}appeler/")
        decision = {"outcome": "adopted", "text": "Le Conseil a adopté ce décret."}
        await self.chair("item-decide", f"{self.item}decider/", **decision)
        await self.chair("item-undo-decision", f"{self.item}annuler-decision/")
        await self.chair("item-decide", f"{self.item}decider/", **decision)
        await self.chair("suspend", "suspendre/")
        hour = {"day": "2026-02-05", "hour": "08:55"}
        await self.secretary("sitting-ends", "periodes/1/fin/", **hour)

    async def hand_over(self) -> None:
        seat = self.seat("sgg")
        await self.chair("wheel-hand", "conduite/remettre/", seat=seat)
        await self.chair("wheel-take", "conduite/prendre/")


ROWS = {
    "moves": "AttendanceMove.objects",
    "floor": "FloorRequest.objects",
    "guest": "Guest.objects",
    "ballot": "Ballot.objects",
    "announcement": "Announcement.objects",
    "ministry": "Ministry.objects",
    "kind": "DossierKind.objects.filter(is_active=True)",
}
LAST = """
from ecm.dossiers.models import DossierKind
from ecm.meetings.models import *
from ecm.people.models import Ministry
print({rows}.order_by("pk").last().pk)
"""
