"""Sentences that state indicators behind their level words."""

from __future__ import annotations

from ingest.prose import document_to_prose_form
from tests.ingest.printed import document, reading, rows


def test_indicators_behind_level_words() -> None:
    text = (
        "关于困难职工帮扶项目的绩效目标\n本项目安排资金20万元。数量指标:救助困难职工人数≥90人;走访企业≥9家。"
        "质量指标:救助对象准确率=100%。社会效益指标:困难职工生活改善情况显著改善。"
    )
    assert [row[1:] for row in rows(text)] == [
        ("数量指标", "救助困难职工人数", "≥90人"),
        ("数量指标", "走访企业", "≥9家"),
        ("质量指标", "救助对象准确率", "=100%"),
        ("社会效益指标", "困难职工生活改善情况", "显著改善"),
    ]
    (project,) = reading(text).projects
    assert project.name == "困难职工帮扶项目"
    assert project.budget_yuan() == 200_000


def test_a_placeholder_stays_with_the_name() -> None:
    text = "植树绩效目标\n数量指标:植树株数(≥**株)>=17600株;抚育面积>=20亩。"
    (first, _) = reading(text).projects[0].indicators
    assert (first.name, first.name_text, first.target_text) == ("植树株数", "植树株数(≥**株)", ">=17600株")


def test_a_first_level_fused_to_the_second() -> None:
    text = "帮扶绩效目标\n产出数量指标:慰问人数≥9人。产出质量指标:合格率≥98%。"
    assert [row[1] for row in rows(text)] == ["数量指标", "质量指标"]


def test_every_word_keeps_its_place() -> None:
    text = "帮扶绩效目标\n数量 指标：慰问 人数≥9 人；\n质量指标：合格率≥98％。"
    (project,) = reading(text).projects
    first, second = project.indicators
    assert (first.locator.line_start, first.locator.quote) == (2, "数量 指标：慰问 人数≥9 人")
    assert (second.locator.line_start, second.locator.quote) == (3, "质量指标：合格率≥98％")


def test_a_mention_is_no_form() -> None:
    assert document_to_prose_form(document("会议强调,要完善数量指标:做到应救尽救。"), None) is None
    assert document_to_prose_form(document(""), None) is None
    assert document_to_prose_form(document("数量指标、质量指标和时效指标都要完成。"), None) is None


def test_what_an_indicator_is_and_what_is_to_be_reached_without_a_sign_between_them() -> None:
    text = "帮扶绩效目标\n数量指标：城市低保人数目标值不少于1250人，实际1302人。\n成本指标：疗休养补贴标准1500元/人。\n"
    text += "时效指标：2022年11月底前完成。\n(三)满意度指标\n低保对象满意度≥90%。"
    assert [(row.name, row.target_text) for row in reading(text).projects[0].indicators] == [
        ("城市低保人数", "不少于1250人"),
        ("疗休养补贴标准", "1500元/人"),
        ("时效指标", "2022年11月底前完成"),
        ("低保对象满意度", "≥90%"),
    ]


def test_words_behind_a_level_word_that_are_not_understood_are_said() -> None:
    text = (
        "帮扶绩效目标\n数量指标：慰问人数≥9人。\n时效指标：应于每月10日前发放，实际按时发放。\n质量指标：合格率≥98%。"
    )
    found = reading(text)
    assert [row.name for row in found.projects[0].indicators] == ["慰问人数", "合格率"]
    assert "text_not_understood" in [issue.code for issue in found.issues]


def test_rates_beside_the_indicators_are_found_too() -> None:
    text = "帮扶绩效目标\n城市低保每人每月660元。\n数量指标：慰问人数≥9人。\n质量指标：合格率≥98%。"
    assert [stated.rate.amount_low_yuan for stated in reading(text).rates] == [660]


def test_several_projects_in_sentences() -> None:
    one = (
        "1、项目名称：{}\n   预算安排：{} 万元\n   绩效目标：慰问一线职工\n   产出指标：\n     数量：慰问职工 30 人次\n"
    )
    text = (
        one.format("送清凉", 15)
        + "     质量：准确率 100%\n\n"
        + one.format("送温暖", 9)
        + "   满意度指标：职工满意度 ≥ 90%\n"
    )
    first, second = reading(text).projects
    assert [(p.name, str(p.budget_yuan()), [g.text for g in p.goals]) for p in (first, second)] == [
        ("送清凉", "150000", ["慰问一线职工"]),
        ("送温暖", "90000", ["慰问一线职工"]),
    ]
    assert [(row.level2, row.name, row.target_text) for row in second.indicators] == [
        ("数量", "慰问职工", "30人次"),
        ("满意度指标", "职工满意度", "≥90%"),
    ]
