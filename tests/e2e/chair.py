"""How the chair holds the council by the buttons of the cockpit, and what that must record."""

import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Request, TimeoutError, expect

from tests.e2e.seats import Seat

GONE = 10_000  # milliseconds in which a command has left, or will not
VERBS = {
    "deferred": "item.deferred",
    "referred_back": "item.referred_back",
    "referred_to_committee": "item.referred_back",
    "withdrawn": "item.withdrawn",
}


def _is_command(request: Request) -> bool:
    return request.method == "POST"


@dataclass
class Chair:
    """The president's seat; `done` is what the journal must count at the end."""

    seat: Seat
    items: list[int]
    done: Counter[str] = field(default_factory=Counter)
    decisions: dict[int, dict[str, Any]] = field(default_factory=dict)

    async def tap(self, selector: str, verb: str) -> None:
        """Tap a command until it leaves: a page whose line is coming back holds it back."""
        for _ in range(2):
            with suppress(TimeoutError):
                async with self.seat.page.expect_request(_is_command, timeout=GONE):
                    await self.seat.tap(selector)
                self.done[verb] += 1
                return
        raise AssertionError(f"two taps on {selector} sent nothing")

    async def open(self) -> None:
        await self.tap("#open", "meeting.opened")
        await expect(self.seat.see("#suspend")).to_be_visible()

    async def call_next(self) -> int:
        """Call the item that the cockpit proposes and return it."""
        await self.tap("#call-next", "item.called")
        item = self.items[self.done["item.called"] - 1 - self.done["item.call_undone"]]
        await expect(self.seat.see("#decide")).to_be_visible()
        return item

    async def ask_for_marks(self) -> None:
        await self.tap("#round-open", "round.opened")
        await expect(self.seat.see("#round-close")).to_be_visible()

    async def close_marks(self) -> None:
        await self.tap("#round-close", "round.closed")
        await expect(self.seat.see("#round-open")).to_be_visible()

    async def decide(self, item: int, outcome: str = "", **fields: str) -> str:
        """Choose an outcome (the usual one without), fill what it asks, pronounce it."""
        await self.seat.tap("#decide")
        dialog = self.seat.see("#dialog")
        await expect(dialog).to_be_visible()
        if outcome:
            await dialog.locator(f"[name=outcome][value={outcome}]").check()
        await self._fill(fields)
        chosen = await dialog.locator("[name=outcome]:checked").input_value()
        text = await dialog.locator("[name=text]").input_value()
        await self.seat.tap("#pronounce")
        await expect(dialog).to_be_hidden()
        await expect(self.seat.see("#decision .decision")).to_contain_text(text)
        self._note(item, chosen, text, fields)
        return text

    async def _fill(self, fields: dict[str, str]) -> None:
        dialog = self.seat.see("#dialog")
        if "instruction" in fields:
            await dialog.locator("summary").click()
        for name, value in fields.items():
            field_of_form = dialog.locator(f"[name={name}]")
            if name == "responsible":
                await field_of_form.select_option(label=value)
            else:
                await field_of_form.fill(value)

    def _note(self, item: int, outcome: str, text: str, fields: dict[str, str]) -> None:
        self.done[VERBS.get(outcome, "item.decided")] += 1
        self.decisions[item] = {"outcome": outcome, "text": text} | fields

    async def settle(self, item: int, outcome: str, text: str) -> None:
        """Call and decide by plain commands, for the items that show nothing new."""
        await self.command(f"points/{item}/appeler/", "item.called")
        fields = {"outcome": outcome, "text": text}
        verb = VERBS.get(outcome, "item.decided")
        await self.command(f"points/{item}/decider/", verb, fields)
        self.decisions[item] = fields

    async def command(
        self, path: str, verb: str, fields: dict[str, str] | None = None
    ) -> None:
        """Send one command as a page does, without its button."""
        cookies = await self.seat.page.context.cookies()
        token = next(c["value"] for c in cookies if c["name"] == "csrftoken")
        answer = await self.seat.page.request.post(
            f"/seances/{self.seat.meeting}/{path}",
            form=fields or {},
            headers={"Idempotency-Key": str(uuid.uuid4()), "X-CSRFToken": token},
        )
        assert answer.status == 204, await answer.text()
        self.done[verb] += 1
