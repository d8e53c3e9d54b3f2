"""The simulated members of a rehearsal: each follows the room and acts like its member.

They are tablets among others: they know the server by its pages alone, and leave for good
when a person takes their place.
"""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPException

from ecm.domain.policy import Role
from ecm.rehearsal.behaviour import (
    Act,
    Company,
    Member,
    consent,
    floor,
    marks,
    roll,
    votes,
)
from ecm.rehearsal.reading import Page, read
from ecm.rehearsal.seating import Part
from ecm.rehearsal.tablet import SentAway, Tablet

PLAYED = frozenset({Role.PRESIDING, Role.MEMBER, Role.SECRETARY})
PACE = 3.0  # seconds between two looks at the room


async def play(
    base_url: str, meeting: int, parts: Sequence[Part], *, seed: int, pace: float = PACE
) -> None:
    """Play every part until each was taken by a person, or until it is cancelled."""
    played = [part for part in parts if part.capacity in PLAYED]
    members = [part.username for part in played if part.capacity == Role.MEMBER]
    chosen = random.Random(seed).choice(members) if members else ""  # noqa: S311  (a play)
    company = Company(seed, chosen)
    async with asyncio.TaskGroup() as together:
        for part in played:
            member = Member(part.username, part.capacity, company)
            player = Player(Tablet(base_url, part.username), meeting, member, pace)
            together.create_task(player.play())


class Player:
    """One simulated member at his tablet."""

    def __init__(
        self, tablet: Tablet, meeting: int, member: Member, pace: float
    ) -> None:
        self.tablet = tablet
        self.meeting = f"/seances/{meeting}/"
        self.number = meeting
        self.member = member
        self.pace = pace
        self.room = Page()
        self.is_signed_in = False

    async def play(self) -> None:
        """Sign in and look at the room, at an own rhythm, until sent away."""
        rhythm = self.member.dice("rhythm")
        with suppress(SentAway):
            await asyncio.sleep(rhythm.uniform(0, self.pace))
            while True:
                # The server is busy, or stopping.
                with suppress(OSError, HTTPException):
                    await self._look()
                await asyncio.sleep(rhythm.uniform(0.6, 1.4) * self.pace)

    async def _look(self) -> None:
        if not self.is_signed_in:
            await self.tablet.sign_in()
            self.is_signed_in = True
        cursor = self.room.cursor or 0
        frame = await self.tablet.get(f"{self.meeting}trame/?curseur={cursor}")
        if frame:
            self.room = read(frame)
        for act in await self._acts(is_new=bool(frame)):
            await self.tablet.post(act.path, act.fields)

    async def _acts(self, *, is_new: bool) -> list[Act]:
        """Return what is to be done now; what is one's own is asked when it matters."""
        found = roll(self.member, self.room, self.number)
        found += consent(self.member, self.room)
        if not self.room.of("floor").get("data-item"):
            return found
        own = read(await self.tablet.get(f"{self.meeting}mes-marques/"))
        found += floor(self.member, self.room, own)
        found += marks(self.member, own)
        if is_new and self.room.of("vote").get("data-key", "").endswith(".open"):
            voting = read(await self.tablet.get(f"{self.meeting}mes-votes/"))
            found += votes(self.member, voting)
        return found
