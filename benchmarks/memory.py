"""What a tablet that is merely there holds in memory: ten thousand of them in one process.

Each round has a fresh process: memory that was given once is not given back.
"""

import argparse

from benchmarks.machine import SERVER_CORE, booked, on_core, resident
from benchmarks.peers.channels import STOCK
from benchmarks.rounds import check, interleaved
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.subject import Subject
from benchmarks.verdict import Column, Outcome

COLUMNS = [
    Column("kb", "ko/tablette", 1),
    Column("cpu_us", "µs/entrée", 0),
    Column("idle", "cœur au repos", 3),
]
AT_ONCE = 100  # tablets on the way in: a storm is another benchmark
WARM = 20  # tablets before the first look: what a process loads once is no tablet's


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product, its peers and the C loop."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    with setting_of(asked, outcome, held) as setting:
        for product in setting.products:
            product.down()
        subjects: list[Subject] = [*setting.products, *setting.peers()]
        interleaved(
            subjects,
            asked.rounds,
            lambda subject: _visit(subject, setting, outcome, asked),
        )
        if not outcome.flaws:
            ours = outcome.median(setting.products[0].label, "kb")
            outcome.aim("ko par tablette", ours, 20)
            if STOCK in outcome.figures:
                share = ours / outcome.median(STOCK, "kb")
                outcome.aim("moins que Channels d'origine", share, 1)
    return outcome


def _visit(
    subject: Subject, setting: Setting, outcome: Outcome, asked: argparse.Namespace
) -> None:
    with on_core(SERVER_CORE):
        subject.up()
    try:
        _measure(subject, setting, outcome, asked)
    finally:
        subject.down()


def _measure(
    subject: Subject, setting: Setting, outcome: Outcome, asked: argparse.Namespace
) -> None:
    tablets, warm = asked.tablets, min(WARM, asked.tablets // 2)
    with setting.crowd(subject, tablets) as crowd:
        cursor = subject.cursor()
        check(outcome, subject, crowd.open(warm, cursor=cursor))
        before = _held(subject)
        with booked(subject.pids, [*subject.beside, crowd.pid]) as opening:
            told = crowd.open(tablets, at_once=AT_ONCE, cursor=cursor)
        check(outcome, subject, told)
        with booked(subject.pids, [*subject.beside, crowd.pid]) as idle:
            check(outcome, subject, crowd.rest(200 if asked.small else 5000))
        after = _held(subject)
    outcome.foreign.append(idle.foreign)
    outcome.note(
        subject.label,
        kb=(after - before) / 1000 / (tablets - warm),
        cpu_us=1e6 * opening.server / (tablets - warm),
        idle=idle.server / idle.wall,
    )


def _held(subject: Subject) -> int:
    return sum(resident(pid) for pid in subject.pids)
