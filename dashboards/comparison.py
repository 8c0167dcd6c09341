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
_BOUNDS: dict[Basis, tuple[str, str]] = {
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

    In: rows of marts.aid_comparison, for shares joined by `with_shares`; the ranks from the highest down.
    Out: the same rows with `low`, `high` (yuan in the basis, or percent; NULL for an open end),
    `shape` (exact, range, ceiling, floor), `drawn_per` and `drawn_period` (what the axis counts) and `reason` (why apart).
    """
    low, high = _BOUNDS[basis]
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


def with_shares(standards: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Standards with what share of a local figure they are. In: `questions.comparison.shares`. A share is derived: its grade is too.

    Out: the rows with `figure`, `share_low_pct` and `share_high_pct`; NULL where no sourced figure is known.
    """
    joined = standards.join(shares, on="aid_standard_id", how="left", maintain_order="left")
    return joined.with_columns(evidence_grade=pl.coalesce("share_grade", "evidence_grade"))


def latest_years(standards: pl.DataFrame) -> pl.DataFrame:
    """Of each city the standards of its latest year; what cannot be compared has a latest year of its own."""
    latest = pl.col("fiscal_year").max().over("city_id", "aid_type_id", "is_comparable")
    return standards.filter(pl.col("fiscal_year") == latest)


def default_basis(standards: pl.DataFrame) -> Basis:
    """Yuan a year when at least one standard can be said so, else as stated."""
    return "year" if compare(standards, "year", ()).panels else "as_stated"


def most_telling(panel: pl.DataFrame, most: int, always: Collection[str] = ()) -> tuple[pl.DataFrame, int]:
    """The rows of a panel that a chart can hold, and how many it leaves out.

    Of too many rows each rank keeps its highest and its lowest, alike in number, and those of the cities `always`; the order stays.
    `place` says which rows of the panel they are.
    """
    if panel.height <= most:
        return panel, 0
    groups = panel.with_row_index("place").partition_by("comparable_rank", maintain_order=True)
    half = max(most // (2 * len(groups)), 1)
    kept = [group.filter(_at_an_end(group.height, half) | pl.col("city_id").is_in(list(always))) for group in groups]
    drawn = pl.concat(kept)
    return drawn, panel.height - drawn.height


def _at_an_end(height: int, half: int) -> pl.Expr:
    position = pl.int_range(pl.len())
    return (position < half) | (position >= height - half)


def ranks_in(standards: pl.DataFrame, ranks: Sequence[str]) -> list[str]:
    """The comparable ranks that occur, in the order of `ranks`."""
    present = set(standards["comparable_rank"].drop_nulls())
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
