"""The communiqué as a structure, and as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `reference` ties it to the decision that it publishes.

    `line` is the caller's own number for the person that it names (0: nobody's).
    """

    text: str
    reference: str = ""
    line: int = 0


@dataclass(frozen=True)
class Group:
    """What stands under one number; `level` is 2 for I.1, 3 for what is inside it."""

    number: str
    title: str = ""
    on_behalf_of: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    level: int = 2


@dataclass(frozen=True)
class Section:
    number: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Signature:
    """The spokesperson who signs, and her or his distinction."""

    name: str
    distinction: str = ""
    title: str = "Le Porte-parole du gouvernement"


@dataclass(frozen=True)
class Communique:
    heading: str
    opening: str
    second: str
    sections: tuple[Section, ...]
    signature: Signature | None = None


class _Paragraph(Protocol):
    @property
    def text(self) -> str: ...


class _Group(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def on_behalf_of(self) -> str: ...
    @property
    def paragraphs(self) -> Sequence[_Paragraph]: ...


class _Section(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def groups(self) -> Sequence[_Group]: ...


class Written(Protocol):
    """What both a communiqué just composed and an edition of it are."""

    @property
    def heading(self) -> str: ...
    @property
    def opening(self) -> str: ...
    @property
    def second(self) -> str: ...
    @property
    def sections(self) -> Sequence[_Section]: ...
    @property
    def signature(self) -> Signature | None: ...


def as_text(communique: Written) -> str:
    """Return the communiqué as plain text, one line for each paragraph."""
    first = f"{communique.opening} {communique.second}".strip()
    blocks = [communique.heading, first]
    for section in communique.sections:
        blocks.append(f"{section.number}. {section.title}")
        for group in section.groups:
            blocks += _group_lines(group)
    if communique.signature:
        blocks.append(_signature_text(communique.signature))
    return "\n\n".join(blocks) + "\n"


def _group_lines(group: _Group) -> list[str]:
    number = f"{group.number}. " if group.number else ""
    texts = [paragraph.text for paragraph in group.paragraphs]
    if title := group.title or group.on_behalf_of:
        return [f"{number}{title}", *texts]
    return [f"{number}{texts[0]}", *texts[1:]] if texts else []


def _signature_text(signature: Signature) -> str:
    lines = [f"{signature.title},", "", signature.name, signature.distinction]
    return "\n".join(lines).rstrip()
