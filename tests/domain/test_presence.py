"""Who was there at an hour, and the items that were settled without somebody."""

from datetime import UTC, datetime

from ecm.domain.presence import Examined, Step, is_there, missed


def at(minute: int) -> datetime:
    return datetime(2026, 2, 5, 10, minute, tzinfo=UTC)


def test_nobody_is_there_before_he_came() -> None:
    steps = [Step(at(10), True), Step(at(30), False)]

    assert [is_there(steps, at(m)) for m in (9, 10, 29, 30)] == [
        *(False, True, True, False),
    ]


def test_of_two_steps_at_one_hour_the_later_counts() -> None:
    assert not is_there([Step(at(10), True), Step(at(10), False)], at(10))


def test_the_items_settled_without_him_are_told_in_runs() -> None:
    steps = [Step(at(0), True), Step(at(12), False), Step(at(40), True)]
    items = [
        Examined("I.1.1", at(10)),
        Examined("I.2.1", at(15)),
        Examined("I.2.2", at(20)),
        Examined("I.2.3", at(30)),
        Examined("I.3.1", at(50)),
    ]

    assert missed(steps, items) == [["I.2.1", "I.2.2", "I.2.3"]]


def test_an_item_that_was_not_examined_ends_a_run() -> None:
    items = [
        Examined("I.1.1", at(5)),
        Examined("I.1.2", None),
        Examined("I.1.3", at(6)),
    ]

    assert missed([Step(at(30), True)], items) == [["I.1.1"], ["I.1.3"]]


def test_who_came_before_the_decision_took_part_in_it() -> None:
    assert missed([Step(at(9), True)], [Examined("I.1.1", at(10))]) == []
