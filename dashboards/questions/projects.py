"""What `/project` asks: texts that contain words, one project with its whole form, and its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboards.warehouse import Warehouse


def projects_found(warehouse: Warehouse, terms: Sequence[str], kinds: Sequence[str], most: int) -> pl.DataFrame:
    """The projects that contain every one of `terms` among their texts of `kinds` (all kinds when none is named).

    Blanks and letter case do not count. Those with most texts that match come first, `most` projects at most. Out: the columns
    of a text of a project with `n_texts`, and of its first matching text `kind`, `text`, `page`, `line_start`, `line_end`.
    """
    wanted = list(dict.fromkeys(term.lower() for term in terms))
    met = [f"contains(searched_text, ${number})" for number in range(1, len(wanted) + 1)] or ["true"]
    of_kinds, limit = len(wanted) + 1, len(wanted) + 2
    return warehouse.answer(
        f"""
        with matches as (
            select *, {" + ".join(f"{one}::int" for one in met)} as n_met
            from marts.project_texts
            where (len(${of_kinds}::varchar[]) = 0 or list_contains(${of_kinds}::varchar[], kind)) and ({" or ".join(met)})
        ),

        found as (
            select
                project_id, any_value(fiscal_year) as fiscal_year, any_value(document_id) as document_id,
                {"count(*)" if wanted else "0"} as n_texts,
                arg_min(project_text_id, (-n_met, kind != 'project', line_start)) as project_text_id
            from matches
            group by project_id
            having {" and ".join(f"bool_or({one})" for one in met)}
            order by n_texts desc, fiscal_year desc, document_id, project_id
            limit ${limit}
        )

        select texts.*, found.n_texts
        from found
        inner join marts.project_texts as texts using (project_text_id)
        order by found.n_texts desc, found.fiscal_year desc, found.document_id, found.project_id
        """,  # noqa: S608 - what is put in are the numbers of parameters
        [*wanted, list(kinds), most],
    )


def project(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """One project: one row, or none."""
    return warehouse.answer("from marts.projects_overview where project_id = ?", [project_id])


def form(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """The rows of a project's form in their order."""
    return warehouse.answer(
        """
        from marts.indicator_targets where project_id = ?
        order by case horizon when 'annual' then 1 when 'mid_term' then 2 else 3 end, row_ordinal
        """,
        [project_id],
    )


def goals(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """A project's goals with their places."""
    return warehouse.answer("from star.fct_goals where project_id = ? order by horizon, goal_ordinal", [project_id])


def budget_figures(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """A project's money as printed, with the places."""
    return warehouse.answer("from marts.budget_figures where project_id = ? order by horizon, line_start", [project_id])


def project_checks(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """The checks of a project's figures, those with a verdict first."""
    return warehouse.answer(
        "from marts.reconciliations where project_id = ? order by verdict = 'not_checkable', check_name", [project_id]
    )


def project_standards(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """What a project pays per head."""
    return warehouse.answer(
        """
        select standards.*, cities.city_name_en, standards.not_comparable_reason as reason
        from marts.aid_comparison as standards
        inner join marts.cities_overview as cities on standards.city_id = cities.city_id
        where standards.project_id = ? order by standards.aid_standard_id
        """,
        [project_id],
    )


def siblings(warehouse: Warehouse, document_id: str) -> pl.DataFrame:
    """The projects of one document in their order."""
    return warehouse.answer(
        "from marts.projects_overview where document_id = ? order by project_ordinal", [document_id]
    )


def alike(warehouse: Warehouse, project_id: str, most: int) -> pl.DataFrame:
    """Other cities' projects for the same kinds of aid, those that share most kinds and then the same year first."""
    return warehouse.answer(
        """
        with this as (from marts.projects_overview where project_id = ?)
        select others.*, len(list_intersect(others.aid_type_ids, this.aid_type_ids)) as n_shared
        from marts.projects_overview as others
        inner join this on others.city_id != this.city_id and list_has_any(others.aid_type_ids, this.aid_type_ids)
        order by n_shared desc, abs(others.fiscal_year - this.fiscal_year), others.project_id
        limit ?
        """,
        [project_id, most],
    )
