"""The nginx of deploy/ before a real stack: a room through it, and what it must not let by."""

import asyncio
import re
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.deploy.proxy import DEPLOY, Nginx, program
from tests.record import held, refuse_broken_chain
from tests.servers import HOST, free_port
from tests.stack import COUNCIL, Stack, Stacks, WebProcess, ecm
from tests.tablet import Tablet, all_at

pytestmark = pytest.mark.skipif(program() is None, reason="not installed: nginx")
ROOM = ["president", "sgg", "administration", "securite", "justice", "agriculture"]
SOCKETS = re.compile(r"^ecm_sockets ([\d.]+)$", re.MULTILINE)


class PublicProcess(WebProcess):
    """`ecm site-public` on the published copy of a stack."""

    name = "public"

    def command(self) -> list[str]:
        return ecm("site-public", "--port", str(self.port))

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/conseils/", timeout=15).is_success
        except httpx.HTTPError:
            return False


@pytest.fixture(scope="module")
def nginx() -> Iterator[Nginx]:
    """nginx, rendered before what is behind it runs: it starts all the same."""
    with tempfile.TemporaryDirectory(prefix="ecm-nginx-") as name:
        made = Nginx(Path(name), [free_port(), free_port()], free_port())
        made.render()
        yield made.start()
        made.stop()


@pytest.fixture(scope="module")
def stack(stacks: Stacks, nginx: Nginx) -> Iterator[Stack]:
    """Two web processes and the public site, where nginx looks for them."""
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    opened = stacks.filled("full", COUNCIL)
    opened.environment |= {"ECM_ORIGINS": nginx.base_url}
    opened.web = [WebProcess(opened.folder, opened.environment) for _ in nginx.web]
    public = PublicProcess(opened.folder, opened.environment)
    for process, port in zip(
        [*opened.web, public], [*nginx.web, nginx.public], strict=True
    ):
        process.port, process.base_url = port, f"http://{HOST}:{port}"
    opened.start()
    public.start()
    yield opened
    public.stop()
    opened.stop()


