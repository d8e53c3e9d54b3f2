"""The other servers beside ours: each sends its frame to every tablet, and whole."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.building import NoCompiler, Programs, build
from benchmarks.load.generator import Generator
from benchmarks.peers import channels, node, pads
from benchmarks.rounds import generator_for, running
from benchmarks.setting import Setting
from benchmarks.subject import Peer, padding
from benchmarks.verdict import Outcome
from tests.stack import Stacks

TABLETS, ACTS = 12, 3


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    try:
        return build(tmp_path_factory.mktemp("load"))
    except NoCompiler as missing:
        pytest.skip(str(missing))


@pytest.fixture
def stock(stacks: Stacks, tmp_path: Path) -> Iterator[Peer]:
    if shutil.which("redis-server") is None or channels.missing():
        pytest.skip("not installed: redis-server, or what Channels needs for it")
    peer = channels.OnUvicorn(tmp_path, stacks.redis_server().url, frame=2000)
    peer.start()
    yield peer
    peer.stop()


def test_stock_channels_sends_each_frame_to_all(
    programs: Programs, stock: Peer, tmp_path: Path
) -> None:
    with Generator(
        *(programs.wsload, tmp_path), port=stock.port, seats=stock.seats(TABLETS)
    ) as crowd:
        opened = crowd.open(TABLETS)
        crowd.load(stock.acts(ACTS))
        told = crowd.fire(ACTS)

    assert opened["open"] == TABLETS
    assert (told["acts"], told["messages"]) == (ACTS, ACTS * TABLETS)
    assert (told["bad"], told["gaps"], told["closed"]) == (0, 0, 0)
    assert told["bytes"] / told["messages"] > 2000


@pytest.mark.parametrize("name", pads.PADS)
def test_every_reader_of_a_pad_gets_each_sending_of_both_writers(
    programs: Programs, tmp_path: Path, name: str
) -> None:
    try:
        pad = pads.PADS[name](tmp_path)
    except node.Unavailable as missing:
        pytest.skip(f"{name}: {missing}")

    with running([pad]):
        pad.writers.fill(2, 200)
        with generator_for(pad, programs, tmp_path, TABLETS) as crowd:
            number = pad.cursor()
            opened = crowd.open(TABLETS, until=number)
            crowd.load(pad.acts(ACTS + 1))
            told = crowd.fire(ACTS + 1)

    assert (opened["open"], opened["level"]) == (TABLETS, TABLETS)
    assert (told["acts"], told["level"]) == (ACTS + 1, TABLETS)
    assert told["best"] == number + ACTS + 1
    assert (told["bad"], told["gaps"], told["closed"]) == (0, 0, 0)


def test_the_padding_is_french_and_of_its_size() -> None:
    words = padding(1000)

    assert 998 <= len(words.encode()) <= 1000
    assert "décret" in words


def test_without_node_its_rows_are_left_out_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(node.shutil, "which", lambda name: None)

    with pytest.raises(node.Unavailable, match="node n'est pas installé"):
        node.install()


def test_packages_are_there_as_a_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(
        '#!/bin/sh\nwhile [ "$1" != --prefix ]; do shift; done\n'
        'mkdir -p "$2/node_modules/ws"; [ -e "$0.works" ] || exit 1\n'
    )
    npm.chmod(0o755)
    monkeypatch.setattr(node.shutil, "which", lambda name: str(npm))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))

    with pytest.raises(node.Unavailable, match="npm a échoué"):
        node.install(["ws@8"])
    assert not node.cache().exists()

    (tmp_path / "npm.works").touch()
    assert node.install(["ws@8"]) == node.cache()
    assert (node.cache() / "node_modules" / "ws").is_dir()
    assert {p.name for p in node.cache().parent.iterdir()} == {"node", "node.lock"}


def test_a_pad_that_does_not_start_is_left_out_and_it_is_said(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(pads.Pad):
        label = "y-websocket"

        def command(self) -> list[str]:
            return ["sh", "-c", "echo la bibliothèque manque; exit 1"]

    def broken(folder: Path) -> pads.Pad:
        return Broken(folder, folder)

    def unavailable(folder: Path) -> pads.Pad:
        raise node.Unavailable("le registre npm ne répond pas")

    known = {"y-websocket": broken, "Etherpad": unavailable}
    monkeypatch.setattr("benchmarks.setting.PADS", known)
    outcome = Outcome("minutes", [])

    assert Setting(programs, tmp_path, [], outcome).pads() == []

    assert outcome.left_out == [
        "y-websocket : il ne démarre pas (la bibliothèque manque)",
        "Etherpad : le registre npm ne répond pas",
    ]
