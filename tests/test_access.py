"""Every address × everybody, in one table: who gets what, and who learns nothing at all.

A new address without its row here fails.
"""

import re
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ecm.meetings.actions.marks import open_round
from ecm.meetings.models import AgendaItem
from tests.addresses import ADDRESSES, url_names
from tests.asking import Address, Place, answered, furnish
from tests.cast import Council, signed_in
from tests.dossiers.addresses import EXPECTED_OF_OPINIONS
from tests.followup.addresses import EXPECTED_OF_FOLLOW_UP
from tests.meetings.addresses import EXPECTED_OF_THE_AGENDA
from tests.meetings.room_addresses import EXPECTED_OF_THE_COUNCIL
from tests.public.addresses import EXPECTED_OF_THE_PUBLIC
from tests.publication.desk.addresses import EXPECTED_OF_DESK
from tests.publication.translating.addresses import EXPECTED_OF_TRANSLATIONS
from tests.records.addresses import EXPECTED_OF_RECORDS
from tests.watching.addresses import EXPECTED_OF_WATCHING

PEOPLE = (
    *("president", "secretary", "minister", "rival", "observer", "screen"),
    *("stranger", "administrator", ""),
)
OF_THE_ROOM = "200 200 200 200 200 200 404 404 302"
OF_THE_CHAIR = "204 403 403 403 403 403 404 404 302"
OF_THE_TABLE = "204 204 403 403 403 403 404 404 302"
SEEN_BY_THE_TABLE = "200 200 404 404 404 404 404 404 302"
OF_THE_DESK = "404 200 404 404 404 404 404 404 302"
DONE_BY_THE_DESK = "404 302 404 404 404 404 404 404 302"
READ_BY_WHO_SETS = "403 403 403 403 403 403 403 200 302"
DONE_BY_WHO_SETS = "403 403 403 403 403 403 403 302 302"
OF_ITS_MINISTRY = "404 404 200 404 404 404 404 404 302"
DONE_BY_ITS_MINISTRY = "404 404 302 404 404 404 404 404 302"
REFUSED_TO_ITS_MINISTRY = "404 404 422 404 404 404 404 404 302"
NOT_IN_DEMONSTRATION = "404 404 404 404 404 404 404 404 404"
EVERYBODY = "200 200 200 200 200 200 200 200 200"