@pytest.fixture(autouse=True)
def trust(nginx: Nginx, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tablets of this file believe the certificate of this nginx."""
    monkeypatch.setenv("SSL_CERT_FILE", str(nginx.certificate))


@asynccontextmanager
async def seated(nginx: Nginx, meeting: int) -> AsyncIterator[list[Tablet]]:
    """Seat a room, every tablet through nginx, and wait until all are level."""
    async with AsyncExitStack() as room:
        tablets = [Tablet(nginx.base_url, meeting, username=name) for name in ROOM]
        for tablet in tablets:
            await room.enter_async_context(tablet)
        await all_at(tablets, await tablets[0].present_seq())
        yield tablets


def sockets(nginx: Nginx, web: WebProcess) -> int:
    """Ask one process, by the monitoring network's server, how many tablets it holds."""
    told = httpx.get(f"http://{HOST}:{nginx.figures}/{web.port}/metriques/")
    found = SOCKETS.search(told.text)
    assert found, told
    return int(float(found[1]))


def test_nginx_accepts_the_file(nginx: Nginx) -> None:
    done = subprocess.run(
        [*nginx.command(), "-t"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_nginx_accepts_the_file_of_the_containers(nginx: Nginx, tmp_path: Path) -> None:
    text = (DEPLOY / "compose" / "nginx.conf").read_text()
    for before, after in {
        "/etc/ssl/conseil.pem": str(nginx.certificate),
        "/etc/ssl/private/conseil.key": str(nginx.folder / "conseil.key"),
        "/etc/nginx/ecm/": f"{nginx.folder}/ecm/",
        "/var/cache/nginx": str(tmp_path),
        "/dev/stdout": str(tmp_path / "out"),
        "/dev/stderr": "stderr",
    }.items():
        assert before in text
        text = text.replace(before, after)
    conf = tmp_path / "nginx.conf"
    conf.write_text(f"pid {tmp_path}/pid;\n{text}")

    found = program()
    assert found
    done = subprocess.run(
        [found, "-t", "-p", str(tmp_path), "-c", str(conf), "-e", "stderr"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


async def test_a_room_loses_a_process_and_goes_on_by_the_other(
    nginx: Nginx, stack: Stack
) -> None:
    before = held(stack)
    path = f"/seances/{before['meeting']}/"
    item = f"{path}points/{before['items'][0]['id']}/"
    async with seated(nginx, before["meeting"]) as tablets:
        president, *_others = tablets
        await president.command(f"{path}ouvrir/")
        await all_at(tablets, await president.present_seq())
        victim, other = sorted(stack.web, key=lambda w: sockets(nginx, w), reverse=True)
        # One process draws for the whole meeting as long as it is there.
        assert (sockets(nginx, victim), sockets(nginx, other)) == (len(ROOM), 0)
        connections = [tablet.connections for tablet in tablets]

        victim.kill()
        await president.command(f"{item}appeler/")
        await all_at(tablets, await president.present_seq())

        assert sockets(nginx, other) == len(ROOM)
        assert all(t.connections > n for t, n in zip(tablets, connections, strict=True))

        victim.start()
        other.kill()
        await president.command(f"{item}annuler-appel/")
        await all_at(tablets, await president.present_seq())

        assert sockets(nginx, victim) == len(ROOM)
        other.start()
    refuse_broken_chain(stack, held(stack))


def test_only_the_monitoring_network_reads_the_figures(
    nginx: Nginx, stack: Stack
) -> None:
    refused = httpx.get(f"{nginx.base_url}/metriques/")
    served = httpx.get(f"http://{HOST}:{nginx.figures}/{stack.web[0].port}/pret/?tout")
    others = httpx.get(f"http://{HOST}:{nginx.figures}/{stack.web[0].port}/connexion/")

    assert refused.status_code == 404
    # No background worker runs in this test: the alarm says so.
    assert served.json()["worker"] == "failed"
    assert others.status_code == 404


def test_what_a_client_says_of_its_address_is_not_believed(
    nginx: Nginx, stack: Stack
) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}

    answer = httpx.get(f"{nginx.base_url}/metriques/", headers=headers)
    page = httpx.get(f"{nginx.base_url}/connexion/", headers=headers)

    assert (answer.status_code, page.status_code) == (404, 200)


def test_a_body_that_is_too_large_stops_at_nginx(nginx: Nginx, stack: Stack) -> None:
    mebioctet = 1 << 20

    fits = httpx.post(f"{nginx.base_url}/connexion/", content=b"x" * mebioctet)
    large = httpx.post(f"{nginx.base_url}/connexion/", content=b"x" * (mebioctet + 1))
    whole = httpx.post(
        f"{nginx.base_url}/dossiers/1/pieces/note/joindre/",
        content=b"x" * 3 * mebioctet,
    )

    assert fits.status_code != 413
    assert large.status_code == 413
    assert whole.status_code != 413


async def test_the_public_site_is_kept_and_its_questions_are_limited(
    nginx: Nginx, stack: Stack
) -> None:
    async with httpx.AsyncClient(base_url=nginx.base_url, timeout=60) as reader:
        first = await reader.get("/conseils/")
        second = await reader.get("/conseils/")
        question = "/conseils/recherche/?q=eau"
        # Together: however slow the answers are, the questions come at once.
        asked = await asyncio.gather(*(reader.get(question) for _ in range(150)))
        pages = await asyncio.gather(*(reader.get("/conseils/") for _ in range(150)))

    assert (first.headers["X-Cache"], second.headers["X-Cache"]) == ("MISS", "HIT")
    assert {answer.status_code for answer in asked} == {200, 429}
    assert {answer.status_code for answer in pages} == {200}


def test_the_public_name_shows_nothing_of_the_council(
    nginx: Nginx, stack: Stack
) -> None:
    host = {"Host": "www.gouv.example"}

    site = httpx.get(f"{nginx.base_url}/conseils/", headers=host)
    council = httpx.get(f"{nginx.base_url}/connexion/", headers=host)

    assert (site.status_code, council.status_code) == (200, 404)


def test_no_address_that_may_be_a_key_is_written(nginx: Nginx, stack: Stack) -> None:
    httpx.get(f"{nginx.base_url}/presse/desabonner/mot-secret/?jeton=secret")
    httpx.get(f"{nginx.base_url}/conseils/recherche/?q=secret")
    nginx.stop()
    written = {p.name: p.read_text() for p in nginx.folder.glob("*.log")}
    nginx.start()

    assert "GET" in written["ecm.log"]
    assert all("secret" not in text for text in written.values())
    assert "/" not in re.sub(r"\d{4}-\d\d-\d\dT\S+", "", written["ecm.log"])


def test_plain_http_is_sent_to_tls(nginx: Nginx) -> None:
    host = {"Host": "conseil.gouv.example"}

    answer = httpx.get(f"http://{HOST}:{nginx.plain}/seances/?page=2", headers=host)

    assert answer.status_code == 301
    assert answer.headers["location"] == "https://conseil.gouv.example/seances/?page=2"
