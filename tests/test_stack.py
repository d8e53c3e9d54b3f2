"""Both stacks stand: every process answers, comes back where it was, knows the same people."""

import httpx

from tests.stack import Stack
from tests.tablet import Tablet

MAKE_ACCOUNT = """
from ecm.people.models import User
User.objects.create_user("secretaire", password="trois-mots-de-passe")
"""


def test_every_web_process_answers(stack: Stack) -> None:
    answers = [httpx.get(f"{url}/sante/").text for url in stack.base_urls]

    assert answers == ["ok"] * (2 if stack.kind == "full" else 1)


def test_a_killed_process_comes_back_at_its_address(stack: Stack) -> None:
    web = stack.web[0]

    web.kill()
    assert not web.answers()
    web.start()

    assert httpx.get(f"{web.base_url}/sante/").text == "ok"


async def test_who_signs_in_at_one_process_is_known_to_all(stack: Stack) -> None:
    stack.manage("shell", "--command", MAKE_ACCOUNT)
    tablet = Tablet(
        stack.base_urls[0], 1, username="secretaire", password="trois-mots-de-passe"
    )

    await tablet.sign_in()

    for base_url in stack.base_urls:
        answer = await tablet.http.get(f"{base_url}/", follow_redirects=True)
        assert answer.status_code == 200
        assert not answer.url.path.startswith("/connexion/"), base_url
    await tablet.http.aclose()