# Where the council is: the report is under deliberation and its round of marks is open.
EXPECTED = {
    "get home": "302 302 302 302 302 302 302 302 302",
    "get state-css": EVERYBODY,
    "get words": EVERYBODY,
    "post set-language": "302 302 302 302 302 302 302 302 302",
    "get live:worker": EVERYBODY,
    "get live:room": OF_THE_ROOM,
    "get live:hall": OF_THE_ROOM,
    "get live:frame": OF_THE_ROOM,
    "get live:mine": OF_THE_ROOM,
    "get live:item": OF_THE_ROOM,
    "get meetings:list": "200 200 200 200 200 200 200 200 302",
    "get meetings:convocation": "200 200 200 200 200 403 404 404 302",
    # The council of the test is open: it is too late to convene, move or excuse.
    "post meetings:convocation-send": "404 409 404 404 404 404 404 404 302",
    "get meetings:invitation": "404 404 404 404 404 404 404 404 302",
    "post meetings:move": "404 422 404 404 404 404 404 404 302",
    "get meetings:excuse": "404 200 404 200 404 404 404 404 302",
    "get meetings:positions": "200 200 200 200 404 404 404 404 302",
    "post meetings:position": "409 403 409 409 403 403 404 404 302",
    "get publication:pack": "200 200 200 200 200 404 404 404 302",
    "get meetings:journal": SEEN_BY_THE_TABLE,
    "post meetings:open": OF_THE_CHAIR,
    "post meetings:suspend": OF_THE_CHAIR,
    "post meetings:resume": OF_THE_CHAIR,
    "post meetings:close": OF_THE_CHAIR,
    "post meetings:item-call": OF_THE_CHAIR,
    # Marks were asked since the call: it stands.
    "post meetings:item-undo-call": "409 403 403 403 403 403 404 404 302",
    "post meetings:item-present": OF_THE_TABLE,
    "get meetings:item-decide": "200 403 403 403 403 403 404 404 302",
    "post meetings:item-decide": OF_THE_CHAIR,
    "get meetings:item-restrict": SEEN_BY_THE_TABLE,
    "post meetings:item-restrict": OF_THE_TABLE,
    "post meetings:round-open": OF_THE_CHAIR,
    "post meetings:round-close": OF_THE_CHAIR,
    "post meetings:mark-give": "200 403 200 200 403 403 404 404 302",
    "get meetings:attendance": SEEN_BY_THE_TABLE,
    "post meetings:attendance": OF_THE_TABLE,
    "post meetings:seat-withdraw": OF_THE_TABLE,
    "post meetings:minutes-write": "403 200 403 403 403 403 404 404 302",
    "post meetings:minutes-remove": OF_THE_DESK,
    "post meetings:minutes-settle": OF_THE_DESK,
    "get dossiers:search": "200 200 200 200 200 404 404 404 302",
    **dict.fromkeys(
        (
            *("get dossiers:settings", "get dossiers:settings-kind-new"),
            *("get dossiers:settings-kind", "get dossiers:settings-piece-new"),
            *("get dossiers:settings-piece", "get dossiers:settings-reason-new"),
            "get dossiers:settings-reason",
        ),
        "404 404 404 404 404 404 404 200 302",
    ),
    # Nobody here leads the cabinet of a ministry.
    **dict.fromkeys(
        (
            *("get dossiers:reviews", "get dossiers:level-new", "get dossiers:level"),
            "post dossiers:level-remove",
        ),
        "404 404 404 404 404 404 404 404 302",
    ),
    "get dossiers:list": "200 200 200 200 200 404 404 404 302",
    "get dossiers:new": "403 403 200 200 403 404 404 404 302",
    "post dossiers:new": "403 403 302 302 403 404 404 404 302",
    "get dossiers:dossier": OF_ITS_MINISTRY,
    "get dossiers:edit": OF_ITS_MINISTRY,
    "post dossiers:edit": DONE_BY_ITS_MINISTRY,
    "get dossiers:kind": OF_ITS_MINISTRY,
    "post dossiers:kind": DONE_BY_ITS_MINISTRY,
    "get dossiers:take-over": OF_ITS_MINISTRY,
    "post dossiers:take-over": DONE_BY_ITS_MINISTRY,
    "get dossiers:links": OF_ITS_MINISTRY,
    "post dossiers:links": DONE_BY_ITS_MINISTRY,
    # Lodged, it is the secretariat's too; the heads know what is not at its ministry.
    "get dossiers:receipt": "404 200 200 404 404 404 404 404 302",
    "get dossiers:receipt-pdf": "404 200 200 404 404 404 404 404 302",
    "get dossiers:version": OF_ITS_MINISTRY,
    "get dossiers:preview": OF_ITS_MINISTRY,
    "post dossiers:piece-attach": REFUSED_TO_ITS_MINISTRY,  # no file comes with it
    "post dossiers:piece-waive": DONE_BY_ITS_MINISTRY,
    "post dossiers:document-remove": DONE_BY_ITS_MINISTRY,
    "post dossiers:send": DONE_BY_ITS_MINISTRY,
    "post dossiers:approve": "404 404 403 404 404 404 404 404 302",
    # A draft without its pieces is not signed; nor is it lodged, or read over.
    "post dossiers:refuse": REFUSED_TO_ITS_MINISTRY,
    "post dossiers:sign": REFUSED_TO_ITS_MINISTRY,
    "post dossiers:lodge": REFUSED_TO_ITS_MINISTRY,
    "post dossiers:take-back": REFUSED_TO_ITS_MINISTRY,
    "post dossiers:withdraw": DONE_BY_ITS_MINISTRY,
    "get dossiers:appointments": OF_ITS_MINISTRY,
    # Neither a file nor a preview comes with these two.
    "post dossiers:appointments-preview": "404 404 422 404 404 404 404 404 302",
    "post dossiers:appointments-confirm": "404 404 409 404 404 404 404 404 302",
    "get dossiers:appointments-model": OF_ITS_MINISTRY,
    "get dossiers:appointments-download": OF_ITS_MINISTRY,
    "get dossiers:appointments-printed": OF_ITS_MINISTRY,
    "get dossiers:appointment-add": OF_ITS_MINISTRY,
    "post dossiers:appointment-add": DONE_BY_ITS_MINISTRY,
    "get dossiers:appointment-edit": OF_ITS_MINISTRY,
    "post dossiers:appointment-edit": DONE_BY_ITS_MINISTRY,
    "post dossiers:appointment-remove": DONE_BY_ITS_MINISTRY,
    **{
        f"get secretariat:{name}": OF_THE_DESK
        for name in (
            *("week", "book", "late", "returns", "yearbook", "reasons"),
            "many",
        )
    },
    "post secretariat:many-apply": DONE_BY_THE_DESK,
    "post secretariat:many-undo": DONE_BY_THE_DESK,
    "post secretariat:late-answer": DONE_BY_THE_DESK,
    # Who knows the file is told that the act is not his.
    **{
        f"post secretariat:{name}": "403 302 403 404 404 404 404 404 302"
        for name in (
            *("register", "take-charge", "admit", "study", "ready", "propose"),
            *("hold", "return"),
        )
    },
    "get secretariat:return": "403 200 403 404 404 404 404 404 302",
    # Of the note, nobody else learns that it may exist.
    "get secretariat:note": "200 200 404 404 404 404 404 404 302",
    "post secretariat:note": "403 302 404 404 404 404 404 404 302",
    "get meetings:paper": "200 200 200 200 200 404 404 404 302",
    "get publication:communique": SEEN_BY_THE_TABLE,
    "get publication:communique-pdf": SEEN_BY_THE_TABLE,
    "get publication:communique-text": SEEN_BY_THE_TABLE,
    "post files:uploads": "412 412 412 412 412 412 412 412 401",
    "post files:upload": "412 412 412 412 412 412 412 412 401",
    "get notices:list": "200 200 200 200 200 200 200 200 302",
    "post notices:read": "404 404 302 404 404 404 404 404 302",
    "post notices:read-all": "302 302 302 302 302 302 302 302 302",
    "get calendar:weeks": "200 200 200 200 200 200 200 200 302",
    "get calendar:settings": READ_BY_WHO_SETS,
    "get calendar:week": READ_BY_WHO_SETS,
    "post calendar:week": DONE_BY_WHO_SETS,
    "get calendar:milestone": READ_BY_WHO_SETS,
    "post calendar:milestone": DONE_BY_WHO_SETS,
    "get calendar:milestone-add": READ_BY_WHO_SETS,
    "post calendar:milestone-add": DONE_BY_WHO_SETS,
    "get calendar:recess": READ_BY_WHO_SETS,
    "post calendar:recess": DONE_BY_WHO_SETS,
    "get calendar:recess-add": READ_BY_WHO_SETS,
    "post calendar:recess-add": DONE_BY_WHO_SETS,
    "get calendar:exception": READ_BY_WHO_SETS,
    "post calendar:exception": DONE_BY_WHO_SETS,
    "get calendar:exception-add": READ_BY_WHO_SETS,
    "post calendar:exception-add": DONE_BY_WHO_SETS,
    "post calendar:recess-remove": DONE_BY_WHO_SETS,
    "post calendar:exception-remove": DONE_BY_WHO_SETS,
    "get people:sign-in": "302 302 302 302 302 302 302 302 200",
    "post people:sign-out": "302 302 302 302 302 302 302 302 302",
    "get people:demo": NOT_IN_DEMONSTRATION,
    "post people:demo-enter": NOT_IN_DEMONSTRATION,
    "get people:demo-role": NOT_IN_DEMONSTRATION,
    **EXPECTED_OF_OPINIONS,
    **EXPECTED_OF_THE_AGENDA,
    **EXPECTED_OF_THE_COUNCIL,
    **EXPECTED_OF_FOLLOW_UP,
    **EXPECTED_OF_RECORDS,
    **EXPECTED_OF_DESK,
    **EXPECTED_OF_TRANSLATIONS,
    **EXPECTED_OF_THE_PUBLIC,
    **EXPECTED_OF_WATCHING,
}


