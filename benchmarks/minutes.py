"""Two secretaries type at once, ten keystrokes a second each, into long minutes.

Our page sends a paragraph at most every 250 ms: of two who type, a write every 125 ms, and
two keystrokes and a half in each. y-websocket sends every keystroke, Etherpad twice a
second: each is typed into as its own page does. Measured with minutes of two paragraphs,
then with those of a whole day: what a keystroke costs must not grow with what is written.
"""

import argparse
import statistics
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.council import DESK, SECOND_DESK, Council
from benchmarks.load.generator import Act, Generator
from benchmarks.machine import booked
from benchmarks.peers.pads import Pad
from benchmarks.product import Product, compressing
from benchmarks.rounds import check, interleaved, running
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.subject import Subject
from benchmarks.verdict import Column, Outcome

COLUMNS = [
    Column("short_ms", "cpu ms/touche, court", 2),
    Column("long_ms", "cpu ms/touche, long", 2),
    Column("last_ms", "dernière, ms", 1),
    Column("bytes", "octets/touche", 0),
]
READERS = (40, 200, 1000)
PARAGRAPH, DAY = 2000, 100  # characters; paragraphs of a long day
WORDS = "Le Conseil, où naît l'été à l'œuvre, a reçu çà et là l'exposé dès l'arrêté. "
MOST_BYTES, MOST_PACKED = 400, 200  # a keystroke and reader
PEERS = {
    "Etherpad": {40: 1 / 6, 1000: 1 / 20},
    "y-websocket": dict.fromkeys(READERS, 1),
}


