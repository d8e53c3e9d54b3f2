"""Open data as JSON, shaped on OParl 1.1; what OParl has no word for is « ecm: ».

Every object has `id`, `type`, `created` and `modified`; the `id` of what has no file of its
own is its place in a file. What the public may not know is not « public: false »: it is not
there; what an erratum took out is `deleted`. There is no Person: who is appointed is a name
in an act, and the data draw nobody's portrait.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from ecm.domain.communique.edition import Edition
from ecm.public import reading
from ecm.public.names import slug_of
from ecm.public.programs.masking import masked, staff_number
from ecm.public.programs.places import VERSION, Places
from ecm.public.reading import Appointment, Council, Decision

SCHEMA = "https://schema.oparl.org/1.1/"
Thing = dict[str, Any]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def system(places: Places) -> Thing:
    """Return where to begin: the system, its version, its body."""
    return {
        "id": places.to("data-system"),
        "type": f"{SCHEMA}System",
        "oparlVersion": SCHEMA,
        "name": f"Conseil des ministres, {settings.STATE['name']}",
        "vendor": "https://github.com/ecm-conseil/e-cm",
        "product": f"e-CM, données {VERSION}",
        "body": places.to("data-body"),
        **_moments(),
    }


def _moments() -> Thing:
    """Return since when anything is published, and when it last changed."""
    return {
        "created": _moment(reading.beginning()),
        "modified": _moment(reading.stamp().changed),
    }


def body(places: Places) -> Thing:
    """Return the council as a body, with the lists of its meetings by year."""
    return {
        "id": places.to("data-body"),
        "type": f"{SCHEMA}Body",
        "system": places.to("data-system"),
        "shortName": settings.PUBLIC_BODY,
        "name": f"Conseil des ministres, {settings.STATE['name']}",
        "organization": places.to("data-organizations"),
        "meeting": [places.to("data-meetings", year) for year, _n in reading.years()],
        **_moments(),
    }


def organizations(places: Places) -> Thing:
    """Return the ministries, each with the names that it bore."""
    rows = [
        {
            "id": f"{places.to('data-organizations')}#{ministry.code}",
            "type": f"{SCHEMA}Organization",
            "body": places.to("data-body"),
            "name": ministry.name,
            "shortName": ministry.code,
            "web": places.to("ministry", ministry.code),
            **_moments(),
            "ecm:names": [
                {"name": name, "first": first.isoformat(), "last": last.isoformat()}
                for name, first, last in reading.names_of(ministry.code)
            ],
        }
        for ministry in reading.ministries()
    ]
    return {"data": rows, "links": {}}


def meetings(year: int, places: Places) -> Thing:
    """Return the councils of a year with their decisions, the last first."""
    years = sorted(found for found, _n in reading.years())
    place = years.index(year)
    links = {
        name: places.to("data-meetings", years[at])
        for name, at in (("prev", place - 1), ("next", place + 1))
        if 0 <= at < len(years)
    }
    rows = [meeting(council, places) for council in reading.councils(year)]
    return {"data": rows, "links": links}


def meeting(council: Council, places: Places) -> Thing:
    """Return one council as it stands in its last version, with what it decided."""
    place = (council.year, council.number)
    text = reading.edition(*place)
    return {
        "id": places.to("data-meeting", *place),
        "type": f"{SCHEMA}Meeting",
        "name": masked(council.heading),
        "meetingState": "terminé",
        "cancelled": False,
        "location": {"description": council.place},
        "start": _first(text, council),
        "end": _last(text, council),
        "web": places.council(council),
        "created": _moment(council.first_published),
        "modified": _moment(council.published),
        "agendaItem": [
            *(
                _item(row, order, council, places)
                for order, row in enumerate(
                    reading.decisions(year=place[0], number=place[1]), 1
                )
            ),
            *_taken_out(council, places),
        ],
        "ecm:reference": council.reference,
        "ecm:number": council.number,
        "ecm:nature": council.nature,
        "ecm:version": council.version,
        "ecm:reason": masked(council.reason),
        "ecm:digest": council.digest,
        "ecm:languages": reading.tongues(*place),
        "ecm:appointments": [
            appointed(row)
            for row in reading.appointments(year=place[0], number=place[1])
        ],
    }


def _first(text: Edition | None, council: Council) -> str:
    periods = text.periods if text else ()
    return periods[0].starts if periods else council.first_day.isoformat()


def _last(text: Edition | None, council: Council) -> str:
    periods = text.periods if text else ()
    ends = periods[-1].ends if periods else ""
    return ends or council.last_day.isoformat()


def _item(row: Decision, order: int, council: Council, places: Places) -> Thing:
    return {
        "id": _id(council, row.reference, places),
        "type": f"{SCHEMA}AgendaItem",
        "meeting": places.to("data-meeting", row.year, row.meeting),
        "order": order,
        "web": places.decision(row.year, row.meeting, row.reference),
        "created": _moment(council.first_published),
        "modified": _moment(council.published),
        "number": row.item,
        "name": masked(row.title),
        "public": True,
        "result": row.outcome,
        "resolutionText": masked(row.words),
        "ecm:reference": row.reference,
        "ecm:kind": row.kind,
        "ecm:outcome": row.outcome,
        "ecm:ministry": row.ministry,
        "ecm:ministryCode": row.ministry_code,
        "ecm:onBehalfOf": masked(row.on_behalf_of),
        "ecm:theme": masked(row.theme),
    }


def _id(council: Council, reference: str, places: Places) -> str:
    meeting = places.to("data-meeting", council.year, council.number)
    return f"{meeting}#{slug_of(reference)}"


def _taken_out(council: Council, places: Places) -> list[Thing]:
    """Return the decisions that an erratum took out: their names and moments alone."""
    if council.version == 1:
        return []
    lived: dict[str, tuple[datetime, datetime | None]] = {}
    for version in reversed(reading.versions(council.year, council.number)):
        text = reading.edition(*(version.year, version.number), version=version.version)
        present = {d.reference for d in text.decisions} if text else set()
        for reference in present:
            first, _ended = lived.get(reference, (version.published, None))
            lived[reference] = (first, None)
        for reference, (first, ended) in lived.items():
            if reference not in present and ended is None:
                lived[reference] = (first, version.published)
    return [
        {
            "id": _id(council, reference, places),
            "type": f"{SCHEMA}AgendaItem",
            "deleted": True,
            "created": _moment(first),
            "modified": _moment(ended),
        }
        for reference, (first, ended) in lived.items()
        if ended
    ]


def appointed(row: Appointment) -> Thing:
    """Return one appointment; a line that was worded by hand carries its text alone."""
    return {
        "reference": row.reference,
        "post": masked(row.post),
        "civility": row.civility,
        "givenNames": row.given_names,
        "surname": row.surname,
        "staffNumber": staff_number(row.staff_number),
        "grade": masked(row.grade),
        "ministry": row.ministry,
        "ministryCode": row.ministry_code,
        "board": row.is_board,
        "text": masked(row.words),
    }
