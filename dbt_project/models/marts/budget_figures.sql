with budgets as (
    select * from {{ ref('stg_budgets') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
)

select
    {{ stable_id([
        'budgets.project_id', 'budgets.horizon', 'budgets.budget_part', 'budgets.line_start', 'budgets.quote',
        'budgets.label_text'
    ]) }} as budget_figure_id,
    budgets.project_id,
    projects.project_ordinal,
    budgets.document_id,
    projects.city_id,
    projects.fiscal_year,
    budgets.horizon,
    budgets.budget_part,
    budgets.label_text,
    budgets.amount_text,
    budgets.money_unit_text,
    budgets.amount_yuan,
    budgets.flags,
    projects.source_path,
    budgets.page,
    budgets.line_start,
    budgets.line_end,
    budgets.quote
from budgets
inner join projects
    on budgets.project_id = projects.project_id
