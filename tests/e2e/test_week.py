"""One week of preparation in the browser, from four ministries' drafts to the council.

The clock is moved between the days: the server is stopped on one and started on the next.
"""

from html import escape
from pathlib import Path

from playwright.async_api import expect

from tests.browser import Screens
from tests.e2e import week_agenda as agenda
from tests.e2e import week_ministry as ministry
from tests.e2e import week_secretariat as sgg
from tests.e2e.chair import Chair
from tests.e2e.seats import enter
from tests.e2e.week import AFTER_THE_TERM, MONDAY, NOTE_SILENCES, THE_DAY, TUESDAY, Week
from tests.e2e.week_dossiers import (
    ASSOCIATED,
    BILL,
    CONFIDENTIAL,
    CONTRACT,
    LATE,
    RETURNED_TWICE,
    THIRTY,
    lodge_the_others,
)
from tests.files.makers import pdf_file
from tests.stack import COUNCIL, Stacks

# Reasons from the list, each counted, and the words for the ministry.
RETURNS = (
    (
        ("Visas incomplets ou erronés", "Rapport ou bordereau non signé"),
        "Il manque la loi.",
    ),
    (
        ("Références de textes incomplètes", "Concertation insuffisante"),
        "Et les régions ?",
    ),
)
RESERVED = "Numéro donné à un dossier à lecteurs désignés."


async def test_a_week_of_preparation(
    stacks: Stacks, screens: Screens, tmp_path: Path
) -> None:
    assert (len(THIRTY), len({sent.kind for sent in THIRTY})) == (30, 10)
    stack = stacks.open("sqlite", COUNCIL, ECM_CLOCK=MONDAY)
    week = Week(stack, screens, *papers(tmp_path))
    try:
        for stage in STAGES:
            await stage(week)
    finally:
        stack.stop()
    assert "entrées vérifiées" in stack.manage("verify")


def papers(folder: Path) -> tuple[Path, Path]:
    """Make the two small PDFs of the week: a piece, and the one that replaces it."""
    for name in ("first", "corrected"):
        (folder / name).mkdir()
    return (
        pdf_file(folder / "first", "Premiere version"),
        pdf_file(folder / "corrected", "Version corrigee"),
    )


async def the_ministries_lodge(week: Week) -> None:
    """Monday: one bill and one list by hand, the others by the forms of the same pages."""
    await ministry.write_the_bill(week)
    await ministry.read_and_sign_the_bill(week)
    await ministry.lodge_by_hand(week, BILL)
    await ministry.list_forty_persons(week)
    await ministry.sign_the_list(week)
    await ministry.share_with_agriculture(week)
    await lodge_the_others(week)


async def the_secretariat_checks_the_form(week: Week) -> None:
    """All are registered at once; one goes back twice; one is withdrawn."""
    officer = await sgg.at_the_desk(week, state="lodged")
    week.rows = len(await sgg.rows_of_the_book(officer))
    returned = await sgg.counts_of_returns(officer)
    await sgg.at_the_desk(week, state="lodged")
    await sgg.do_to_all(
        officer, "Enregistrer", "Enregistrer 29 dossiers", "29 dossiers"
    )
    entered = (await sgg.rows_of_the_book(officer))[week.rows :]
    assert sorted(entered) == sorted({sent.title for sent in THIRTY} - {LATE})

    for (reasons, why), file in zip(RETURNS, (week.corrected, week.paper), strict=True):
        await sgg.send_back(week, RETURNED_TWICE, reasons, why)
        await ministry.complete(week, why, file)
        await sgg.do_next(week, RETURNED_TWICE, "Enregistrer")
    versions = officer.see("#piece-draft_text .given-facts")
    await expect(versions).to_contain_text("version 3")
    counts = await sgg.counts_of_returns(officer)
    more = [now - then for now, then in zip(counts, returned, strict=True)]
    assert more == [1, 3, 1]
    assert len(await sgg.rows_of_the_book(officer)) == week.rows + 29
    await ministry.withdraw(week)


async def rivals_see_nothing(week: Week) -> None:
    """No page, line or result of another ministry; for an officer a number, no title."""
    rival = await week.person("cabinet-agriculture")
    for title in set(week.files) - {ASSOCIATED}:
        assert await rival.status_of(week.path(title)) == 404
    for path in ("/dossiers/", "/dossiers/recherche/?q=portant"):
        page = await rival.text_of(path)
        assert [t for t in week.files if escape(t) in page] == [ASSOCIATED]
    assert await rival.status_of(sgg.BOOK) == 404

    officer = await week.person("charge-sgg")
    rows = await sgg.rows_of_the_book(officer)
    assert rows.count(RESERVED) >= 1
    assert CONFIDENTIAL not in rows
    assert await officer.status_of(week.path(CONFIDENTIAL)) == 404