@dataclass
class Writer:
    """One secretary at one paragraph, which grows by a few letters a time."""

    council: Council
    username: str
    rank: int
    uid: str = field(default_factory=lambda: str(uuid.uuid4()))
    version: int = 0
    letters: float = 0.0

    def write(self, letters: float) -> Act:
        """Return the next write; the server numbers the versions one by one."""
        self.letters += letters
        text = (WORDS * (PARAGRAPH // len(WORDS) + 9))[: int(self.letters)]
        fields = {"uid": self.uid, "base": str(self.version), "text": text.strip()}
        self.version += 1
        path = f"{self.council.path}proces-verbal/"
        place = {"zone": "running", "position": str(self.rank), "item": ""}
        return self.council.act(self.username, path, **fields, **place)


class Written(Protocol):
    """Minutes that two write and many read."""

    keys: float  # keystrokes in one sending
    pause: int  # milliseconds between two sendings

    @property
    def subject(self) -> Subject: ...

    def fill(self, paragraphs: int) -> None: ...

    def acts(self, count: int) -> list[Act]: ...

    def until(self) -> int: ...


@dataclass
class Ours:
    """The product's minutes: one document for all its servers, filled once."""

    subject: Product
    keys: float = 2.5
    pause: int = 125

    def fill(self, paragraphs: int) -> None:
        """Leave what is there: the council's own minutes are filled for all."""

    def acts(self, count: int) -> list[Act]:
        who = enumerate((DESK, SECOND_DESK), start=1)
        pens = [Writer(self.subject.council, name, rank) for rank, name in who]
        return [pens[turn % 2].write(self.keys) for turn in range(count)]

    def until(self) -> int:
        return 0


@dataclass
class Theirs:
    """A peer's minutes, begun anew at each visit."""

    subject: Pad

    @property
    def keys(self) -> float:
        return self.subject.keys

    @property
    def pause(self) -> int:
        return self.subject.pause

    def fill(self, paragraphs: int) -> None:
        self.subject.writers.fill(paragraphs, PARAGRAPH)

    def acts(self, count: int) -> list[Act]:
        return self.subject.acts(count)

    def until(self) -> int:
        return self.subject.cursor()


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product and its peers, with short and with long minutes."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    rooms = [size for size in READERS if size <= asked.tablets] or [asked.tablets]
    with setting_of(asked, outcome, held) as setting:
        packed = compressing(setting.products)
        with running(packed):
            desks: list[Written] = [Ours(p) for p in [*setting.products, *packed]]
            desks += [Theirs(pad) for pad in setting.pads()]
            _type_all(setting, outcome, asked, desks, rooms, "short_ms", 2)
            day = 2 if asked.small else DAY
            _fill(setting.products[0].council, day)
            _type_all(setting, outcome, asked, desks, rooms, "long_ms", day)
        if not outcome.flaws:
            _judge(outcome, setting.products[0].label, rooms)
            for product in packed:
                _judge_bytes(outcome, product.label, rooms, MOST_PACKED)
    return outcome


def _type_all(
    setting: Setting,
    outcome: Outcome,
    asked: argparse.Namespace,
    desks: Sequence[Written],
    rooms: list[int],
    key: str,
    paragraphs: int,
) -> None:
    desk_of = {id(desk.subject): desk for desk in desks}

    def visit(subject: Subject) -> None:
        desk = desk_of[id(subject)]
        # A peer is there only while it is visited: what it still does would be foreign.
        with running([subject] if isinstance(desk, Theirs) else []):
            desk.fill(paragraphs)
            for size in rooms:
                _type(desk, setting, outcome, asked.acts, size, key)

    interleaved([desk.subject for desk in desks], asked.rounds, visit)


def _fill(council: Council, paragraphs: int) -> None:
    """Write a long day's minutes."""
    for rank in range(paragraphs):
        council.do(Writer(council, DESK, 100 + rank).write(PARAGRAPH))


def _type(
    desk: Written,
    setting: Setting,
    outcome: Outcome,
    writes: int,
    size: int,
    key: str,
) -> None:
    subject, until = desk.subject, desk.until()
    cursor = 0 if until else subject.cursor()
    with setting.crowd(subject, size) as crowd:
        check(outcome, subject, crowd.open(size, cursor=cursor, until=until))
        crowd.load(desk.acts(writes + 4))
        crowd.fire(4, pause=desk.pause)
        cost, told = _typed(desk, crowd, outcome, writes)
    _refuse_missing(outcome, subject, told, size)
    keys = desk.keys * max(1, told["acts"])
    values = {key: 1000 * cost / keys}
    if key == "long_ms":
        values["last_ms"] = statistics.median(told["lasts_ms"] or [0.0])
        values["bytes"] = told["bytes"] / size / keys
    outcome.note(_label(subject.label, size), **values)


def _typed(
    desk: Written, crowd: Generator, outcome: Outcome, writes: int
) -> tuple[float, dict[str, float]]:
    """Return the processor's seconds that the writes took, and what was told of them."""
    subject = desk.subject
    ours = [*subject.beside, crowd.pid]
    with booked(subject.pids, ours) as calm:
        crowd.rest(100 if outcome.is_small else 2000)
    with booked(subject.pids, ours) as book:
        told = crowd.fire(writes, pause=desk.pause)
    check(outcome, subject, told)
    outcome.foreign.append(book.foreign)
    return book.server - calm.server * book.wall / calm.wall, told


def _refuse_missing(
    outcome: Outcome, subject: Subject, told: dict[str, float], size: int
) -> None:
    """Note as a flaw a keystroke that a reader did not get, or had to ask for again."""
    if told["open"] < size or told["level"] < size or told["gaps"]:
        words = f"{told['level']:g} lecteurs de {size} à niveau, {told['gaps']:g} trous"
        outcome.flaws.append(f"{subject.label} : {words}")


def _label(subject: str, size: int) -> str:
    return f"{subject}, {size} lecteurs"


def _judge(outcome: Outcome, product: str, rooms: list[int]) -> None:
    for size in rooms:
        label = _label(product, size)
        long, short = (outcome.median(label, k) for k in ("long_ms", "short_ms"))
        words = f"{size} lecteurs : une touche ne coûte pas plus dans un long texte"
        outcome.aim(words, long / short, 1.2)
        for peer, shares in PEERS.items():
            beside = _label(peer, size)
            if size in shares and beside in outcome.figures:
                words = f"{size} lecteurs : {_share(shares[size])} de {peer}"
                outcome.aim(
                    words, long / outcome.median(beside, "long_ms"), shares[size]
                )
    _judge_bytes(outcome, product, rooms, MOST_BYTES)


def _judge_bytes(outcome: Outcome, product: str, rooms: list[int], most: int) -> None:
    for size in rooms:
        sent = outcome.median(_label(product, size), "bytes")
        words = f"{product}, {size} lecteurs : octets par touche et lecteur"
        outcome.aim(words, sent, most)


def _share(share: float) -> str:
    return "au plus autant que le prix" if share == 1 else f"1/{1 / share:.0f} du prix"
