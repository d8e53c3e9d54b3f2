"""The council of the laboratory: two secretaries, votes, and a wheel that changes hands."""

import asyncio
import itertools
import re
import uuid
from collections.abc import Coroutine
from typing import Any

import httpx

from tests.faults.council import WORDS, Council
from tests.faults.crowd import Crowd
from tests.tablet import Refused, Tablet

BALLOT = re.compile(r"/votes/(\d+)/voter/")
CHOICES = ["for", "against", "abstention"]
TOO_LATE = 409  # the chair was quicker: nothing was recorded, and the member is told
NOT_HERE = 404
NOT_OBEYED = {403, 409}


class Obeyed(Exception):
    """A command of a chair who did not conduct any more was accepted."""


class Sitting(Council):
    """A council that votes on some items, written by two; `wheel` is held while it acts."""

    def __init__(self, crowd: Crowd, *, pace: float, seed: int) -> None:
        super().__init__(crowd, pace=pace, seed=seed, patience=240.0)
        self.second = next(t for t in crowd.readers if t.username == "secretaire2")
        self.deputy = crowd.members["premier-ministre"]
        self.wheel = asyncio.Lock()
        self.epoch = 0
        self.ballot: int | None = None
        self.votes: dict[tuple[int, int], str] = {}
        self.too_late = self.stale = self.ballots = 0
        self._written: tuple[str, int] | None = None

    async def begin(self) -> None:
        await super().begin()
        await self._do(self.crowd.secretary, "appel/")

    def works(self) -> list[Coroutine[Any, Any, None]]:
        return [*super().works(), self._type(self.second), self._dispute()]

    async def change_hands(self) -> None:
        """Have the deputy take the wheel and the chair take it back; both may be stale."""
        async with self.wheel:
            before = self.epoch
            await self._do(self.deputy, "conduite/prendre/", {"epoch": str(before)})
            await self._refused("suspendre/", {})
            await self._chair("conduite/prendre/", {"epoch": str(before + 1)})
            self.epoch = before + 2
            await self._refused(f"{self.item}annuler-appel/", {"epoch": str(before)})

    async def _refused(self, path: str, fields: dict[str, str]) -> None:
        try:
            await self._chair(path, fields)
        except Refused as refused:
            if refused.status not in NOT_OBEYED:
                raise
            self.stale += 1
            return
        raise Obeyed(path)

    async def _preside(self) -> None:
        last = len(self.crowd.before["items"]) - 1
        while not self.is_over and self.rank < last:
            await self._rest(0.5, 1.0)
            async with self.wheel:
                if self.chance.random() < 0.5:
                    await self._vote()
                await self._decide()

    async def _vote(self) -> None:
        words = {"question": f"Le point {self.rank + 1} est adopté.", "read": "1"}
        fields = {"method": "open", "majority": "simple", **words}
        await self._chair(f"{self.item}mettre-aux-voix/", fields)
        ballot = self.ballot = await self._opened()
        await self._rest(0.4, 0.8)
        self.ballot = None
        await self._chair(f"votes/{ballot}/clore/")
        self.ballots += 1

    async def _opened(self) -> int:
        """Ask the chair's own page for the vote under way, until a server answers."""
        async with asyncio.timeout(self.patience):
            while True:
                try:
                    page = await self.crowd.president.http.get(
                        f"{self.crowd.path}mes-votes/"
                    )
                    if found := BALLOT.search(page.text):
                        return int(found[1])
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.3)

    async def _act(self, tablet: Tablet, seat: int, turn: int) -> None:
        ballot, item = self.ballot, self.rank
        try:
            if ballot is None:
                await self._mark(tablet, seat, turn)
            else:
                await self._cast(tablet, seat, ballot)
        except Refused as refused:
            # An item for a few is not there for the others, nor is its vote.
            hidden = self._is_restricted(item) and refused.status == NOT_HERE
            if refused.status != TOO_LATE and not hidden:
                raise
            self.too_late += not hidden

    def _is_restricted(self, rank: int) -> bool:
        return bool(self.crowd.before["items"][rank]["is_restricted"])

    async def _cast(self, tablet: Tablet, seat: int, ballot: int) -> None:
        # The same choice again records nothing: each differs from the last.
        before = self.votes.get((ballot, seat))
        choice = self.chance.choice([c for c in CHOICES if c != before])
        fields = {"seat": str(seat), "choice": choice}
        await self._do(tablet, f"votes/{ballot}/voter/", fields)
        self.votes[ballot, seat] = choice

    async def _save(self, tablet: Tablet, uid: str, base: int, text: str) -> int:
        version = await super()._save(tablet, uid, base, text)
        if tablet is self.crowd.secretary:
            self._written = uid, version
        return version

    async def _dispute(self) -> None:
        """Have the second secretary write on what the first is writing, on an old base."""
        for number in itertools.count(1):
            await self._rest(2.0, 4.0)
            if self.is_over:
                return
            if self._written:
                text = f"{WORDS}Autre rédaction {number} ({uuid.uuid4().hex[:6]})."
                await self._save(self.second, self._written[0], 0, text)
