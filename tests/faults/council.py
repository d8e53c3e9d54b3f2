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
from tests.tablet import PATIENCE, Refused, Tablet

VALUES = ["agree", "reservation", "objection", "wishes_to_speak", "agree_with_comment"]
WORDS = "Le Conseil, où naît l'été à l'œuvre, a reçu çà et là l'exposé dès l'arrêté. "


class Council:
    """The chair decides, the members mark and the secretary types, until `is_over`.

    A pace of 2 is half as fast as that of the tests; `patience` is how long a command is
    sent again without an answer.
    """

    def __init__(
        self,
        crowd: Crowd,
        *,
        pace: float = 1.0,
        seed: int | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.crowd = crowd
        self.pace = pace
        self.patience = patience
        self.chance = random.Random(seed)
        self.rank = 0
        self.is_over = False
        self.decisions: dict[int, str] = {}
        self.marks: dict[tuple[int, int], tuple[str, str]] = {}
        self.keystrokes: dict[tuple[str, int], str] = {}
        self.proposed: set[str] = set()

    async def begin(self) -> None:
        await self._chair("ouvrir/")
        await self._call()

    def works(self) -> list[Coroutine[Any, Any, None]]:
        members = [self._sit(tablet) for tablet in self.crowd.members.values()]
        return [self._preside(), self._type(self.crowd.secretary), *members]

    @property
    def item(self) -> str:
        """Return the address of the item under deliberation, within the meeting's."""
        return f"points/{self.crowd.before['items'][self.rank]['id']}/"

    async def _chair(self, path: str, fields: dict[str, str] | None = None) -> None:
        await self._do(self.crowd.president, path, fields)

    async def _do(
        self, tablet: Tablet, path: str, fields: dict[str, str] | None = None
    ) -> str:
        path = f"{self.crowd.path}{path}"
        return (await tablet.command(path, fields, seconds=self.patience)).answer

    async def _rest(self, shortest: float, longest: float) -> None:
        await asyncio.sleep(self.pace * self.chance.uniform(shortest, longest))

    async def _call(self) -> None:
        await self._chair(f"{self.item}appeler/")
        await self._chair(f"{self.item}marques/ouvrir/")

    async def _preside(self) -> None:
        while not self.is_over:
            await self._rest(0.5, 1.0)
            await self._decide()

    async def _decide(self) -> None:
        text = f"Décision {self.rank + 1} : le Conseil a adopté ce décret."
        await self._chair(f"{self.item}decider/", {"outcome": "adopted", "text": text})
        self.decisions[self.crowd.before["items"][self.rank]["id"]] = text
        self.rank += 1
        await self._call()

    async def _sit(self, tablet: Tablet) -> None:
        seat = self.crowd.before.seat_of(tablet.username)
        for turn in itertools.count():
            if self.is_over:
                return
            await self._rest(0.4, 1.2)
            await self._act(tablet, seat, turn)

    async def _act(self, tablet: Tablet, seat: int, turn: int) -> None:
        # Refused: the chair was quicker. Nothing was acknowledged then.
        with suppress(Refused):
            await self._mark(tablet, seat, turn)

    async def _mark(self, tablet: Tablet, seat: int, turn: int) -> None:
        address, item = self.item, self.crowd.before["items"][self.rank]["id"]
        value = self.chance.choice(VALUES)
        fields = {"seat": str(seat), "value": value, "comment": f"n° {turn}"}
        await self._do(tablet, f"{address}marquer/", fields)
        self.marks[item, seat] = (value, f"n° {turn}")

    async def _type(self, tablet: Tablet) -> None:
        """Type as the editor saves: a little more of the paragraph each time."""
        while not self.is_over:
            uid, version = str(uuid.uuid4()), 0
            for end in range(1, len(WORDS), 3):
                if self.is_over:
                    return
                version = await self._save(tablet, uid, version, WORDS[:end])
                await asyncio.sleep(self.pace * 0.1)

    async def _save(self, tablet: Tablet, uid: str, base: int, text: str) -> int:
        fields = {"uid": uid, "base": str(base), "text": text, "position": "1"}
        answer = json.loads(await self._do(tablet, "proces-verbal/", fields))
        if answer["state"] == "proposed":
            self.proposed.add(text)
            return base
        version = int(answer["version"])
        self.keystrokes[uid, version] = text
        return version
