"""Whatever the cells hold, a preview is made, and what it lets confirm may be written."""

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.preview import preview
from ecm.domain.appointments.sheet import Cell, Nature, Workbook
from tests.domain.appointments.lists import HEALTH, OTHER, USUAL, seen, sheet, usual

CELLS = st.one_of(
    st.sampled_from([*USUAL, *map(str, usual()), "AU TITRE DE LA SANTE", "Total"]).map(
        Cell
    ),
    st.builds(
        Cell,
        st.text(max_size=12),
        st.sampled_from(Nature),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
)


@given(st.lists(st.lists(CELLS, max_size=10), max_size=8), st.booleans())
def test_any_sheet_is_read_without_a_fault_and_what_is_confirmable_fits(rows, headed):
    top = [USUAL] if headed else []

    read = preview(Workbook((sheet(*top, *map(tuple, rows)),)), HEALTH)

    assert all(problem.told() for problem in read.problems)
    for line in read.lines if read.is_confirmable else ():
        assert line.surname
        assert line.given_names
        assert line.post
        assert line.civility in {"Monsieur", "Madame"}
        assert len(line.staff_number) <= 30


@given(st.sampled_from(list(Column)), st.text(max_size=30))
def test_one_odd_cell_never_hides_the_other_lines(column, text):
    names = {"surname": text} if column is Column.SURNAME else {"post": text}

    read = seen(usual(**names), usual(**OTHER))

    assert read.lines[-1].surname == "ZONGO"
