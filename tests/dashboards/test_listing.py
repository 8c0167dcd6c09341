"""A document as lines of HTML: every character of it is text."""

from __future__ import annotations

from html.parser import HTMLParser

from dashboards.listing import lines_to_html


class Seen(HTMLParser):
    """The tags of a piece of HTML, and the text of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parsed(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    return seen


def test_lines_are_numbered_and_the_lit_ones_marked() -> None:
    seen = parsed(lines_to_html([(153, "成本指标"), (154, "全国劳模 600元/人/月、")], range(154, 155), "原文", {}))
    rows = [dict(attributes) for tag, attributes in seen.tags if tag == "tr"]
    assert rows == [{}, {"class": "lit", "aria-current": "true"}]
    assert seen.texts[-4:] == ["153", "成本指标", "154", "全国劳模 600元/人/月、"]


def test_nothing_in_a_document_is_interpreted() -> None:
    hostile = '<script>alert(1)</script><img src=x onerror=alert(2)> & </td></table> "\' <input checked="checked" />'
    seen = parsed(lines_to_html([(1, hostile)], range(0), 'a" onclick="x', {}))
    assert {tag for tag, _ in seen.tags} == {"style", "table", "tbody", "tr", "th", "td"}
    assert "".join(seen.texts).endswith(hostile)
    assert dict(next(attributes for tag, attributes in seen.tags if tag == "table"))["aria-label"] == 'a" onclick="x'


def test_a_note_shows_on_hover_as_text() -> None:
    note = '300 → 350 " onmouseover="alert(1)'
    seen = parsed(lines_to_html([(1, "a"), (2, "b")], range(0), "原文", {2: note}))
    assert [dict(attributes) for tag, attributes in seen.tags if tag == "tr"] == [{}, {"title": note}]
