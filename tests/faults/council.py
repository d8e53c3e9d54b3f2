"""A council that goes on by itself, and remembers what the servers acknowledged of it."""

import asyncio
import itertools
import json
import random
import uuid
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from tests.faults.crowd import Crowd
from tests.tablet import Refused, Tablet

VALUES = ["agree", "reservation", "objection", "wishes_to_speak", "agree_with_comment"]
WORDS = "Le Conseil, où naît l'été à l'œuvre, a reçu çà et là l'exposé dès l'arrêté. "


class Council:
    """The chair decides, the members mark and the secretary types, until `is_over`.

    A pace of 2 is half as fast as that of the tests.
    """

    def __init__(self, crowd: Crowd, *, pace: float = 1.0) -> None:
        self.crowd = crowd
        self.pace = pace
        self.rank = 0
        self.is_over = False
        self.decisions: dict[int, str] = {}
        self.marks: dict[tuple[int, int], tuple[str, str]] = {}
        self.keystrokes: dict[tuple[str, int], str] = {}

    async def begin(self) -> None:
        await self.crowd.president.command(f"{self.crowd.path}ouvrir/")
        await self._call()

    def works(self) -> list[Coroutine[Any, Any, None]]:
        members = [self._mark(tablet) for tablet in self.crowd.members.values()]
        return [self._preside(), self._type(), *members]

    async def _call(self) -> None:
        item = self.crowd.item(self.rank)
        await self.crowd.president.command(f"{item}appeler/")
        await self.crowd.president.command(f"{item}marques/ouvrir/")

    async def _preside(self) -> None:
        while not self.is_over:
            await asyncio.sleep(self.pace * random.uniform(0.5, 1.0))
            text = f"Décision {self.rank + 1} : le Conseil a adopté ce décret."
            fields = {"outcome": "adopted", "text": text}
            await self.crowd.president.command(
                f"{self.crowd.item(self.rank)}decider/", fields
            )
            self.decisions[self.crowd.before["items"][self.rank]["id"]] = text
            self.rank += 1
            await self._call()

    async def _mark(self, tablet: Tablet) -> None:
        seat = self.crowd.before.seat_of(tablet.username)
        for turn in itertools.count():
            if self.is_over:
                return
            await asyncio.sleep(self.pace * random.uniform(0.4, 1.2))
            rank, value = self.rank, random.choice(VALUES)
            fields = {"seat": str(seat), "value": value, "comment": f"n° {turn}"}
            # Refused: the chair was quicker. Nothing was acknowledged then.
            with suppress(Refused):
                await tablet.command(f"{self.crowd.item(rank)}marquer/", fields)
                item = self.crowd.before["items"][rank]["id"]
                self.marks[item, seat] = (value, f"n° {turn}")

    async def _type(self) -> None:
        """Type as the editor saves: a little more of the paragraph each time."""
        while not self.is_over:
            uid, version = str(uuid.uuid4()), 0
            for end in range(1, len(WORDS), 3):
                if self.is_over:
                    return
                version = await self._save(uid, version, WORDS[:end])
                await asyncio.sleep(self.pace * 0.1)

    async def _save(self, uid: str, base: int, text: str) -> int:
        done = await self.crowd.secretary.command(
            f"{self.crowd.path}proces-verbal/",
            {"uid": uid, "base": str(base), "text": text, "position": "1"},
        )
        version = int(json.loads(done.answer)["version"])
        self.keystrokes[uid, version] = text
        return version
