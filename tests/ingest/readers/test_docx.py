from __future__ import annotations

import pytest

from ingest.layout import Unreadable
from ingest.readers import read_bytes
from tests.ingest.readers.samples import cell, docx, packed, paragraph, row, run, shown, table


def read(body: str, **parts: str) -> list[list[str]]:
    return shown(read_bytes("document.docx", docx(body, **parts)))


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


BEGIN, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_hold_their_places() -> None:
    body = table(
        row("项目名称", cell("慰问", span(3))),
        row(cell("产出指标", BEGIN), "数量", "人数", "≥5人"),
        row(cell("", CONTINUE), "质量", "合格率", "100%"),
        row("满意度指标", "满意度", "职工满意度", "≥90%"),
    )
    assert read(body) == [
        ["项目名称", "慰问", "", ""],
        ["产出指标", "数量", "人数", "≥5人"],
        ["", "质量", "合格率", "100%"],
        ["满意度指标", "满意度", "职工满意度", "≥90%"],
    ]


def test_a_cell_merged_over_the_whole_width_is_a_line_of_words() -> None:
    body = table(row(cell("绩效目标表", span(2))), row("甲", "乙"))
    lines = read_bytes("document.docx", docx(body)).lines
    assert [(line.is_row, [piece.text for piece in line.pieces]) for line in lines] == [
        (False, ["绩效目标表"]),
        (True, ["甲", "乙"]),
    ]


def test_grid_lines_that_no_cell_begins_at_are_not_seen() -> None:
    body = table(row(cell("甲", span(2)), cell("乙", span(3))), row(cell("丙", span(2)), cell("丁", span(3))))
    assert read(body) == [["甲", "乙"], ["丙", "丁"]]


def test_rows_may_begin_and_end_off_the_grid() -> None:
    body = table(row("甲", "乙", "丙"), row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))
    assert read(body) == [["甲", "乙", "丙"], ["", "丁", ""]]


def test_content_controls_are_looked_through() -> None:
    text = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('慰问')}</w:sdtContent></w:sdt>"
    a_cell = f"<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt>"
    a_row = f"<w:sdt><w:sdtContent>{row('丙', '丁')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{paragraph(text)}{table(row('甲', a_cell), a_row)}</w:sdtContent></w:sdt>"
    assert read(body) == [["慰问"], [], ["甲", "乙"], ["丙", "丁"]]


def test_an_unanswered_content_control_holds_nothing() -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )
    assert read(table(row("项目名称", cell(paragraph(control))))) == [["项目名称", ""]]


def test_boxes_show_their_ticks_whoever_drew_them() -> None:
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    body = paragraph(
        symbol.format("Wingdings 2", "F052"),
        "新增 ",
        symbol.format("Wingdings 2", "F0A3"),
        "延续 ",
        symbol.format("Wingdings", "F0FE"),
        "甲 ",
        symbol.format("Wingdings", "F0A8"),
        "乙 ",
        run("R", '<w:rFonts w:ascii="Wingdings 2"/>'),
        "丙 ",
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>',
        "丁 ",
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>',
        "戊",
    )
    assert read(body) == [["☑新增 □延续 ☑甲 □乙 ☑丙 ☑丁 ☐戊"]]


def test_comparators_drawn_with_the_symbol_font_are_characters() -> None:
    assert read(paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "90%")) == [["≥90%"]]


def test_breaks_and_tabs_in_a_paragraph() -> None:
    line = "<w:r><w:t>部门</w:t><w:tab/><w:t>单位：万元</w:t><w:br/><w:t>次行</w:t><w:noBreakHyphen/></w:r>"
    assert read(paragraph(line)) == [["部门", "单位：万元"], ["次行-"]]


def test_paragraphs_of_a_cell_stand_in_one_row() -> None:
    body = table(row("目标", cell(paragraph("1.甲") + paragraph("2.乙"))))
    assert read(body) == [["目标", "1.甲 2.乙"]]


def test_tracked_changes_read_as_accepted() -> None:
    changed = (
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        + f"<w:ins>{run('新')}</w:ins><w:moveFrom>{run('从')}</w:moveFrom><w:moveTo>{run('到')}</w:moveTo>"
    )
    deleted_row = row("删", "去", properties="<w:del/>")
    assert read(paragraph(changed) + table(row("甲", "乙"), deleted_row)) == [["新到"], [], ["甲", "乙"]]


def test_hidden_text_is_not_read() -> None:
    hidden = row("隐", "藏", properties="<w:hidden/>")
    body = paragraph("见", run("隐", "<w:vanish/>"), run("显", '<w:vanish w:val="0"/>')) + table(
        row("甲", "乙"), hidden
    )
    assert read(body) == [["见显"], [], ["甲", "乙"]]