@pytest.fixture
def place(deliberating: Council) -> Place:
    open_round(deliberating.actor("president"), deliberating.report)
    return furnish(deliberating, deliberating.report)


def answer(address: Address, place: Place, who: str) -> HttpResponse:
    with answered(address, place, who) as found:
        return found


def test_every_address_has_its_row() -> None:
    asked = {address.name for address in ADDRESSES}

    assert set(url_names()) == asked
    assert {address.label for address in ADDRESSES} == set(EXPECTED)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda a: a.label)
def test_an_address_answers_everybody_as_the_table_says(
    place: Place, address: Address
) -> None:
    found = [answer(address, place, who).status_code for who in PEOPLE]

    assert " ".join(map(str, found)) == EXPECTED[address.label]


@pytest.mark.parametrize(
    "address", [a for a in ADDRESSES if a.method == "post"], ids=lambda a: a.name
)
def test_no_command_is_done_by_reading(place: Place, address: Address) -> None:
    client = signed_in(Client(), place.council.cast.president)
    before = place.council.meeting.seq

    client.get(reverse(address.name, args=address.arguments(place)))

    assert place.council.refresh().seq == before


def test_a_command_without_its_token_is_not_done(place: Place) -> None:
    client = Client(enforce_csrf_checks=True)
    signed_in(client, place.council.cast.president)

    refused = client.post(
        reverse("meetings:close", args=[place.council.pk]),
        headers={"Idempotency-Key": "un"},
    )

    assert refused.status_code == 403
    assert "rechargez-la" in refused.content.decode()
    assert place.council.refresh().state == "open"


