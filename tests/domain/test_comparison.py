"""What changed between two agendas: as few moves as possible, and nothing forgotten."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.comparison import Change, Line, Pair, compare, sealed


def line(item: int, **more) -> Line:
    first = Line(
        item=item,
        dossier=None,
        part="deliberations",
        group="Finances",
        number=f"I.1.{item}",
        kind="decree",
        title=f"Décret {item}",
        ministry="Finances",
        on_behalf_of="",
        associated="",
        presenter="",
        track="debate",
        minutes=10,
        is_supplementary=False,
        is_restricted=False,
        stub_display="neutral",
        readers=(),
    )
    return replace(first, **more)


def agenda(*items: int) -> list[Line]:
    return [line(item, number=f"I.1.{rank}") for rank, item in enumerate(items, 1)]


def told(pairs: tuple[Pair, ...]) -> list[tuple[int, str]]:
    return [
        ((pair.after or pair.before).item, " ".join(pair.changes)) for pair in pairs
    ]


def test_the_same_agenda_has_no_change() -> None:
    assert told(compare(agenda(1, 2, 3), agenda(1, 2, 3))) == [
        (1, ""),
        (2, ""),
        (3, ""),
    ]


def test_an_added_item_moves_no_other() -> None:
    pairs = compare(agenda(1, 2), agenda(9, 1, 2))

    assert told(pairs) == [(9, "added"), (1, ""), (2, "")]


def test_a_removed_item_is_shown_where_it_was() -> None:
    pairs = compare(agenda(1, 2, 3, 4), agenda(1, 4))

    assert told(pairs) == [(1, ""), (2, "removed"), (3, "removed"), (4, "")]


def test_an_item_that_went_to_the_end_is_the_only_one_that_moved() -> None:
    pairs = compare(agenda(1, 2, 3, 4), agenda(2, 3, 4, 1))

    assert told(pairs) == [(2, ""), (3, ""), (4, ""), (1, "moved")]


def test_of_two_that_changed_places_the_one_moved_by_hand_is_told() -> None:
    before, after = agenda(1, 2, 3), agenda(2, 1, 3)

    assert told(compare(before, after, moved=[1])) == [(2, ""), (1, "moved"), (3, "")]
    assert told(compare(before, after, moved=[2])) == [(2, "moved"), (1, ""), (3, "")]


def test_an_item_that_changed_its_group_has_moved() -> None:
    after = [line(1), line(2, group="Social", number="I.2.1")]

    assert told(compare(agenda(1, 2), after)) == [(1, ""), (2, "moved")]


def test_what_is_said_of_an_item_is_compared() -> None:
    after = [
        line(1, title="Autre", track="consent", minutes=5),
        line(2, number="I.1.2"),
    ]

    assert told(compare(agenda(1, 2), after)) == [
        (1, "retitled tracked replanned"),
        (2, ""),
    ]


def test_a_dossier_that_came_back_as_another_item_is_the_same() -> None:
    before = [line(1, dossier=7)]
    after = [line(5, dossier=7, number="I.1.1", title="Décret 1")]

    assert told(compare(before, after)) == [(5, "")]


def test_the_seal_ignores_what_follows_the_approval() -> None:
    before = [line(1)]

    assert sealed(before) == sealed([line(1, track="consent", minutes=3, readers=(4,))])
    for change in ({"title": "Autre"}, {"number": "I.2.1"}, {"associated": "Santé"}):
        assert sealed(before) != sealed([line(1, **change)])


def test_a_line_is_read_as_it_was_written() -> None:
    kept = line(1, dossier=7, is_restricted=True, readers=(3, 4))

    assert Line.read(kept.written()) == kept
    assert Line.read({"item": 1, "title": "Ancien"}).readers == ()


ORDERS = st.lists(st.integers(1, 12), unique=True)


@given(ORDERS, ORDERS, st.sets(st.integers(1, 12)))
def test_nothing_is_forgotten_and_what_stayed_is_in_order(
    before: list[int], after: list[int], moved: set[int]
) -> None:
    pairs = compare(agenda(*before), agenda(*after), moved)

    assert [p.after.item for p in pairs if p.after] == after
    assert {p.before.item for p in pairs if p.before} == set(before)
    gone = [p for p in pairs if Change.REMOVED in p.changes]
    assert {p.before.item for p in gone} == set(before) - set(after)
    stayed = [p for p in pairs if p.before and p.after and not p.changes]
    ranks = [before.index(p.before.item) for p in stayed]
    assert ranks == sorted(ranks)


@given(ORDERS.filter(bool), st.data())
def test_one_item_put_elsewhere_is_one_move_at_most(
    before: list[int], data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from(before))
    after = [other for other in before if other != item]
    after.insert(data.draw(st.integers(0, len(after))), item)

    pairs = compare(agenda(*before), agenda(*after), moved={item})

    moved = [p.after.item for p in pairs if p.changes]
    assert moved == ([item] if after != before else [])
