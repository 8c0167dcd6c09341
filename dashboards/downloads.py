"""Files a person carries away: they say where every figure comes from, and of which version and day they are."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import polars as pl
import polars.selectors as cs

from dashboards.formats import PICTURE_FONTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import altair as alt


PICTURE_SCALE = 2
TWO_CHARACTERS = (chr(0x56FD), chr(0x4E2D))
FORMULA = r"(?s)^([=+\-@\t\r\n＝＋－＠].)"  # Chinese spreadsheets take the wide signs too; a sign alone, as =, is none
LIST_SEPARATOR = "; "
CELL_LENGTH = 32_767  # of a cell in XLSX
SHEET_ROWS = 1_048_576
SHEET_NAME_LENGTH = 31
NOT_IN_XLSX = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def for_spreadsheets(table: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text; a text or heading a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    joined = table.with_columns(cs.list().cast(pl.List(pl.String)).list.join(LIST_SEPARATOR))
    escaped = joined.with_columns(cs.string().str.replace(FORMULA, "'${1}"))
    return escaped.rename(lambda heading: re.sub(FORMULA, r"'\1", heading))


def to_csv(table: pl.DataFrame) -> bytes:
    """A table as CSV in UTF-8 with a byte-order mark (so that spreadsheets read Chinese); formula-like texts are escaped."""
    target = BytesIO()
    for_spreadsheets(table).write_csv(target, include_bom=True)
    return target.getvalue()


def to_xlsx(table: pl.DataFrame, name: str, about: Mapping[str, str]) -> bytes:
    """A table as a workbook: the rows with filters and a fixed heading, on the last sheet what `about` says of them."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for title, part in sheets(table, name):
        sheet = workbook.create_sheet(title)
        sheet.freeze_panes = "A2"
        safe = for_spreadsheets(part)
        sheet.append([_cell(heading) for heading in safe.columns])
        for row in safe.iter_rows():
            sheet.append([_cell(value) for value in row])
        sheet.auto_filter.ref = f"A1:{_letters(part.width)}{part.height + 1}"
    notes = workbook.create_sheet("about")
    for row in for_spreadsheets(pl.DataFrame(list(about.items()), schema=["what", "value"], orient="row")).iter_rows():
        notes.append([_cell(value) for value in row])
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def sheets(table: pl.DataFrame, name: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """The sheets a table takes, each with its title: one, or, when it has more rows than a sheet holds, as many as it needs."""
    most = SHEET_ROWS - 1
    for number, start in enumerate(range(0, max(table.height, 1), most), 1):
        suffix = f" ({number})" if table.height > most else ""
        yield _sheet_name(name, suffix), table.slice(start, most)


def to_parquet(table: pl.DataFrame, about: Mapping[str, str]) -> bytes:
    """A table as Parquet, its values exact; `about` goes into the metadata of the file."""
    target = BytesIO()
    table.write_parquet(target, metadata=dict(about))
    return target.getvalue()


def to_png(chart: alt.TopLevelMixin) -> bytes:
    """A chart as a picture, twice as fine as a screen, drawn without a browser and without a network."""
    import vl_convert

    picture: Any = vl_convert.vegalite_to_png(chart.to_json(), scale=PICTURE_SCALE)
    return bytes(picture)


def to_svg(chart: alt.TopLevelMixin) -> bytes:
    """A chart as a drawing that can be enlarged at will and edited."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart.to_json())).encode()


@cache
def shows_chinese() -> bool:
    """Whether this machine has a font with Chinese characters: without one they are missing from a picture, all alike."""
    import vl_convert

    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-family="{}">{}</text></svg>'
    )
    one, other = (bytes(vl_convert.svg_to_png(drawing.format(PICTURE_FONTS, letter))) for letter in TWO_CHARACTERS)
    return one != other


def _cell(value: Any) -> Any:
    return NOT_IN_XLSX.sub("", value)[:CELL_LENGTH] if isinstance(value, str) else value


def _sheet_name(name: str, suffix: str = "") -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[: SHEET_NAME_LENGTH - len(suffix)] + suffix


def _letters(column: int) -> str:
    """The letters of a column of a sheet, from 1: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
