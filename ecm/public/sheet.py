"""A communiqué as the public site sets it: every decision has its mark and its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ecm.domain.communique.edition import Edition, EditionGroup, EditionParagraph
from ecm.domain.french import fastened
from ecm.public.names import slug_of


@dataclass(frozen=True)
class Line:
    """A paragraph; `item` is set on the first one of a decision alone."""

    text: str
    item: str


@dataclass(frozen=True)
class Block:
    """Lines of one sort: the entries of a list, or plain paragraphs."""

    is_list: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Passage:
    """What stands under one number; without a heading the number runs in."""

    heading: str
    number: str
    depth: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    anchor: str
    title: str
    passages: tuple[Passage, ...]


def parts_of(edition: Edition) -> list[Part]:
    """Return the sections of an edition, ready to be drawn."""
    marked = _first_lines(edition)
    return [
        Part(
            f"partie-{section.number}",
            f"{section.number}. {section.title}",
            _without_gaps([_passage(group, marked) for group in section.groups]),
        )
        for section in edition.sections
    ]


def blocks_of(paragraphs: Iterable[str]) -> list[Block]:
    """Return the paragraphs of one decision, its list of persons apart."""
    lines = [EditionParagraph("", text) for text in paragraphs]
    return list(_blocks(lines, {}))


def _first_lines(edition: Edition) -> dict[str, str]:
    """Return the items by the key of the first paragraph of each."""
    found: dict[str, str] = {}
    seen = set()
    for paragraph in edition.paragraphs():
        if paragraph.reference and paragraph.reference not in seen:
            seen.add(paragraph.reference)
            found[paragraph.key] = slug_of(paragraph.reference)
    return found


def _passage(group: EditionGroup, marked: dict[str, str]) -> Passage:
    title = group.title or group.on_behalf_of
    number = f"{group.number}." if group.number else ""
    return Passage(
        heading=fastened(f"{number} {title}".strip()) if title else "",
        number="" if title else number,
        depth=group.level + 1,
        blocks=_blocks(group.paragraphs, marked),
    )


def _blocks(
    paragraphs: Sequence[EditionParagraph], marked: dict[str, str]
) -> tuple[Block, ...]:
    return tuple(
        Block(
            is_list,
            tuple(
                Line(fastened(p.text.removeprefix("- ")), marked.get(p.key, ""))
                for p in run
            ),
        )
        for is_list, run in groupby(paragraphs, key=lambda p: p.is_entry)
    )


def _without_gaps(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages with headings that never skip a level."""
    deepest = min((p.depth for p in passages if p.heading), default=3)
    return tuple(
        Passage(p.heading, p.number, p.depth - deepest + 3, p.blocks) for p in passages
    )