async def the_secretariat_takes_charge(week: Week) -> None:
    """What is in form is admitted and given to an officer; opinions are asked."""
    officer = await sgg.at_the_desk(week, state="registered")
    asked = "Déclarer recevables 28 dossiers"
    await sgg.do_to_all(officer, "Recevable", asked, "28 dossiers sont recevables.")
    await sgg.at_the_desk(week, state="admissible")
    await sgg.do_to_all(
        officer, "Prendre en charge", "Confier 28 dossiers", "28 dossiers"
    )
    await sgg.ask(week, BILL, "Justice", "Comité technique")
    await sgg.ask(week, CONTRACT, "Contrôle financier")
    await sgg.write_the_note(week)


async def opinions_come(week: Week) -> None:
    """Tuesday after noon: one answers in words, one by a report; one file comes late."""
    week.turn_to(TUESDAY)
    await ministry.lodge_late(week)
    await sgg.do_next(week, LATE, "Enregistrer")
    await sgg.answer_the_late_request(week)
    assert len(await sgg.rows_of_the_book(await week.person("sgg"))) == week.rows + 30
    await sgg.answer_with_words(week)
    await sgg.is_not_ready(week, BILL, "Rapport du COTEVAL")
    await sgg.answer_with_a_report(week)
    await sgg.is_not_ready(week, CONTRACT, "est attendu jusqu'au 13 février")


async def one_falls_silent(week: Week) -> None:
    """Monday: silence is shown as silence and keeps nobody; all but one are proposed."""
    week.turn_to(AFTER_THE_TERM, meanwhile=NOTE_SILENCES)
    await sgg.silence_is_shown(week)
    officer = await sgg.at_the_desk(week)
    await sgg.do_to_all(
        officer, "Prêt", "Dire prêts 28 dossiers", "28 dossiers sont prêts."
    )
    await sgg.at_the_desk(week, state="ready")
    asked = "Proposer 28 dossiers à l'ordre du jour"
    await sgg.do_to_all(officer, "Proposer", asked, "28 dossiers sont proposés")


async def the_agenda_is_approved(week: Week) -> None:
    """Built by the secretariat, amended by the Prime Minister, approved; then convened."""
    await agenda.build(week)
    await agenda.amend_and_approve(week)
    await agenda.convene(week, "Convoquer les membres")
    assert "SEQUENCE:0" in await agenda.invitation(week)


async def the_members_take_positions(week: Week) -> None:
    await agenda.take_positions(week)
    await agenda.each_sees_his_part_of_the_positions(week)


async def the_agenda_changes(week: Week) -> None:
    """Positions and a late file change it: approved again, convened again."""
    acts = ("Déclarer recevable", "Mettre à l'étude", "Dire prêt")
    await sgg.do_next(week, LATE, *acts, "Proposer à l'ordre du jour")
    await agenda.follow_the_positions(week)
    await agenda.approve_the_change(week)
    await agenda.convene(week, "Envoyer la convocation modifiée")
    assert "SEQUENCE:1" in await agenda.invitation(week)


async def the_council_opens(week: Week) -> None:
    """Thursday: the room has that agenda, and its first item is called."""
    week.turn_to(THE_DAY)
    await agenda.is_reserved(week)
    [base_url] = week.stack.base_urls
    chair = Chair(await enter(week.screens, base_url, "president"), [])
    member = await enter(week.screens, base_url, "economie")
    assert chair.seat.meeting == member.meeting == week.meeting
    await chair.open()
    await chair.tap("#call-next", "item.called")
    for seat in (chair.seat, member):
        await expect(seat.see("#stage h1")).to_have_text(agenda.MOVED)
        await expect(seat.see("#stage")).to_contain_text("I.1.1")


STAGES = [
    the_ministries_lodge,
    the_secretariat_checks_the_form,
    rivals_see_nothing,
    the_secretariat_takes_charge,
    opinions_come,
    one_falls_silent,
    the_agenda_is_approved,
    the_members_take_positions,
    the_agenda_changes,
    the_council_opens,
]
