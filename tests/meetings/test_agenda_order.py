"""Order and numbers whatever is moved: consecutive, and groups that stay together."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.numbering import roman
from ecm.meetings.agenda import (
    FREE,
    GROUPED,
    ORDER,
    group_of,
    in_order,
    moved,
    numbers,
    with_new,
)
from ecm.meetings.models import AgendaItem, Part


def an_item(pk: int, part: str, ministry: int, theme: str = "") -> AgendaItem:
    """Return an item whose ministry's rank is shared by two of them, as some are."""
    theme = theme if part in GROUPED else ""
    return AgendaItem(
        pk=pk,
        part=part,
        ministry_id=ministry,
        ministry_name=f"Ministère {ministry}",
        precedence=len(theme) if theme else 100 + ministry // 2,
        theme=theme,
        position=pk,
    )


ITEMS = st.lists(
    st.tuples(
        st.sampled_from(Part), st.integers(1, 4), st.sampled_from(["", "a", "bb"])
    ),
    min_size=1,
    max_size=14,
)


def agenda_of(kinds: list[tuple[str, int, str]]) -> list[AgendaItem]:
    items: list[AgendaItem] = []
    for pk, (part, ministry, theme) in enumerate(kinds, start=1):
        items = with_new(items, an_item(pk, part, ministry, theme))
    return items


def settle(items: list[AgendaItem]) -> list[AgendaItem]:
    """Give the items their places, and read them back as they would be."""
    for rank, item in enumerate(items, start=1):
        item.position = rank
    return in_order(reversed(items))


def refuse_disorder(items: list[AgendaItem]) -> None:
    found = [numbers(items)[item.pk] for item in items]
    assert [ORDER[i.part] for i in items] == sorted(ORDER[i.part] for i in items)
    expected = []
    for part, (_, run) in enumerate(groupby(items, key=lambda i: i.part), start=1):
        expected += list(numbers_of(roman(part), list(run)))
    assert found == expected
    groups = [group for group, _ in groupby(items, key=group_of)]
    assert len(groups) == len(set(groups))


def numbers_of(part: str, items: list[AgendaItem]):
    if items[0].part not in GROUPED:
        yield from (f"{part}.{rank}" for rank in range(1, len(items) + 1))
        return
    for rank, (_, run) in enumerate(groupby(items, key=group_of), start=1):
        yield from (f"{part}.{rank}.{own}" for own, _ in enumerate(run, start=1))


@given(ITEMS, st.data())
def test_any_moves_keep_numbers_consecutive_and_groups_together(
    kinds: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    items = agenda_of(kinds)
    assert items == settle(items)
    refuse_disorder(items)

    for _ in range(data.draw(st.integers(1, 6))):
        item = data.draw(st.sampled_from(items))
        others = [i for i in items if group_of(i) == group_of(item) and i != item]
        after = data.draw(st.sampled_from([None, *others]))
        wanted = moved(items, item, after)

        assert settle(wanted) == wanted
        refuse_disorder(wanted)
        place = wanted.index(item)
        if after is None:
            assert group_of(item) not in [group_of(i) for i in wanted[:place]]
        else:
            assert wanted[place - 1] == after
        rest = [i for i in wanted if i != item]
        assert rest == [i for i in items if i != item]
        items = wanted


def test_an_oral_communication_may_stand_before_a_higher_ministry() -> None:
    oral = Part.ORAL_COMMUNICATIONS
    items = agenda_of([(oral, 2, ""), (oral, 4, "")])
    first, last = items

    assert oral in FREE
    assert settle(moved(items, last, None)) == [last, first]


def test_a_new_item_follows_its_own_ministry_in_a_part_arranged_by_hand() -> None:
    oral = Part.ORAL_COMMUNICATIONS
    items = agenda_of([(oral, 2, ""), (oral, 4, "")])
    by_hand = settle(moved(items, items[1], None))

    with_another = with_new(by_hand, an_item(9, oral, 4))

    assert [i.pk for i in with_another] == [2, 1, 9]
