with payment_plans as (
    select * from {{ ref('stg_payment_plans') }}
)

select
    project_id,
    due_month,
    cumulative_pct,
    cumulative_pct_text,
    document_id
from payment_plans
