"""Words that a DOCX prints around its body are read: in the head of the page, in its foot, in notes."""

from __future__ import annotations

from decimal import Decimal

from ingest.pipeline import read_data
from ingest.readers import read_bytes
from tests.ingest.readers.samples import W, docx, paragraph, row, shown, table

FORM = table(
    row("项目名称", "慰问", "", ""),
    row("项目资金", "12", "", ""),
    row("一级指标", "二级指标", "三级指标", "指标值"),
    row("产出指标", "数量指标", "慰问人数", "≥5人"),
)


def head(*words: str) -> str:
    return f"<w:hdr {W}>{''.join(map(paragraph, words))}</w:hdr>"


def foot(words: str) -> str:
    return f"<w:ftr {W}>{paragraph(words)}</w:ftr>"


def notes(*words: str) -> str:
    rule = f'<w:footnote w:type="separator" w:id="-1">{paragraph("____")}</w:footnote>'
    return f"<w:footnotes {W}>{rule}{''.join(f'<w:footnote>{paragraph(text)}</w:footnote>' for text in words)}</w:footnotes>"


def test_heads_stand_above_the_body_and_notes_and_feet_below_once_each() -> None:
    data = docx(
        paragraph("正文"),
        header1=head("总工会", ""),
        header2=head("总工会"),
        footer1=foot("公开"),
        footnotes=notes("注：含税"),
    )
    assert shown(read_bytes("document.docx", data)) == [["总工会"], ["正文"], ["注：含税"], ["公开"]]


def test_the_unit_of_money_may_stand_in_the_head_of_the_page() -> None:
    (project,) = read_data("document.docx", docx(FORM, header1=head("金额单位：万元"))).projects
    (row_read,) = project.indicators
    assert [(budget.amount_yuan, budget.money_unit_text) for budget in project.budgets] == [(Decimal(120_000), "万元")]
    assert (row_read.name, row_read.target_text) == ("慰问人数", "≥5人")


def test_a_note_below_the_form_is_not_the_rest_of_its_last_row() -> None:
    (project,) = read_data(
        "document.docx", docx(FORM, footnotes=notes("不含一次性补助"), footer1=foot("第1页"))
    ).projects
    assert [(row_read.name, row_read.target_text) for row_read in project.indicators] == [("慰问人数", "≥5人")]
