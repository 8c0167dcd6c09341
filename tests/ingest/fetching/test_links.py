from __future__ import annotations

import time

import pytest

from ingest.fetching.links import Link, page_to_links

AT = "http://www.example.cn/xxgk/list.html"


def test_links_are_absolute_and_have_words() -> None:
    page = """<html><body><ul>
      <li><a href="2024/t1.pdf">2024年 <b>绩效目标表</b>
          </a></li>
      <li><a href='/t2.docx#top' title="合肥市总工会2023年项目绩效目标表">合肥市总工会2023年项目…</a></li>
      <li><a href="//files.example.cn/t3.xlsx">附件</a><a href="javascript:void(0)">打印</a><a href="mailto:a@b.cn">信</a></li>
      <li><a href="http://[:::::/">坏</a><a name="top">无</a><a href="2024/t1.pdf">下载</a><a href="last.pdf">没有结束
    """.encode()
    assert page_to_links(page, AT) == [
        Link("http://www.example.cn/xxgk/2024/t1.pdf", "2024年 绩效目标表"),
        Link("http://www.example.cn/t2.docx", "合肥市总工会2023年项目绩效目标表"),
        Link("http://files.example.cn/t3.xlsx", "附件"),
        Link("http://www.example.cn/xxgk/last.pdf", "没有结束"),
    ]


def test_the_pages_own_base_counts() -> None:
    page = b'<base href="/other/"><a href="a.pdf">A</a>'
    assert page_to_links(page, AT) == [Link("http://www.example.cn/other/a.pdf", "A")]


def test_a_page_in_gb2312_may_hold_more_than_gb2312() -> None:
    page = '<meta charset="gb2312"><a href="a.pdf">镕基2024年绩效</a>'.encode("gb18030")
    assert page_to_links(page, AT)[0].text == "镕基2024年绩效"
    assert page_to_links('<a href="a.pdf">绩效</a>'.encode("gbk"), AT, "text/html; charset=GBK")[0].text == "绩效"


def test_what_is_no_page_has_no_links() -> None:
    assert page_to_links(b"\x00\xff%PDF-1.7 <a <a href", AT) == []
    assert page_to_links(b"", AT, "text/html; charset=klingon") == []


HOSTILE = ["<!--", "<!--a-->", "<a ", "<a href=x>", "<a href=x><b ", "<", '<a href="', "<a " + "x" * 5000, "<base "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_page_cannot_hold_the_run_for_long(piece: str) -> None:
    page = (piece * (2_000_000 // len(piece))).encode()
    started = time.process_time()
    page_to_links(page, AT)
    assert (
        time.process_time() - started < 10
    )  # seconds of this process, where a parser that goes back and forth takes minutes
