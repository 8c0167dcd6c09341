"""Chinese signs saved as Latin ones are read as what their bytes say; lost ones are doubted."""

from __future__ import annotations

from ingest.layout import Words
from ingest.readers.mojibake import repaired
from ingest.readers.text import read


def words(text: str) -> Words:
    return Words(text, tuple(range(len(text))))


def test_two_latin_signs_are_the_chinese_sign_of_their_bytes() -> None:
    assert repaired(words("¡Ý3场")).text == "≥3场"
    assert repaired(words("100£¥")).text == "100％"
    assert repaired(words("ÏîÄ¿Ö§³ö")).text == "项目支出"


def test_every_text_saved_so_comes_back() -> None:
    for text in ("≥95％", "≤1．2", "慰问困难职工", "【附件】"):
        assert repaired(words(text.encode("gb2312").decode("latin-1"))).text == text


def test_signs_that_mask_a_name_or_measure_an_angle_stay() -> None:
    for text in ("张××", "20°±5°", "·×·×", "café", "§3"):
        assert repaired(words(text)).text == text


def test_a_repaired_sign_is_quoted_whole() -> None:
    assert repaired(words("¡Ý3场")).at == (0, 2, 3)
    assert repaired(words("95£¥")).at == (0, 1, 3)


def test_a_line_with_lost_characters_is_doubted_at_its_place() -> None:
    document = read("项目名称：慰问\n负责人：锟斤拷\n".encode())
    assert [(doubt.code, doubt.locator.line_start) for doubt in document.doubts if doubt.locator] == [
        ("characters_lost", 2)
    ]
