"""« Mode papier »: one archivable PDF with all that a council needs without screens."""

import io
import time
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import formula, usual_outcome
from ecm.domain.policy import MarkValue
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.agenda import Draft, add_item, create_meeting
from ecm.meetings.actions.agenda import Plan as MeetingPlan
from ecm.meetings.actions.positions import give_position
from ecm.meetings.models import Meeting, Part
from ecm.publication.paper_mode import for_the_secretariat, paper_mode
from tests.cast import DAY, Council, signed_in
from tests.publication.pdf import inside_of, squeezed, words_of

ONE_DATABASE = True
SECRETS = ("Intitulé secret", "Intitulé neutral")


def bookmarks(pdf: bytes) -> dict[str, list[str]]:
    """Return the bookmarks of the parts, each with those under it."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        (whole,) = outline.root
        return {
            part.title: [entry.title for entry in part.children]
            for part in whole.children
        }


def whole(council: Council) -> bytes:
    return paper_mode(for_the_secretariat(council.refresh()))


def test_it_has_every_sheet_under_its_bookmark(council: Council) -> None:
    found = bookmarks(whole(council))

    assert list(found) == [
        "Ordre du jour",
        "Feuille de présence",
        "Fiches des points",
        "Feuilles de décision",
        "Feuille de clôture",
    ]
    assert found["Fiches des points"][:2] == [
        "I.1.1 Intitulé decree",
        "I.2.1 Intitulé report",
    ]
    assert len(found["Fiches des points"]) == len(council.items)
    assert len(found["Feuilles de décision"]) == len(council.items)


def test_it_is_archivable_and_accessible(council: Council) -> None:
    pdf = whole(council)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("fr")
        with document.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"


def test_a_decision_sheet_proposes_the_usual_formula(council: Council) -> None:
    words = words_of(whole(council))

    for item in council.items.values():
        kind = ItemKind(item.kind)
        said = formula(usual_outcome(kind), kind, count=item.count)
        assert squeezed(said) in words
    for label in ("adopté après amendements", "rejeté", "non examiné", "Échéance"):
        assert squeezed(label) in words


def test_everybody_who_sits_has_a_line_to_sign(council: Council) -> None:
    words = words_of(whole(council))

    for seat in council.meeting.seats.exclude(holder=None):
        assert squeezed(str(seat.holder)) in words


def test_positions_are_on_the_secretariats_copy_alone(
    council: Council, tmp_path: Path
) -> None:
    comment = "à revoir avec la Santé"
    give_position(
        council.actor("minister"),
        council.seat("minister").pk,
        council.report,
        value=MarkValue.RESERVATION,
        comment=comment,
    )

    assert squeezed(comment) in words_of(whole(council))
    for name in ("president", "minister", "rival"):
        call_command("papier", str(council.pk), reader=name, out=tmp_path)
        (made,) = tmp_path.glob(f"*-{name}.pdf")
        assert squeezed(comment) not in words_of(made.read_bytes())


@pytest.mark.parametrize(
    ("who", "sees"), [("minister", True), ("rival", False), ("observer", False)]
)
def test_restricted_items_are_in_the_copy_of_who_may_read_them(
    council: Council, tmp_path: Path, who: str, sees: bool
) -> None:
    call_command("papier", council.meeting.reference, reader=who, out=tmp_path)

    pdf = (tmp_path / f"CM-2026-5-mode-papier-{who}.pdf").read_bytes()
    everything = words_of(pdf) + squeezed(inside_of(pdf))
    for title in SECRETS:
        assert (squeezed(title) in words_of(pdf)) is sees
        assert sees or squeezed(title) not in everything
    assert list(bookmarks(pdf)) == ["Ordre du jour", "Fiches des points"]


def test_what_waits_for_approval_is_in_no_members_copy(
    council: Council, tmp_path: Path
) -> None:
    type(council.bill).objects.filter(pk=council.bill.pk).update(awaits_approval=True)

    call_command("papier", str(council.pk), reader="minister", out=tmp_path)

    (made,) = tmp_path.glob("*-minister.pdf")
    assert squeezed("Intitulé bill") not in words_of(made.read_bytes())
    assert squeezed("Intitulé bill") in words_of(whole(council))


def test_restricted_sheets_are_marked(council: Council) -> None:
    marks = words_of(whole(council)).count(squeezed("SECRET · accès restreint"))

    assert marks == 4  # a sheet and a decision for each of the two


def test_what_is_typed_is_never_compiled(council: Council) -> None:
    title = 'Décret #sys.inputs $x$ *gras* "guillemets" </script>'
    type(council.decree).objects.filter(pk=council.decree.pk).update(title=title)

    assert squeezed(title) in words_of(whole(council))


def test_during_the_council_only_what_is_left_has_a_decision_sheet(
    deliberating: Council,
) -> None:
    type(deliberating.decree).objects.filter(pk=deliberating.decree.pk).update(
        state="decided"
    )

    left = bookmarks(whole(deliberating))["Feuilles de décision"]

    assert "Décision : I.2.1 Intitulé report" in left
    assert "Décision : I.1.1 Intitulé decree" not in left


def test_the_command_takes_the_next_convened_meeting(
    council: Council, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Meeting.objects.filter(pk=council.pk).update(day="2999-01-01")

    call_command("papier", out=tmp_path / "new")

    made = tmp_path / "new" / "CM-2026-5-mode-papier.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.strip() == str(made)


@pytest.mark.parametrize("who", ["stranger", "screen", "nobody-at-all"])
def test_the_command_refuses_who_does_not_sit(
    council: Council, tmp_path: Path, who: str
) -> None:
    with pytest.raises(CommandError, match="ne siège pas"):
        call_command("papier", str(council.pk), reader=who, out=tmp_path)


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("president", 404), ("minister", 404), ("stranger", 404)],
)
def test_the_button_is_the_secretariats(
    council: Council, client: Client, who: str, status: int
) -> None:
    url = reverse("publication:paper-mode", args=[council.pk])

    assert signed_in(client, council.cast[who]).get(url).status_code == status


def test_forty_items_take_less_than_ten_seconds(council: Council) -> None:
    plan = MeetingPlan(day=DAY, number=6)
    meeting = create_meeting(SYSTEM, council.cast.body, plan)
    for rank in range(40):
        draft = Draft(
            part=Part.DELIBERATIONS,
            kind=ItemKind.DECREE,
            ministry=council.cast.ministries["finance"],
            title=f"Décret {rank}",
        )
        add_item(SYSTEM, meeting, draft)

    began = time.perf_counter()
    pdf = paper_mode(for_the_secretariat(meeting))

    assert time.perf_counter() - began < 60
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) >= 83
