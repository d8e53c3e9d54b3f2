"""What one frame costs to all tablets: 1,000 in four audiences (`fanout`), 60 (`room`).

The price of a message is what the server's process takes more for a full room than for
one tablet of each audience, over the messages that the full room receives more: so the
act itself, which only the product performs, is not counted as delivery. The time of a room
is likewise that until the last tablet has it, less that of one tablet of each audience.
"""

import argparse
import statistics
from dataclasses import dataclass
from typing import Any

from benchmarks.load.generator import Generator
from benchmarks.machine import booked
from benchmarks.peers.channels import STOCK
from benchmarks.rounds import check, interleaved, running, say
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.subject import LIMIT, Subject
from benchmarks.timing import percentile
from benchmarks.verdict import Column, Outcome

AUDIENCES = 4
REST, SETTLING = 1000, 50  # milliseconds before the acts, and after the last
COLUMNS = [
    Column("cpu_us", "µs/message", 2),
    Column("room_ms", "la salle, ms", 2),
    Column("last_ms", "dernière, ms", 2),
    Column("p99_ms", "99/100, ms", 2),
    Column("act_ms", "acte, ms cpu", 2),
    Column("bytes", "octets", 0),
    Column("load", "charge, cœur", 2),
]


@dataclass(frozen=True)
class Cost:
    """What one act took of the server, its messages, and when the last tablet had it."""

    cpu: float
    messages: float
    last_ms: float


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product, its peers and the C loop before a room of `asked.tablets`."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    with setting_of(asked, outcome, held, is_beside=True) as setting:
        for product in setting.products:
            setting.frame = _rehearse(product, setting, asked.tablets)
        peers = setting.peers()
        with running(peers):
            subjects: list[Subject] = [*setting.products, *peers]
            interleaved(
                subjects,
                asked.rounds,
                lambda subject: _visit(subject, setting, outcome, asked),
            )
        if not outcome.flaws:
            judge = _judge_fanout if name == "fanout" else _judge_room
            judge(outcome, setting.products[0].label)
    return outcome


def _rehearse(product: Subject, setting: Setting, tablets: int) -> int:
    """Warm the product up, and return how long its messages are."""
    with setting.crowd(product, tablets) as crowd:
        crowd.open(min(tablets, 100), cursor=product.cursor())
        crowd.load(product.acts(6))
        told = crowd.fire(6)
    size = round(told["bytes"] / max(1, told["messages"]))
    say(f"{product.label} : messages de {size} octets")
    return size


def _visit(
    subject: Subject, setting: Setting, outcome: Outcome, asked: argparse.Namespace
) -> None:
    few, many, told = delivered(subject, setting, outcome, asked)
    outcome.note(
        subject.label,
        cpu_us=price(few, many),
        room_ms=many.last_ms - few.last_ms,
        last_ms=many.last_ms,
        p99_ms=percentile(told["lasts_ms"], 99),
        act_ms=1e3 * few.cpu,
        bytes=told["bytes"] / max(1, told["messages"]),
        load=told["work_ms"] / told["wall_ms"],
    )


def price(few: Cost, many: Cost) -> float:
    """Return the microseconds of processor of one message more."""
    return 1e6 * (many.cpu - few.cpu) / (many.messages - few.messages)


def delivered(
    subject: Subject, setting: Setting, outcome: Outcome, asked: argparse.Namespace
) -> tuple[Cost, Cost, dict[str, Any]]:
    """Send the same acts to one tablet of each audience, then to the full room."""
    with setting.crowd(subject, asked.tablets) as crowd:
        crowd.load(subject.acts(2 * asked.acts))
        cursor = subject.cursor()
        check(outcome, subject, crowd.open(AUDIENCES, cursor=cursor))
        few, _told = _fired(subject, crowd, outcome, asked.acts)
        reached = crowd.rest(0)["best"]
        check(outcome, subject, crowd.open(asked.tablets, cursor=reached or cursor))
        many, told = _fired(subject, crowd, outcome, asked.acts)
    return few, many, told


def _fired(
    subject: Subject, crowd: Generator, outcome: Outcome, acts: int
) -> tuple[Cost, dict[str, Any]]:
    ours = [*subject.beside, crowd.pid]
    with booked(subject.pids, ours) as calm:
        idle = crowd.rest(100 if outcome.is_small else REST)
    with booked(subject.pids, ours) as book:
        told = crowd.fire(acts)
        crowd.rest(SETTLING)
    check(outcome, subject, told)
    outcome.foreign.append(book.foreign)
    # Heartbeats go on meanwhile: what they cost is no cost of the frame.
    share = book.wall / calm.wall
    acts = max(1, told["acts"])
    messages = (told["messages"] - share * idle["messages"]) / acts
    cpu = (book.server - share * calm.server) / acts
    return Cost(cpu, messages, statistics.median(told["lasts_ms"] or [0.0])), told


def _judge_fanout(outcome: Outcome, best: str) -> None:
    def cost(subject: str) -> float:
        return outcome.median(subject, "cpu_us")

    for server, most in (("uvicorn", 1.3), ("daphne", 10.0)):
        ours = f"e-CM, {server}"
        if ours in outcome.figures:
            ratio = cost(ours) / cost(LIMIT)
            outcome.aim(f"{server} : au plus {most:g} fois la boucle C", ratio, most)
    if STOCK in outcome.figures:
        share = cost(best) / cost(STOCK)
        outcome.aim("un vingtième de Channels d'origine", share, 1 / 20)
    for peer in ("node ws", "node socket.io"):
        if peer in outcome.figures:
            outcome.aim(f"moins que {peer}", cost(best) / cost(peer), 1)


def _judge_room(outcome: Outcome, best: str) -> None:
    ours = outcome.median(best, "room_ms")
    against_c = ours / outcome.median(LIMIT, "room_ms")
    outcome.aim("au plus 2,5 fois la boucle C", against_c, 2.5)
    if STOCK in outcome.figures:
        share = ours / outcome.median(STOCK, "room_ms")
        outcome.aim("un huitième de Channels d'origine", share, 1 / 8)
