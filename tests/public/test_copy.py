"""The published copy: what is put there stays, whole, and is seen at once."""

import sqlite3
import threading
from dataclasses import replace
from datetime import date

import pytest

from ecm.domain.communique.edition import Edition, digest_of
from ecm.public import copy, place, reading
from tests.public.editions import DAY, an_edition, erratum

ONE_DATABASE = True


def put_all(*editions: Edition) -> None:
    with copy.writing() as pen:
        for edition in editions:
            pen.put(edition)


def test_an_edition_is_read_back_whole() -> None:
    edition = an_edition()

    copy.put(edition)

    assert reading.edition(2026, 24) == edition
    (council,) = reading.councils()
    assert (council.reference, council.last_day) == ("CM/2026/24", DAY)
    assert (council.digest, council.decisions) == (digest_of(edition), 3)


def test_nothing_published_is_an_empty_copy() -> None:
    assert reading.councils() == []
    assert reading.edition(2026, 24) is None
    assert reading.stamp().version == 0


def test_the_same_edition_again_changes_nothing() -> None:
    copy.put(an_edition())
    before = (reading.stamp(), (place.folder() / place.NAME).stat().st_ino)

    copy.put(an_edition())

    assert (reading.stamp(), (place.folder() / place.NAME).stat().st_ino) == before
    assert len(reading.decisions()) == 3


def test_a_published_version_cannot_be_replaced() -> None:
    copy.put(an_edition())

    with pytest.raises(copy.PublishedDiffers):
        copy.put(an_edition(heading="AUTRE"))

    assert reading.edition(2026, 24) == an_edition()


def test_an_erratum_is_a_version_and_the_earlier_one_stays() -> None:
    first = an_edition()
    second = erratum(first, "12 500 000", "13 000 000")

    copy.put(first)
    copy.put(second)

    assert [v.version for v in reading.versions(2026, 24)] == [2, 1]
    assert reading.edition(2026, 24) == second
    assert reading.edition(2026, 24, version=1) == first
    assert len(reading.decisions()) == 3
    assert "13 000 000" in reading.decisions()[0].words


def test_versions_that_arrive_out_of_order_end_the_same() -> None:
    first = an_edition()
    second = erratum(first, "12 500 000", "13 000 000")

    copy.put(second)
    copy.put(first)

    assert reading.edition(2026, 24) == second
    assert "13 000 000" in reading.decisions()[0].words


def test_a_language_is_an_edition_beside_the_french() -> None:
    copy.put(an_edition())
    copy.put(an_edition(language="mos", heading="GOFNEMÃ"))

    assert reading.tongues(2026, 24) == ["fr", "mos"]
    assert reading.edition(2026, 24).heading != "GOFNEMÃ"
    assert len(reading.decisions(language="mos")) == 3
    assert len(reading.appointments()) == 1


def test_councils_of_other_bodies_are_left_out() -> None:
    copy.put(an_edition(body_code="CM-CI"))

    assert reading.councils() == []


def test_another_thread_sees_what_was_just_published() -> None:
    copy.put(an_edition())
    seen: list[int] = []
    ready, published = threading.Event(), threading.Event()

    def read() -> None:
        seen.append(len(reading.councils()))
        ready.set()
        published.wait(10)
        seen.append(len(reading.councils()))

    thread = threading.Thread(target=read)
    thread.start()
    ready.wait(10)
    copy.put(an_edition(25))
    published.set()
    thread.join()

    assert seen == [1, 2]


def test_a_publication_that_fails_leaves_the_copy_as_it_was() -> None:
    copy.put(an_edition())

    with pytest.raises(copy.PublishedDiffers):
        put_all(an_edition(25), an_edition(heading="AUTRE"))

    assert [c.number for c in reading.councils()] == [24]
    assert sorted(p.name for p in place.folder().iterdir()) == [
        "copy.lock",
        "copy.sqlite3",
    ]


def test_a_reader_can_write_nothing() -> None:
    copy.put(an_edition())

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading.rows("DELETE FROM edition")


def test_a_document_is_kept_with_its_edition() -> None:
    edition = an_edition()
    copy.put(edition)

    copy.put_document(digest_of(edition), "pdf", b"%PDF-1.7")
    copy.put_document(digest_of(edition), "pdf", b"%PDF-1.7")

    (document,) = reading.documents(digest_of(edition))
    assert (document.form, document.size) == ("pdf", 8)
    assert reading.content_of(digest_of(edition), "pdf") == b"%PDF-1.7"
    with pytest.raises(copy.PublishedDiffers):
        copy.put_document(digest_of(edition), "pdf", b"%PDF-2.0")


@pytest.mark.parametrize(
    ("digest", "form"), [("../../etc", "pdf"), ("0" * 64, "../x"), ("0" * 64, "exe")]
)
def test_a_document_has_a_known_form_and_a_seal(digest: str, form: str) -> None:
    with pytest.raises(ValueError, match="no document"):
        copy.put_document(digest, form, b"x")


def test_the_calendar_holds_the_days_to_come() -> None:
    copy.put(an_edition())

    copy.put_calendar([date(2026, 7, 9), date(2026, 7, 23), date(2026, 7, 16)])

    assert reading.coming_days() == [date(2026, 7, 16), date(2026, 7, 23)]


def test_a_ministry_stays_when_its_name_changes() -> None:
    old = an_edition(1, date(2020, 1, 8))
    renamed = replace(old.decisions[1], ministry="ministère de l'Hygiène")
    copy.put(replace(old, decisions=(old.decisions[0], renamed, old.decisions[2])))

    copy.put(an_edition())

    names = {m.code: m.name for m in reading.ministries()}
    assert names["MS"] == "ministère de la Santé"
    assert [name for name, *_ in reading.names_of("MS")] == [
        "ministère de la Santé",
        "ministère de l'Hygiène",
    ]
