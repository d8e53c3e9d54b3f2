"""The minutes' server as the tests play it: versions, proposals, keys, and its faults."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from playwright.async_api import Locator, Page, Request

from tests.browser import Screens
from tests.e2e.stub import PLAIN, Answer, Stub, as_json, cursor, fields

WRITE = "/seances/3/proces-verbal/"
DESK = f"""
<nav id="agenda"><ol>
<li id="row-1" class="agenda-item"><a href="#"><span class="number">I.1.1</span>
 <span class="title">Un</span></a></li>
<li id="row-2" class="agenda-item"><a href="#"><span class="number">I.1.2</span>
 <span class="title">Deux</span></a></li></ol></nav>
<div id="now" data-item="1"></div>
<section id="editor" data-write-url="{WRITE}"
 data-remove-url-template="{WRITE}0/retirer/"
 data-settle-url-template="{WRITE}textes/0/trancher/"></section>
<button id="formula" type="button"
 data-formula="Le Conseil a adopté ce décret.">Adopté</button>
<span id="presence" data-cursors=""></span>
<section id="minutes"><ol id="minutes-list">%s</ol></section>
"""


@dataclass
class Block:
    """A paragraph as the server holds it."""

    pk: int
    uid: str
    item: str
    zone: str
    position: float
    text: str = ""
    version: int = 0
    seq: int = 0
    is_removed: bool = False
    proposals: dict[int, str] = field(default_factory=dict)


@dataclass
class PlayedMinutes:
    """What stands, what was asked, and how the server fails: `is_away`, `acks_to_lose`."""

    is_away: bool = False
    acks_to_lose: int = 0
    tells_version_of_now: bool = False  # to a retry, rather than the one it made
    redirects_to: str = ""
    seq: int = 10
    blocks: dict[str, Block] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    writes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def stub(self, **options: Any) -> Stub:
        """Return a page of the secretary whose commands come here."""
        stub = Stub(DESK, role="secretary", **options)
        stub.page = lambda: self._page(stub)  # the page as it stands when it is asked
        stub.answers[f"POST {WRITE}"] = self.write
        for number in range(1, 30):
            stub.answers[f"POST {WRITE}{number}/retirer/"] = self.remove
            stub.answers[f"POST {WRITE}textes/{number}/trancher/"] = self.settle
        return stub

    def _page(self, stub: Stub) -> str:
        stub.body = DESK % "".join(self.region(one) for one in self.blocks.values())
        stub.seq = self.seq
        return Stub.page(stub)

    def standing(self, zone: str = "running") -> list[str]:
        """Return the texts that stand, in order."""
        kept = [b for b in self.blocks.values() if b.zone == zone and not b.is_removed]
        return [block.text for block in sorted(kept, key=lambda b: b.position)]

    def put(self, uid: str, text: str, **facts: Any) -> Block:
        """Write a paragraph as another secretary does."""
        self.seq += 1
        block = self.blocks.setdefault(uid, self._new(uid, **facts))
        block.text, block.version, block.seq = text, block.version + 1, self.seq
        return block

    def _new(
        self, uid: str, item: str = "1", zone: str = "running", position: float = 1
    ) -> Block:
        return Block(len(self.blocks) + 1, uid, item, zone, position)

    def region(self, block: Block) -> str:
        """Return the block as the page and the frames show it."""
        if block.is_removed:
            return f'<i id="block-{block.pk}" data-removed></i>'
        proposals = "".join(
            f'<div class="proposal" data-proposal="{pk}"><p class="label">Mme X</p>'
            f'<p class="prose">{escape(text)}</p></div>'
            for pk, text in block.proposals.items()
        )
        return (
            f'<li id="block-{block.pk}" data-in="minutes-list" data-uid="{block.uid}"'
            f' data-order="{block.position}" data-position="{block.position}"'
            f' data-version="{block.version}" data-item="{block.item}"'
            f' data-zone="{block.zone}" data-seq="{block.seq}">'
            f'<p class="text">{escape(block.text)}</p>{proposals}</li>'
        )

    def frame(self, block: Block) -> str:
        return cursor(0, self.seq) + self.region(block)

    def write(self, request: Request) -> Answer | None:
        asked, key = fields(request), request.headers["idempotency-key"]
        self.writes.append((key, asked))
        return self._once(key, lambda: self._write(asked))

    def _write(self, asked: dict[str, str]) -> dict[str, Any]:
        position, base = float(asked["position"]), int(asked["base"])
        known = self.blocks.get(asked["uid"])
        if known is None or known.version == base:
            block = self.put(
                asked["uid"],
                asked["text"],
                item=asked["item"],
                zone=asked["zone"],
                position=position,
            )
            return self._facts("written", block)
        self.seq += 1
        known.seq = self.seq
        proposal = next(iter(known.proposals), known.pk + 10)
        known.proposals[proposal] = asked["text"]
        proposed = {"proposal": proposal, "text": known.text, "seq": self.seq}
        return self._facts("proposed", known) | proposed

    def settle(self, request: Request) -> Answer | None:
        asked = fields(request)
        proposal = int(request.url.split("/textes/")[1].split("/")[0])
        block = next(b for b in self.blocks.values() if proposal in b.proposals)

        def act() -> dict[str, Any]:
            del block.proposals[proposal]
            self.seq += 1
            block.seq = self.seq
            if "text" in asked:
                self.put(block.uid, asked["text"])
            return self._facts("written", block) | {"seq": self.seq}

        return self._once(request.headers["idempotency-key"], act)

    def remove(self, request: Request) -> Answer | None:
        number = int(request.url.split("/retirer/")[0].rsplit("/", 1)[1])
        block = next(b for b in self.blocks.values() if b.pk == number)

        def act() -> dict[str, Any]:
            self.put(block.uid, block.text)
            block.is_removed = True
            return self._facts("removed", block)

        return self._once(request.headers["idempotency-key"], act)

    def _once(self, key: str, act: Any) -> Answer | None:
        if self.is_away:
            return None
        if self.redirects_to:
            return 302, PLAIN, self.redirects_to
        if key not in self.answers:
            self.answers[key] = act()
        if self.acks_to_lose:
            self.acks_to_lose -= 1
            return None
        return as_json(self._as_of_now(self.answers[key]))

    def _as_of_now(self, facts: dict[str, Any]) -> dict[str, Any]:
        if not self.tells_version_of_now:
            return facts
        return facts | {"version": self.blocks[facts["uid"]].version}

    def _facts(self, state: str, block: Block) -> dict[str, Any]:
        return {
            "state": state,
            "uid": block.uid,
            "block": block.pk,
            "version": block.version,
            "seq": block.seq,
        }


async def open_desk(page: Page, stub: Stub) -> None:
    """Open the secretary's page and wait until its fields are open."""
    await stub.play(page)
    await stub.open(page)
    await page.locator("#editor[data-ready]").wait_for()


async def opened(screens: Screens, stub: Stub) -> Page:
    """Return the secretary's page."""
    screen = await screens.open(stub.origin)
    await open_desk(screen.page, stub)
    return screen.page


def running(page: Page) -> Locator:
    return page.locator('[data-zone="running"] textarea')


def states(page: Page) -> Locator:
    return page.locator('[data-zone="running"] .edit-state')
