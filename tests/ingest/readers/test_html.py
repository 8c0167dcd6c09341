from __future__ import annotations

import pytest

from ingest.layout import Document, Unreadable
from ingest.pipeline import read_document
from ingest.readers import read_bytes
from tests.ingest.readers.samples import shown


def read(page: str, encoding: str = "utf-8") -> Document:
    return read_bytes("page.html", page.encode(encoding))


def test_merged_cells_hold_their_places() -> None:
    page = """<table><tr><td rowspan=2>产出指标<td>数量<td>≥1 人</tr><tr><td colspan=2>质量</tr></table>"""
    assert shown(read(page)) == [["产出指标", "数量", "≥1 人"], ["", "质量", ""]]


@pytest.mark.parametrize("span", ["0", "-3", "abc", "99999999999999", ""])
def test_absurd_spans_do_no_harm(span: str) -> None:
    page = f"<table><tr><td rowspan='{span}'>甲<td>乙</tr><tr><td>丙</tr></table>"
    assert [piece for line in shown(read(page)) for piece in line if piece] == ["甲", "乙", "丙"]


def test_a_span_of_zero_reaches_to_the_end_of_its_section() -> None:
    page = "<table><tbody><tr><td rowspan=0>甲<td>乙</tr><tr><td>丙</tr></tbody><tbody><tr><td>丁<td>戊</tr></tbody></table>"
    assert shown(read(page)) == [["甲", "乙"], ["", "丙"], ["丁", "戊"]]


def test_the_head_of_a_table_comes_first_and_its_foot_last() -> None:
    page = """<table><tfoot><tr><td>合计<td>3</tr></tfoot><tbody><tr><td>甲<td>1</tr></tbody>
              <thead><tr><th>名称<th>值</tr></thead></table>"""
    assert shown(read(page)) == [["名称", "值"], ["甲", "1"], ["合计", "3"]]


def test_a_table_around_tables_is_layout() -> None:
    page = "<table><tr><td>菜单<td>正文<table><tr><td>项目名称<td>慰问</tr></table>落款</td></tr></table>"
    assert shown(read(page)) == [["菜单"], ["正文"], [], ["项目名称", "慰问"], [], ["落款"]]


def test_lines_break_where_a_browser_breaks_them() -> None:
    page = "<div>第一\n行</div>第二行<br>第三行<p>第四<b>行</b></p><span>第五</span><span>行</span>"
    assert shown(read(page)) == [["第一 行"], ["第二行"], ["第三行"], ["第四行"], ["第五行"]]


def test_a_break_in_a_cell_is_a_blank_so_that_the_row_stays_a_line() -> None:
    assert shown(read("<table><tr><td>社会效<br>益<td><p>1.甲</p><p>2.乙</p></tr></table>")) == [
        ["社会效 益", "1.甲 2.乙"]
    ]


def test_what_a_browser_does_not_show_is_not_read() -> None:
    page = """<nav>首页</nav><script>var a = "<td>1</td>";</script><style>p {}</style><p hidden>一</p>
    <p style="Display : NONE">二</p><select><option>三<option selected>四</select><!-- 五 --><noscript>六</noscript>
    <table><tr><td style="display:none">七<td>八<td>九</tr><tr style="display:none"><td>十</tr></table><footer>末</footer>"""
    assert [piece for line in shown(read(page)) for piece in line] == ["四", "八", "九"]


def test_tables_put_into_a_text_leave_its_lines_as_they_are() -> None:
    text = "# 甲市总工会\n\n单位：万元\n\n<table><tr><td>项目\n名称<td>慰问<tr><td>预算数<td>5</table>\n\n第 1 页\n"
    document = read_bytes("converted.md", text.encode())
    assert [line for line in shown(document) if line] == [
        ["甲市总工会"], ["单位：万元"], ["项目 名称", "慰问"], ["预算数", "5"], ["第 1 页"],
    ]  # fmt: skip


