"""Files a person carries away: they say where every figure comes from, and of which version and day they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.formats import as_cell

if TYPE_CHECKING:
    import altair as alt

PICTURE_SCALE = 2


def to_csv(table: pl.DataFrame) -> bytes:
    """A table as CSV in UTF-8 with a byte-order mark (so that spreadsheets read Chinese); formula-like texts are escaped."""
    cells = [{name: as_cell(value) for name, value in row.items()} for row in table.iter_rows(named=True)]
    escaped = pl.DataFrame(cells, schema=table.schema) if cells else table
    target = BytesIO()
    escaped.write_csv(target, include_bom=True)
    return target.getvalue()


def to_png(chart: alt.LayerChart | alt.FacetChart) -> bytes:
    """A chart as a picture, twice as fine as a screen, drawn without a browser and without a network."""
    import vl_convert

    picture: Any = vl_convert.vegalite_to_png(chart.to_json(), scale=PICTURE_SCALE)
    return bytes(picture)
