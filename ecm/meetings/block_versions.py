"""The versions of a paragraph of the minutes, as its writers read and compare them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ecm.domain.verbs import Verb
from ecm.domain.wording import Run, compared
from ecm.journal.models import Entry
from ecm.meetings.models import BlockRevision, Meeting, MinuteBlock

# One saves four times a second: what one hand wrote without a pause is one version.
PAUSE = timedelta(seconds=60)


@dataclass(frozen=True)
class Version:
    """A text that the paragraph had; `is_removal` when it was taken out then."""

    number: int
    by: str
    at: datetime
    text: str
    is_removal: bool


@dataclass(frozen=True)
class Compared:
    """Two versions side by side; the words of `runs` tell what became of each."""

    before: Version
    after: Version
    runs: tuple[Run, ...]


def versions_of(block: MinuteBlock) -> list[Version]:
    """Return the versions, the last first: one for each stroke of one hand."""
    rows = list(block.revisions.select_related("written_by__person"))
    removals = _removals(block)
    ends = [
        row
        for row, following in zip(rows, [*rows[1:], None], strict=True)
        if following is None or _is_another_stroke(row, following, removals)
    ]
    return [_version(row, removals) for row in reversed(ends)]


def _is_another_stroke(
    row: BlockRevision, following: BlockRevision, removals: frozenset[int]
) -> bool:
    if row.version in removals or following.version in removals:
        return True
    same_hand = row.written_by_id == following.written_by_id
    return not same_hand or following.written_at - row.written_at > PAUSE


def _removals(block: MinuteBlock) -> frozenset[int]:
    entries = Entry.objects.filter(
        stream=block.meeting.stream,
        verb=Verb.REMOVE_MINUTES.value,
        facts__block=block.pk,
    )
    return frozenset(
        facts["version"] for facts in entries.values_list("facts", flat=True)
    )


def _version(row: BlockRevision, removals: frozenset[int]) -> Version:
    return Version(
        number=row.version,
        by=str(row.written_by),
        at=row.written_at,
        text=row.text,
        is_removal=row.version in removals,
    )


def compare(versions: list[Version], before: int, after: int) -> Compared | None:
    """Return two of the versions side by side; by default the last two; None for one."""
    if len(versions) < 2:
        return None
    known = {version.number: version for version in versions}
    new = known.get(after, versions[0])
    old = known.get(before) or _preceding(versions, new)
    return Compared(old, new, compared(old.text, new.text))


def _preceding(versions: list[Version], new: Version) -> Version:
    """Return the version before another; the first has none and is beside the next."""
    older = [version for version in versions if version.number < new.number]
    return older[0] if older else versions[-2]


@dataclass(frozen=True)
class Removed:
    """A paragraph that was taken out, with the last words that it had."""

    block: MinuteBlock
    last: Version


def removed_from(meeting: Meeting, item: int | None) -> list[Removed]:
    """Return what was taken out of the minutes of an item, or of the meeting itself."""
    blocks = meeting.blocks.filter(item=item, is_removed=True)
    found = ((block, _last_words(block)) for block in blocks)
    return [Removed(block, last) for block, last in found if last is not None]


def _last_words(block: MinuteBlock) -> Version | None:
    """Return the fullest text of a paragraph's end: one empties it to take it out.

    That is of its last stroke, or what stood before it.
    """
    rows = list(block.revisions.select_related("written_by__person"))
    removals = _removals(block)
    written = [row for row in rows if row.version not in removals]
    start = len(written) - 1
    while start > 0 and not _is_another_stroke(
        written[start - 1], written[start], frozenset()
    ):
        start -= 1
    end = written[max(start - 1, 0) :]
    fullest = max(reversed(end), key=lambda row: len(row.text), default=None)
    if fullest is None or not fullest.text.strip():
        return None
    return _version(fullest, frozenset())
