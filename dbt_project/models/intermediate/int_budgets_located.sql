with budgets as (
    select * from {{ ref('stg_budgets') }}
),

compared as (
    select * from {{ ref('int_project_budgets_compared') }}
),

-- the horizon a project's figures are held against, and the mid-term beside it
located as (
    select
        budgets.*,
        compared.horizon as compared_horizon,
        concat(budgets.label_text, ' ', budgets.amount_text, budgets.money_unit_text) as figure_text
    from budgets
    inner join compared
        on budgets.project_id = compared.project_id
)

select
    project_id,
    document_id,
    case
        when horizon = compared_horizon and budget_part = 'total' then 'budget'
        when horizon = compared_horizon then 'part'
        else 'mid_term_budget'
    end as figure_kind,
    figure_text,
    page,
    line_start,
    line_end,
    quote
from located
where
    (horizon = compared_horizon and budget_part in ('total', 'fiscal', 'other'))
    or (horizon = 'mid_term' and budget_part = 'total')
