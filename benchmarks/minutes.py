"""Two secretaries type at once, ten keystrokes a second each, into long minutes.

The page sends a paragraph at most every 250 ms: of two who type, a write every 125 ms, and
two keystrokes and a half in each. Measured first with minutes of two paragraphs, then with
those of a whole day: what a keystroke costs must not grow with what is written already.
"""

import argparse
import statistics
import uuid
from dataclasses import dataclass, field

from benchmarks.council import DESK, SECOND_DESK, Council
from benchmarks.load.generator import Act, Generator
from benchmarks.machine import booked
from benchmarks.product import Product
from benchmarks.rounds import check, generator_for, interleaved
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.verdict import Column, Outcome

COLUMNS = [
    Column("short_ms", "cpu ms/touche, court", 2),
    Column("long_ms", "cpu ms/touche, long", 2),
    Column("last_ms", "dernière, ms", 1),
    Column("bytes", "octets/touche", 0),
]
READERS = (40, 200, 1000)
PAUSE, KEYS = 125, 2.5  # milliseconds between two writes, keystrokes in one
PARAGRAPH, DAY = 2000, 100  # characters; paragraphs of a long day
WORDS = "Le Conseil, où naît l'été à l'œuvre, a reçu çà et là l'exposé dès l'arrêté. "


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


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product before 40, 200 and 1,000 readers, with short and long minutes."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    rooms = [size for size in READERS if size <= asked.tablets] or [asked.tablets]
    outcome.left_out.append("Etherpad et y-websocket : la charge ne parle pas le leur")
    with setting_of(asked, outcome, held) as setting:
        _type_all(setting, outcome, asked, rooms, "short_ms")
        _fill(setting.products[0].council, 2 if asked.small else DAY)
        _type_all(setting, outcome, asked, rooms, "long_ms")
        if not outcome.flaws:
            _judge(outcome, setting.products[0].label, rooms)
    return outcome


def _type_all(
    setting: Setting,
    outcome: Outcome,
    asked: argparse.Namespace,
    rooms: list[int],
    key: str,
) -> None:
    def visit(product: Product) -> None:
        for size in rooms:
            _type(product, setting, outcome, asked.acts, size, key)

    interleaved(setting.products, asked.rounds, visit)


def _fill(council: Council, paragraphs: int) -> None:
    """Write a long day's minutes."""
    for rank in range(paragraphs):
        council.do(Writer(council, DESK, 100 + rank).write(PARAGRAPH))


def _type(
    product: Product,
    setting: Setting,
    outcome: Outcome,
    writes: int,
    size: int,
    key: str,
) -> None:
    who = enumerate((DESK, SECOND_DESK), start=1)
    pens = [Writer(product.council, name, rank) for rank, name in who]
    programs, folder = setting.programs, setting.folder
    with generator_for(product, programs, folder, size) as crowd:
        check(outcome, product, crowd.open(size, cursor=product.cursor()))
        crowd.load([pens[turn % 2].write(KEYS) for turn in range(writes + 4)])
        crowd.fire(4, pause=PAUSE)
        cost, told = _typed(product, crowd, outcome, writes)
    keys = KEYS * max(1, told["acts"])
    values = {key: 1000 * cost / keys}
    if key == "long_ms":
        values["last_ms"] = statistics.median(told["lasts_ms"] or [0.0])
        values["bytes"] = told["bytes"] / size / keys
    outcome.note(_label(product.label, size), **values)


def _typed(
    product: Product, crowd: Generator, outcome: Outcome, writes: int
) -> tuple[float, dict[str, float]]:
    """Return the processor's seconds that the writes took, and what was told of them."""
    ours = [*product.beside, crowd.pid]
    with booked(product.pids, ours) as calm:
        crowd.rest(100 if outcome.is_small else 2000)
    with booked(product.pids, ours) as book:
        told = crowd.fire(writes, pause=PAUSE)
    check(outcome, product, told)
    outcome.foreign.append(book.foreign)
    return book.server - calm.server * book.wall / calm.wall, told


def _label(product: str, size: int) -> str:
    return f"{product}, {size} lecteurs"


def _judge(outcome: Outcome, product: str, rooms: list[int]) -> None:
    for size in rooms:
        label = _label(product, size)
        long, short = (outcome.median(label, k) for k in ("long_ms", "short_ms"))
        words = f"{size} lecteurs : une touche ne coûte pas plus dans un long texte"
        outcome.aim(words, long / short, 1.2)
        sent = outcome.median(label, "bytes")
        outcome.aim(f"{size} lecteurs : octets par touche et lecteur", sent, 400)