def test_field_codes_are_not_read_but_their_results_are() -> None:
    field = '<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert read(paragraph("第", field, "页")) == [["第7页"]]


def test_a_table_in_a_table_is_read_as_a_table() -> None:
    inner = paragraph("前") + table(row("甲", "乙")) + paragraph("后")
    body = table(row("项目名称", "慰问"), row(cell(inner, span(2))), row("合计", "3"))
    assert read(body) == [["项目名称", "慰问"], [], ["前"], [], ["甲", "乙"], [], ["后"], [], ["合计", "3"]]


def test_a_text_box_follows_the_paragraph_it_is_anchored_in_and_is_said_once() -> None:
    box = f"<w:txbxContent>{paragraph('单位：万元')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(paragraph("标题", drawn)) == [["标题"], ["单位：万元"]]


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def listed(text: str, number: int, depth: int = 0) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(text)}</w:p>'
    )


def test_numbers_of_lists_are_printed() -> None:
    body = (
        listed("甲", 1) + listed("乙", 1) + listed("丙", 1, 1) + listed("丁", 1, 1) + listed("戊", 1)
        + listed("己", 1, 1) + listed("庚", 2) + listed("辛", 3)
    )  # fmt: skip
    lines = read(body, numbering=NUMBERING)
    assert lines == [["1.甲"], ["2.乙"], ["（一）丙"], ["（二）丁"], ["3.戊"], ["（一）己"], ["庚"], ["1.辛"]]


STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="self"><w:basedOn w:val="self"/></w:style></w:styles>"""


def styled(text: str, style: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run(text)}</w:p>'


def test_numbers_that_a_style_gives_are_printed() -> None:
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("甲", "1") + styled("乙", "2") + styled("丙", "1") + styled("丁", "1", off) + styled("戊", "self")
    assert read(body, numbering=NUMBERING, styles=STYLES) == [["1.甲"], ["（一）乙"], ["2.丙"], ["丁"], ["戊"]]


def test_a_number_names_the_levels_above_it_in_their_form() -> None:
    def level(depth: int, form: str, text: str, more: str = "") -> str:
        return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'

    levels = (
        level(0, "chineseCounting", "第%1部分 ")
        + level(1, "upperRoman", "%1-%2 ")
        + level(2, "decimal", "%1.%3 ", "<w:isLgl/>")
    )
    numbering = (
        f'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = listed("甲", 1) + listed("乙", 1) + listed("丙", 1, 1) + listed("丁", 1, 2)
    assert read(body, numbering=numbering) == [["第一部分 甲"], ["第二部分 乙"], ["二-I 丙"], ["2.1 丁"]]


def test_a_list_may_begin_at_a_number_of_its_own() -> None:
    numbering = NUMBERING.replace('<w:startOverride w:val="1"/>', '<w:startOverride w:val="7"/>')
    assert read(listed("甲", 1) + listed("乙", 3) + listed("丙", 3), numbering=numbering) == [
        ["1.甲"],
        ["7.乙"],
        ["8.丙"],
    ]


def test_a_page_number_between_tables_belongs_to_the_page() -> None:
    field = "<w:r><w:instrText> PAGE </w:instrText></w:r>" + run("- 3 -")
    body = table(row("甲", "乙")) + paragraph(field) + table(row("丙", "丁"))
    assert [line for line in read(body) if line] == [["甲", "乙"], ["丙", "丁"]]


def test_older_tables_merged_sideways() -> None:
    body = table(row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "乙"), row("一", "二", "三"))
    assert read(body) == [["甲", "", "乙"], ["一", "二", "三"]]


def test_xml_with_a_doctype_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="urn:w"><w:body>&a;</w:body></w:document>'
    for data in (bomb.encode(), b"\xff\xfe" + bomb.encode("utf-16-le")):
        with pytest.raises(Unreadable) as refusal:
            read_bytes("document.docx", packed({"word/document.xml": data}))
        assert refusal.value.code == "unsafe_xml"


def test_tables_nested_without_end_are_refused() -> None:
    body = paragraph("心")
    for _ in range(40):
        body = table(row(cell(body)))
    with pytest.raises(Unreadable) as refusal:
        read(body)
    assert refusal.value.code == "nested_too_deep"


def test_a_row_that_claims_a_million_columns_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(table(*(row(*(cell("甲", span(999)) for _ in range(9))) for _ in range(90))))
    assert refusal.value.code == "too_large"


def test_what_is_no_word_document_is_refused() -> None:
    for data in (b"PK\x03\x04word/document", docx("")[:200], packed({"word/document.xml": "<w:"})):
        with pytest.raises(Unreadable) as refusal:
            read_bytes("document.docx", data)
        assert refusal.value.code == "broken_file"
