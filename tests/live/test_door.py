"""Who may come into the room: asked for many at once, as strictly as for one."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from ecm.domain.policy import Role
from ecm.people.models import User
from live.door import Door
from live.seated import NO_SEAT, SIGN_IN_AGAIN, Admission, Caller, admit
from tests.cast import Council

BACKEND = "django.contrib.auth.backends.ModelBackend"


def key_of(user: User) -> str:
    """Sign an account in and return the key of its session."""
    request = HttpRequest()
    request.session = SessionStore()
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    login(request, user, backend=BACKEND)
    request.session.save()
    return request.session.session_key or ""


def caller(council: Council, name: str) -> Caller:
    return Caller(council.pk, key_of(council.cast[name]))


def test_each_is_let_into_his_own_audience(council: Council) -> None:
    names = ["president", "secretary", "minister"]

    found = admit([caller(council, name) for name in names])

    assert all(isinstance(verdict, Admission) for verdict in found)
    assert [v.user_id for v in found] == [council.cast[n].pk for n in names]
    assert [v.audience.view for v in found] == [
        Role.PRESIDING,
        Role.SECRETARY,
        Role.MEMBER,
    ]
    assert {v.seq for v in found} == {council.refresh().seq}


def test_who_has_no_seat_or_no_session_is_told_which(council: Council) -> None:
    stranger = caller(council, "stranger")
    nobody = Caller(council.pk, "forged")
    elsewhere = Caller(404, key_of(council.cast.minister))

    assert admit([stranger, nobody, elsewhere]) == [NO_SEAT, SIGN_IN_AGAIN, NO_SEAT]


def expired(user: User, key: str) -> None:
    Session.objects.filter(pk=key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )


def signed_out(user: User, key: str) -> None:
    SessionStore(key).flush()


def given_another_password(user: User, key: str) -> None:
    user.set_password("trois autres mots")
    user.save()


def closed(user: User, key: str) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def of_a_backend_that_is_gone(user: User, key: str) -> None:
    store = SessionStore(key)
    store["_auth_user_backend"] = "gone.Backend"
    store.save()


@pytest.mark.parametrize(
    "become",
    [expired, signed_out, given_another_password, closed, of_a_backend_that_is_gone],
)
def test_whose_session_is_no_longer_good_must_sign_in_again(
    council: Council, become: Callable[[User, str], None]
) -> None:
    known = caller(council, "minister")
    assert isinstance(admit([known])[0], Admission)

    become(council.cast.minister, known.session_key)

    assert admit([known]) == [SIGN_IN_AGAIN]


def test_a_whole_room_costs_no_more_queries_than_one(
    council: Council, django_assert_num_queries: Any
) -> None:
    names = ["president", "secretary", "minister", "deputy", "rival"]
    callers = [caller(council, name) for name in names]
    with django_assert_num_queries(7):
        admit(callers[:1])

    with django_assert_num_queries(7):
        admit(callers * 20)


class Host:
    """What a door needs of the hub; it notes how often it was asked."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked: list[int] = []
        self.fails = fails
        self.tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.add(asyncio.create_task(work))

    async def in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        (callers,) = arguments
        self.asked.append(len(callers))
        await asyncio.sleep(0)
        if self.fails:
            raise ConnectionError
        return [NO_SEAT for _ in callers]


async def test_who_arrives_meanwhile_is_looked_up_with_the_next() -> None:
    host = Host()
    door = Door(host)

    first = [asyncio.create_task(door.admit(Caller(1, str(n)))) for n in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = [asyncio.create_task(door.admit(Caller(1, str(n)))) for n in range(40)]
    found = await asyncio.gather(*first, *later)

    assert set(found) == {NO_SEAT}
    assert host.asked == [3, 40]


async def test_a_database_that_does_not_answer_lets_nobody_in() -> None:
    host = Host(fails=True)
    door = Door(host)

    for _ in range(2):  # the door opens again for whoever tries again
        with pytest.raises(ConnectionError):
            await door.admit(Caller(1, "x"))
