"""What may share an axis and what may not: from stated standards to the marks of a comparison. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Basis = Literal["year", "month", "as_stated", "share"]
BASES: tuple[Basis, ...] = get_args(Basis)
PERIOD_UNKNOWN = "period_not_stated"
FIGURE_UNKNOWN = "no_local_figure"
BOUNDS: dict[Basis, tuple[str, str]] = {
    "year": ("annual_low_yuan", "annual_high_yuan"),
    "month": ("monthly_low_yuan", "monthly_high_yuan"),
    "as_stated": ("amount_low_yuan", "amount_high_yuan"),
    "share": ("share_low_pct", "share_high_pct"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`panels`: standards by what they are counted in, each panel with one axis; `apart`: the others, with a reason."""

    panels: list[pl.DataFrame]
    apart: pl.DataFrame

    @property
    def drawn(self) -> pl.DataFrame:
        """All rows of all panels."""
        return pl.concat(self.panels) if self.panels else self.apart.clear()


def compare(standards: pl.DataFrame, basis: Basis, ranks: Sequence[str]) -> Comparison:
    """Split standards into panels and those that stay apart.

    In: `questions.standards.marks` of this basis; the ranks from the highest down.
    Out: the same rows with `low`, `high` (yuan in the basis, or percent; NULL for an open end),
    `shape` (exact, range, ceiling, floor), `drawn_per` and `drawn_period` (what the axis counts) and `reason` (why apart).
    """
    low, high = BOUNDS[basis]
    periods = {"as_stated": pl.col("pay_period")} | ({"share": pl.col("figure")} if basis == "share" else {})
    rows = standards.with_columns(
        low=pl.col(low).cast(pl.Float64),
        high=pl.col(high).cast(pl.Float64),
        drawn_per=pl.col("per"),
        drawn_period=periods.get(basis, pl.lit(basis)),
    ).with_columns(shape=_shape(), reason=_reason(basis))
    drawn = rows.filter(pl.col("reason").is_null()).sort(_order(ranks))
    panels = drawn.partition_by("drawn_per", "drawn_period", maintain_order=True) if drawn.height else []
    return Comparison(
        panels=sorted(panels, key=lambda panel: -panel.height),
        apart=rows.filter(pl.col("reason").is_not_null()).sort("city_id", "aid_standard_id"),
    )


def most_telling(
    panel: pl.DataFrame, most: int, always: Collection[str] = (), by: str = "comparable_rank"
) -> tuple[pl.DataFrame, int]:
    """The rows of a panel that a chart can hold, and how many it leaves out.

    Of too many rows each rank (or what else `by` tells apart) keeps its first and its last, alike in number: its highest and its lowest;
    and, unless they are too many themselves, those of the cities `always`. The order stays; `place` says which rows of the panel they are.
    """
    if panel.height <= most:
        return panel, 0
    placed = panel.with_row_index("place")
    half = max(most // (2 * panel[by].n_unique()), 1)
    position, last = pl.int_range(pl.len()).over(by), pl.len().over(by) - half
    is_always = pl.col("city_id").is_in(list(always))
    if panel.filter(is_always).height > most:
        is_always = pl.lit(False)
    drawn = placed.filter((position < half) | (position >= last) | is_always)
    return drawn, panel.height - drawn.height


def ranks_in(standards: pl.DataFrame, ranks: Sequence[str]) -> list[str]:
    """The comparable ranks that occur, in the order of `ranks`."""
    present = set(standards["comparable_rank"].drop_nulls().unique())
    return [rank for rank in ranks if rank in present] + sorted(present - set(ranks))


def _shape() -> pl.Expr:
    return (
        pl.when(pl.col("low").is_null())
        .then(pl.lit("ceiling"))
        .when(pl.col("high").is_null())
        .then(pl.lit("floor"))
        .when(pl.col("low") == pl.col("high"))
        .then(pl.lit("exact"))
        .otherwise(pl.lit("range"))
    )


def _reason(basis: Basis) -> pl.Expr:
    """Why a row cannot be drawn; NULL when it can. As stated, a missing pay period is no obstacle: it is part of the unit."""
    stated = pl.col("not_comparable_reason").fill_null("not_comparable")
    barred = ~pl.col("is_comparable")
    if basis == "as_stated":
        barred = barred & (pl.col("not_comparable_reason") != PERIOD_UNKNOWN).fill_null(True)
    boundless = pl.col("low").is_null() & pl.col("high").is_null()
    missing = FIGURE_UNKNOWN if basis == "share" else PERIOD_UNKNOWN
    return pl.when(barred).then(stated).when(boundless).then(pl.lit(missing)).otherwise(None)


def _order(ranks: Sequence[str]) -> list[pl.Expr]:
    positions = {rank: position for position, rank in enumerate(ranks)}
    rank = pl.col("comparable_rank").replace_strict(positions, default=len(ranks), return_dtype=pl.Int32)
    return [rank, -pl.max_horizontal("low", "high"), pl.col("city_id"), pl.col("aid_standard_id")]
