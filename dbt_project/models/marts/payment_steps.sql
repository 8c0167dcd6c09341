with payment_plans as (
    select * from {{ ref('stg_payment_plans') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
)

select
    payment_plans.project_id,
    payment_plans.due_month,
    projects.project_ordinal,
    projects.project_name,
    projects.city_id,
    projects.fiscal_year,
    payment_plans.document_id,
    payment_plans.cumulative_pct,
    payment_plans.cumulative_pct_text,
    projects.source_path,
    payment_plans.page,
    payment_plans.line_start,
    payment_plans.line_end,
    payment_plans.quote
from payment_plans
inner join projects
    on payment_plans.project_id = projects.project_id
