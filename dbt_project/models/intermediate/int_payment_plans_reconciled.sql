with payment_plans as (
    select * from {{ ref('stg_payment_plans') }}
),

steps as (
    select
        *,
        lag(cumulative_pct) over (partition by project_id order by due_month) as previous_pct
    from payment_plans
    where cumulative_pct is not null
),

plans as (
    select
        project_id,
        document_id,
        arg_max(cumulative_pct, due_month) as last_pct,
        bool_or(cumulative_pct < previous_pct) as is_falling,
        string_agg(
            due_month || '月底 ' || {{ plain_number('cumulative_pct') }} || '%', ' → ' order by due_month
        ) as plan_text
    from steps
    group by project_id, document_id
),

judged as (
    select
        *,
        case
            when last_pct = 100 and not coalesce(is_falling, false) then 'exact'
            when last_pct < 100 and not coalesce(is_falling, false) then 'gap'
            else 'contradicts'
        end as verdict
    from plans
)

select
    project_id,
    document_id,
    'payment_plan_to_100' as check_name,
    last_pct as computed_value,
    100 as expected_value,
    verdict,
    plan_text as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'payment_plan_incomplete': "verdict != 'exact'"}) }} as flags
from judged
