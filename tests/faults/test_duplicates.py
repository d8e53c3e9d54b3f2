"""Every command three times under one key, at both processes at once: one effect."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from django.urls import URLPattern

from ecm.meetings import urls, views
from ecm.meetings.room import rounds
from tests.record import Held, held, refuse_broken_chain
from tests.stack import COUNCIL, Stack
from tests.tablet import Tablet

SEEDS = COUNCIL
TIMES = 3
# A page that is the answer has another token each time.
CSRF = re.compile(r'(?<="X-CSRFToken": ")\w+|(?<=csrfmiddlewaretoken" value=")\w+')
READ_ONLY = {"list", "journal", "paper", "receipts"}


@dataclass
class Desk:
    """Two signed-in persons who send everything three times, and what they sent."""

    stack: Stack
    before: Held
    chair: Tablet
    secretary: Tablet
    keys: dict[str, list[str]] = field(default_factory=dict)

    async def send(
        self, who: Tablet, name: str, path: str, fields: dict[str, object] | None = None
    ) -> str:
        """Send one command at once from every side and return the one answer to all."""
        key = str(uuid.uuid4())
        headers = {
            "Idempotency-Key": key,
            "X-CSRFToken": who.http.cookies["csrftoken"],
        }
        urls = (self.stack.base_urls * TIMES)[:TIMES]
        here = f"/seances/{self.before['meeting']}/{path}"
        answers = await asyncio.gather(
            *(
                who.http.post(f"{url}{here}", data=fields or {}, headers=headers)
                for url in urls
            )
        )
        statuses = [answer.status_code for answer in answers]
        # Where the answer is a page, the copies of the first are told that it is done.
        assert set(statuses) - {204} in (set(), {200}, {302}), (name, answers)
        answers = [a for a in answers if a.status_code != 204] or answers
        tokens = (CSRF.sub("", answer.text) for answer in answers)
        assert len(set(tokens)) == 1, name
        self.keys.setdefault(name, []).append(key)
        return answers[0].text


@pytest.fixture
async def desk(stack: Stack) -> AsyncIterator[Desk]:
    before = held(stack)
    url = stack.base_urls[0]
    chair = Tablet(url, before["meeting"], username="president")
    secretary = Tablet(url, before["meeting"], username="sgg")
    for tablet in (chair, secretary):
        await tablet.sign_in()
    yield Desk(stack, before, chair, secretary)
    for tablet in (chair, secretary):
        await tablet.http.aclose()


async def test_every_command_sent_three_times_at_once_has_one_effect(
    stack: Stack, desk: Desk
) -> None:
    await run_the_council(desk)
    await write_the_minutes(desk)
    await desk.send(
        desk.chair, "seat-withdraw", f"sieges/{seat(desk, 'sante')}/retirer/"
    )
    await desk.send(desk.chair, "close", "clore/")

    after = held(stack)
    refuse_broken_chain(stack, after)
    recorded = [entry["key"] for entry in after["entries"]]
    sent = {key: name for name, keys in desk.keys.items() for key in keys}
    assert {sent[k]: recorded.count(k) for k in sent} == dict.fromkeys(desk.keys, 1)
    assert set(desk.keys) == every_command()
    assert (after["sittings"], len(after["marks"]), len(after["decisions"])) == (
        2,
        1,
        1,
    )
    assert [b["text"] for b in after["blocks"]] == ["Premier", "Deuxième texte"]
    assert [b["is_removed"] for b in after["blocks"]] == [True, False]
    assert len(after["proposals"]) == 1


def every_command() -> set[str]:
    """The commands of the room; those of the preparation are sent by forms."""
    return {
        pattern.name
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern)
        and pattern.name
        and pattern.callback.__module__ in (views.__name__, rounds.__name__)
    } - READ_ONLY


def seat(desk: Desk, username: str) -> int:
    return desk.before.seat_of(username)


async def run_the_council(desk: Desk) -> None:
    chair, item = desk.chair, f"points/{desk.before['items'][0]['id']}/"
    present = {"attendance": "present"}
    mine = {"seat": seat(desk, "president"), "value": "agree"}
    decision = {"outcome": "adopted", "text": "Le Conseil a adopté ce décret."}
    for name, path, fields in (
        ("attendance", f"sieges/{seat(desk, 'economie')}/presence/", present),
        ("marks-display", "marques/affichage/", {"display": "names"}),
        ("open", "ouvrir/", {}),
        ("item-call", f"{item}appeler/", {}),
        ("item-undo-call", f"{item}annuler-appel/", {}),
        ("item-call", f"{item}appeler/", {}),
        ("item-restrict", f"{item}reserver/", {"restricted": "1"}),
        ("item-present", f"{item}presenter/", {}),
        ("round-open", f"{item}marques/ouvrir/", {}),
        ("mark-give", f"{item}marquer/", mine),
        ("round-close", f"{item}marques/clore/", {}),
        ("item-decide", f"{item}decider/", decision),
        ("suspend", "suspendre/", {}),
        ("resume", "reprendre/", {}),
    ):
        await desk.send(chair, name, path, fields)


async def write_the_minutes(desk: Desk) -> None:
    """Write two paragraphs, propose a text on an old base, settle it, remove the other."""
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    kept = await write(desk, first, 0, "Premier", 1)
    await write(desk, second, 0, "Deuxième", 2)
    await write(desk, second, 1, "Deuxième texte", 2)
    proposed = await write(desk, second, 1, "Texte concurrent", 2)
    assert (proposed["state"], proposed["text"]) == ("proposed", "Deuxième texte")
    path = f"proces-verbal/textes/{proposed['proposal']}/trancher/"
    await desk.send(desk.secretary, "minutes-settle", path, {"base": 2})
    path = f"proces-verbal/{kept['block']}/retirer/"
    await desk.send(desk.secretary, "minutes-remove", path, {"base": 1})


async def write(desk: Desk, uid: str, base: int, text: str, position: int) -> dict:
    fields = {"uid": uid, "base": base, "text": text, "position": position}
    answer = await desk.send(desk.secretary, "minutes-write", "proces-verbal/", fields)
    return json.loads(answer)
