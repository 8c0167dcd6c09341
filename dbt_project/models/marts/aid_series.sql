{% set now, before = interval('amount', 'yuan'), interval('previous', 'yuan') %}

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
),

years as (
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
),

series as (
    select
        *,
        {{ stable_id(['city_id', 'aid_type_id', 'recipient_id', 'payer', 'measure']) }} as series_id
    from years
),

followed as (
    select
        *,
        count(*) over (partition by series_id) as n_years,
        lag(fiscal_year) over (partition by series_id order by fiscal_year) as previous_fiscal_year,
        lag(amount_low_yuan) over (partition by series_id order by fiscal_year) as previous_low_yuan,
        lag(amount_high_yuan) over (partition by series_id order by fiscal_year) as previous_high_yuan,
        lag(is_amount_low_open) over (partition by series_id order by fiscal_year) as is_previous_low_open,
        lag(is_amount_high_open) over (partition by series_id order by fiscal_year) as is_previous_high_open
    from series
)

select
    series_id || ':' || fiscal_year as series_year_id,
    series_id,
    city_id,
    city_name,
    aid_type_id,
    aid_type,
    recipient_id,
    recipient,
    payer,
    measure,
    fiscal_year,
    n_years,
    amount_low_yuan,
    amount_high_yuan,
    evidence_grade,
    n_standards,
    aid_standard_ids,
    previous_fiscal_year,
    {{ minus(now, before).low }} as change_low_yuan,
    {{ minus(now, before).high }} as change_high_yuan,
    case
        when amount_low_yuan = amount_high_yuan and previous_low_yuan = previous_high_yuan
            then 100 * (amount_low_yuan - previous_low_yuan) / nullif(previous_low_yuan, 0)
    end as change_pct,
    case
        when previous_fiscal_year is null then null
        when {{ is_below(before, now) }} then 'raised'
        when {{ is_below(now, before) }} then 'lowered'
        when amount_low_yuan = previous_high_yuan and amount_high_yuan = previous_low_yuan then 'same'
        else 'not_known'
    end as change
from followed
