"""A shelf: what is kept, what goes when it is full, what is too large for it."""

from ecm.public import shelf
from ecm.public.shelf import Shelf


def test_the_oldest_go_first() -> None:
    kept: Shelf[str] = Shelf(most=10)

    for name in "abc":
        kept.put(name, name.upper(), 4)

    assert [kept.get(name) for name in "abc"] == [None, "B", "C"]


def test_a_thing_put_again_is_counted_once() -> None:
    kept: Shelf[int] = Shelf(most=10)

    for number in range(5):
        kept.put("same", number, 4)
    kept.put("other", 7, 4)

    assert (kept.get("same"), kept.get("other")) == (4, 7)


def test_what_is_too_large_is_made_each_time() -> None:
    kept: Shelf[str] = Shelf()

    kept.put("year", "2.3 MB", 2_300_000)
    kept.put("all", "too large", shelf.LARGEST + 1)

    assert (kept.get("year"), kept.get("all")) == ("2.3 MB", None)
