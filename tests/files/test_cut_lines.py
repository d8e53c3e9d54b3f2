"""Bringing a file to a real server, over lines that are cut and under a process that dies."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.files.bearer import PIECE, Bearer, give_account
from tests.stack import Stack


@pytest.fixture(scope="module")
def bearer(stack: Stack) -> Bearer:
    give_account(stack)
    return Bearer(stack)


def test_a_file_arrives_whole_over_a_line_that_is_cut(bearer: Bearer) -> None:
    chance = random.Random(7)
    content = chance.randbytes(2_000_000)
    bearer.begin(len(content))

    cuts = resent = 0
    while (offset := bearer.offset()) < len(content):
        piece = content[offset : offset + PIECE]
        if chance.random() < 0.5:
            bearer.add_and_be_cut(piece, offset, after=chance.randrange(len(piece) + 1))
            cuts += 1
            resent += bearer.offset() == offset
        else:
            assert bearer.add(piece, offset) in (204, 409, 423)

    assert bearer.bytes_there() == content
    assert cuts > 3
    assert resent > 0  # the line was cut before the server had the piece


def test_what_was_acknowledged_outlives_the_process(bearer: Bearer) -> None:
    content = random.Random(8).randbytes(3 * PIECE)
    bearer.begin(len(content))
    bearer.add(content[:PIECE], 0)
    bearer.add_and_be_cut(content[PIECE:], PIECE, after=PIECE // 2)

    bearer.stack.web[0].kill()
    bearer.stack.start()

    assert bearer.offset() == PIECE
    assert bearer.add(content[PIECE:], PIECE) == 204
    assert bearer.bytes_there() == content


def test_of_many_that_write_at_once_one_does(bearer: Bearer) -> None:
    pieces = [bytes([number]) * PIECE for number in range(8)]
    sites = bearer.stack.base_urls * 8
    bearer.begin(2 * PIECE)

    with ThreadPoolExecutor(8) as crowd:
        answers = list(
            crowd.map(lambda n: bearer.add(pieces[n], 0, at=sites[n]), range(8))
        )

    assert sorted(answers)[0] == 204
    assert set(sorted(answers)[1:]) <= {409, 423}
    assert bearer.offset() == PIECE
    assert bearer.bytes_there() == pieces[answers.index(204)]
