"""Stored numbers as a spreadsheet prints them."""

from __future__ import annotations

import pytest

from ingest.readers.number_formats import BUILT_IN, print_number, print_text

ACCOUNTS = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (7, "0.00", "7.00"),
        (7, "General", "7"),
        (0.1 + 0.2, "General", "0.3"),
        (13020025000, "General", "13020025000"),
        (7, "00", "07"),
        (2.5, "0", "3"),
        (0.5, "#.##", ".5"),
        (5, "#.##", "5"),
        (0, "#", ""),
        (1234.567, "#,##0.##", "1,234.57"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (1500, '0.0,"千"', "1.5千"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (95, "0\\%", "95%"),
        (5, '0"%"', "5%"),
        (5, '0"万元"', "5万元"),
        (5, '"≥"0"人"', "≥5人"),
        (0.6, "≥0%", "≥60%"),
        (5, '"¥"#,##0.00', "¥5.00"),
        (5, '[$¥-804]#,##0.00', "¥5.00"),
        (-3.2, "0.00", "-3.20"),
        (-3.2, "0.00;(0.00)", "(3.20)"),
        (-0.001, "0.00", "-0.00"),
        (0, "0;-0;;@", ""),
        (5, ";;;", ""),
        (1234, ACCOUNTS, "1,234.00"),
        (-1234, ACCOUNTS, "-1,234.00"),
        (0, ACCOUNTS, "-"),
        (1, '[=1]"是";"否"', "是"),
        (2, '[=1]"是";"否"', "否"),
        (5, "[>=10]0.0;[<10]0.00", "5.00"),
        (-3, "[Red]General", "-3"),
        (100, "@", "100"),
        (12345.678, "0.00E+00", "12345.678"),
        (0.25, "# ?/?", "0.25"),
        (45000, "yyyy/m/d", "2023/3/15"),
        (45000, BUILT_IN[31], "2023年3月15日"),
        (45000, '[$-804]yyyy"年"m"月"d"日";@', "2023年3月15日"),
        (45000, "yyyy年m月d日", "2023年3月15日"),
        (45000, "yyyy\\-mm\\-dd", "2023-03-15"),
        (45000, "m月", "3月"),
        (45000, "aaaa", "星期三"),
        (45000.5, "yyyy/m/d h:mm", "2023/3/15 12:00"),
        (45000.5, "h:mm AM/PM", "12:00 PM"),
        (0.25, "上午/下午h时", "上午6时"),
        (1.5, "[h]:mm", "36:00"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
        (-1, "yyyy/m/d", "-1"),
        (9e9, "yyyy/m/d", "9000000000"),
    ],
)  # fmt: skip
def test_a_number_is_printed_as_its_format_says(number: float, form: str, printed: str) -> None:
    assert print_number(number, form) == printed


@pytest.mark.parametrize(
    ("text", "form", "printed"),
    [
        ("慰问", "General", "慰问"),
        ("慰问", "0.00", "慰问"),
        ("慰问", '@"费"', "慰问费"),
        ("慰问", ";;;", ""),
        ("慰问", ACCOUNTS, "慰问"),
    ],
)
def test_a_text_is_printed_as_its_format_says(text: str, form: str, printed: str) -> None:
    assert print_text(text, form).strip() == printed
