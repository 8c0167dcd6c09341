with rates as (
    select * from {{ ref('int_rates_annualised') }}
),

payable as (
    select
        *,
        coalesce(annual_low_yuan, amount_low_yuan) as yuan_low,
        coalesce(annual_high_yuan, amount_high_yuan) as yuan_high,
        '元/' || per
        || case when pay_period is not null and annual_factor is not null then '/年' else '' end as yuan_measure
    from rates
    where
        project_id is not null
        and scope = 'project'
        and is_in_budget
        and not is_total_of_parts
        and not is_lump_sum
        and not is_symbolic
        and per is not null
)

select
    project_id,
    aid_type_id,
    recipient_id,
    per,
    per_kind,
    case when count(yuan_low) = count(*) then min(yuan_low) end as yuan_low,
    case when count(yuan_high) = count(*) then max(yuan_high) end as yuan_high,
    max(yuan_measure) as yuan_measure,
    count(*) as rate_count
from payable
group by project_id, aid_type_id, recipient_id, per, per_kind
