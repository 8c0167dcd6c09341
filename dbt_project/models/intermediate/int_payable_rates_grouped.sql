with rates as (
    select * from {{ ref('int_rates_annualised') }}
),

payable as (
    select
        *,
        coalesce(annual_low_yuan, amount_low_yuan) as tier_low,
        coalesce(annual_high_yuan, amount_high_yuan) as tier_high,
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
    {{ as_columns(hull_of(stated('tier')), 'yuan') }},
    max(yuan_measure) as yuan_measure,
    count(*) as rate_count,
    coalesce(bool_and(tier_low = tier_high), false) as has_exact_tiers
from payable
group by project_id, aid_type_id, recipient_id, per, per_kind