NAMING_AN_ITEM = [
    address
    for address in ADDRESSES
    if address.name.startswith(("live:item", "meetings:item", "meetings:round"))
    or address.name in ("meetings:mark-give", "meetings:minutes-write")
]


@pytest.mark.parametrize("address", NAMING_AN_ITEM, ids=lambda a: a.label)
def test_an_item_that_one_may_not_read_is_as_one_that_is_not(
    place: Place, address: Address
) -> None:
    nowhere = AgendaItem(pk=10**6, meeting=place.council.meeting)

    for who in ("rival", "observer", "screen", "stranger"):
        told = [
            refusal(address, replace(place, item=item), who)
            for item in (nowhere, place.council.secret, place.council.neutral)
        ]
        assert told[0] == told[1] == told[2], who
        assert told[0][0] in (403, 404), who


def refusal(address: Address, place: Place, who: str) -> tuple[int, str]:
    """Return the status and the words of an answer, less its one-time tokens."""
    found = answer(address, place, who)
    words = re.sub(r"\b\w{64}\b", "", found.content.decode())
    return found.status_code, words


def test_who_may_read_an_item_is_not_sent_away(place: Place) -> None:
    item = replace(place, item=place.council.secret)
    address = next(a for a in ADDRESSES if a.name == "live:item")

    assert answer(address, item, "minister").status_code == 200


def test_a_number_that_no_row_can_have_is_not_found(place: Place) -> None:
    client = signed_in(Client(), place.council.cast.president)
    huge = 10**30

    for url in (
        reverse("live:room", args=[huge]),
        reverse("live:item", args=[place.council.pk, huge]),
        reverse("meetings:paper", args=[huge]),
    ):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("cursor", ["-1", "x", "", "9" * 5000, "٣"])
def test_a_cursor_that_is_none_gets_the_whole_page(place: Place, cursor: str) -> None:
    client = signed_in(Client(), place.council.cast.minister)

    url = reverse("live:frame", args=[place.council.pk])

    assert "data-snapshot" in client.get(url, {"curseur": cursor}).content.decode()


def test_a_level_cursor_gets_nothing(place: Place) -> None:
    client = signed_in(Client(), place.council.cast.minister)
    url = reverse("live:frame", args=[place.council.pk])

    found = client.get(url, {"curseur": place.council.meeting.seq})

    assert (found.status_code, found.content) == (204, b"")
