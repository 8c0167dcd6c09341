"""The part of `/quality` that tells what changed: since the version before, or between two kept versions that the address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import address
from dashboards.differences import NotCompared, built_at, difference, kept_versions
from dashboards.formats import moment
from dashboards.quality_tables import changes_table
from dashboards.questions import quality as questions
from dashboards.shell import heading
from dashboards.tables import show_table

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse
    from dashboards.words import Words

BEFORE, AFTER = "before", "after"
WIDTH = 480  # of a choice in pixels: two stand side by side, on a phone one above the other
HASH_SHOWN = 6


def show_changes(warehouse: Warehouse, words: Words) -> None:
    """The choice of two versions, and what the later one says differently, counted in full and listed in part."""
    heading("quality.changes", words)
    kept = kept_versions(warehouse)
    gone = [name for name in map(st.query_params.get, (BEFORE, AFTER)) if name and name not in kept]
    if gone:
        st.warning(words("quality.version_gone", version=gone[0]))
    if len(kept) < 2 or warehouse.version not in kept:
        _since_the_version_before(warehouse, words)
        return
    before, after = _chosen(kept, warehouse.version, words)
    if before is None and after == warehouse.version:
        _since_the_version_before(warehouse, words)
    elif before is None:
        st.caption(words("quality.first_kept"))
    elif before == after:
        st.caption(words("quality.same_version"))
    else:
        _between(warehouse, before, after, words)


def _chosen(kept: list[str], published: str, words: Words) -> tuple[str | None, str]:
    """The two versions of the address; without a first one, the one kept before the second, or None where the second is published:
    that one tells itself what it says differently."""
    after = address.chosen(AFTER, kept, published)
    before = address.chosen(BEFORE, kept, "") or None
    keys = {BEFORE: f"address.{BEFORE}", AFTER: f"address.{AFTER}"}

    def pin() -> None:
        """Both go into the address: what is published now is the version before tomorrow."""
        now = {name: st.session_state[key] for name, key in keys.items()}
        is_default = now == {BEFORE: None, AFTER: published}
        for name, version in now.items():
            address.write(name, None if is_default else version)

    def named(version: str) -> str:
        built, digest = built_at(version)
        key = "quality.version_published" if version == published else "quality.version"
        return words(key, moment=moment(built, words), hash=digest[:HASH_SHOWN])

    st.session_state[keys[BEFORE]], st.session_state[keys[AFTER]] = before, after
    with st.container(horizontal=True):
        st.selectbox(
            words("quality.before"), kept, key=keys[BEFORE], on_change=pin, format_func=named,
            index=None, placeholder=words("quality.version_before"), width=WIDTH,
        )  # fmt: skip
        st.selectbox(words("quality.after"), kept, key=keys[AFTER], on_change=pin, format_func=named, width=WIDTH)
    earlier = [] if after == published else kept[kept.index(after) + 1 :]
    return before or next(iter(earlier), None), after


def _since_the_version_before(warehouse: Warehouse, words: Words) -> None:
    """What the published version itself tells: of each kind a bounded number of changes."""
    changes = questions.changes(warehouse)
    if changes.is_empty():
        st.caption(words("quality.no_changes"))
        return
    st.caption(words("quality.changes_intro"))
    counts = questions.change_counts(warehouse)
    _counted(counts, words)
    listed = dict(changes["entity"].value_counts().iter_rows())
    for entity, *counted in counts.iter_rows():
        if listed.get(entity, 0) >= questions.MOST_OF_A_KIND:
            named = words.of("entity", entity)
            st.caption(words("quality.kind_cut", entity=named, most=f"{listed[entity]:,}", all=f"{sum(counted):,}"))
    show_table("changes", changes_table(changes, words), words)


def _between(warehouse: Warehouse, before: str, after: str, words: Words) -> None:
    folder = warehouse.path.parent
    try:
        with st.spinner(words("quality.comparing")):
            found = difference(folder / f"{before}.duckdb", folder / f"{after}.duckdb")
    except NotCompared:
        st.error(words("quality.not_compared", before=before, after=after))
        return
    _counted(found.counts, words)
    if found.n_changes > found.changes.height:
        most, all_ = f"{found.changes.height:,}", f"{found.n_changes:,}"
        st.caption(words("quality.changes_cut", most=most, all=all_, limit=found.n_changes, before=before, after=after))
    # a place in the source is one of the published version
    table = changes_table(found.changes, words, has_places=after == warehouse.version)
    show_table("changes", table, words)


def _counted(counts: pl.DataFrame, words: Words) -> None:
    for entity, added, removed, changed in counts.iter_rows():
        numbers = {"added": f"{added:,}", "removed": f"{removed:,}", "changed": f"{changed:,}"}
        st.markdown(words("quality.change_counts", entity=words.of("entity", entity), **numbers))
