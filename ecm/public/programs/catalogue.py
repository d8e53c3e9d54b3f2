"""What there is and where: DCAT for catalogues, schema.org for search, a map for robots."""

from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.urls import reverse

from ecm.public import reading
from ecm.public.programs.masking import masked
from ecm.public.programs.places import Places
from ecm.public.reading import Council

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_IN_A_MAP = 50_000
MEDIA = "https://www.iana.org/assignments/media-types/"
FRENCH = "http://publications.europa.eu/resource/authority/language/FRA"
WEEKLY = "http://publications.europa.eu/resource/authority/frequency/WEEKLY"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Thing = dict[str, Any]


def dcat(places: Places) -> Thing:
    """Return the catalogue as JSON-LD: three data sets, each with its forms."""
    years = [year for year, _n in reading.years()]
    state = settings.STATE["name"]
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": places.to("data-catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": f"Conseil des ministres, {state}",
        "dct:description": "Ce que le Conseil des ministres a publié, depuis l'origine.",
        "dct:language": {"@id": FRENCH},
        "dct:modified": reading.stamp().changed.isoformat(),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": state},
        "dcat:dataset": [
            _dataset(
                "comptes-rendus",
                "Comptes rendus",
                [
                    (places.to("data-meetings", year), "application/json")
                    for year in years
                ],
                places,
            ),
            _dataset(
                "decisions",
                "Décisions",
                [(places.to("data-decisions", year), "text/csv") for year in years],
                places,
            ),
            _dataset(
                "nominations",
                "Nominations",
                [
                    (places.to("data-appointments", year), "text/csv")
                    for year, _n in reading.appointment_years()
                ],
                places,
            ),
        ],
    }


def _dataset(
    name: str, title: str, files: list[tuple[str, str]], places: Places
) -> Thing:
    return {
        "@id": f"{places.to('data')}#{name}",
        "@type": "dcat:Dataset",
        "dct:title": title,
        "dct:description": f"{title} du Conseil des ministres, un fichier par année.",
        "dct:accrualPeriodicity": {"@id": WEEKLY},
        "dcat:landingPage": {"@id": places.to("data")},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:license": {"@id": LICENCE},
                "dcat:accessURL": {"@id": url},
                "dcat:downloadURL": {"@id": url},
                "dcat:mediaType": {"@id": f"{MEDIA}{media}"},
            }
            for url, media in files
        ],
    }


def schema_org(council: Council, places: Places) -> Thing:
    """Return a communiqué as search engines read it."""
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": places.council(council),
        "url": places.council(council),
        "headline": masked(council.heading),
        "inLanguage": council.language,
        "datePublished": council.first_published.isoformat(),
        "dateModified": council.published.isoformat(),
        "version": council.version,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": f"{settings.STATE['name']}, Conseil des ministres",
        },
        "about": {
            "@type": "Event",
            "name": "Conseil des ministres",
            "startDate": council.first_day.isoformat(),
            "endDate": council.last_day.isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "Place", "name": council.place},
        },
    }


def robots(places: Places) -> str:
    """Return what search engines may visit: the public pages, never questions (RFC 9309)."""
    home, questions = reverse("public:home"), reverse("public:search")
    return (
        f"User-agent: *\nAllow: {home}\nDisallow: {questions}\nDisallow: /\n"
        f"\nSitemap: {places.to('map')}\n"
    )


def map_of_maps(places: Places) -> bytes:
    """Return the index of the maps, one a year."""
    root = ET.Element("sitemapindex", xmlns=SITEMAP)
    for year, _n in reading.years():
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = places.to(
            "map-year", year
        )
    return _written(root)


def map_of(year: int, places: Places) -> bytes:
    """Return the addresses of a year: its communiqués in every language, its decisions."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    for council in reading.councils(year):
        for language in reading.tongues(council.year, council.number):
            found = reading.versions(council.year, council.number, language)[0]
            _url(root, places.council(found), found)
    for row in reading.decisions(year=year):
        if len(root) < MOST_IN_A_MAP:
            address = places.decision(row.year, row.meeting, row.reference)
            ET.SubElement(ET.SubElement(root, "url"), "loc").text = address
    return _written(root)


def _url(root: ET.Element, address: str, council: Council) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = address
    ET.SubElement(url, "lastmod").text = council.published.date().isoformat()


def _written(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root)
