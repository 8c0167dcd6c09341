"""Rows that a page break displaced go back to their project, with the proof on every row."""

from __future__ import annotations

from tests.ingest.printed import HEADER, codes, reading


def form(name: str, *rows: str) -> str:
    return f"项目名称\t{name}\n{HEADER}\t分值\n" + "".join(f"{row}\n" for row in rows)


FIRST = ("产出指标\t数量指标\t人数\t5人\t40", "\t质量指标\t准确率\t100%\t30")
SATISFIED = "满意度指标\t服务对象满意度指标\t职工满意度\t≥90%\t20"
SECOND = ("产出指标\t数量指标\t场次\t2场\t50", "\t时效指标\t完成时间\t6月底前\t40")


def test_a_row_printed_behind_the_next_heading_goes_back() -> None:
    found = reading(form("甲", *FIRST) + form("乙", SATISFIED, *SECOND))
    first, second = found.projects
    assert [row.name for row in first.indicators] == ["人数", "准确率", "职工满意度"]
    assert [row.name for row in second.indicators] == ["场次", "完成时间"]
    row = first.indicators[-1]
    assert (row.placement, row.printed_project, row.level1) == ("moved", 2, "满意度指标")
    assert "moved_across_page_break" in row.flags
    assert row.placement_proof
    assert row.placement_proof.startswith(
        "weights as printed 70 / 110; 1 row(s) weighing 20 from project 2 to project 1"
    )
    assert {row.placement for row in second.indicators} == {"printed"}


def test_a_moved_row_without_levels_takes_those_of_its_neighbour() -> None:
    found = reading(form("甲", *FIRST) + form("乙", "\t\t差错率\t≤1%\t20", *SECOND))
    row = found.projects[0].indicators[-1]
    assert (row.name, row.level1, row.level2) == ("差错率", "产出指标", "质量指标")


def test_rows_in_doubt_stay_and_are_flagged() -> None:
    doubtful = ("\t\t差错率\t≤1%\t20", "\t\t复核\t1次\t0")
    found = reading(form("甲", *FIRST) + form("乙", *doubtful, *SECOND))
    first, second = found.projects
    assert [len(first.indicators), len(second.indicators)] == [2, 4]
    assert [row.placement for row in second.indicators] == ["unresolved", "unresolved", "printed", "printed"]
    assert "displaced_unresolved" in codes(found)


def test_unequal_weights_that_nothing_explains_are_said() -> None:
    found = reading(form("甲", *FIRST) + form("乙", *SECOND))
    assert "weights_differ" in codes(found)
    assert {row.placement for project in found.projects for row in project.indicators} == {"printed"}
