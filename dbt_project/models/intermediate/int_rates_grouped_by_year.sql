with standards as (
    select * from {{ ref('aid_comparison') }}
    where
        coalesce(not_comparable_reason, '') not in (
            'quoted_rule',
            'low_confidence',
            'lump_sum',
            'total_of_parts',
            'symbolic_amount',
            'per_not_stated',
            'not_classified'
        )
),

-- in yuan a year where the document justifies it, else as printed
measured as (
    select
        *,
        coalesce(annual_low_yuan, annual_high_yuan) is not null as is_annual,
        '元/' || per || coalesce('/' || if(is_annual, '年', pay_period), '') as measure,
        if(is_annual, annual_low_yuan, amount_low_yuan) as tier_low_yuan,
        if(is_annual, annual_high_yuan, amount_high_yuan) as tier_high_yuan
    from standards
)

select
    city_id,
    city_name,
    aid_type_id,
    aid_type,
    recipient_id,
    recipient,
    payer,
    measure,
    fiscal_year,
    {{ as_columns(hull_of(stated('tier', 'yuan')), 'amount', 'yuan') }},
    count(*) as n_standards,
    max(evidence_grade) as evidence_grade,
    list_sort(list(aid_standard_id)) as aid_standard_ids
from measured
group by all
