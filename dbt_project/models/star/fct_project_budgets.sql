with budgets as (
    select * from {{ ref('int_budgets_chosen') }}
)

select
    project_id,
    horizon,
    budget_yuan,
    fiscal_yuan,
    other_yuan,
    document_id,
    flags
from budgets