def test_a_page_number_between_tables_is_no_part_of_the_goal_above_it() -> None:
    head = "<table><tr><td>项目名称<td>慰问<tr><td>年度目标<td>慰问劳模</table>"
    rows = "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<tr><td>产出指标<td>数量指标<td>人数<td>≥5人"
    (project,) = read_document(read(f"{head}<p>2</p><table>{rows}</table>")).projects
    assert [goal.text for goal in project.goals] == ["慰问劳模"]


def test_characters_without_width_are_no_part_of_a_word() -> None:
    assert shown(read("<p>金秋\u200b助学</p><table><tr><td>活\ufeff动<td>2\u00ad0</table>"))[::2] == [
        ["金秋助学"],
        ["活动", "20"],
    ]


def test_boxes_show_their_ticks() -> None:
    page = "<p><input type=checkbox checked>新增 <input type=checkbox>延续 <input type=radio checked>是 <input value=8></p>"
    assert shown(read(page)) == [["☑新增 ☐延续 ☑是 8"]]


def test_ordered_lists_print_their_numbers() -> None:
    assert shown(read("<ol start=3><li>甲<li>乙</ol><ul><li>丙</ul>")) == [["3.甲"], ["4.乙"], ["丙"]]


def test_entities_are_characters() -> None:
    assert shown(read("<p>&ge;90&#37;&nbsp;A&lt;B&#x4eba;</p>")) == [["≥90%\u00a0A<B人"]]


@pytest.mark.parametrize("name", ["gb2312", "GBK", "gb18030"])
def test_gb2312_is_read_as_the_larger_set_it_belongs_to(name: str) -> None:
    page = f"<meta http-equiv=Content-Type content='text/html; charset={name}'><p>朱镕基 喆 ≥90%</p>"
    assert shown(read(page, "gb18030")) == [["朱镕基 喆 ≥90%"]]


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    assert shown(read("<meta charset=gb2312><p>困难职工</p>")) == [["困难职工"]]


def test_one_broken_character_does_not_lose_the_page() -> None:
    data = "<p>困难职工</p>".encode("gb18030") * 100 + b"\xff<p>end</p>"
    assert shown(read_bytes("page.html", data))[0] == ["困难职工"]


def test_the_title_is_read_where_the_page_does_not_repeat_it() -> None:
    assert shown(read("<title>鄂州市总工会</title><p>正文</p>")) == [["鄂州市总工会"], ["正文"]]
    assert shown(read("<title>正文</title><p>正文</p>")) == [["正文"]]


def test_rows_in_forms_and_cells_without_rows_are_found() -> None:
    assert shown(read("<table><form><tr><td>甲<td>乙</tr></form></table>")) == [["甲", "乙"]]
    assert shown(read("<table><td>甲<td>乙</table>")) == [["甲", "乙"]]


def test_an_empty_page_is_an_empty_document() -> None:
    assert read(" ").lines == read("<html></html>").lines == []


def test_deep_nesting_is_refused_rather_than_losing_a_table() -> None:
    inner = "<table><tr><td>甲<td>乙</table>"
    with pytest.raises(Unreadable) as refusal:
        read("<div>" * 254 + inner)
    assert refusal.value.code == "nested_too_deep"
    assert shown(read("<div>" * 150 + inner)) == [["甲", "乙"]]
    nested = "<table><tr><td>" * 90 + "x"
    with pytest.raises(Unreadable):
        read(nested)


def test_a_table_that_claims_millions_of_cells_is_refused() -> None:
    row = "<tr>" + "<td rowspan=3000 colspan=1000>x" + "</tr>"
    with pytest.raises(Unreadable) as refusal:
        read(f"<table>{row}{'<tr></tr>' * 3000}</table>")
    assert refusal.value.code == "too_large"


def test_a_page_that_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes("page.html", bytes(range(128, 256)) * 50)
    assert refusal.value.code == "not_text"


def test_a_page_that_a_system_exported_as_a_spreadsheet_is_a_page() -> None:
    page = "<html><head><meta charset=gbk></head><body><table><tr><td>项目名称<td>慰问</tr></table></body></html>"
    document = read_bytes("导出.xls", page.encode("gbk"))
    assert (document.media_type, shown(document)) == ("text/html", [["项目名称", "慰问"]])
