with projects as (
    select * from {{ ref('stg_projects') }}
),

budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

ordered as (
    select
        *,
        row_number() over (partition by project_id order by horizon_ordinal) as budget_ordinal
    from budgets
    where budget_yuan is not null
)

select
    projects.project_id,
    projects.document_id,
    projects.project_ordinal,
    projects.project_name,
    ordered.horizon,
    ordered.budget_yuan,
    ordered.rounding_yuan
from projects
left join ordered
    on projects.project_id = ordered.project_id and ordered.budget_ordinal = 1
