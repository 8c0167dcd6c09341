"""Rows displaced by a page break: put back when the weights and the money prove it, else doubted aloud."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.records.displaced import MOST_MOVED, MOST_PROJECTS, Move, Placement, WeighedRow, place

Weights = list[int]


def weighed(*projects: Weights) -> list[list[WeighedRow]]:
    return [[WeighedRow(Decimal(weight)) for weight in weights] for weights in projects]


def placed(*projects: Weights) -> Placement | None:
    return place(weighed(*projects), [None] * len(projects))


def test_equal_sums_need_no_placement() -> None:
    assert placed([50, 40], [30, 60]) is None
    assert placed([50, 40]) is None
    assert place([[WeighedRow(None)], [WeighedRow(None)]], [None, None]) is None


def test_the_last_rows_of_a_project_stand_behind_the_next_heading() -> None:
    found = placed([60], [15, 15, 45, 45])
    assert found
    assert found.is_unique
    assert found.moves == (Move(1, 0, 2, 0),)
    assert found.proof == (
        "weights as printed 60 / 120; 2 row(s) weighing 30 from project 2 to project 1; then every project weighs 90; "
        "the money neither confirms nor denies it; the only placement that does so"
    )


def test_the_first_rows_of_a_project_stand_before_its_heading() -> None:
    found = placed([45, 45, 10, 5], [75])
    assert found
    assert found.moves == (Move(0, 2, 4, 1),)


def two_placements() -> list[list[WeighedRow]]:
    """The last row of the first project weighs what is too much, and so it does with the row of weight 0 before it."""
    first = [WeighedRow(Decimal(w)) for w in (50, 40)]
    first += [WeighedRow(Decimal(0), lump_yuan=Decimal(5_000)), WeighedRow(Decimal(20))]
    second = [WeighedRow(Decimal(40), rate_yuan=Decimal(200)), WeighedRow(Decimal(30), heads=Decimal(50))]
    return [first, second]


def test_where_weights_leave_two_placements_the_money_decides() -> None:
    found = place(two_placements(), [None, Decimal(15_000)])
    assert found
    assert (found.moves, found.is_unique) == ((Move(0, 2, 4, 1),), True)
    assert "project 2: 50 × 200 + 5000 = 15000 yuan = its budget" in found.proof
    assert "of 2 placements the only one the money agrees with" in found.proof


def test_where_the_money_is_silent_every_possible_row_is_in_doubt() -> None:
    found = place(two_placements(), [None, Decimal(14_000)])
    assert found
    assert (set(found.moves), found.is_unique) == ({Move(0, 3, 4, 1), Move(0, 2, 4, 1)}, False)
    assert "2 placements make every sum 90" in found.proof


def test_sums_that_would_meet_at_no_usual_total_are_said_and_nothing_moves() -> None:
    """100 and 90 could be made 95 twice by moving a row of 5; a slip in the document is the likelier reason."""
    found = placed([45, 50, 5], [60, 30])
    assert found == Placement((), "weights as printed 100 / 90; moving rows cannot make them a usual total", False)


def test_a_project_without_weights_beside_unequal_ones_is_said() -> None:
    found = place([[WeighedRow(None)], *weighed([60], [120])], [None] * 3)
    assert found
    assert (found.moves, found.is_unique) == ((), False)
    assert "? / 60 / 120" in found.proof


def test_very_many_projects_are_not_searched() -> None:
    found = placed(*[[50, 40 + (n % 2) * 2 - 1] for n in range(2 * MOST_PROJECTS)])
    assert found
    assert found.moves == ()


@st.composite
def projects_and_a_cut(draw: st.DrawFn) -> tuple[list[Weights], int, int, bool]:
    """Two to four projects that weigh 90 each; the heading a page break crossed, how many rows, and which way."""
    projects = []
    for _ in range(draw(st.integers(2, 4))):
        cuts = sorted(draw(st.sets(st.integers(1, 89), min_size=4, max_size=8)))
        projects.append([b - a for a, b in zip([0, *cuts], [*cuts, 90], strict=True)])
    heading = draw(st.integers(1, len(projects) - 1))
    is_forward = draw(st.booleans())
    origin = projects[heading - 1 if is_forward else heading]
    return projects, heading, draw(st.integers(1, min(MOST_MOVED, len(origin) - 1))), is_forward


@given(projects_and_a_cut())
def test_rows_moved_across_one_heading_are_found_again_or_doubted(drawn: tuple[list[Weights], int, int, bool]) -> None:
    projects, heading, count, is_forward = drawn
    printed = [list(weights) for weights in projects]
    if is_forward:  # the last rows of a project are printed behind the next heading
        printed[heading][:0] = printed[heading - 1][-count:]
        del printed[heading - 1][-count:]
        back = Move(heading, 0, count, heading - 1)
    else:  # the first rows of a project are printed before its heading
        printed[heading - 1] += printed[heading][:count]
        del printed[heading][:count]
        back = Move(heading - 1, len(printed[heading - 1]) - count, len(printed[heading - 1]), heading)
    assume(len({sum(weights) for weights in printed}) > 1)
    found = placed(*printed)
    assert found
    if found.is_unique:
        assert found.moves == (back,)
    else:
        assert back in found.moves
