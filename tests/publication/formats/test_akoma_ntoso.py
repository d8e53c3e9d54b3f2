"""Akoma Ntoso: valid by the official schema, each version and language an expression."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from ecm.domain.communique.edition import Edition, texts_of, with_texts
from ecm.publication.formats.akoma_ntoso import expression_of, of_edition
from tests.publication.formats.editions import (
    PAST,
    amended,
    in_other_words,
    past,
    published,
)

ONE_DATABASE = True
pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[2] / "data" / "schemas" / "akomantoso30.xsd"
AKN = {"akn": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def valid(edition: Edition, schema: etree.XMLSchema) -> etree._Element:
    root = etree.fromstring(of_edition(edition))
    schema.assertValid(root)
    return root


@pytest.mark.parametrize("path", PAST, ids=lambda path: path.stem)
def test_every_past_council_is_valid(path: Path, schema: etree.XMLSchema) -> None:
    edition = past(path.stem)

    root = valid(edition, schema)

    words = " ".join("".join(root.itertext()).split())
    texts = texts_of(edition).values()
    assert [t for t in texts if " ".join(t.split()) not in words] == []


def test_a_version_in_a_language_is_one_expression(schema: etree.XMLSchema) -> None:
    first = published()
    second = amended(first)

    names = [expression_of(e) for e in (first, second, in_other_words(second, "mos"))]

    number = f"/akn/bf/statement/communique/2026-02-05/{first.number}"
    assert names == [
        f"{number}/fra@2026-02-05",
        f"{number}/fra@2026-02-06",
        f"{number}/mos@2026-02-06",
    ]
    for edition in (second, in_other_words(second)):
        root = valid(edition, schema)
        (uri,) = root.xpath("//akn:FRBRExpression/akn:FRBRuri/@value", namespaces=AKN)
        assert uri == expression_of(edition)


def test_two_versions_of_a_day_are_two_expressions() -> None:
    first = published()
    same_day = replace(first, version=2, published="2026-02-05T18:00:00+00:00")
    third = replace(amended(first), version=3)

    assert expression_of(same_day).endswith("/fra@2026-02-05T18:00:00+00:00")
    assert expression_of(third).endswith("/fra@2026-02-06T09:30:00+00:00")


def test_the_life_of_a_text_is_told(schema: etree.XMLSchema) -> None:
    root = valid(amended(published()), schema)

    events = root.xpath("//akn:eventRef", namespaces=AKN)

    assert [(e.get("type"), e.get("date")) for e in events] == [
        ("generation", "2026-02-05"),
        ("amendment", "2026-02-06"),
    ]
    assert "Version n° 2 du 06 février 2026" in "".join(
        root.find(".//akn:preface", AKN).itertext()
    ).replace("\u00a0", " ")


def test_every_reference_leads_to_what_it_names(schema: etree.XMLSchema) -> None:
    root = valid(published(), schema)

    known = set(root.xpath("//akn:references/*/@eId", namespaces=AKN))
    used = set(root.xpath("//@refersTo | //@source | //@by"))

    assert {reference.removeprefix("#") for reference in used} <= known
    assert len(root.xpath("//akn:TLCPerson", namespaces=AKN)) <= 1
    assert len(root.xpath("//akn:TLCEvent", namespaces=AKN)) == 1


def test_what_xml_cannot_write_is_left_out(schema: etree.XMLSchema) -> None:
    hostile = "<b>&amp; ]]>\x00\x0b\ufffe </p> « naïf »"
    edition = with_texts(published(), dict.fromkeys(texts_of(published()), hostile))

    root = valid(edition, schema)

    assert root.findtext(".//akn:mainBody/akn:p", None, AKN) == (
        "<b>&amp; ]]> </p> « naïf »"
    )
